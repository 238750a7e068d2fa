"""三审三校: the stages that hold by default, and what an organ may set instead."""

import pytest

from gongkai.rules.review_stages import (
    Stage,
    StagesRefused,
    default_stages,
    read_stages,
    stages_source,
)


def test_three_stages_hold_where_nothing_is_set():
    stages = default_stages()
    assert [stage.name for stage in stages] == ["初审初校", "复审二校", "终审三校"]
    assert all(stage.roles and stage.checks for stage in stages)
    assert "条例第十七条" in stages_source()


def test_what_an_organ_set_comes_back_as_it_was_stored():
    rows = [stage.as_json() for stage in default_stages()]
    assert read_stages(rows) == default_stages()
    assert read_stages([{"name": " 审核 ", "roles": ["REVIEWER"], "checks": ["", " 标题 "]}]) == (
        Stage("审核", ("REVIEWER",), ("标题",)),
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "应为1至6个，现为0个"),
        ([{"name": str(n), "roles": ["REVIEWER"]} for n in range(7)], "现为7个"),
        ([{"name": "", "roles": ["REVIEWER"]}], "应为1至20个字"),
        ([{"name": "长" * 21, "roles": ["REVIEWER"]}], "应为1至20个字"),
        ([{"name": "审核", "roles": []}], "“审核”没有指定签署角色"),
        ([{"name": "审核", "roles": ["REVIEWER"]}] * 2, "“审核”重复"),
    ],
)
def test_stages_that_nobody_could_sign_are_refused(rows, message):
    with pytest.raises(StagesRefused, match=message):
        read_stages(rows)

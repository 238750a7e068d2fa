"""`gongkai index`: its state, building it anew; what doctor and setup do about it."""

import pytest

from factories import ColumnFactory, ItemFactory
from gongkai.cli.main import main
from gongkai.outbox.operations import announce
from gongkai.search.generations import alone
from gongkai.search.reading import forget_index
from gongkai.search.standing import index_standing
from publications.office import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(settings, tmp_path):
    """Keep the index in a folder of the test's own."""
    settings.GONGKAI_INDEX = tmp_path / "index"
    forget_index()
    yield
    forget_index()


def test_the_state_is_told_and_the_index_built(capsys):
    ItemFactory.create_batch(3, column=ColumnFactory())
    assert main(["index", "status"]) == 1
    assert "请运行 gongkai index rebuild" in capsys.readouterr().out
    assert main(["doctor"]) == 1
    assert "检索索引尚未建立" in capsys.readouterr().out
    assert main(["index", "rebuild"]) == 0
    assert "已重建，共3条" in capsys.readouterr().out
    assert main(["index", "status"]) == 0
    assert "索引共3条" in capsys.readouterr().out
    main(["doctor"])
    assert "检索索引" not in capsys.readouterr().out


def test_an_index_left_behind_is_told(capsys):
    main(["index", "rebuild"])
    announce(kind="item.published", subject="1", at=AT)
    capsys.readouterr()
    assert main(["index", "status"]) == 1
    assert "有1项变更尚未更新" in capsys.readouterr().out
    assert main(["doctor"]) == 1
    assert "检索索引有1项变更超过60秒没有更新" in capsys.readouterr().out


def test_two_rebuilds_at_once_are_refused(capsys):
    with alone("rebuild"):
        assert main(["index", "rebuild"]) == 1
    assert "正在重建" in capsys.readouterr().err
    assert index_standing().rebuild is None


def test_an_unknown_deed_is_refused_in_one_line(capsys):
    assert main(["index", "nonsense"]) == 2
    assert capsys.readouterr().err.count("\n") == 1

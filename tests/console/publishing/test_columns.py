"""Columns in the console: listed, added, changed, closed; nobody else sets them."""

import pytest

from console.conftest import desk, notes
from factories import ColumnFactory, ItemFactory
from gongkai.audit.models import Entry
from gongkai.publications.models import Column, Item
from publications.office import drafted, office, passed, submitted

pytestmark = pytest.mark.django_db
COLUMNS = "/console/publishing/columns/"


@pytest.fixture
def place(db):
    """Return an office that publishes."""
    return office()


def typed(**changes):
    return {"code": "jiedu", "name": "政策解读", "part": "SITE", **changes}


def stage(number, name, roles, checks=""):
    return {f"stage_name_{number}": name, f"stage_roles_{number}": roles,
            f"stage_checks_{number}": checks}  # fmt: skip


def default_stages(client):
    """Return what the form of a new column shows of stages, as a browser sends it back."""
    form = client.get(f"{COLUMNS}new/").context["form"]
    return {
        field.html_name: field.value() or ""
        for field in form
        if field.name.startswith("stage_") and field.value()
    }


def test_a_head_adds_a_column_and_it_is_on_record(place):
    client = desk(place.office_head)
    data = typed(part="STATUTORY", statutory_no="20-7", update_days="30", **default_stages(client))
    assert client.post(f"{COLUMNS}new/", data).status_code == 302
    column = Column.objects.get(code="jiedu")
    assert (column.part, column.statutory_no, column.update_days) == ("STATUTORY", "20-7", 30)
    assert column.stages == [] and column.position == 1
    assert Entry.objects.get(action="column.added").officer == place.office_head
    page = client.get(COLUMNS).content.decode()
    assert "政策解读" in page and "第二十条第（七）项 财政预算决算" in page and "30天" in page


def test_a_column_may_have_stages_of_its_own(place):
    client = desk(place.leader)
    data = typed(own_stages="on", **stage(0, "部门审核", ["DEPARTMENT_HEAD"], "事实准确\n\n无错字"),
                 **stage(1, "签发", ["LEADER", "OFFICE_HEAD"]))  # fmt: skip
    assert client.post(f"{COLUMNS}new/", data).status_code == 302
    assert Column.objects.get(code="jiedu").stages == [
        {"name": "部门审核", "roles": ["DEPARTMENT_HEAD"], "checks": ["事实准确", "无错字"]},
        {"name": "签发", "roles": ["LEADER", "OFFICE_HEAD"], "checks": []},
    ]
    assert "另设2个" in client.get(COLUMNS).content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "Jie Du"}, "只能用小写英文字母"),
        ({"code": "c-in-use"}, "已被使用"),
        ({"name": "通知公告"}, "栏目名称“通知公告”已被使用"),
        ({"name": ""}, "请填写这一项"),
        ({"part": "STATUTORY"}, "须选择《条例》第二十条、第二十一条中的一项"),
        ({"statutory_no": "20-1"}, "只有“法定主动公开内容”的栏目才选择"),
        ({"part": "NOWHERE"}, "请从列出的项中选择"),
        ({"update_days": "0"}, "1"),
        ({"update_days": "两周"}, "须为整数"),
        ({"own_stages": "on", **stage(0, "初审", [])}, "没有指定签署角色"),
        (
            {"own_stages": "on", **stage(0, "初审", ["CLERK"]), **stage(1, "初审", ["LEADER"])},
            "重复",
        ),
        (stage(0, "初审", ["CLERK"]), "没有选择“另设审核环节”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(place, changes, told):
    ColumnFactory(agency=place.agency, code="c-in-use", name="已有的栏目")
    client = desk(place.office_head)
    data = typed(**{**default_stages(client), **changes})
    response = client.post(f"{COLUMNS}new/", data)
    assert response.status_code == 400
    page = response.content.decode()
    assert told in page
    assert f'value="{changes.get("name", "政策解读")}"' in page or changes.get("name") == ""
    assert not Column.objects.filter(agency=place.agency, code="jiedu").exists()


def test_the_organs_stages_may_be_chosen_as_a_columns_own(place):
    client = desk(place.office_head)
    data = typed(**{**default_stages(client), "own_stages": "on"})
    assert client.post(f"{COLUMNS}new/", data).status_code == 302
    stages = Column.objects.get(agency=place.agency, code="jiedu").stages
    assert [stage["name"] for stage in stages] == ["初审初校", "复审二校", "终审三校"]


def test_a_column_is_changed_and_the_trail_says_what(place):
    client = desk(place.office_head)
    data = {**typed(name="通知"), **default_stages(client)}
    assert client.post(f"{COLUMNS}{place.column.pk}/", data).status_code == 302
    place.column.refresh_from_db()
    assert place.column.name == "通知" and place.column.code != "jiedu"
    assert Entry.objects.get(action="column.changed").detail["name"] == ["通知公告", "通知"]


def test_a_column_is_closed_only_when_nothing_is_under_way_in_it(place):
    client = desk(place.office_head)
    item = submitted(place)
    client.post(f"{COLUMNS}{place.column.pk}/close/")
    place.column.refresh_from_db()
    assert not place.column.is_closed
    Item.objects.filter(pk=item.pk).update(state="DRAFT", review_round=None)
    response = client.post(f"{COLUMNS}{place.column.pk}/close/")
    assert "已停用" in notes(response)[-1]
    place.column.refresh_from_db()
    assert place.column.is_closed
    client.post(f"{COLUMNS}{place.column.pk}/close/")
    place.column.refresh_from_db()
    assert not place.column.is_closed


def test_the_seven_columns_of_a_fund_centre_and_the_fixed_parts_are_ready(place):
    client = desk(place.office_head)
    client.post(f"{COLUMNS}presets/")
    names = list(Column.objects.filter(agency=place.agency).values_list("name", flat=True))
    for name in ("新闻发布", "政务公开重点工作", "信息公开", "办事指南", "资料下载", "便民服务",
                 "通知公告", "政府信息公开指南", "政府信息公开制度"):  # fmt: skip
        assert names.count(name) == 1
    client.post(f"{COLUMNS}presets/")
    assert Column.objects.filter(agency=place.agency).count() == len(names)


def test_only_head_and_leader_set_columns_and_only_their_own(place):
    for officer in (place.drafter, place.reviewer, place.department_head, place.secrecy):
        client = desk(officer)
        assert client.get(COLUMNS).status_code == 200
        assert "新建栏目" not in client.get(COLUMNS).content.decode()
        assert client.get(f"{COLUMNS}new/").status_code == 403
        assert client.post(f"{COLUMNS}new/", typed()).status_code == 403
        assert client.post(f"{COLUMNS}{place.column.pk}/", typed()).status_code == 403
        for deed in (f"{place.column.pk}/close/", "presets/"):
            assert client.post(f"{COLUMNS}{deed}").status_code == 403
    elsewhere = office()
    client = desk(elsewhere.office_head)
    assert client.post(f"{COLUMNS}{place.column.pk}/close/").status_code == 404
    assert client.get(f"{COLUMNS}{place.column.pk}/").status_code == 404
    assert Column.objects.filter(agency=place.agency).count() == 1


def test_more_columns_ask_no_more_queries(place, django_assert_max_num_queries):
    client = desk(place.office_head)
    for number in range(12):
        ItemFactory(column=ColumnFactory(agency=place.agency, part="STATUTORY",
                                         statutory_no=f"20-{number + 1}"))  # fmt: skip
    client.get(COLUMNS)
    with django_assert_max_num_queries(16):
        client.get(COLUMNS)


def test_an_item_that_passed_keeps_a_column_open(place):
    passed(place, drafted(place))
    response = desk(place.office_head).post(f"{COLUMNS}{place.column.pk}/close/")
    assert "正在审核或者待发布" in notes(response)[0]

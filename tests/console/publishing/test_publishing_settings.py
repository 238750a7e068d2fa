"""What holds for the organ's publishing, in the console."""

import pytest

from console.conftest import desk
from console.publishing.test_columns import stage
from gongkai.audit.models import Entry
from gongkai.publications.models import PublishingSettings
from gongkai.publications.queries.stages import stages_of
from publications.office import office, signed, submitted

pytestmark = pytest.mark.django_db
SETTINGS = "/console/publishing/settings/"


@pytest.fixture
def place(db):
    """Return an office that publishes."""
    return office()


def shown(client):
    """Return the form as a browser sends it back."""
    form = client.get(SETTINGS).context["form"]
    return {field.html_name: field.value() for field in form if field.value()}


def test_the_defaults_are_visible_and_stay_defaults_when_saved(place):
    client = desk(place.office_head)
    page = client.get(SETTINGS).content.decode()
    assert "初审初校" in page and "终审三校" in page and "每12个月" in page
    assert "默认的三个" in page and "第十八条" in page
    assert client.post(SETTINGS, shown(client)).status_code == 302
    assert PublishingSettings.objects.get(agency=place.agency).stages == []


def test_an_organ_sets_its_own_stages_and_goes_back(place):
    client = desk(place.leader)
    data = {"title_limit": "30", "reassess_months": "6", "document_word": "某公积金",
            **stage(0, "一审", ["REVIEWER"], "无错字"), **stage(1, "二审", ["LEADER"])}  # fmt: skip
    assert client.post(SETTINGS, data).status_code == 302
    assert [each.name for each in stages_of(place.column)] == ["一审", "二审"]
    row = PublishingSettings.objects.get(agency=place.agency)
    assert (row.title_limit, row.reassess_months, row.document_word) == (30, 6, "某公积金")
    assert "本机关自定" in client.get(SETTINGS).content.decode()
    assert Entry.objects.get(action="publishing.set").detail["title_limit"] == [None, 30]
    client.post(SETTINGS, {"title_limit": "30"})
    assert len(stages_of(place.column)) == 3


def test_what_is_being_examined_keeps_its_stages(place):
    item = submitted(place)
    desk(place.leader).post(SETTINGS, stage(0, "一审", ["REVIEWER"]))
    item.refresh_from_db()
    assert item.review_round.stages == ["初审初校", "复审二校", "终审三校"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title_limit": "5"}, "应为10至200之间"),
        ({"reassess_months": "61"}, "应为1至60之间"),
        ({"reassess_months": "半年"}, "须为整数"),
        (stage(0, "", ["REVIEWER"]), "1至20个字"),
        (stage(0, "终审", []), "没有指定签署角色"),
        (stage(0, "终审", ["EMPEROR"]), "EMPEROR"),
        ({"document_word": "长" * 21}, "20"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(place, changes, told):
    client = desk(place.office_head)
    data = {"document_head": "某某市中心文件", **stage(1, "签发", ["LEADER"], "都看过"), **changes}
    response = client.post(SETTINGS, data)
    page = response.content.decode()
    assert response.status_code == 400 and told in page
    assert "某某市中心文件" in page and "都看过" in page
    assert not PublishingSettings.objects.exists()


def test_others_read_them_and_cannot_change_them(place):
    client = desk(place.drafter)
    page = client.get(SETTINGS).content.decode()
    assert "科室负责人、审核人" in page and "<textarea" not in page
    assert client.post(SETTINGS, {"title_limit": "30"}).status_code == 403


def test_a_leader_of_the_organs_own_stage_signs_what_it_lists(place):
    desk(place.leader).post(SETTINGS, stage(0, "签发", ["LEADER"], "导向正确"))
    item = signed(place, submitted(place), place.leader)
    assert item.state == "APPROVED"

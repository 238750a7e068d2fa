"""常见问题: what the public reads of the knowledge base, and until when."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Topic
from gongkai.knowledge.operations import withdraw_entry
from gongkai.search.sources.answers import SOURCE
from gongkai.search.sources.entries import Announced
from gongkai.static_site.marks import READS_HEADER, RENDERING, UNTIL_HEADER
from knowledge.answers import NOW, ON, released, submitted, writers
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    people = writers()
    Agency.objects.filter(pk=people.agency.pk).update(is_default=True, code="gjj")
    people.agency.refresh_from_db()
    return people


def test_questions_stand_by_matter_and_lead_to_their_answers(client, people):
    for code, name in (("2", "提取"), ("3", "贷款")):
        top = Topic.objects.create(agency=people.agency, code=code, name=name, path=name)
        Topic.objects.create(
            agency=people.agency, code=f"{code}01", name="细类", path=f"{name} › 细类", parent=top
        )
    entry = released(people, topic_code="201")
    released(people, topic_code="301", question="贷款要多久")
    released(people, topic_code="", question="网点在哪里")
    released(people, topic_code="201", question="内部问题", is_public=False)
    submitted(people, question="还没有审核")
    page = text(client.get("/wenda/"))
    places = [page.index(each) for each in ("提取", "租房可以提取", "贷款要多久", "网点在哪里")]
    assert places == sorted(places)
    assert "内部问题" not in page and "还没有审核" not in page
    one = text(client.get(f"/wenda/{entry.pk}/"))
    assert (
        "不必提供合同" in one
        and "《住房公积金管理条例》第二十四条" in one
        and "自2024-01-01起" in one
    )


def test_nothing_to_show_is_said(client, people):
    assert "还没有公开的问答" in text(client.get("/wenda/"))
    for address in ("/wenda/1/", f"/wenda/{2**63}/", "/wenda/x/"):
        assert client.get(address).status_code == 404


def test_a_page_goes_when_its_answer_does(client, people):
    entry = released(people)
    assert client.get(f"/wenda/{entry.pk}/").status_code == 200
    withdraw_entry(
        entry=entry, version=entry.version, reason="已调整", officer=people.reviewer, **NOW
    )
    assert client.get(f"/wenda/{entry.pk}/").status_code == 404


def test_the_kept_page_is_renewed_when_answers_change_or_end(client, people):
    entry = released(people, valid_until=date(2999, 1, 1))
    response = client.get("/wenda/", **{RENDERING: "1"})
    assert response[READS_HEADER] == f"answers:{people.agency.pk} site"
    end = datetime(2999, 1, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert datetime.fromisoformat(response[UNTIL_HEADER]) == end
    one = client.get(f"/wenda/{entry.pk}/", **{RENDERING: "1"})
    assert one[READS_HEADER] == f"answer:{entry.pk} answers:{people.agency.pk} site"


def test_the_search_knows_public_answers_and_their_days(people):
    entry = released(people, valid_until=date(2024, 3, 1))
    released(people, question="内部", is_public=False)
    found = list(SOURCE.entries(ON))
    assert [each.key for each in found] == [f"answer:{entry.pk}"]
    assert found[0].title == "租房可以提取住房公积金吗" and "没有租房合同" in found[0].text
    assert found[0].until == datetime(2024, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    change = Announced("answer.withdrawn", str(entry.pk), people.agency.pk, {})
    assert SOURCE.touched(change) == [f"answer:{entry.pk}"]
    assert list(SOURCE.entries(ON, [f"answer:{entry.pk}", "answer:x", "item:1"])) == found

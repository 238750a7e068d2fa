"""依申请公开公示: what was answered, from its day on and not before, nobody's data in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.after_reply import again, office_of, replied
from factories import AgencyFactory
from gongkai.casework.models import DisclosureLogEntry
from gongkai.static_site.marks import RENDERING
from portal.reading import subjects, tags, text, until

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def people(db):
    return office_of(code="gjj", is_default=True, name="某某市住房公积金管理中心")


@pytest.fixture
def shown(people, at):
    """Return what shows an entry on the site, some days from today."""

    def make(title="2023年归集情况", summary="已按申请提供。", days=-1, state="PUBLISHED"):
        case = again(replied(people[0], people[1])[0])
        return DisclosureLogEntry.objects.create(
            request=case, title=title, summary=summary, state=state, prepared_by=people[1],
            checked_by=people[2], published_at=at,
            visible_from=timezone.localdate() + timedelta(days=days),
        )  # fmt: skip

    return make


def test_entries_are_listed_newest_first_and_open(client, shown):
    shown("甲情况", days=-9)
    newer = shown("乙情况", "按条例第三十六条第（二）项提供。", days=0)
    page = text(client.get("/gongshi/"))
    assert page.index("乙情况") < page.index("甲情况") and "共2条" in page
    page = client.get(f"/gongshi/{newer.pk}/")
    assert "第三十六条第（二）项" in text(page) and "某某市住房公积金管理中心" in text(page)
    assert tags(page)["ArticleTitle"] == "乙情况"
    for secret in ("赵小明", "11010519491231002X", newer.request.register_no):
        assert secret not in text(page) + text(client.get("/gongshi/"))


def test_nothing_is_shown_before_its_day_or_without_a_second_look(client, shown):
    for entry in (
        shown("明天的", days=1), shown("待复核的", state="PREPARED"),
        shown("撤回的", state="WAITING"),
    ):  # fmt: skip
        assert client.get(f"/gongshi/{entry.pk}/").status_code == 404
        assert entry.title not in text(client.get("/gongshi/"))
    assert client.get("/gongshi/999999/").status_code == 404


def test_another_organs_entries_are_not_this_sites(client, shown, people):
    entry = shown()
    people[0].__class__.objects.filter(pk=people[0].pk).update(is_default=False)
    AgencyFactory(code="other", is_default=True)
    assert client.get(f"/gongshi/{entry.pk}/").status_code == 404


def test_every_word_has_to_stand_in_it(client, shown):
    shown("归集情况", "贷款发放")
    assert "共1条" in text(client.get("/gongshi/?q=归集 贷款"))
    assert "没有找到" in text(client.get("/gongshi/?q=归集 提取"))
    assert "没有找到" in text(client.get("/gongshi/?q=%25"))
    assert client.get("/gongshi/?q=" + "长" * 101).status_code == 400


def test_sheets_of_twenty_at_a_constant_cost(client, shown, django_assert_max_num_queries):
    for _ in range(21):
        shown()
    with django_assert_max_num_queries(8):
        page = text(client.get("/gongshi/?q=归集"))
    assert "共21条" in page and "q=%E5%BD%92%E9%9B%86&amp;page=2" in page


def test_sheets_without_a_question_have_addresses_that_are_kept_as_files(client, shown, people):
    for _ in range(41):
        shown()
    front = client.get("/gongshi/", **{RENDERING: True})
    assert 'href="/gongshi/p2/"' in text(front) and 'href="?page' not in text(front)
    for number, beside in ((2, ("/gongshi/", "/gongshi/p3/")), (3, ("/gongshi/", "/gongshi/p2/"))):
        sheet = client.get(f"/gongshi/p{number}/", **{RENDERING: True})
        assert subjects(sheet) == subjects(front) == {"site", f"log:{people[0].pk}"}
        assert until(sheet) == until(front)
        assert all(f'href="{address}"' in text(sheet) for address in beside)
        assert f'start="{20 * number - 19}"' in text(sheet) and 'content="noindex"' in text(sheet)
    for gone in ("/gongshi/p1/", "/gongshi/p4/", "/gongshi/p0/", "/gongshi/p9999/"):
        assert client.get(gone).status_code == 404
    for before, now in (("2", "/gongshi/p2/"), ("1", "/gongshi/"), ("99999", "/gongshi/")):
        moved = client.get(f"/gongshi/?page={before}")
        assert (moved.status_code, moved["Location"]) == (301, now)
    # A question is answered by the program, whichever sheet it was asked on.
    assert 'start="21"' in text(client.get("/gongshi/?q=归集&page=2"))
    assert 'start="41"' in text(client.get("/gongshi/p2/?q=归集&page=3"))


def test_it_is_found_from_the_home_page_and_the_sitemap(client, people):
    assert 'href="/gongshi/"' in text(client.get("/"))
    assert "/gongshi/" in text(client.get("/sitemap.xml"))
    assert "还没有公示的内容" in text(client.get("/gongshi/"))

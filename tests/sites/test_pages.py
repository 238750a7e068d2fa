"""Pages: drafted, examined by different people, frozen, replaced, taken down."""

from datetime import UTC, datetime

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.messages.models import Notice
from gongkai.outbox.models import Change
from gongkai.review.operations import SignatureRefused, appoint_substitute
from gongkai.sites.models import SiteFile, SitePage
from gongkai.sites.operations.page_drafting import (
    PageContent,
    abandon_page,
    restore_page,
    revise_page,
    save_page,
    take_back_page,
)
from gongkai.sites.operations.page_publishing import publish_page, take_down_page
from gongkai.sites.operations.page_reviewing import accept_page_finding, submit_page
from gongkai.sites.operations.refusing import PageChanged, PageRefused
from gongkai.sites.queries.files import site_files_folder
from gongkai.sites.queries.page_checks import check_page
from gongkai.sites.queries.public_pages import public_page, public_topics, was_public
from gongkai.sites.queries.topics import topics_of_year
from publications.office import NOW, ON
from sites.making import (
    HEADING,
    NOTE,
    TEXT,
    added,
    drafted,
    passed,
    published,
    reviewed,
    signed,
    submitted,
)

pytestmark = pytest.mark.django_db


def resaved(place, page, *blocks, **changes):
    page.refresh_from_db()
    given = {"slug": page.slug, "title": page.title, "summary": page.summary, **changes}
    content = PageContent(**given, blocks=blocks or page.blocks)
    by = {"officer": place.drafter, **NOW}
    return save_page(page=page, version=page.version, content=content, **by)


def test_a_page_comes_before_the_public_frozen(place):
    page = published(place)
    shown = public_page(place.agency, "TOPIC", "tiqu")
    assert (shown.title, shown.path) == ("提取住房公积金专题", "/zhuanti/tiqu/")
    change = Change.objects.get(kind="page.published")
    assert change.detail["touches"] == [f"page:{page.pk}", f"pages:{place.agency.pk}"]
    by = {"officer": place.drafter, **NOW}
    page = revise_page(page=page, version=page.version, **by)
    resaved(place, page, NOTE, title="改后的标题")
    assert public_page(place.agency, "TOPIC", "tiqu").title == "提取住房公积金专题"
    assert [each.title for each in public_topics(place.agency)] == ["提取住房公积金专题"]
    page.refresh_from_db()
    published(place, page)
    assert public_page(place.agency, "TOPIC", "tiqu").title == "改后的标题"
    actions = set(Entry.objects.filter(action__startswith="page.").values_list("action", flat=True))
    assert actions == {
        "page.drafted", "page.submitted", "page.signed", "page.secrecy_reviewed",
        "page.published", "page.revised", "page.saved",
    }  # fmt: skip


def test_nobody_examines_what_he_wrote_or_signs_twice(place):
    page = submitted(place)
    with pytest.raises(SignatureRefused, match="本人起草"):
        signed(place, page, place.drafter)
    with pytest.raises(NotAllowed, match="环节"):
        signed(place, page, place.leader)
    page = signed(place, page, place.department_head)
    with pytest.raises((SignatureRefused, NotAllowed)):
        signed(place, page, place.department_head)


def test_a_return_begins_anew(place):
    page = signed(place, submitted(place), place.department_head)
    page = signed(place, page, place.reviewer, verdict="RETURN")
    assert page.state == "DRAFT"
    assert Notice.objects.filter(officer=place.drafter, text__contains="请核对电话").exists()
    page = submitted(place, page)
    assert page.review_round.signatures.count() == 0


def test_passing_needs_everything_ticked_off(place):
    page = submitted(place)
    with pytest.raises(PageRefused, match="尚未核对"):
        signed(place, page, place.department_head, checked=())


def test_without_secrecy_review_of_this_content_nothing_is_published(place):
    page = submitted(place)
    reviewed(place, page)
    page = take_back_page(page=page, version=page.version + 1, officer=place.drafter, **NOW)
    page = resaved(place, page, NOTE)
    page = submitted(place, page)
    for officer in place.signers:
        page = signed(place, page, officer)
    by = {"page": page, "version": page.version, "officer": place.drafter, **NOW}
    with pytest.raises(PageRefused, match="本稿尚未审查"):
        publish_page(**by)
    for conclusion, said in (("REFERRED", "尚未答复"), ("WITHHELD", "不得公开")):
        reviewed(place, page, conclusion=conclusion, referred_to="市保密局")
        page.refresh_from_db()
        with pytest.raises(PageRefused, match=said):
            publish_page(**{**by, "version": page.version})
    assert not public_topics(place.agency)


def test_a_secrecy_review_is_of_what_was_read_and_not_of_ones_own(place):
    page = submitted(place)
    with pytest.raises(PageRefused, match="已有变动"):
        reviewed(place, page, content_hash="0" * 64)
    with pytest.raises(PageRefused, match="未填写|应为1至500字"):
        reviewed(place, page, basis=" ")
    with pytest.raises(PageRefused, match="报请机关"):
        reviewed(place, page, conclusion="REFERRED")
    with pytest.raises(NotAllowed):
        reviewed(place, page, officer=place.reviewer)


def test_findings_are_mended_or_confirmed_before_sending_off(place):
    text = {"kind": "TEXT", "html": "<p>联系人手机13800138000。</p>"}
    page = drafted(place, blocks=[HEADING, text])
    by = {"officer": place.drafter, **NOW}
    with pytest.raises(PageRefused, match="第2块“文字”"):
        submit_page(page=page, version=page.version, **by)
    found = next(each for each in check_page(page, NOW["on"]) if each.is_open)
    key = {"rule": found.finding.rule, "digest": found.finding.digest}
    with pytest.raises(PageRefused, match="确认理由"):
        accept_page_finding(page=page, version=page.version, reason=" ", **key, **by)
    accept_page_finding(page=page, version=page.version, reason="对外公布的办公手机", **key, **by)
    page.refresh_from_db()
    for each in check_page(page, NOW["on"]):
        assert not each.is_open
    assert submit_page(page=page, version=page.version, **by).state == "IN_REVIEW"


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"blocks": []}, "页面没有内容"), ({"summary": ""}, "简介：未填写")],
)
def test_an_unfinished_page_is_not_sent_off(place, changes, said):
    page = drafted(place)
    SitePage.objects.filter(pk=page.pk).update(**changes)
    with pytest.raises(PageRefused, match=said):
        submit_page(page=page, version=page.version, officer=place.drafter, **NOW)


@pytest.mark.parametrize(
    ("slug", "said"),
    [("", "只能用小写"), ("有空格", "只能用小写"), ("a" * 51, "最多50个"), ("zhan", "已用于")],
)
def test_a_slug_is_usable_and_free(place, slug, said):
    drafted(place, slug="zhan")
    with pytest.raises(PageRefused, match=said):
        drafted(place, slug=slug, title="另一个")


def test_an_address_that_was_public_stays(place):
    page = published(place)
    page = revise_page(page=page, version=page.version, officer=place.drafter, **NOW)
    with pytest.raises(PageRefused, match="网址不能再改"):
        resaved(place, page, slug="neu")


def test_who_comes_later_is_told(place):
    page = drafted(place)
    resaved(place, page, NOTE)
    content = PageContent(page.slug, "旧页", blocks=[TEXT])
    with pytest.raises(PageChanged, match="已有变动"):
        save_page(page=page, version=1, content=content, officer=place.drafter, **NOW)


def test_an_earlier_revision_comes_back(place):
    page = drafted(place)
    page = resaved(place, page, NOTE, title="第二稿")
    by = {"officer": place.drafter, **NOW}
    page = restore_page(page=page, version=page.version, number=1, **by)
    assert (page.title, len(page.blocks)) == ("提取住房公积金专题", 6)
    with pytest.raises(PageRefused, match="没有第9稿"):
        restore_page(page=page, version=page.version, number=9, **by)


def test_taking_down_is_at_once_and_told(place):
    picture = added(place)
    block = {"kind": "PICTURE", "file": picture.pk, "alt": "正门", "caption": ""}
    page = published(place, blocks=[TEXT, block])
    assert SiteFile.objects.get().is_public
    with pytest.raises(PageRefused, match="撤下原因"):
        take_down_page(page=page, reason=" ", officer=place.leader, **NOW)
    with pytest.raises(NotAllowed):
        take_down_page(page=page, reason="有误", officer=place.drafter, **NOW)
    page = take_down_page(page=page, reason="电话有误", officer=place.leader, **NOW)
    assert page.state == "TAKEN_DOWN"
    assert public_page(place.agency, "TOPIC", "tiqu") is None
    assert was_public(place.agency, "TOPIC", "tiqu")
    assert not SiteFile.objects.get().is_public
    assert Change.objects.filter(kind="page.withdrawn").count() == 1
    assert Notice.objects.filter(officer=place.office_head, text__contains="电话有误").exists()
    with pytest.raises(PageRefused, match="没有在网上公开"):
        take_down_page(page=page, reason="再撤", officer=place.leader, **NOW)


def test_a_file_that_changed_on_disk_is_not_published(place):
    picture = added(place)
    block = {"kind": "PICTURE", "file": picture.pk, "alt": "正门", "caption": ""}
    page = passed(place, blocks=[block])
    (site_files_folder() / picture.stored_name).write_bytes(b"anders")
    with pytest.raises(PageRefused, match="与审核时不一致"):
        publish_page(page=page, version=page.version, officer=place.drafter, **NOW)


def test_who_stands_in_signs_for_another_and_the_trail_says_for_whom(place):
    page = submitted(place)
    stand_in = {"substitute": place.office_head, "from_on": ON, "until_on": ON, "reason": "出差"}
    with pytest.raises(NotAllowed, match="没有代李科长审签的授权"):
        signed(place, page, place.office_head, on_behalf_of=place.department_head)
    for principal in (place.department_head, place.drafter):
        appoint_substitute(principal=principal, officer=place.leader, **stand_in, **NOW)
    with pytest.raises(SignatureRefused, match="王拟稿起草或者修改过该内容"):
        signed(place, page, place.office_head, on_behalf_of=place.drafter)
    signed(place, page, place.office_head, on_behalf_of=place.department_head)
    told = Entry.objects.get(action="page.signed").detail
    assert (told["stage"], told["for"]) == ("初审初校", "李科长")


def test_a_draft_can_be_given_up_but_not_what_is_public(place):
    by = {"officer": place.drafter, **NOW}
    page = drafted(place)
    assert abandon_page(page=page, version=page.version, **by).state == "ABANDONED"
    page = published(place, slug="zwei")
    page = revise_page(page=page, version=page.version, **by)
    with pytest.raises(PageRefused, match="请先撤下"):
        abandon_page(page=page, version=page.version, **by)


def test_topics_of_a_year_are_counted(place):
    first = published(place)
    second = published(place, slug="gone")
    published(place, slug="frei", kind="FREE")
    take_down_page(page=second, reason="到期", officer=place.leader, **NOW)
    assert topics_of_year(place.agency, 2024) == (2, 2)
    assert topics_of_year(place.agency, 2023) == (0, 0)
    assert topics_of_year(place.agency, 2025) == (1, 0)
    # The last minute of the year here is still the year before in UTC.
    SitePage.objects.filter(pk=first.pk).update(
        published_at=datetime(2023, 12, 31, 16, 0, tzinfo=UTC)
    )
    assert topics_of_year(place.agency, 2023) == (0, 0)

"""The demonstration's publishing: every item through three hands, and every state to see."""

import re
from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from cli.demonstrated import AT, ON, demonstrated
from gongkai.agencies.queries import agency_named, working_calendar
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.annual_reports.queries.drift import differences
from gongkai.annual_reports.queries.published import published_report
from gongkai.audit.queries import broken_links
from gongkai.cli.demonstration.load import load_demonstration
from gongkai.cli.demonstration.publishing.script import acts_ahead, steps_to_publish
from gongkai.cli.demonstration.stored import stored_rows, texts
from gongkai.messages.models import Notice
from gongkai.publications.models import (
    AcceptedFinding,
    Column,
    Item,
    ItemDelivery,
    ItemLink,
    LegalDocument,
    OfficialDocument,
    Publication,
    PublicationFile,
    Reassessment,
)
from gongkai.publications.operations.keeping import content_of, paths_of
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.documents.clocks import publication_clock
from gongkai.publications.queries.monitoring import monitored
from gongkai.publications.queries.prechecking import precheck


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, home):
    """Hold the whole demonstration for this module and take it back afterwards."""
    with django_db_blocker.unblock(), demonstrated(home) as told:
        yield told


@pytest.fixture
def centre(loaded, db):
    return agency_named("huludao-gjj")


@pytest.fixture
def year(centre):
    """Return the items of 2023."""
    rows = Item.objects.filter(publication__published_on__year=2023)
    return list(rows.select_related("publication", "public_revision", "review_round", "column"))


def item(title):
    return Item.objects.get(title=title)


def day(moment):
    return timezone.localdate(moment)


def test_each_of_the_131_items_has_three_signatures_of_three_people(year):
    assert len(year) == 131
    for one in year:
        assert one.review_round.state == "PASSED"
        signatures = list(one.review_round.signatures.order_by("pk"))
        assert [each.stage for each in signatures] == ["初审初校", "复审二校", "终审三校"]
        assert len({each.officer_id for each in signatures}) == 3
        writers = {one.drafter_id, *one.revisions.values_list("officer", flat=True)}
        assert writers.isdisjoint(each.officer_id for each in signatures)
        assert all(each.checked and each.opinion and each.verdict == "PASS" for each in signatures)
        assert all(each.content_hash == one.review_round.content_hash for each in signatures)


def test_what_the_public_reads_is_what_was_signed_and_reviewed_for_secrecy(year):
    for one in year:
        signed = one.review_round.content_hash
        [review] = one.secrecy_reviews.all()
        assert (review.conclusion, review.content_hash) == ("PUBLIC", signed)
        assert review.officer_id not in {
            one.drafter_id, *one.review_round.signatures.values_list("officer", flat=True)
        }  # fmt: skip
        assert one.public_revision.content_hash == signed == content_hash(one)


def test_everything_happened_on_the_days_of_the_register(year):
    calendar = working_calendar()
    for one in year:
        entry = one.publication
        moments = [
            one.created_at,
            one.review_round.opened_at,
            *one.review_round.signatures.order_by("pk").values_list("signed_at", flat=True),
            one.published_at,
        ]
        assert moments == sorted(moments)
        assert (day(moments[0]), day(moments[-1])) == (entry.formed_on, entry.published_on)
        assert all(calendar.is_working_day(day(moment)) for moment in moments)
        assert one.secrecy_reviews.get().reviewed_at <= one.published_at


def test_the_register_stands_as_its_ledger_has_it(centre):
    fields = ("register_no", "column__name", "title", "formed_on", "published_on")
    rows = [
        tuple(row[name.partition("__")[0]] for name in fields) for row in stored_rows()["items"]
    ]
    entries = Publication.objects.filter(agency=centre, register_no__startswith="XW-")
    assert sorted(entries.values_list(*fields)) == sorted(rows)
    assert not entries.exclude(pk__in=Item.objects.values("publication")).exists()


def test_every_item_tells_what_its_page_must(year):
    for one in year:
        said = one.public_revision.content
        assert all(said[name] for name in ("summary", "body", "formed_on", "source", "keywords"))
        paragraphs = re.findall("<p>(.+?)</p>", said["body"])
        assert 2 <= len(paragraphs) <= 5
        assert precheck(one, day(one.published_at)).open == []
    assert len({one.public_revision.content["body"] for one in year}) == 131
    numbers = sorted(one.index_no for one in year)
    assert numbers == [f"huludao-gjj/2023-{number:05}" for number in range(1, 132)]


def test_files_pictures_and_links_are_there(centre):
    picture = PublicationFile.objects.get(use="IMAGE")
    assert picture.alt_text and f'src="file:{picture.pk}"' in picture.item.body
    assert content_of(picture).startswith(b"\x89PNG")
    assert PublicationFile.objects.filter(use="ATTACHMENT", item__isnull=False).count() >= 4
    links = {(one.source.title, one.kind, one.target.title) for one in ItemLink.objects.all()}
    assert links == {
        (told["title"], told["kind"], told["to"]) for told in texts("publishing_prose")["links"]
    }


def test_columns_promise_an_interval_and_the_fixed_parts_hold_something(centre):
    days = dict(Column.objects.filter(agency=centre).values_list("name", "update_days"))
    assert (days["新闻发布"], days["通知公告"]) == (14, 182)
    parts = Counter(Column.objects.filter(agency=centre).values_list("part", flat=True))
    assert parts == {"SITE": 7, "GUIDE": 1, "INSTITUTIONS": 1, "STATUTORY": 3}
    site = monitored(centre, ON, 2026, working_calendar()).site
    assert site.empty == ()


def test_an_item_stands_at_every_step(centre):
    draft = item("关于为行动不便职工提供上门服务的通知")
    assert draft.state == "DRAFT"
    assert [each.rule for each in precheck(draft, ON).open] == ["MOBILE_NUMBER"]
    waiting = item("市公积金中心召开窗口服务质量分析会")
    assert (waiting.state, waiting.review_round.signatures.count()) == ("IN_REVIEW", 1)
    returned = item("关于优化租房提取业务有关事项的说明")
    assert (returned.state, returned.review_round.state) == ("DRAFT", "RETURNED")
    last = returned.review_round.signatures.get(verdict="RETURN")
    assert last.opinion and last.marks[0]["quoted"] in returned.body
    planned = item("关于线上业务系统维护的公告")
    assert planned.state == "APPROVED"
    assert day(planned.publish_at) == date(2026, 11, 26)
    taken = item("新市民缴存政策宣传活动安排")
    assert (taken.state, taken.public_revision) == ("TAKEN_DOWN", None)
    assert taken.taken_down_reason


def test_a_document_stands_at_every_step(centre):
    documents = {one.title: one for one in OfficialDocument.objects.all()}
    assert Counter(one.state for one in documents.values()) == {
        "DRAFT": 1, "IN_REVIEW": 1, "SIGNED": 1, "ISSUED": 2,
    }  # fmt: skip
    running = documents["关于做好缴存单位信息核对工作的通知"]
    clock = publication_clock(running, ON, working_calendar())
    assert (clock.item.state, clock.is_met, clock.due.on > ON) == ("DRAFT", False, True)
    [due] = monitored(centre, ON, 2026, working_calendar()).to_reassess
    assert due.document.attribute == "ON_REQUEST" and due.document.next_review_on < ON
    assert not Reassessment.objects.exists()
    assert {one.drafter.name for one in documents.values()} == {"演示·经办"}


def test_two_normative_documents_are_in_the_register(centre):
    first, second = LegalDocument.objects.order_by("made_on")
    assert [each.change for each in first.changes.order_by("pk")] == ["CONFIRMED", "AMENDED"]
    document = OfficialDocument.objects.get(legal_document=second)
    made = Item.objects.get(document=document)
    assert (made.state, made.column.name) == ("PUBLISHED", "规范性文件")
    assert {file.name.rpartition(".")[2] for file in made.files.all()} == {"pdf", "docx"}


def test_one_delivery_has_failed_and_one_waits_and_nothing_is_tried_by_itself(centre):
    assert Counter(ItemDelivery.objects.values_list("state", flat=True)) == {
        "FAILED": 1, "WAITING": 1,
    }  # fmt: skip
    assert not ItemDelivery.objects.exclude(next_try_at=None).exists()
    assert ItemDelivery.objects.get(state="FAILED").problem


def test_notices_wait_only_where_somebody_must_act(centre):
    published = Item.objects.filter(publication__published_on__lt=date(2024, 2, 1))
    subjects = [f"信息 {pk}" for pk in published.values_list("pk", flat=True)]
    assert not Notice.objects.filter(subject__in=subjects, read_at=None).exists()


def test_the_published_year_and_the_trail_are_sound(centre):
    compiled = compile_year(centre, 2023)
    assert compiled.values["site.total"] == "131"
    assert differences(published_report("huludao-gjj", 2023).snapshot, compiled) == []
    assert broken_links() == []


def test_progress_reaches_its_end_and_loading_again_changes_nothing(loaded, centre):
    first, told = loaded
    total = sum(first.counts.values())
    assert (told[-1], told == sorted(told)) == ((total, total), True)
    versions = list(Item.objects.order_by("pk").values_list("pk", "version"))
    settings = list(Column.objects.order_by("pk").values())
    again = load_demonstration(at=AT, on=ON)
    assert again.counts == {}
    assert list(Item.objects.order_by("pk").values_list("pk", "version")) == versions
    assert list(Column.objects.order_by("pk").values()) == settings


def test_an_installation_without_texts_is_given_them_only(loaded, centre):
    _take_away_what_is_published(centre)
    again = load_demonstration(at=AT, on=ON)
    assert again.counts == {"publishing_steps": loaded[0].counts["publishing_steps"]}
    assert Item.objects.filter(publication__published_on__year=2023).count() == 131


def test_an_office_that_writes_itself_is_left_alone(loaded, centre):
    Item.objects.filter(title="关于线上业务系统维护的公告").update(state="ABANDONED")
    assert acts_ahead(centre, ON) == []
    assert steps_to_publish(centre, ON, is_new=False) == 0


@pytest.mark.parametrize(
    ("on", "has_room"),
    [(date(2024, 1, 10), False), (date(2024, 1, 24), True), (date(2035, 3, 1), False)],
)
def test_what_is_under_way_never_counts_in_the_published_year(centre, on, has_room):
    _take_away_what_is_published(centre)
    assert bool(acts_ahead(centre, on)) is has_room


def test_nobody_is_meant():
    told = str(texts("publishing_living")) + str(texts("publishing_prose"))
    assert re.findall(r"\d{7,}", told) == ["19900000000"]
    assert "example.invalid" in told


def test_all_files_are_told_for_whoever_takes_everything_back(centre, home):
    kept = {path for path in (home / "files" / "publications").rglob("*") if path.is_file()}
    assert set(paths_of(centre)) <= kept


def _take_away_what_is_published(centre):
    """Leave the register's entries, the columns and the people, as they were before."""
    ItemDelivery.objects.all().delete()
    ItemLink.objects.all().delete()
    AcceptedFinding.objects.all().delete()
    Item.objects.update(
        state="DRAFT", public_revision=None, publication=None, document=None, review_round=None
    )
    OfficialDocument.objects.update(
        state="DRAFT", pdf=None, docx=None, legal_document=None, review_round=None
    )
    for one in Item.objects.all():
        one.revisions.all().delete()
        one.secrecy_reviews.all().delete()
    for one in OfficialDocument.objects.all():
        one.secrecy_reviews.all().delete()
    PublicationFile.objects.all().delete()
    for one in LegalDocument.objects.all():
        one.changes.all().delete()
    LegalDocument.objects.filter(made_on__year__gt=2023).delete()
    OfficialDocument.objects.all().delete()
    Item.objects.all().delete()
    Publication.objects.filter(agency=centre, register_no__startswith="huludao").delete()

"""An inspection of a site with known faults finds exactly those, and dates what is mended."""

from datetime import timedelta

import pytest

from factories import ColumnFactory, ItemFactory
from gongkai.audit.models import Entry
from gongkai.publications.models import Column, Item, ItemRevision, PublicationFile
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.queries.file_contents import files_folder
from gongkai.self_inspection.models import (
    InspectedPage,
    Inspection,
    InspectionState,
    SiteFinding,
)
from gongkai.self_inspection.operations.beginning import InspectionRunning, begin_inspection
from gongkai.self_inspection.operations.recording import TakenOver, keep_step
from gongkai.self_inspection.operations.running import (
    fail_inspection,
    ground_of,
    run_inspection,
)
from gongkai.self_inspection.operations.stepping import next_step
from gongkai.self_inspection.queries.progress import SILENT, progress_of
from publications.office import AT, ON, drafted, published
from self_inspection.conftest import inspect, standing

pytestmark = pytest.mark.django_db

IDENTITY = "11010519491231002X"
# Nobody has written to this site yet, so no answer was made public.
ALWAYS = ("ANSWERS_UNPUBLISHED", "/liuyan/xuandeng/")


def spoiled(item, **changes):
    """Put something before the public that could not be published so, as an old import might."""
    revision = ItemRevision.objects.get(pk=Item.objects.get(pk=item.pk).public_revision_id)
    revision.content |= changes
    revision.save()


@pytest.fixture
def item(site):
    """Return a public item without a fault."""
    return published(site)


def test_a_sound_site_has_no_finding(site, item):
    done = inspect(site)
    assert standing() == [ALWAYS]
    assert (done.state, done.points, done.result["vetoes"]) == (InspectionState.DONE, 97, [])
    assert done.result["opened"]["pages"] > 20


def test_known_faults_are_found_with_their_places_and_no_others(site, item, tmp_path):
    path = f"/xinxi/{site.agency.code}/{item.pk}/"
    body = (
        f"<p>经办人身份证号码{IDENTITY}，请按装。</p>"
        '<p><a href="/nope/">指南</a> <a href="https://example.com/x">外站</a></p>'
    )
    spoiled(item, body=body, summary="", formed_on="2024-02-01")
    ColumnFactory(agency=site.agency, name="空栏目", code="empty")
    stale = ColumnFactory(agency=site.agency, name="工作动态", code="news")
    ItemFactory(column=stale, published_on=ON - timedelta(days=15), formed_on=None)
    done = inspect(site)
    assert standing() == sorted(
        [
            ALWAYS,
            ("PERSONAL_DATA", path),
            ("WRONG_WORD", path),
            ("LINK_DEAD", path),
            ("LINK_UNLISTED", path),
            ("METADATA_MISSING", path),
            ("DATE_ORDER", path),
            ("COLUMN_EMPTY", f"/xinxi/{site.agency.code}/lanmu/empty/"),
            ("DYNAMIC", f"/xinxi/{site.agency.code}/lanmu/news/"),
        ]
    )
    assert done.counts["LINK_DEAD"] == 1
    assert IDENTITY not in str(list(SiteFinding.objects.values()))
    dead = SiteFinding.objects.get(rule="LINK_DEAD")
    assert (dead.subject, dead.found) == (f"item:{item.pk}", "/nope/")


def test_what_is_mended_disappears_with_its_day_and_what_stays_keeps_its_first(site, item):
    spoiled(item, body='<p>请按装。<a href="/nope/">指南</a></p>')
    inspect(site)
    spoiled(item, body="<p>请按装。</p>")
    later = ON + timedelta(days=1)
    done = inspect(site, on=later, at=AT + timedelta(days=1))
    gone = SiteFinding.objects.get(rule="LINK_DEAD")
    assert (gone.found_on, gone.mended_on) == (ON, later)
    stays = SiteFinding.objects.get(rule="WRONG_WORD")
    assert (stays.found_on, stays.mended_on, stays.last_seen) == (ON, None, done)
    assert done.result["mended"] == 1
    take_down(item=Item.objects.get(pk=item.pk), reason="有错字", officer=site.reviewer,
              on=later, at=AT + timedelta(days=1))  # fmt: skip
    inspect(site, on=later, at=AT + timedelta(days=2))
    stays.refresh_from_db()
    assert stays.mended_on == later


def test_a_fault_that_comes_back_begins_anew(site, item):
    spoiled(item, body="<p>请按装。</p>")
    inspect(site)
    spoiled(item, body="<p>请安装。</p>")
    inspect(site, on=ON + timedelta(days=1), at=AT + timedelta(days=1))
    spoiled(item, body="<p>请按装。</p>")
    inspect(site, on=ON + timedelta(days=2), at=AT + timedelta(days=2))
    days = SiteFinding.objects.filter(rule="WRONG_WORD").values_list("found_on", "mended_on")
    assert set(days) == {(ON, ON + timedelta(days=1)), (ON + timedelta(days=2), None)}


def with_file(site):
    item = drafted(site)
    attach_file(
        item=item, version=item.version, officer=site.drafter, use="ATTACHMENT",
        name="办理须知.txt", content="请携带身份证。".encode(), on=ON, at=AT,
    )  # fmt: skip
    item.refresh_from_db()
    return published(site, item)


def test_a_file_that_is_gone_or_altered_is_told(site):
    item = with_file(site)
    file = PublicationFile.objects.get(item=item)
    kept = files_folder() / file.stored_name
    whole = kept.read_bytes()
    inspect(site)
    assert standing() == [ALWAYS]
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    inspect(site)
    assert ("FILE_MISSING", f"/xinxi/{site.agency.code}/{item.pk}/") in standing()
    kept.unlink()
    inspect(site)
    finding = SiteFinding.objects.get(rule="FILE_MISSING", mended_on=None)
    assert "已不在文件夹中" in finding.message
    kept.write_bytes(whole)
    inspect(site)
    assert standing() == [ALWAYS]


def test_what_lacks_on_the_site_as_a_whole_is_told_once(site, item, settings):
    settings.GONGKAI_SITE_ID_CODE = settings.GONGKAI_ICP_NO = ""
    inspect(site)
    assert standing() == sorted(
        [ALWAYS, ("SITE_TAG_MISSING", "/"), ("FOOT_MARK_MISSING", "/"), ("FOOT_MARK_MISSING", "/")]
    )


def test_a_larger_site_is_sampled_and_says_so(site, item):
    older = [published(site, title=f"关于第{n}个网点的通知") for n in range(3)]
    spoiled(item, body='<p><a href="/nope/">指南</a></p>')
    inspect(site)
    assert ("LINK_DEAD", f"/xinxi/{site.agency.code}/{item.pk}/") in standing()
    done = inspect(site, at_most=(3000, 2), on=ON + timedelta(days=1), at=AT + timedelta(days=1))
    reasons = {reason for _, reason in done.not_checked}
    assert any("只打开最新2条" in reason for reason in reasons)
    # Its page was not opened this time: nobody knows, so it stays.
    assert ("LINK_DEAD", f"/xinxi/{site.agency.code}/{item.pk}/") in standing()
    assert len(older) == 3


def test_lists_beyond_the_limit_are_left_out_and_told(site, item):
    done = inspect(site, at_most=(3, 500))
    assert any("超过3个" in reason for _, reason in done.not_checked)
    assert done.result["opened"]["pages"] < 10


def test_a_home_page_that_does_not_open_is_told_and_its_rules_are_not_checked(site, item, settings):
    settings.ALLOWED_HOSTS = ["gjj.example.gov.cn"]
    done = inspect(site)
    assert ("PAGE_DEAD", "/") in standing()
    unchecked = {rule for rule, _ in done.not_checked}
    assert {"LINK_DEAD", "SITE_TAG_MISSING", "SEARCH_BROKEN", "NO_CHANNEL"} <= unchecked


def test_an_inspection_broken_off_anywhere_comes_to_the_same_result(site, item):
    spoiled(item, body='<p>请按装。<a href="/nope/">指南</a></p>')
    begun = begin_inspection(agency=site.agency, origin="COMMAND", on=ON, at=AT)
    steps = 0
    while begun.phase != "CONCLUDED":
        # As a process that is killed after each step: all it knew is gone.
        held = Inspection.objects.select_related("agency").get(pk=begun.pk)
        step = next_step(held, ground_of(held))
        next_step(held, ground_of(held))
        keep_step(inspection=held, faults=step.faults, gaps=step.gaps, phase=step.phase,
                  cursor=step.cursor, at=AT)  # fmt: skip
        InspectedPage.objects.bulk_update(step.opened, ["state", "status", "title", "problem"])
        InspectedPage.objects.bulk_create(step.further, ignore_conflicts=True)
        begun, steps = held, steps + 1
    done = run_inspection(inspection=begun, at=AT)
    assert steps > 4 and done.state == InspectionState.DONE
    assert [rule for rule, _ in standing()] == ["ANSWERS_UNPUBLISHED", "LINK_DEAD", "WRONG_WORD"]
    assert done.counts == {"ANSWERS_UNPUBLISHED": 1, "LINK_DEAD": 1, "WRONG_WORD": 1}


def test_two_at_once_do_not_both_begin(site, item):
    begun = begin_inspection(agency=site.agency, origin="COMMAND", on=ON, at=AT)
    with pytest.raises(InspectionRunning, match="正在进行"):
        begin_inspection(agency=site.agency, origin="MONTHLY", on=ON, at=AT + timedelta(minutes=1))
    again = begin_inspection(agency=site.agency, origin="MONTHLY", on=ON, at=AT + SILENT)
    assert again.pk == begun.pk
    told = progress_of(site.agency, AT + 2 * SILENT)
    assert told.is_broken_off and (told.step, told.steps) == (1, 6)


def test_who_comes_late_keeps_nothing(site, item):
    begun = begin_inspection(agency=site.agency, origin="COMMAND", on=ON, at=AT)
    late = Inspection.objects.select_related("agency").get(pk=begun.pk)
    step = next_step(begun, ground_of(begun))
    kept = {"faults": step.faults, "phase": step.phase, "cursor": step.cursor, "at": AT}
    keep_step(inspection=begun, **kept)
    with pytest.raises(TakenOver):
        keep_step(inspection=late, **kept)
    assert Inspection.objects.get().counts == {"ANSWERS_UNPUBLISHED": 1}


def test_an_inspection_that_fails_says_so_and_makes_room(site, item):
    begun = begin_inspection(agency=site.agency, origin="COMMAND", on=ON, at=AT)
    fail_inspection(inspection=begun, problem="程序出错", at=AT)
    begun.refresh_from_db()
    assert (begun.state, begun.problem) == (InspectionState.FAILED, "程序出错")
    assert inspect(site).state == InspectionState.DONE


def test_beginning_and_end_are_on_the_trail_without_what_was_found(site, item):
    spoiled(item, body=f"<p>经办人身份证号码{IDENTITY}。</p>")
    inspect(site)
    told = Entry.objects.filter(action__startswith="inspection.").order_by("sequence")
    assert [entry.action for entry in told] == ["inspection.begun", "inspection.ended"]
    assert IDENTITY[:6] not in str([entry.detail for entry in told])


def test_pages_are_forgotten_and_other_organs_left_alone(site, item):
    other = ColumnFactory(name="工作动态", code="other")
    Column.objects.filter(pk=other.pk).update(name="工作动态")
    inspect(site)
    assert InspectedPage.objects.count() == 0
    assert not SiteFinding.objects.exclude(agency=site.agency).exists()
    assert standing() == [ALWAYS]

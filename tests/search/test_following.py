"""The index follows what is published, from its own place, and holds only what is public."""

import json
from datetime import date, timedelta

import pytest

from gongkai.outbox.operations import announce
from gongkai.outbox.queries import last_position
from gongkai.publications.models import Item
from gongkai.publications.operations.drafting import revise_item, save_item
from gongkai.publications.operations.linking import link_items
from gongkai.publications.operations.publishing import expire_due, take_down
from gongkai.search import following
from gongkai.search.editing_synonyms import ask_for_rebuild
from gongkai.search.following import follow_once, stop_following
from gongkai.search.generations import current_generation, index_folder
from gongkai.search.rebuilding import RebuildUnderway, rebuild, rebuilding
from gongkai.search.standing import index_standing
from publications.office import AT, NOW, content, drafted, passed, published
from search.conftest import search, titles

pytestmark = pytest.mark.django_db


def follow(at=AT):
    """Follow until there is nothing more to take over and no rebuild goes on."""
    for _ in range(50):
        taken = follow_once(at)
        standing = index_standing()
        owes = standing.place is None or standing.place.owes_rebuild or standing.behind
        if not taken and standing.rebuild is None and not standing.fault and not owes:
            return
    raise AssertionError("the follower does not come to an end")


def found(query="办公时间", at=AT, **asked):
    return titles(search(query, at=at, **asked))


def test_the_follower_builds_what_is_missing_and_then_follows(place):
    first = published(place)
    follow()
    assert found() == [first.title]
    second = published(place, title="关于网点办公时间的补充通知")
    assert found() == [first.title]
    assert follow_once(AT) == 1
    assert set(found()) == {first.title, second.title}
    assert follow_once(AT) == 0


def test_what_is_not_public_never_is_in_the_index(place):
    follow()
    drafted(place, title="草稿办公时间")
    passed(place, title="待发布办公时间")
    follow()
    assert found() == []
    rebuild(AT.date(), AT)
    assert found() == []
    assert b"\xe8\x8d\x89\xe7\xa8\xbf" not in whole_index()


def whole_index():
    """Return every byte of the index in use."""
    files = [path for path in current_generation().iterdir() if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def test_taking_down_removes(place):
    item = published(place)
    follow()
    assert found() == [item.title]
    take_down(item=item, reason="内容有误", officer=place.leader, **NOW)
    assert follow_once(AT) == 1
    assert found() == [] and search("办公", at=AT).choices["year"] == ()


def test_the_public_version_is_found_while_the_next_is_written(place):
    item = published(place)
    follow()
    revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    item.refresh_from_db()
    save_item(item=item, version=item.version, content=content(place, title="改写中的标题"),
              officer=place.drafter, **NOW)  # fmt: skip
    rebuild(AT.date(), AT)
    assert found("改写中") == []
    assert found() == ["关于调整住房公积金网点办公时间的通知"]


def test_what_expires_is_gone_at_that_moment_whoever_is_late(place):
    end = AT + timedelta(days=3)
    item = published(place, expire_at=end)
    follow()
    assert found(at=end - timedelta(seconds=1)) == [item.title]
    # Neither the publisher nor the follower has come by yet.
    assert found(at=end) == []
    follow_once(end)
    assert index_standing().entries == 0
    expire_due(on=end.date(), at=end)
    assert follow_once(end) == 1
    assert found(at=end) == [] and Item.objects.get(pk=item.pk).state == "EXPIRED"


def test_a_repealed_text_is_marked_from_its_day_on(place):
    old = published(place, title="公积金提取办法（试行）", document_no="某公积金〔2020〕1号")
    new = drafted(place, title="公积金提取办法", effective_on=date(2024, 2, 1))
    link_items(item=new, version=new.version, target=old, kind="REPEALS", officer=place.drafter,
               **NOW)  # fmt: skip
    new.refresh_from_db()
    published(place, new)
    follow()
    marks = {hit.shown.title: hit.is_over for hit in search("提取办法", at=AT).hits}
    assert marks == {old.title: False, new.title: False}
    later = AT + timedelta(days=25)
    follow_once(later)
    marks = {hit.shown.title: hit.is_over for hit in search("提取办法", at=later).hits}
    assert marks == {old.title: True, new.title: False}
    assert titles(search("提取办法", at=later, validity="REPEALED")) == [old.title]


def test_the_place_stands_in_the_index_and_replay_changes_nothing(place):
    published(place)
    follow()
    assert index_standing().place.position == last_position()
    stop_following()
    published(place, title="停机时发布的办公时间")
    assert index_standing().behind == 1
    assert follow_once(AT) == 1
    # The same change again, as after a copy of the index was put back.
    announce(kind="item.published", subject=str(Item.objects.latest("pk").pk), at=AT)
    follow()
    assert len(found()) == 2 and index_standing().entries == 2


def test_nonsense_in_the_outbox_is_passed_over(place):
    follow()
    announce(kind="item.published", subject="x", at=AT)
    announce(kind="item.published", subject="999999", at=AT)
    announce(kind="no.such", subject="", at=AT, detail={"items": "?"})
    follow()
    assert index_standing().behind == 0


def test_searches_go_on_while_the_index_is_built_anew(place):
    item = published(place)
    follow()
    before = current_generation()
    steps = rebuilding(AT.date(), AT)
    next(steps)
    late = published(place, title="重建期间发布的办公时间")
    assert follow_once(AT) == 1
    assert set(found()) == {item.title, late.title}
    assert index_standing().rebuild is not None
    with pytest.raises(RebuildUnderway):
        rebuild(AT.date(), AT)
    list(steps)
    assert current_generation() != before
    follow()
    assert set(found()) == {item.title, late.title}


def test_an_officer_has_every_node_build_anew(place):
    published(place)
    follow()
    before = current_generation()
    ask_for_rebuild(agency=place.agency, officer=place.drafter, **NOW)
    follow()
    assert current_generation() != before and len(found()) == 1
    assert [path.name for path in index_folder().glob("v*")] == [current_generation().name]


def test_a_rebuild_that_was_broken_off_is_begun_again(place, monkeypatch):
    published(place)
    follow()
    before = current_generation()
    monkeypatch.setattr(following, "_SHARE", 0)
    ask_for_rebuild(agency=place.agency, officer=place.drafter, **NOW)
    assert follow_once(AT) == 1 and index_standing().rebuild is not None
    stop_following()
    assert index_standing().rebuild is None and current_generation() == before
    follow()
    assert current_generation() != before and len(found()) == 1
    after = current_generation()
    follow()
    assert current_generation() == after


def test_records_put_back_lead_to_a_new_index(place):
    published(place)
    follow()
    before = current_generation()
    Change = type(announce(kind="x", subject="x", at=AT))
    follow()
    Change.objects.all().delete()
    follow()
    assert current_generation() != before and len(found()) == 1


def test_a_broken_index_is_built_anew(place):
    published(place)
    follow()
    stop_following()
    meta = current_generation() / "meta.json"
    meta.write_text(json.dumps({"segments": "?"}))
    assert index_standing().fault
    follow()
    assert len(found()) == 1

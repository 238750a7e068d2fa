"""Who gets in where: strangers, people without a part in it, other organs."""

import pytest
from django.test import Client
from django.urls import reverse

from console.conftest import desk
from console.publishing.conftest import PNG, at
from gongkai.console.publishing_urls import urlpatterns
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.commenting import comment_on
from publications.office import NOW

POSTED = {
    "items-at-once", "clean-pasted", "take-over-item", "keep-copy", "drop-copy", "check-item",
    "act-on-item", "sign-item", "review-item-secrecy", "take-down-item", "comment-on-item",
    "settle-comment", "restore-revision",
}  # fmt: skip
# Screens of items; those of documents, columns and channels have tests of their own.
SCREENS = POSTED | {
    "publishing-tasks", "publishing-calendar", "items", "new-item", "item", "edit-item",
    "find-items", "item-revision", "compare-revisions", "item-file",
}  # fmt: skip
PATTERNS = [pattern for pattern in urlpatterns if pattern.name in SCREENS]
NAMES = sorted(pattern.name for pattern in PATTERNS)


@pytest.fixture
def arguments(newsroom):
    """Return what the addresses name, all of it of the office's own."""
    one = newsroom.item
    file = attach_file(
        item=one, version=one.version, use="IMAGE", name="大门.png", content=PNG,
        alt_text="大门", officer=newsroom.drafter, **NOW,
    )  # fmt: skip
    comment = comment_on(item=one, text="请核对", officer=newsroom.reviewer, **NOW)
    return {"pk": one.pk, "number": 1, "name": "submit", "file": file.pk, "comment": comment.pk}


def ask(client, name, arguments):
    pattern = next(each for each in PATTERNS if each.name == name)
    given = {key: arguments[key] for key in pattern.pattern.converters}
    if name == "item-file":
        given["pk"] = arguments["file"]
    if name == "settle-comment":
        given["number"] = arguments["comment"]
    address = reverse(f"console:{name}", kwargs=given)
    return (client.post if name in POSTED else client.get)(address)


def test_every_screen_is_asked_for():
    assert set(NAMES) == SCREENS


@pytest.mark.parametrize("name", NAMES)
def test_strangers_are_sent_to_the_login(name, arguments):
    response = ask(Client(), name, arguments)
    assert response.status_code == 302
    assert response["Location"].startswith("/console/login/?next=/console/publishing/")


@pytest.mark.parametrize("name", NAMES)
def test_who_has_no_part_in_publishing_sees_nothing(name, arguments, newsroom):
    response = ask(desk(newsroom.bystander), name, arguments)
    assert response.status_code == 403
    assert "您没有权限" in response.content.decode()
    assert newsroom.item.title not in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_another_organ_sees_and_changes_nothing_of_ours(name, arguments, newsroom):
    one = newsroom.item
    one.refresh_from_db()
    before = (one.version, one.state, one.locked_by_id)
    response = ask(desk(newsroom.outsider), name, arguments)
    page = response.content.decode(errors="replace")
    for ours in (one.title, newsroom.drafter.name, "大门", newsroom.agency.name):
        assert ours not in page
    own = name not in {
        "items", "new-item", "items-at-once", "clean-pasted", "publishing-tasks",
        "publishing-calendar",
    }  # fmt: skip
    assert response.status_code == 404 if own else response.status_code in (200, 404)
    one.refresh_from_db()
    assert (one.version, one.state, one.locked_by_id) == before


@pytest.mark.parametrize("name", ["new-item", "edit-item"])
def test_who_only_examines_does_not_write(name, newsroom):
    arguments = [newsroom.item.pk] if name == "edit-item" else []
    for officer in (newsroom.leader, newsroom.secrecy):
        assert desk(officer).get(at(name, *arguments)).status_code == 403


def test_files_are_seen_saved_and_never_kept_by_the_browser(arguments, newsroom):
    address = at("item-file", arguments["file"])
    shown = desk(newsroom.leader).get(address)
    assert shown.content == PNG and shown["Content-Type"] == "image/png"
    assert shown["Content-Disposition"] == "inline"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    saved = desk(newsroom.leader).get(f"{address}?save=1")
    assert saved["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_from_the_folder_is_told(arguments, newsroom, files):
    for kept in files.rglob("*"):
        if kept.is_file():
            kept.unlink()
    response = desk(newsroom.drafter).get(at("item-file", arguments["file"]))
    assert response.status_code == 404 and "无法读取" in response.content.decode()


def test_unknown_addresses_are_told(newsroom):
    client, one = desk(newsroom.drafter), newsroom.item
    for path in (
        at("item", 999999), at("edit-item", 999999), at("item-file", 999999),
        at("item-revision", one.pk, 99), f"{at('compare-revisions', one.pk)}?earlier=99",
        f"{at('compare-revisions', one.pk)}?earlier=x",
        f"{at('publishing-calendar')}?month=2026-13", f"{at('publishing-calendar')}?month=9999-01",
    ):  # fmt: skip
        response = client.get(path)
        assert response.status_code == 404 and "无法显示" in response.content.decode(), path
    for name in ("act-on-item",):
        assert client.post(at(name, one.pk, "approve")).status_code == 404
    assert client.post(at("settle-comment", one.pk, 999)).status_code == 404

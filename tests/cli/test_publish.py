"""`gongkai publish`: what is due goes out or is taken away, once."""

import signal
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from gongkai.cli.commands import publish
from gongkai.cli.main import main
from gongkai.publications.models import Item
from publications.office import office, passed

pytestmark = pytest.mark.django_db
LATER = datetime(2024, 2, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path


def test_what_is_due_is_published_and_taken_away_once(monkeypatch, capsys):
    item = passed(office(), publish_at=LATER, expire_at=LATER + timedelta(days=1))
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    assert main(["publish"]) == 0
    assert capsys.readouterr().out == "已发布1条，到期撤下0条，推送0次。\n"
    assert main(["publish", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(days=2))
    assert main(["publish"]) == 0
    assert capsys.readouterr().out == "已发布0条，到期撤下1条，推送0次。\n"
    assert Item.objects.get(pk=item.pk).state == "EXPIRED"


def test_the_watch_ends_when_it_is_asked_to(monkeypatch):
    looked = []

    def look(at):
        looked.append(at)
        signal.raise_signal(signal.SIGTERM)
        return 0, 0, 0, 0, 0, 0

    monkeypatch.setattr(publish, "_work", look)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        assert main(["publish", "--watch"]) == 0
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(looked) == 1

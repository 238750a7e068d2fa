"""Bulletins are made once, replaced when made anew, and begun anew where a job was lost."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.documents.bulletins.figures import BulletinKind
from gongkai.documents.keeping import FileNotKept
from gongkai.hotline.models import Bulletin
from gongkai.hotline.operations import making_bulletins
from gongkai.hotline.operations.making_bulletins import (
    ask_bulletin,
    bulletin_file,
    fail_bulletin,
    make_bulletin,
)
from gongkai.hotline.queries.board.bulletins import PeriodNotBegun
from gongkai.hotline.queries.board.spans import month_of
from gongkai.hotline.tasks import start_making

ON = date(2026, 3, 20)
AT = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
MARCH = month_of(2026, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return OfficerFactory(role="HOTLINE_AGENT")


def asked(agent, at=AT, on=ON):
    return ask_bulletin(kind=BulletinKind.MONTH, span=MARCH, officer=agent, on=on, at=at)


def files():
    return {each.name for each in (Path(settings.GONGKAI_FILES) / "bulletins").glob("*")}


def test_one_that_is_being_made_is_not_made_twice(agent):
    bulletin, is_to_make = asked(agent)
    assert is_to_make and bulletin.state == "MAKING"
    again, is_to_make_again = asked(agent, AT + timedelta(minutes=1))
    assert again.pk == bulletin.pk and not is_to_make_again
    _lost, is_to_make_anew = asked(agent, AT + timedelta(minutes=12))
    assert is_to_make_anew


def test_made_anew_it_counts_to_the_later_day_and_replaces_its_files(agent):
    bulletin, _ = asked(agent)
    before = files()
    make_bulletin(bulletin=bulletin, on=ON, at=AT)
    bulletin.refresh_from_db()
    first = {bulletin.docx_name, bulletin.pdf_name}
    assert bulletin.state == "READY" and bulletin.counted_on == ON
    assert files() == before | first
    assert bulletin_file(bulletin.pdf_name).startswith(b"%PDF-")
    later = AT + timedelta(days=30)
    asked(agent, later, date(2026, 4, 19))
    make_bulletin(bulletin=bulletin, on=date(2026, 4, 19), at=later)
    bulletin.refresh_from_db()
    assert bulletin.counted_on == MARCH.last and bulletin.made_at == later
    assert files() == before | {bulletin.docx_name, bulletin.pdf_name}
    assert not first & files()


def test_a_job_that_runs_twice_leaves_one_pair_of_files(agent):
    bulletin, _ = asked(agent)
    before = files()
    start_making(bulletin, on=ON, at=AT)
    start_making(bulletin, on=ON, at=AT)
    assert len(files() - before) == 2


def test_what_was_made_before_stands_where_the_disk_refuses(agent, monkeypatch):
    bulletin, _ = asked(agent)
    make_bulletin(bulletin=bulletin, on=ON, at=AT)
    bulletin.refresh_from_db()
    kept, before = bulletin.docx_name, files()
    asked(agent, AT + timedelta(hours=1))

    def refused(path, pieces, *, most):
        if path.suffix == ".pdf":
            raise FileNotKept("（磁盘已满）")
        return keep(path, pieces, most=most)

    keep = making_bulletins.keep
    monkeypatch.setattr(making_bulletins, "keep", refused)
    with pytest.raises(FileNotKept):
        make_bulletin(bulletin=bulletin, on=ON, at=AT)
    fail_bulletin(bulletin=bulletin)
    bulletin.refresh_from_db()
    assert bulletin.state == "FAILED" and bulletin.docx_name == kept
    assert files() == before


def test_strangers_and_days_ahead_are_refused(agent):
    with pytest.raises(NotAllowed):
        asked(OfficerFactory(agency=agent.agency, role="CLERK"))
    with pytest.raises(PeriodNotBegun, match="还没有开始"):
        asked(agent, on=date(2026, 2, 28))
    assert not Bulletin.objects.exists()

"""An office that publishes, and what its people see at the console."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from console.conftest import desk
from factories import ColumnFactory, OfficerFactory
from publications.office import drafted, office

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8cf"
    "c0f01f00050001ff56c72f0d0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep what is uploaded in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path
    return tmp_path


@pytest.fixture
def newsroom(db):
    """Return an office with a draft, and people who have no part in it."""
    place = office()
    return SimpleNamespace(
        place=place,
        **place._asdict(),
        item=drafted(place),
        news=ColumnFactory(agency=place.agency, name="工作动态"),
        bystander=OfficerFactory(agency=place.agency, name="吴无职"),
        outsider=OfficerFactory(name="郑外人", head=True),
    )


def at(name, *args):
    """Return an address of the console."""
    return reverse(f"console:{name}", args=args)


def shown(officer, name, *args, query="", status=200):
    """Return what an officer sees at an address."""
    response = desk(officer).get(at(name, *args) + query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def sent(officer, name, *args, **data):
    """Return the answer to what an officer sends."""
    return desk(officer).post(at(name, *args), data)


def typed(item, **changes):
    """Return the fields of an item's form as a browser sends them, a column by its key."""
    day = item.formed_on.isoformat() if item.formed_on else ""
    return {
        "version": item.version, "title": item.title, "body": item.body, "summary": item.summary,
        "column": item.column_id, "formed_on": day, "validity": item.validity,
        "audience": item.audience, "do": "save", **changes,
    }  # fmt: skip

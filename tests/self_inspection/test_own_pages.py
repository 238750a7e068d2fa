"""Our own pages are opened as often as there are pages; a visitor is asked to wait."""

import pytest
from django.test import Client

from factories import AgencyFactory
from gongkai.self_inspection.outlets.own_pages import OwnPages

pytestmark = pytest.mark.django_db
PATH = "/zhaocuo/chaxun/"


def test_whoever_inspects_is_not_asked_to_wait_and_no_header_pretends_to_inspect(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "inspecting",
        }
    }
    settings.ALLOWED_HOSTS = ["testserver"]
    AgencyFactory(is_default=True)
    visitor = Client(HTTP_GONGKAI_INSPECTING="1", headers={"gongkai.inspecting": "1"})
    answers = {visitor.get(PATH).status_code for _ in range(80)}
    assert answers == {200, 429}
    pages = OwnPages("testserver", "http")
    assert {pages.open(PATH).status for _ in range(80)} == {200}

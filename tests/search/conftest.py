"""An index of the test's own, and a look into it as it stands now."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from gongkai.search.asking import Asked, asked_words
from gongkai.search.finding import find
from gongkai.search.following import stop_following
from gongkai.search.reading import forget_index
from gongkai.search.rebuilding import rebuild
from gongkai.search.synonyms import forget_synonyms
from publications.office import office, published

NOON = datetime(2024, 6, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def index(settings, tmp_path):
    """Keep the index in a folder of the test's own; nobody follows after the test."""
    settings.GONGKAI_INDEX = tmp_path / "index"
    settings.GONGKAI_FILES = tmp_path / "files"
    cache.clear()
    forget_index()
    forget_synonyms()
    yield tmp_path / "index"
    stop_following()
    forget_index()
    forget_synonyms()


@pytest.fixture
def build(db):
    """Return what builds the index of all there is, and then finds in it."""

    def built(at=NOON):
        rebuild(at.date(), at)
        return lambda query, **asked: search(query, at=at, **asked)

    return built


def search(query, *, at=NOON, offset=0, limit=10, order="relevance", **chosen):
    """Return what a search finds."""
    asked = Asked(asked_words(query), chosen, order)
    return find(asked, at, offset=offset, limit=limit)


def titles(findings):
    """Return the titles found, in order."""
    return [hit.shown.title for hit in findings.hits]


@pytest.fixture
def place(db):
    """Return an office that publishes."""
    return office()


@pytest.fixture
def published_item(place):
    """Return what publishes an item as officers do."""
    return lambda **changes: published(place, **changes)

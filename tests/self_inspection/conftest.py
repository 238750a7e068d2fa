"""An office with a site that can be looked over, and what looks it over."""

from types import SimpleNamespace

import pytest

from gongkai.self_inspection.models import SiteFinding
from gongkai.self_inspection.operations.beginning import begin_inspection
from gongkai.self_inspection.operations.running import run_inspection
from publications.office import AT, ON, office


@pytest.fixture
def site(db, settings, tmp_path):
    """Return an office whose site says all that a site must, so that nothing is wrong with it."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SITE_ID_CODE = "2114000012"
    settings.GONGKAI_ICP_NO = "辽ICP备00000000号"
    settings.GONGKAI_POLICE_NO = "辽公网安备21140002000001号"
    place = office()
    place.agency.is_default = True
    place.agency.save()
    return place


def inspect(place, *, on=ON, at=AT, at_most=None):
    """Return the inspection of an office's site on a day, taken to its end."""
    begun = begin_inspection(agency=place.agency, origin="COMMAND", on=on, at=at)
    return run_inspection(inspection=begun, at=at, at_most=at_most)


def standing(agency=None):
    """Return rule and place of every finding that is not mended, sorted."""
    rows = SiteFinding.objects.filter(mended_on=None)
    return sorted(rows.values_list("rule", "where"))


def facts(**given):
    """Return a bundle of facts by name."""
    return SimpleNamespace(**given)

"""The demonstration's business online: a form for each item, once."""

import pytest

from gongkai.cli.demonstration.online_business import offer_forms
from gongkai.cli.demonstration.people import (
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
)
from gongkai.cli.demonstration.service_guides import offer_services
from gongkai.fund_services.models import FormVersion

pytestmark = pytest.mark.django_db


def test_each_item_has_its_form_once(settings, tmp_path, on, at):
    settings.HOME, settings.GONGKAI_FILES = tmp_path, tmp_path / "files"
    agency = demonstration_agency()
    demonstration_logins(agency, tmp_path)
    for _ in range(2):
        offer_services(agency, demonstration_officers(agency), on=on, at=at)
        offer_forms(agency, on=on, at=at)
    assert FormVersion.objects.filter(released_at=at, in_force_from=on).count() == 39

"""An office with cases at every step, and the people who work on them."""

from types import SimpleNamespace

import pytest

from factories import AgencyFactory, CaseFactory, DepartmentFactory, OfficerFactory, UserFactory


@pytest.fixture
def bureau(db):
    """Return an organ with its people, a department that searches, and one open case."""
    agency = AgencyFactory(name="丁市住房公积金管理中心", short_name="丁市中心", is_default=True)
    archive = DepartmentFactory(agency=agency, name="档案科")
    return SimpleNamespace(
        agency=agency,
        archive=archive,
        clerk=OfficerFactory(agency=agency, name="王经办", clerk=True),
        reviewer=OfficerFactory(agency=agency, name="李审核", reviewer=True),
        head=OfficerFactory(agency=agency, name="张主任", head=True),
        searcher=OfficerFactory(agency=agency, name="周档案", department=archive),
        bystander=OfficerFactory(agency=agency, name="吴旁人"),
        outsider=OfficerFactory(name="赵外人", clerk=True),
        nobody=UserFactory(),
        case=CaseFactory(agency=agency, register_no="SQ2024-00001"),
    )

"""A notice leads to what it tells of."""

from datetime import UTC, datetime

from casework.asking import filed
from console.conftest import desk
from gongkai.casework.models import Matter
from gongkai.console.notice_links import addresses_of
from gongkai.messages.operations import notify
from hotline.tickets.opened import opened, ticket_office

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


def test_a_notice_leads_to_its_case(bureau):
    case = bureau.case
    for subject in (case.register_no, f"申请 {case.register_no}", "SQ2024-09999", "其他"):
        notify(officers=[bureau.clerk], text=f"关于{subject}", subject=subject, at=AT)
    page = desk(bureau.clerk).get("/console/").content.decode()
    link = f'<a href="/console/requests/{case.pk}/">'
    assert f"{link}关于申请 {case.register_no}</a>" in page
    assert page.count(link) == 2
    assert "<li>关于SQ2024-09999<" in page and "<li>关于其他<" in page


def test_a_case_of_another_organ_is_not_led_to(bureau, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    filed(bureau.outsider.agency)
    other = filed(bureau.outsider.agency).request
    assert addresses_of([other.register_no], bureau.agency) == {}
    assert addresses_of([other.register_no], bureau.outsider.agency) == {
        other.register_no: f"/console/requests/{other.pk}/"
    }


def test_a_ticket_of_the_organ_is_led_to(bureau):
    row = opened(ticket_office(bureau.agency))
    assert addresses_of([row.register_no], bureau.agency) == {
        row.register_no: f"/console/tickets/{row.pk}/"
    }
    assert addresses_of([row.register_no], bureau.outsider.agency) == {}


def test_items_and_matters_have_their_pages(bureau, django_assert_num_queries):
    matter = Matter.objects.create(
        agency=bureau.agency,
        kind="COMPLAINT",
        register_no="TS2024-00001",
        text="投诉",
        submitted_at=AT,
    )
    with django_assert_num_queries(2):
        pages = addresses_of(["信息 12", "公文 7", matter.register_no], bureau.agency)
    assert pages["信息 12"].endswith("/12/") and pages[matter.register_no].endswith(f"{matter.pk}/")

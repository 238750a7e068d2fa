"""The exchange with the 12345 platform at the console: set, watched, its faults seen to."""

import pytest

from console.conftest import desk, notes
from gongkai.hotline.models import PlatformFault, PlatformLink, PlatformTelling
from gongkai.hotline.operations.outside.fetching import take_ticket
from gongkai.hotline.outlets.platform import ticket_in
from hotline.outside.platform_server import ticket
from hotline.tickets.opened import AT, NOW, ticket_office
from portal.reading import text

pytestmark = pytest.mark.django_db
PAGE = "/console/platform/"
TYPED = {"base": "https://12345.example.cn/api", "key_number": "gjj", "secret": "s" * 20}


@pytest.fixture
def people(office):
    return ticket_office(office.agency)


def test_the_link_is_set_and_its_secret_never_shown(office, people):
    assert desk(people.agent).get(PAGE).status_code == 403
    assert "还没有接通12345平台" in text(desk(office.head).get(PAGE))
    wrong = desk(office.head).post(PAGE, TYPED | {"base": "12345"})
    assert wrong.status_code == 400 and "接口地址：无法识别" in text(wrong)
    assert desk(office.head).post(PAGE, TYPED | {"is_on": "on"}).status_code == 302
    page = text(desk(people.dispatcher).get(PAGE))
    assert "https://12345.example.cn/api" in page and "s" * 20 not in page and "正常" in page
    assert PlatformLink.objects.get().is_on


def test_what_went_wrong_is_shown_and_seen_to(office, people):
    fault = PlatformFault.objects.create(
        agency=office.agency, number="P9", reason="诉求内容：为空", at=AT
    )
    row = take_ticket(agency=office.agency, told=ticket_in(ticket("P1")), **NOW)
    telling = PlatformTelling.objects.create(
        agency=office.agency, event=row.events.get(), state="REFUSED", failure="平台没有接受"
    )
    page = text(desk(office.head).get(PAGE))
    assert "诉求内容：为空" in page and "平台没有接受" in page and row.register_no in page
    assert notes(desk(office.head).post(f"{PAGE}faults/{fault.pk}/")) == ["已登记处理。"]
    missing = desk(office.head).post(f"{PAGE}tellings/{telling.pk}/", {"again": "0"})
    assert "理由：未填写" in notes(missing)[0]
    done = {"again": "0", "reason": "已电话告知"}
    assert notes(desk(office.head).post(f"{PAGE}tellings/{telling.pk}/", done)) == ["已登记。"]
    assert "请刷新页面" in notes(desk(office.head).post(f"{PAGE}tellings/999/", {"again": "1"}))[0]
    assert "请选择" in notes(desk(office.head).post(f"{PAGE}tellings/{telling.pk}/"))[0]
    page = text(desk(office.head).get(PAGE))
    assert "诉求内容：为空" not in page and "平台没有接受" not in page

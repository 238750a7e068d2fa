"""A centre whose site has 我的公积金, and somebody of the business system who is signed in."""

from django.utils import timezone

from factories import AgencyFactory
from fund_services import core_people as people
from fund_services.signing_in import an_account
from gongkai.agencies.models import AgencyKind
from gongkai.fund_services.models import Application, FormVersion, ServiceItem

PAGES = {
    "my-fund": "/wode/",
    "my-deposits": "/wode/jiaocun/",
    "my-loans": "/wode/daikuan/",
    "my-loan": "/wode/daikuan/1/",
    "my-applications": "/wode/banjian/",
    "my-certificates": "/wode/zhengming/",
    "my-requests": "/wode/shenqing/",
    "my-appointments": "/wode/yuyue/",
    "my-messages": "/wode/xiaoxi/",
}


def centre(**values):
    """Return a centre, with made-up people in its business system."""
    people.fill_core(timezone.localdate())
    told = {
        "code": "gjj",
        "name": "某某市住房公积金管理中心",
        "short_name": "某某中心",
        "kind": AgencyKind.FUND_CENTRE,
        "is_default": True,
        "phone": "0429-0000000",
    }
    return AgencyFactory(**(told | values))


def account_of(agency, account_no=people.BORROWER):
    """Return the account of somebody whom the business system knows."""
    return an_account(agency, people.person(account_no))


def an_application(account, number="GJJ-2026-000001", **values):
    """Return business of an account, as rows alone: how it is filed is told elsewhere."""
    item, _ = ServiceItem.objects.get_or_create(
        agency=account.agency,
        register_no="S1",
        defaults={
            "code": "RENT_WITHDRAWAL",
            "name": "租赁住房提取",
            "audience": "WORKER",
            "offered_from": "2020-01-01",
        },
    )
    form, _ = FormVersion.objects.get_or_create(
        item=item,
        number=1,
        defaults={
            "definition": {},
            "digest": "0" * 64,
            "in_force_from": "2020-01-01",
            "made_at": timezone.now(),
        },
    )
    told = {
        "agency": account.agency,
        "item": item,
        "form": form,
        "receipt_no": number,
        "token": number,
        "account": account,
        "applicant_name": account.name,
        "fields": "{}",
        "filed_at": timezone.now(),
    }
    return Application.objects.create(**(told | values))

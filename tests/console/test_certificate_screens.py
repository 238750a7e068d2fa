"""Certificates at the console: log, counter, revocation, keys, settings; who may do what."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from console.conftest import desk
from factories import AgencyFactory, OfficerFactory
from fund_services import core_people as people
from fund_services.certificates.issuing_office import file_seal, fresh_key, make_office
from gongkai.audit.models import Entry
from gongkai.console.certificate_urls import urlpatterns
from gongkai.fund_services.models import Certificate, CertificateSetting, SealKey

pytestmark = pytest.mark.django_db
LOG = "/console/certificates/"


@pytest.fixture
def centre(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = file_seal(fresh_key())
    at = timezone.now()
    return make_office(timezone.localdate(at), at)


@pytest.fixture
def row(centre):
    return centre.issue(centre.account())


def text(response):
    return response.content.decode()


def addresses(pk):
    given = {"pk": pk, "kind": "DEPOSIT", "deed": "revoke"}
    for each in urlpatterns:
        wanted = {name: given[name] for name in each.pattern.converters}
        yield each.name, reverse(f"console:{each.name}", kwargs=wanted)


POSTED = {"try-seal-key", "register-seal-key", "retire-seal-key", "set-certificate",
          "certificate-file", "certificate-facts", "act-on-certificate"}  # fmt: skip


def asked(client, name, address):
    return client.post(address) if name in POSTED else client.get(address)


def test_strangers_other_organs_and_no_officers_get_nowhere(centre, row):
    outsider = OfficerFactory(agency=AgencyFactory(), role="OFFICE_HEAD")
    department = OfficerFactory(agency=AgencyFactory(kind="DEPARTMENT"), role="OFFICE_HEAD")
    routes = {each.name: str(each.pattern) for each in urlpatterns}
    for name, address in addresses(row.pk):
        assert asked(Client(), name, address)["Location"].startswith("/console/login/")
        own = asked(desk(outsider), name, address)
        assert row.certificate_no not in text(own) and row.owner_name not in text(own)
        is_own = "/<int:pk>/" in f"/{routes[name]}"
        assert own.status_code in ({404} if is_own else {200, 302, 400, 403}), name
        assert asked(desk(department), name, address).status_code == 403, name
    row.refresh_from_db()
    assert row.version == 0


def test_the_menu_has_it_for_centres_alone(centre):
    assert 'href="/console/certificates/"' in text(desk(centre.handler).get("/console/"))
    other = OfficerFactory(agency=AgencyFactory(kind="DEPARTMENT"), clerk=True)
    assert "/console/certificates/" not in text(desk(other).get("/console/"))


def test_the_log_is_searched_on_the_trail_and_shows_no_whole_name(centre, row):
    number = people.account_of(people.DEPOSITING).identity_number
    page = text(desk(centre.reviewer).get(LOG))
    assert row.certificate_no in page and row.owner_name not in page
    found = desk(centre.reviewer).post(LOG, {"identity_number": number})
    assert row.certificate_no in text(found)
    entry = Entry.objects.get(action="certificate.search")
    assert entry.officer == centre.reviewer and entry.detail["found"] == 1
    none = desk(centre.reviewer).post(LOG, {"text": "JC2024-000404", "state": "REVOKED"})
    assert "没有符合条件的证明" in text(none)
    assert desk(centre.reviewer).post(LOG, {"first": "gestern"}).status_code == 400


def test_facts_are_read_in_full_on_the_trail(centre, row):
    page = text(desk(centre.reviewer).get(f"{LOG}{row.pk}/"))
    assert row.owner_name not in page and "查看全文" in page
    page = text(desk(centre.reviewer).post(f"{LOG}{row.pk}/facts/"))
    assert row.owner_name in page and "已记入审计记录" in page
    assert Entry.objects.filter(action="certificate.read", officer=centre.reviewer).exists()


def test_a_handler_issues_at_the_counter_and_prints(centre):
    client, number = desk(centre.handler), people.account_of(people.DEPOSITING).identity_number
    address = f"{LOG}counter/DEPOSIT/"
    assert desk(centre.clerk).get(address).status_code == 403
    assert client.get(f"{LOG}counter/NESSUNO/").status_code == 404
    refused = client.post(address, {"number": number, "token": "t"})
    assert refused.status_code == 409 and "核验身份：未勾选" in text(refused)
    assert number in text(refused)
    sent = {"number": number, "is_identity_seen": "on", "token": "t"}
    response = client.post(address, sent)
    row = Certificate.objects.get()
    assert response["Location"] == f"{LOG}{row.pk}/" and row.officer == centre.handler
    assert client.post(address, sent)["Location"] == f"{LOG}{row.pk}/"
    file = client.post(f"{LOG}{row.pk}/file/")
    assert file.content.startswith(b"%PDF-") and "no-store" in file["Cache-Control"]
    for kind, field in (("LOAN_SETTLEMENT", "借款合同号"), ("CROSS_CITY_LOAN", "贷款地中心全称"),
                        ("EMPLOYER_DEPOSIT", "统一社会信用代码")):  # fmt: skip
        assert field in text(client.get(f"{LOG}counter/{kind}/"))


def test_one_asks_another_revokes(centre, row):
    one = f"{LOG}{row.pk}/"
    page = desk(centre.handler).post(f"{one}ask-revocation/", {"version": 0, "reason": ""})
    assert page.status_code == 400 and "撤销理由：未填写" in text(page)
    desk(centre.handler).post(f"{one}ask-revocation/", {"version": 0, "reason": "数据有误"})
    assert "待另一人决定" in text(desk(centre.reviewer).get(LOG))
    assert "须由另一名业务复核人" in text(desk(centre.handler).get(one))
    desk(centre.reviewer).post(f"{one}revoke/", {"version": 1})
    row.refresh_from_db()
    assert row.revoked_by == centre.reviewer
    assert "数据有误" in text(desk(centre.handler).get(one))
    printed = desk(centre.handler).post(f"{one}file/", follow=True)
    assert "不再提供下载" in text(printed)
    assert desk(centre.handler).post(f"{one}nessuno/").status_code == 404


def test_the_head_registers_and_retires_keys(centre, settings):
    page = text(desk(centre.reviewer).get(f"{LOG}keys/"))
    assert "自签名，未经电子认证服务机构认证" in page and "不支持国密SM2" in page
    assert "试签成功" in text(desk(centre.reviewer).post(f"{LOG}keys/try/", follow=True))
    key = SealKey.objects.get()
    assert desk(centre.reviewer).post(f"{LOG}keys/{key.pk}/retire/").status_code == 403
    desk(centre.head).post(f"{LOG}keys/{key.pk}/retire/")
    assert "未登记，不能出具证明" in text(desk(centre.head).get(f"{LOG}keys/"))
    settings.GONGKAI_SEAL = file_seal(secret="sbagliata")
    page = text(desk(centre.head).get(f"{LOG}keys/"))
    assert "口令不对" in page and "sbagliata" not in page


def test_settings_are_the_heads_and_say_that_they_are_defaults(centre):
    page = text(desk(centre.reviewer).get(f"{LOG}settings/"))
    assert "待本中心确认" in page and "系统默认" in page and "修改" not in page.split("gk-body")[1]
    sent = {"version": 0, "days": 7, "contact_name": "", "is_confirmed": "on"}
    assert desk(centre.reviewer).post(f"{LOG}settings/DEPOSIT/", sent).status_code == 403
    wrong = desk(centre.head).post(f"{LOG}settings/DEPOSIT/", sent | {"days": 9999})
    assert wrong.status_code == 400 and "最多3650天" in text(wrong)
    desk(centre.head).post(f"{LOG}settings/DEPOSIT/", sent)
    stored = CertificateSetting.objects.get()
    assert (stored.days, stored.confirmed_by) == (7, centre.head)


def test_the_log_asks_no_more_for_many(centre, django_assert_max_num_queries):
    made = [centre.issue(centre.account()) for _ in range(4)]
    client = desk(centre.reviewer)
    client.get(LOG)
    with django_assert_max_num_queries(25):
        page = client.get(LOG).content.decode()
    assert all(each.certificate_no in page for each in made)

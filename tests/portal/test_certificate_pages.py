"""证明打印 and 证明验证 on the portal: issue, download, verify; nobody sees another's."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fund_services import core_people as people
from fund_services.certificates.issuing_office import (
    NO_KEY,
    change_account,
    file_seal,
    fresh_key,
    make_office,
)
from fund_services.core.core_server import KEY, CoreServer
from fund_services.signing_in import sign_in
from gongkai.agencies.models import AgencyKind
from gongkai.fund_services.models import Certificate, CertificateEvent
from gongkai.fund_services.operations.certificates.composing import verify_address
from gongkai.rules.certificates import CertificateKind
from gongkai.sites.models import Site, SiteHost
from portal.reading import text

pytestmark = pytest.mark.django_db
LIST = "/zhengming/"


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = file_seal(fresh_key())
    at = timezone.now()
    return make_office(timezone.localdate(at), at, is_default=True)


@pytest.fixture
def mine(office):
    return sign_in(Client(), office.account())


def token_in(page):
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def issue(client, slug="jiaocun", **typed):
    address = f"/zhengming/kaiju/{slug}/"
    page = text(client.get(address))
    return client.post(address, {"token": token_in(page)} | typed)


def test_a_worker_issues_downloads_and_passes_on(office, mine):
    page = text(mine.get(LIST))
    assert "缴存证明" in page and "还没有出具过证明" in page and "kaiju/danwei" not in page
    form = text(mine.get("/zhengming/kaiju/jiaocun/"))
    assert "自出具次日起30天" in form and "系统默认，待本中心确认" in form and "不收费" in form
    response = issue(mine)
    row = Certificate.objects.get()
    assert response["Location"] == f"/zhengming/{row.pk}/?xin=1"
    page = text(mine.get(response["Location"]))
    identity = people.account_of(people.DEPOSITING).identity_number
    assert row.code in page and "证明已出具" in page and "自签名密钥" in page
    assert identity not in page and row.owner_name in page
    file = mine.get(f"/zhengming/{row.pk}/xiazai/")
    assert file["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF-1.7")
    assert "attachment" in file["Content-Disposition"] and "no-store" in file["Cache-Control"]
    assert mine.get(f"/zhengming/{row.pk}/xiazai/").content == file.content
    assert "下载打印" in text(mine.get(f"/zhengming/{row.pk}/"))
    assert row.certificate_no in text(mine.get(LIST))


def test_the_same_form_twice_is_one_certificate(office, mine):
    address = "/zhengming/kaiju/jiaocun/"
    typed = {"token": token_in(text(mine.get(address)))}
    first, second = mine.post(address, typed), mine.post(address, typed)
    assert first["Location"] == second["Location"] and Certificate.objects.count() == 1


def test_what_the_rules_forbid_is_told_with_basis_and_what_was_typed_stays(office):
    client = sign_in(Client(), office.account(people.TWO_LOANS))
    response = issue(client, "yidi", addressed_to="别的市住房公积金管理中心")
    page = text(response)
    assert response.status_code == 409 and "建金〔2016〕230号" in page and "无论是否结清" in page
    assert "别的市住房公积金管理中心" in page and not Certificate.objects.exists()
    response = issue(client, "yidi", addressed_to="")
    assert response.status_code == 400 and "贷款地中心：未填写" in text(response)


def test_a_settled_loan_is_chosen_among_ones_own(office):
    client = sign_in(Client(), office.account(people.SETTLED))
    page = text(client.get("/zhengming/kaiju/jieqing/"))
    contract = re.search(r'name="contract_no" value="([^"]+)"', page)[1]
    assert "已结清" in page
    assert issue(client, "jieqing", contract_no="").status_code == 400
    assert issue(client, "jieqing", contract_no="DJ99999999").status_code == 400
    assert issue(client, "jieqing", contract_no=contract).status_code == 302
    nobody = sign_in(Client(), office.account(people.SEALED))
    assert "没有查到您名下的住房公积金贷款" in text(nobody.get("/zhengming/kaiju/jieqing/"))


def test_an_agent_issues_for_his_employer_and_only_with_the_right(office):
    agent = office.agent(is_manager=False, items=["EMPLOYER_DEPOSIT_CERTIFICATE"])
    client = sign_in(Client(), agent.account, agent)
    assert "单位缴存证明" in text(client.get(LIST))
    assert client.get("/zhengming/kaiju/jiaocun/").status_code == 404
    assert issue(client, "danwei").status_code == 302
    row = Certificate.objects.get()
    assert client.get(f"/zhengming/{row.pk}/").status_code == 200
    as_himself = sign_in(Client(), agent.account)
    assert as_himself.get(f"/zhengming/{row.pk}/").status_code == 404
    agent.items = ["MONTHLY_DEPOSIT"]
    agent.save()
    assert client.get(f"/zhengming/{row.pk}/").status_code == 404
    assert client.get("/zhengming/kaiju/danwei/").status_code == 404
    assert "没有为该单位出具证明的权限" in text(client.get(LIST))


def test_another_persons_certificate_is_none_that_there_is(office, mine):
    row = office.issue(office.account(people.SEALED))
    missing = mine.get(f"/zhengming/{row.pk + 1}/")
    for address in (f"/zhengming/{row.pk}/", f"/zhengming/{row.pk}/xiazai/"):
        response = mine.get(address)
        assert response.status_code == missing.status_code == 404
        assert row.certificate_no not in text(response)
    assert row.certificate_no not in text(mine.get(LIST))
    for address in (LIST, f"/zhengming/{row.pk}/", f"/zhengming/{row.pk}/xiazai/"):
        stranger = Client().get(address)
        assert stranger.status_code == 302 and "/zhanghu/denglu/" in stranger["Location"]
    assert not CertificateEvent.objects.filter(kind="PRINTED").exists()


@pytest.mark.parametrize("fault", ["hangs", "error"])
def test_while_the_business_system_is_away_the_page_says_so(office, mine, settings, fault):
    page = text(mine.get("/zhengming/kaiju/jiaocun/"))
    server = CoreServer(timezone.now())
    server.always = fault
    settings.GONGKAI_CORE = {"base": server.base, "key": KEY.number, "secret": KEY.secret}
    settings.GONGKAI_CORE_SECONDS = 0.3
    try:
        response = mine.post("/zhengming/kaiju/jiaocun/", {"token": token_in(page)})
        loans = mine.get("/zhengming/kaiju/jieqing/")
    finally:
        server.close()
    for each in (response, loans):
        assert each.status_code == 503 and each["Retry-After"]
        assert "证明没有出具，也没有占用编号" in text(each)
    assert not Certificate.objects.exists()


def test_without_a_key_nothing_is_issued_and_the_reason_told(office, mine, settings):
    settings.GONGKAI_SEAL = NO_KEY
    response = issue(mine)
    assert response.status_code == 503 and "还没有配置电子签章的密钥" in text(response)


def test_an_expired_certificate_is_no_more_handed_out(office, mine):
    issue(mine)
    row = Certificate.objects.get()
    Certificate.objects.update(valid_until=office.on - timedelta(days=1))
    response = mine.get(f"/zhengming/{row.pk}/xiazai/")
    assert response.status_code == 409 and "请重新出具一份" in text(response)
    assert "已过有效期" in text(mine.get(f"/zhengming/{row.pk}/"))


def test_anybody_verifies_by_code_and_by_the_address_of_the_qr_code(office):
    row = office.issue(office.account())
    browser = Client()
    typed = {"number": row.certificate_no, "code": row.code.lower()}
    for response in (
        browser.post("/yanzheng/", typed),
        browser.get(f"/yanzheng/{row.certificate_no}/{row.code}/"),
    ):
        page = text(response)
        assert "证明真实，现在有效" in page and row.owner_name[0] + "*" in page
        assert row.owner_name not in page and row.account_no not in page
        assert "noindex" in page and "no-store" in response["Cache-Control"]
    wrong = browser.post("/yanzheng/", typed | {"code": "AAAAA-AAAAA"})
    assert wrong.status_code == 404 and "不相符" in text(wrong)
    assert browser.get(f"/yanzheng/{row.certificate_no}/AAAAAAAAAA/").status_code == 404
    assert browser.post("/yanzheng/", {"number": "", "code": ""}).status_code == 400


def test_anybody_verifies_the_file(office, mine):
    issue(mine)
    row = Certificate.objects.get()
    content = mine.get(f"/zhengming/{row.pk}/xiazai/").content

    def upload(bytes_, name="证明.pdf"):
        return Client().post("/yanzheng/wenjian/", {"file": SimpleUploadedFile(name, bytes_)})

    page = text(upload(content))
    assert "证明真实，现在有效" in page and "完全一致" in page
    for changed, told in (
        (content[:2000] + b"x" + content[2001:], "内容被改动"),
        (content + b"\n%%EOF", "签章之后被追加内容"),
        (content[: content.rindex(b"/ByteRange")], "没有本中心的电子签章"),
        (b"%PDF-1.7 nothing", "不是本中心出具的证明"),
        (b"\x89PNG", "不是PDF文件"),
    ):
        response = upload(changed)
        page = text(response)
        assert response.status_code == 200 and f"核验未通过：{told}" in page.replace("\n", "")
        assert row.owner_name[0] + "*" not in page
    too_large = upload(b"%PDF-" + bytes(4 << 20))
    assert too_large.status_code == 413 and "不是本中心出具的原件" in text(too_large)
    bomb = upload(b"%PDF-" + bytes(9 << 20))
    assert bomb.status_code == 413
    assert upload(b"").status_code == 400
    assert Client().post("/yanzheng/wenjian/", {}).status_code == 400
    assert Client().get("/yanzheng/wenjian/").status_code == 302


def test_the_address_of_the_qr_code_is_the_portals_own_and_the_organs_host(office, settings):
    settings.GONGKAI_VERIFY_ADDRESS = "https://gk.example.cn:8443/yanzheng/{number}/{code}/"
    told = {"number": "JC2024-000001", "code": "AAAAA-AAAAA"}
    path = reverse("portal:verify-scanned", kwargs=told)
    assert verify_address(office.agency, *told.values()) == f"https://gk.example.cn:8443{path}"
    SiteHost.objects.create(site=Site.objects.create(agency=office.agency), name="gjj.example.cn")
    assert verify_address(office.agency, *told.values()) == f"https://gjj.example.cn{path}"


def test_who_tries_too_many_codes_is_asked_to_wait(office):
    browser = Client()
    for _ in range(20):
        browser.get("/yanzheng/JC2024-000001/AAAAAAAAAA/")
    response = browser.post("/yanzheng/", {"number": "JC2024-000001", "code": "AAAAAAAAAA"})
    assert response.status_code == 429 and response["Retry-After"]


def test_other_organs_have_no_certificates(office, settings):
    row = office.issue(office.account())
    office.agency.kind = AgencyKind.DEPARTMENT
    office.agency.save()
    for address in (LIST, "/yanzheng/", f"/yanzheng/{row.certificate_no}/{row.code}/"):
        assert Client().get(address).status_code == 404


def test_a_name_with_markup_stays_text(office, mine):
    change_account(people.DEPOSITING, employer_name="<script>alert(1)</script>公司")
    issue(mine)
    page = text(mine.get(f"/zhengming/{Certificate.objects.get().pk}/"))
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_lists_ask_no_more_for_many(office, mine, django_assert_max_num_queries):
    made = [office.issue(office.account(), CertificateKind.DEPOSIT) for _ in range(3)]
    with django_assert_max_num_queries(20):
        page = mine.get(LIST).content.decode()
    assert all(each.certificate_no in page for each in made)

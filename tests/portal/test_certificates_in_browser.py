"""Certificates in a browser: issued, verified on a phone, handled at a desk, without barriers."""

import io
import os
import re

import pypdfium2
import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from fund_services import core_people as people
from fund_services.certificates.issuing_office import file_seal, fresh_key, make_office
from fund_services.signing_in import token_for
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.operations.certificates.printing import print_certificate
from gongkai.portal.signed_in import COOKIE
from gongkai.rules.certificates import CertificateKind
from looking import enter_console, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEAL = file_seal(fresh_key())
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    cache.clear()
    at = timezone.now()
    made = make_office(timezone.localdate(at), at, is_default=True, is_demonstration=True)
    return made


@pytest.fixture
def browse(chromium, live_server):
    """Return what opens a window of a width; every complaint fails the test."""
    wrong = []

    def window(width=390, *, account=None, agent=None, officer=None, **options):
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN",
            viewport={"width": width, "height": 844}, accept_downloads=True, **options,
        )  # fmt: skip
        if account is not None:
            token = token_for(account, agent, at=timezone.now())
            context.add_cookies([{"name": COOKIE, "value": token, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda m: (
                wrong.append(m.text)
                if m.type == "error" and "Failed to load resource" not in m.text
                else None
            ),
        )
        if officer is not None:
            enter_console(page, officer)
        return page

    yield window
    assert wrong == []


def look(page, name):
    """Return what bars anybody on a page; keep a picture if wanted."""
    if _PICTURES:
        width = page.viewport_size["width"]
        page.wait_for_load_state()
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    return wrong_with(page, name)


def keep_picture(content, name):
    if _PICTURES:
        opened = pypdfium2.PdfDocument(content)
        opened.init_forms()
        opened[0].render(scale=1.5, may_draw_forms=True).to_pil().save(f"{_PICTURES}/{name}.png")
        opened.close()


def test_a_worker_issues_downloads_and_has_it_verified_on_a_phone(browse, office, tmp_path):
    found, phone = [], browse(390, account=office.account())
    phone.goto("/zhengming/")
    found += look(phone, "certificates")
    phone.get_by_role("link", name=re.compile("^缴存证明")).click()
    found += look(phone, "certificate-issue")
    phone.get_by_role("button", name="出具证明").click()
    expect(phone.get_by_text("证明已出具")).to_be_visible()
    found += look(phone, "certificate-one")
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name="下载证明（PDF）").click()
    file = tmp_path / "证明.pdf"
    waiting.value.save_as(file)
    keep_picture(file.read_bytes(), "pdf-deposit")
    row = Certificate.objects.get()

    other = browse(390)
    other.goto("/yanzheng/")
    found += look(other, "verify")
    other.get_by_label("证明编号").fill(row.certificate_no)
    other.get_by_role("textbox", name="验证码").fill("AAAAA-AAAAA")
    other.get_by_role("button", name="核验", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("不相符")
    found += look(other, "verify-refused")
    other.get_by_role("textbox", name="验证码").fill(row.code)
    other.get_by_role("button", name="核验", exact=True).click()
    expect(other.get_by_role("heading", name="证明真实，现在有效")).to_be_visible()
    found += look(other, "verified")
    other.get_by_role("link", name="再验证一份").click()
    other.locator("#id_file").set_input_files(file)
    other.get_by_role("button", name="上传核验").click()
    expect(other.get_by_text("与本中心留存的原件完全一致")).to_be_visible()
    file.write_bytes(file.read_bytes()[:5000] + b"0" + file.read_bytes()[5001:])
    other.go_back()
    other.locator("#id_file").set_input_files(file)
    other.get_by_role("button", name="上传核验").click()
    expect(other.get_by_role("alert")).to_contain_text("核验未通过")
    found += look(other, "verified-changed")
    address = phone.locator(".passed-on a").get_attribute("href")
    other.goto(re.sub(r"^https?://[^/]+", "", address))
    expect(other.get_by_role("heading", name="证明真实，现在有效")).to_be_visible()
    assert found == []


def test_all_kinds_on_both_widths_without_barriers(browse, office):
    found = []
    office.issue(office.account(people.SETTLED))
    agent = office.agent()
    for width in (390, 1280):
        page = browse(width, account=office.account(people.SETTLED))
        for name, address in (
            ("certificates-some", "/zhengming/"),
            ("issue-settlement", "/zhengming/kaiju/jieqing/"),
            ("issue-cross-city", "/zhengming/kaiju/yidi/"),
            ("verify", "/yanzheng/"),
        ):
            page.goto(address)
            found += look(page, name)
        page.goto("/zhengming/")
        page.locator(".items a").first.click()
        found += look(page, "certificate-one")
        acting = browse(width, account=agent.account, agent=agent)
        acting.goto("/zhengming/kaiju/danwei/")
        found += look(acting, "issue-employer")
        refused = browse(width, account=office.account(people.TWO_LOANS))
        refused.goto("/zhengming/kaiju/yidi/")
        refused.get_by_label("贷款地中心").fill("别的市住房公积金管理中心")
        refused.get_by_role("button", name="出具证明").click()
        expect(refused.get_by_role("alert")).to_contain_text("建金〔2016〕230号")
        found += look(refused, "issue-refused")
    assert found == []


def test_it_works_by_keyboard_and_without_script(browse, office):
    page = browse(390, account=office.account(), java_script_enabled=False)
    page.goto("/zhengming/kaiju/jiaocun/")
    page.get_by_role("button", name="出具证明").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("证明已出具")).to_be_visible()
    row = Certificate.objects.get()
    page.goto("/yanzheng/")
    page.get_by_label("证明编号").focus()
    page.keyboard.type(row.certificate_no)
    page.keyboard.press("Tab")
    page.keyboard.type(row.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="证明真实，现在有效")).to_be_visible()


def test_the_desk_without_barriers(browse, office):
    loan = "DJ20180002"
    account = office.account(people.SETTLED)
    rows = [
        office.issue(account, CertificateKind.LOAN_SETTLEMENT, contract_no=loan),
        office.issue(
            account, CertificateKind.CROSS_CITY_LOAN, addressed_to="别的市住房公积金管理中心"
        ),
    ]
    agent = office.agent()
    rows.append(office.issue(agent.account, CertificateKind.EMPLOYER_DEPOSIT, agent=agent))
    for row, name in zip(rows, ("settlement", "cross-city", "employer"), strict=True):
        content = print_certificate(certificate=row, on=office.on, at=office.at)
        assert io.BytesIO(content).read(5) == b"%PDF-"
        keep_picture(content, f"pdf-{name}")
    found = []
    for width in (390, 1280):
        head = browse(width, officer=office.head)
        for name, address in (
            ("console-log", ""), ("console-one", f"{rows[0].pk}/"), ("console-keys", "keys/"),
            ("console-settings", "settings/"),
        ):  # fmt: skip
            head.goto(f"/console/certificates/{address}")
            found += look(head, name)
        handler = browse(width, officer=office.handler)
        handler.goto("/console/certificates/counter/")
        found += look(handler, "console-kinds")
        handler.goto("/console/certificates/counter/CROSS_CITY_LOAN/")
        found += look(handler, "console-counter")
    assert found == []

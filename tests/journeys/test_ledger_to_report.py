"""From last year's Excel ledgers to the published report's Word file, in a browser."""

import json

import pytest
from docx import Document

from factories import AgencyFactory, OfficerFactory, UserFactory
from journeys.ledgers import last_years_ledgers

PASSWORD = "parola-di-prova"
# The published figures of 2023 that the text must carry, word for word.
SENTENCES = [
    "网站主动公开信息131条",
    "微信公众号发布图文54条，其中自制图文16条、转发38条，关注人数150914人",
    "处理热线咨询27059次，其中通过12345热线接通15183次，通过电话直呼及12345转接11876次",
    "受理诉求工单633件，反馈率100%，办结率100%，满意率99.07%，平均办件天数1天，有效回访率100%",
    "报送信息20条",
    "未收到公民、法人或者其他组织提出的政府信息公开申请",
    "《政务公开工作制度》《公文公开属性认定制度》《信息公开保密审查制度》《信息公开“三审三校”制度》",
]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    """Return an organ with nothing but three people."""
    agency = AgencyFactory(code="gjj", is_default=True)
    for name, trait in (("jingban", "clerk"), ("shenhe", "reviewer"), ("fuzeren", "head")):
        OfficerFactory(agency=agency, user=UserFactory(username=name), **{trait: True})
    return agency


class Desk:
    """One person at the console, in a window of his own."""

    def __init__(self, browser, address, username):
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.address = address
        self.open("/console/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.press("button[type=submit]")

    def open(self, path):
        response = self.page.goto(f"{self.address}{path}")
        assert response.status == 200, (path, response.status)
        return self.page

    def press(self, button):
        with self.page.expect_navigation():
            self.page.click(button)

    def text(self):
        return self.page.inner_text("main")


def test_a_clerks_ledgers_become_the_published_report(live_server, chromium, office, tmp_path):
    clerk = Desk(chromium, live_server.url, "jingban")

    # The ledgers go in: checked first, stored once confirmed.
    page = clerk.open("/console/ledgers/")
    page.set_input_files("input[type=file]", last_years_ledgers(tmp_path / "台账.xlsx"))
    clerk.press("main button[type=submit]")
    page.get_by_role("button", name="确认导入").wait_for()
    assert "检查通过" in clerk.text()
    clerk.press("text=确认导入")
    page.get_by_text("导入完成").wait_for()

    # The year is there; a figure opens its records.
    clerk.open("/console/annual-reports/")
    clerk.press("tr:has-text('2023年') button")
    clerk.open("/console/annual-reports/2023/")
    clerk.press("[data-path='proactive.normative_documents.made'] a")
    assert "行政规范性文件" in clerk.text()

    # Section 五 is the office's own to write; then three people sign.
    page = clerk.open("/console/annual-reports/2023/narrative/problems/")
    page.fill("textarea[name=template]", "{{ year }}年，解读偏少。下一步将增加办事问答。")
    clerk.press("main form button[type=submit]")
    clerk.open("/console/annual-reports/2023/sign-off/")
    clerk.press("main button:has-text('送审')")
    for username in ("shenhe", "fuzeren"):
        signer = Desk(chromium, live_server.url, username)
        signer.open("/console/annual-reports/2023/sign-off/")
        signer.press("button[value=PASS]")
    signer.open("/console/annual-reports/2023/publication/")
    signer.press("main form button[type=submit]")

    # Any citizen finds it, and the Word file says what the centre published.
    citizen = chromium.new_page()
    citizen.goto(f"{live_server.url}/nianbao/gjj/2023/")
    with citizen.expect_download() as download:
        citizen.click("a[href$='report.docx']")
    path = tmp_path / "report.docx"
    download.value.save_as(path)
    document = Document(path)
    prose = "".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in SENTENCES:
        assert sentence in prose
    assert "2023年，解读偏少。" in prose
    made = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert ["行政规范性文件", "1", "0", "1"] in made
    figures = citizen.goto(f"{live_server.url}/api/v1/annual-reports/gjj/2023/").body()
    assert json.loads(figures)["proactive"]["normative_documents"]["in_force"] == 1

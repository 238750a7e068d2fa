"""The office that handles requests, its people at their desks, and what they do to a case."""

from playwright.sync_api import expect

from factories import AgencyFactory, DepartmentFactory, OfficerFactory, UserFactory
from journeys.windows import Desk, Phone


class Bureau:
    """An organ with a clerk, a reviewer, the head of the office and two departments."""

    def __init__(self, browser, address, days):
        self.days = days
        self.said = []
        self.browser, self.address = browser, address
        agency = AgencyFactory(
            code="gjj", name="某某市住房公积金管理中心", short_name="某某市公积金中心",
            is_default=True, email="gjj@example.cn", postcode="100000",
        )  # fmt: skip
        collection = DepartmentFactory(agency=agency, name="归集管理科")
        lending = DepartmentFactory(agency=agency, name="信贷管理科")
        self.clerk = self._desk({}, agency, "王晓芸", clerk=True)
        self.reviewer = self._desk({}, agency, "李建国", reviewer=True)
        # Nobody needs scripts: some have none.
        plain = {"java_script_enabled": False}
        self.head = self._desk(plain, agency, "张岚", head=True)
        self.searchers = {
            "归集管理科": self._desk(plain, agency, "周敏", department=collection),
            "信贷管理科": self._desk(plain, agency, "陈博", department=lending),
        }

    def _desk(self, options, agency, name, **details):
        user = UserFactory(username=name)
        officer = OfficerFactory(agency=agency, user=user, name=name, **details)
        return Desk(self.browser, self.address, self.said, officer, **options)

    def phone(self):
        """Return the phone of one more applicant."""
        return Phone(self.browser, self.address, self.said)

    def confirm(self, number):
        """Confirm a request with its applicant on the day it came: the clock starts."""
        clerk = self.clerk
        clerk.open("/console/requests/unconfirmed/")
        row = clerk.page.locator("tr", has_text=number)
        with clerk.led_on():
            row.get_by_role("link").first.click()
        clerk.fill({"note": "电话确认"})
        clerk.press("确认收到", "main")
        clerk.sees("已确认收到，答复期限开始计算。", "body")

    def search(self, number, department, asked, until):
        """Have a department search."""
        self.clerk.open_case(number)
        self.clerk.follow("交办检索")
        self.clerk.fill(
            {"department": department, "instructions": asked, "due_on": until.isoformat()}
        )
        self.clerk.press("交办检索", "main")
        self.clerk.sees("已交办，并通知该科室。", "body")

    def found(self, number, department, file, answer):
        """Have the department answer, with the file it found."""
        searcher = self.searchers[department]
        searcher.open("/console/requests/searches/")
        searcher.follow(number)
        searcher.fill({
            "result": "FOUND", "scope": "业务档案系统，2025年1月至12月，按名称检索",
            "answer": answer, "found": file,
        })  # fmt: skip
        searcher.press("反馈", "main")
        expect(searcher.page.locator("main")).to_contain_text("检索到")

    def add_file(self, number, kind, file):
        """Put a file into the case."""
        self.clerk.open_case(number)
        self.clerk.follow("加入文件")
        self.clerk.fill({"kind": kind, "files": file})
        self.clerk.press("加入", "main")
        self.clerk.sees("文件已加入。", "body")

    def draft(self, number, kind, terms, *, outcome="", enclosures=()):
        """Draft a letter and send it in; return its address."""
        clerk = self.clerk
        clerk.open_case(number)
        clerk.follow(kind)
        if outcome:
            clerk.follow(outcome)
        clerk.fill(terms)
        for name in enclosures:
            clerk.page.get_by_label(name).check()
        clerk.press("生成草稿", "main")
        clerk.sees("必备内容齐全")
        return clerk.page.url

    def approve(self, address):
        """Send a letter in and have it signed by two more people; it leaves today."""
        clerk = self.clerk
        clerk.press("送审", "main")
        clerk.sees("已送审，并通知审核人员。", "body")
        for signer in (self.reviewer, self.head):
            signer.open(address)
            signer.press("签署通过", "main")
            signer.sees("已签署通过。", "body")
        clerk.open(address)
        clerk.press("编号并发出", "main")
        clerk.sees("已发出：发文字号已编", "body")

    def send(self, number, kind, terms, **more):
        """Draft a letter, have it approved, and let it leave."""
        self.approve(self.draft(number, kind, terms, **more))

    def serve(self, number, method, tracking_no=""):
        """Begin to serve the letter that left last."""
        clerk = self.clerk
        clerk.open_case(number)
        with clerk.led_on():
            clerk.page.locator("section", has=clerk.page.locator("#services")).get_by_role(
                "link", name="送达 "
            ).last.click()
        form = "section:has(#serve-send)"
        clerk.fill({"method": method, "tracking_no": tracking_no}, form)
        clerk.press("登记寄发", form)
        clerk.sees("已登记寄发。", "body")

    def serve_at_counter(self, number, recipient):
        """Hand over the letter that left last."""
        clerk = self.clerk
        clerk.open_case(number)
        with clerk.led_on():
            clerk.page.locator("section", has=clerk.page.locator("#services")).get_by_role(
                "link", name="送达 "
            ).last.click()
        form = "section:has(#serve-counter)"
        clerk.fill({"recipient": recipient}, form)
        clerk.press("登记当面送达", form)
        clerk.sees("已登记当面送达。", "body")

    def archive(self, number):
        """Archive a case whose reply was served."""
        clerk = self.clerk
        clerk.open_case(number)
        with clerk.led_on():
            clerk.page.locator("#archive").get_by_role("link").click()
        clerk.press("归档", "main")
        clerk.sees("已归档，案卷已加密保存。", "body")

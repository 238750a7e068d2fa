"""A duty room with its people at their desks, the callers' phones, and what is done at each."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from gongkai.hotline.models import Call, Ticket
from gongkai.hotline.operations.topics.growing import begin_topics
from gongkai.knowledge.operations import AnswerContent, release_entry, submit_entry, write_entry
from gongkai.messages.models import Dispatch
from hotline.tickets.opened import ticket_office
from journeys.windows import Desk, Window

_DIGITS = "零一二三四五六七八九"
_GRAVE = ("serious", "critical")


class DutyRoom:
    """An organ's hotline: who is on duty, each at a screen of 1280 points."""

    def __init__(self, browser, address, days, agency):
        self.browser, self.address, self.days = browser, address, days
        self.said = []
        self.agency = agency
        self.people = ticket_office(agency)
        begin_topics(agency=agency, at=days.now())
        self._desks = {}

    def desk(self, who):
        """Return the desk of one of the office's people, signed in when it is first sat at."""
        if who not in self._desks:
            officer = getattr(self.people, who)
            self._desks[who] = Desk(self.browser, self.address, self.said, officer)
        return self._desks[who]

    def phone(self, *, scripts=False):
        """Return the phone of a citizen, 390 points wide, on which no script runs."""
        return Window(
            self.browser, self.address, self.said, viewport={"width": 390, "height": 844},
            is_mobile=True, has_touch=True, java_script_enabled=scripts,
        )  # fmt: skip

    def knows(self, **told):
        """Let the knowledge base hold an answer; return its number."""
        at, on = self.days.now(), self.days.today
        content = AnswerContent(valid_from=on, **told)
        entry = write_entry(
            agency=self.agency, content=content, officer=self.people.clerk, on=on, at=at
        )
        entry = submit_entry(
            entry=entry, version=entry.version, officer=self.people.clerk, on=on, at=at
        )
        later = on.replace(year=on.year + 1)
        entry = release_entry(
            entry=entry, version=entry.version, review_on=later, officer=self.people.reviewer,
            on=on, at=at,
        )  # fmt: skip
        return entry.entry_no

    def link_of(self, number):
        """Return the address that the SMS to the caller of a ticket tells."""
        text = Dispatch.objects.get(subject=number, way="SMS").text
        return re.search(r"/huifang/[^/]+/", text)[0]


class CallDesk:
    """The agent's screen, worked by keyboard alone."""

    def __init__(self, desk):
        self.desk, self.page, self.keys = desk, desk.page, desk.page.keyboard
        desk.open("/console/hotline/desk/")

    def begin(self, number, topic, question, name=""):
        """Take a call: who it is, about which matter, and what he says; Tab leads on."""
        self.keys.press("F2")
        expect(self.page.locator("[data-timer]")).to_contain_text("通话 0:")
        for typed in (number, name):
            self.keys.type(typed)
            self.keys.press("Tab")
        self.matter(topic)
        self.keys.type(question)

    def matter(self, code):
        """Find the matter by its code and go on to the field behind it."""
        expect(self.page.get_by_role("combobox", name="业务类别")).to_be_focused()
        self.keys.type(code)
        self.keys.press("Enter")
        self.keys.press("Tab")
        expect(self.page.locator("#id_question")).to_be_focused()

    def next_choice(self, name, times=1):
        """Choose, with the arrow keys, what stands behind what is chosen now."""
        self.page.locator(f"select[name={name}], input[name={name}]:checked").focus()
        for _ in range(times):
            self.keys.press("ArrowDown")

    def save(self, key="F9"):
        """Save with a key; return the call that is on record then."""
        held = Call.objects.count()
        self.keys.press(key)
        expect(self.page.get_by_text("已登记RX").first).to_be_visible()
        expect(self.page.locator("#id_question")).to_have_value("")
        assert Call.objects.count() == held + 1
        return Call.objects.order_by("-pk")[0]


def act(desk, ticket, deed, button, fields=(), said=""):
    """Do one act to a ticket on its page."""
    desk.open(f"/console/tickets/{ticket.pk}/")
    form = f"form[action$='/{ticket.pk}/{deed}/']"
    fold = desk.page.locator(f"details:not([open]):has({form}) > summary")
    if fold.count():
        fold.click()
    desk.fill(dict(fields), form)
    desk.press(button, form)
    desk.sees(said, "body")
    ticket.refresh_from_db()


def answer(drafts, releases, ticket, reply):
    """Have a reply drafted by one and released by another."""
    act(drafts, ticket, "draft", "保存，送审核", {"reply": reply}, "答复已保存，并通知审核人员。")
    drafts.open(f"/console/tickets/{ticket.pk}/")
    expect(drafts.page.locator("form[action$='/release/']")).to_have_count(0)
    act(releases, ticket, "release", "审核通过并发出", (), "已答复。")


def call_back(desk, ticket, fields):
    """Call a ticket's caller and put down what he says."""
    desk.open("/console/call-backs/")
    desk.follow(ticket.register_no)
    desk.press("领取并显示电话（记入审计）", "main")
    expect(desk.page.locator("main")).to_contain_text(ticket.phone)
    desk.fill(fields, "form[action$='/opinion/']")
    desk.press("登记评价", "main")
    desk.sees("已登记评价。", "body")
    ticket.refresh_from_db()


def leave_message(phone, fields):
    """Leave a message on the site as a citizen does; return its ticket."""
    phone.open("/liuyan/")
    phone.fill(fields, "form.asking")
    asked = phone.page.locator("label[for=id_answer]").inner_text()
    first, second = re.match(r"(.)加(.)", asked).groups()
    phone.page.locator("#id_answer").fill(str(_DIGITS.index(first) + _DIGITS.index(second)))
    phone.press("提交留言")
    number = phone.page.locator(".receipt dd").first.inner_text()
    phone.sees("查询码只显示这一次")
    return Ticket.objects.get(register_no=number)


def download(desk, address):
    """Follow the link whose address ends like this to a file; return its name and bytes."""
    with desk.page.expect_download() as told:
        desk.page.locator(f"main a[href$='{address}']").click()
    return told.value.suggested_filename, Path(told.value.path()).read_bytes()


def barriers(window):
    """Return what bars anybody on the page that a window shows, or is cut off there."""
    window.page.wait_for_load_state("networkidle")
    found = [
        (window.page.url, each["id"], each["nodes"][0]["html"])
        for each in Axe().run(window.page).response["violations"]
        if each["impact"] in _GRAVE
    ]
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if window.page.evaluate(beyond) > 0:
        found.append((window.page.url, "scrolls sideways"))
    return found


def shown_rates(page, rows):
    """Return what a table of rates shows: for each name the rate, and the two counts it is of."""
    told = {}
    for row in page.locator(rows).all():
        name, *cells = row.locator("th, td").all_inner_texts()
        told[name.strip()] = cells
    return told

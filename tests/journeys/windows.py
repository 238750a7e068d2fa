"""Browser windows: an applicant's phone and an officer's desk, and pictures of them."""

import io
import os
import re
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

PASSWORD = "parola-di-prova"
# A folder here (docs/pictures) keeps the pictures that the documents show.
PICTURES = os.environ.get("GONGKAI_PICTURES", "")
_LARGEST = 250_000
_DIGITS = "零一二三四五六七八九"


class Window:
    """A browser window of one person; what his pages complain of is kept."""

    def __init__(self, browser, address, said, **options):
        self.context = browser.new_context(base_url=address, locale="zh-CN", **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on(
            "console",
            lambda told: (
                said.append(f"{self.page.url}: {told.text}")
                if told.type == "error" and "Failed to load resource" not in told.text
                else None
            ),
        )
        self.page.on("pageerror", lambda error: said.append(f"{self.page.url}: {error}"))

    def open(self, address):
        """Open an address that is there."""
        answer = self.page.goto(address)
        assert answer.status == 200, (address, answer.status)

    @contextmanager
    def led_on(self):
        """Wait for the page that what is done leads to."""
        with self.page.expect_navigation():
            yield

    def press(self, name, inside="body"):
        """Press a button and wait for the page it leads to."""
        with self.led_on():
            self.page.locator(inside).get_by_role("button", name=name, exact=True).click()

    def follow(self, name, inside="main", *, exact=True):
        """Follow a link and wait for the page it leads to."""
        with self.led_on():
            self.page.locator(inside).get_by_role("link", name=name, exact=exact).first.click()

    def fill(self, fields, inside="main", prefix=""):
        """Fill in fields by their names, choices by their values, as a person does."""
        form = self.page.locator(inside)
        for name, value in fields.items():
            choice = form.locator(f"input[type=radio][name={prefix}{name}][value='{value}']")
            field = form.locator(f"[name={prefix}{name}]:not([type=hidden]):not([type=radio])")
            if isinstance(value, Path):
                field.set_input_files(value)
            elif choice.count():
                choice.check()
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def sees(self, text, inside="main"):
        """Insist that a text is to be seen."""
        expect(self.page.locator(inside).get_by_text(text).first).to_be_visible()

    def picture(self, name, at=None, height=None):
        """Take a picture, from an element on; keep it where pictures are asked for."""
        if not PICTURES:
            return
        self.page.wait_for_load_state("networkidle")
        self.page.add_style_tag(content="html { scroll-behavior: auto !important; }")
        size = self.page.viewport_size
        if height:
            self.page.set_viewport_size({"width": size["width"], "height": height})
        if at:
            self.page.locator(at).first.evaluate("e => e.scrollIntoView({block: 'start'})")
        else:
            self.page.evaluate("window.scrollTo(0, 0)")
        self.page.wait_for_timeout(300)
        content = compressed(self.page.screenshot())
        self.page.set_viewport_size(size)
        assert len(content) < _LARGEST, (name, len(content))
        (Path(PICTURES) / f"request-{name}.png").write_bytes(content)


class Phone(Window):
    """An applicant with a phone of 390 points, who has no account."""

    def __init__(self, browser, address, said):
        super().__init__(
            browser, address, said, viewport={"width": 390, "height": 844}, is_mobile=True,
            has_touch=True, device_scale_factor=2 if PICTURES else 1,
        )  # fmt: skip

    def file(self, fields):
        """File a request; return its number, and keep the code."""
        self.open("/")
        self.page.locator("nav.menu summary").click()
        self.follow("依申请公开", "nav.menu")
        self.fill(fields, "form.asking")
        self.not_cut_off()
        if fields.get("document_title") and fields["applicant_kind"] == "NATURAL_PERSON":
            self.picture("form", at="#group-1", height=1100)
        self.press("下一步：核对")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("核对并提交")
        self.page.locator("#id_answer").fill(self._sum())
        self.press("提交申请")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("申请已提交")
        self.not_cut_off()
        self.number, self.code = self.page.locator(".receipt dd").all_inner_texts()
        return self.number

    def look_up(self):
        """Ask for the case by number and code."""
        self.open("/chaxun/")
        self.page.get_by_label("登记号").fill(self.number)
        self.page.get_by_label("查询码").fill(self.code)
        self.press("查询", "main")
        self.page.wait_for_url(f"**/chaxun/{self.number}/")
        self.not_cut_off()

    def take(self, name):
        """Take the file of a name away; return its bytes."""
        link = self.page.get_by_role("link", name=re.compile(f"下载.*{re.escape(name)}"))
        with self.page.expect_download() as download:
            link.first.click()
        return Path(download.value.path()).read_bytes()

    def stands(self, state):
        """Insist on the state that the page tells."""
        expect(self.page.locator(".standing")).to_contain_text(state)

    def not_cut_off(self):
        """Insist that the page does not scroll sideways."""
        self.page.wait_for_load_state()
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(beyond) <= 0, self.page.url

    def _sum(self):
        asked = self.page.locator("label[for=id_answer]").inner_text()
        first, second = re.match(r"(.)加(.)", asked).groups()
        return str(_DIGITS.index(first) + _DIGITS.index(second))


class Desk(Window):
    """An officer at a screen of 1280 points, signed in at the console."""

    def __init__(self, browser, address, said, officer, **options):
        size = {"width": 1280, "height": 900}
        super().__init__(browser, address, said, viewport=size, **options)
        self._cases = {}
        self.open("/console/login/")
        self.page.fill("input[name=username]", officer.user.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("button[type=submit]").click()
        self.page.wait_for_url("**/console/")

    def open_case(self, number):
        """Open a case, found in the queue the first time."""
        if number in self._cases:
            self.open(self._cases[number])
        else:
            self.open("/console/requests/")
            self.page.get_by_label("查找").fill(number)
            self.press("筛选")
            self.follow(number)
            self._cases[number] = self.page.url
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(number)


def compressed(content):
    """Return a picture in few colours, which text needs no more of."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    output = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    return output.getvalue()

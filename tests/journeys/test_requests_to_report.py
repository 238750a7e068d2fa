"""Five disclosure requests, from the phone to the year's report, through the pages alone."""

from datetime import date

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from journeys.bureau import Bureau
from journeys.days import Days, side_by_side
from journeys.five_cases import (
    YEAR,
    disclosed,
    fee_unpaid,
    litigated,
    never_corrected,
    severed,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Every cell that is not nought, by row and column of the table in section 三.
COUNTED = {
    "disclosed": ("natural_person",),
    "partly_disclosed": ("business",),
    "refused_deliberative": ("public_interest",),
    "closed_not_corrected": ("natural_person",),
    "closed_fee_unpaid": ("legal_service",),
}
COLUMNS = ("natural_person", "business", "public_interest", "legal_service", "research", "other")
DISPUTED = {
    "disputes.reconsideration.upheld", "disputes.reconsideration.total",
    "disputes.litigation_after_reconsideration.pending",
    "disputes.litigation_after_reconsideration.total",
}  # fmt: skip


@pytest.fixture
def days(monkeypatch, settings, tmp_path):
    """Return the clock, and an office whose people stay signed in as days go by."""
    settings.SESSION_COOKIE_AGE = 3 * 365 * 24 * 3600
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.GONGKAI_FILES = tmp_path / "files"
    # What was tried in the same process before is not held against these applicants.
    cache.clear()
    return Days(monkeypatch, date(YEAR, 2, 24))


def expected():
    """Return the cells of both tables that are not nought, by their paths."""
    cells = dict.fromkeys(DISPUTED, 1)
    for row, columns in COUNTED.items():
        for column in (*columns, "total"):
            for path in (f"requests.{row}.{column}", f"requests.received.{column}",
                         f"requests.total.{column}"):  # fmt: skip
                cells[path] = cells.get(path, 0) + 1
    return cells


def test_five_requests_become_the_years_report(chromium, live_server, days, tmp_path):
    bureau = Bureau(chromium, live_server.url, days)
    side_by_side(
        days,
        litigated(bureau),
        severed(bureau, tmp_path),
        disclosed(bureau, tmp_path),
        never_corrected(bureau),
        fee_unpaid(bureau),
    )

    days.turn_to(date(YEAR + 1, 1, 8))
    clerk = bureau.clerk
    clerk.open("/console/annual-reports/")
    with clerk.led_on():
        clerk.page.locator("tr", has_text=f"{YEAR}年").get_by_role("button").click()
    clerk.page.wait_for_url(f"**/annual-reports/{YEAR}/")
    expect(clerk.page.locator("[data-path='requests.received.total']")).to_have_text("5")
    cells = clerk.page.locator("[data-path^='requests.'], [data-path^='disputes.']")
    shown = dict(cells.evaluate_all("all => all.map(e => [e.dataset.path, +e.innerText])"))
    assert {path: number for path, number in shown.items() if number} == expected()
    for column in (*COLUMNS, "total"):
        came = shown[f"requests.received.{column}"] + shown[f"requests.carried_in.{column}"]
        left = shown[f"requests.total.{column}"] + shown[f"requests.carried_out.{column}"]
        assert came == left, column

    clerk.picture("report", ".report-scroll:has([data-path='requests.received.total'])", 1380)

    # Each figure leads to its cases.
    clerk.page.locator("[data-path='requests.refused_deliberative.public_interest'] a").click()
    expect(clerk.page.locator("main")).to_contain_text("缴存比例调整讨论记录")
    assert bureau.said == []

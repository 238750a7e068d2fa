"""Looks at a page that is open in a browser, as somebody would whom it may bar."""

from axe_playwright_python.sync_playwright import Axe

_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What still fades in has another colour at every look.
_STANDS_STILL = """Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => null)))"""


def grave(page):
    """Return the serious and critical findings of axe: the rule, and the first element."""
    page.evaluate(_STANDS_STILL)
    return [
        (found["id"], found["nodes"][0]["html"])
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
    ]


def beyond(page):
    """Return by how many pixels the page scrolls sideways."""
    return page.evaluate(_SIDEWAYS)


def wrong_with(page, name):
    """Return all of that of a page, each with its name and the window's width."""
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    found = [(name, width, "scrolls sideways")] if beyond(page) > 0 else []
    return found + [(name, width, *each) for each in grave(page)]


def enter_console(page, officer):
    """Sign an officer in at the console."""
    page.goto("/console/login/")
    page.fill("input[name=username]", officer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")

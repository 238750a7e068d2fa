"""Looks for barriers on a page that is open in a browser, in every way it can be read."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a change of colours or sizes can break; the rest of a page stays as it was.
LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable"]
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_READ_AS = """wanted => {
  for (const [name, value] of Object.entries(wanted)) {
    if (value) document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
  }
}"""
_RUN = """async ([only, values]) => {
  const found = await axe.run(document, {
    runOnly: { type: only, values }, resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  });
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => [one.id, one.nodes[0].html.slice(0, 200)]);
}"""
# Text that is seen and smaller than 18 pt (24 px), and what is pressed outside a sentence and is
# less than 44 px high.
_SMALL = """() => {
  const found = [];
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && e.getClientRects().length && !e.closest(".unseen, .skip");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !seen(e)) continue;
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (size < 23.9) found.push([size, e.outerHTML.slice(0, 120)]);
  }
  for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!seen(e) || ["hidden", "radio", "checkbox"].includes(e.type)) continue;
    const alone = [...e.parentElement.childNodes].every((n) => n.nodeType !== 3 || !n.data.trim());
    const height = e.getBoundingClientRect().height;
    const inline = e.tagName === "A" && getComputedStyle(e).display === "inline";
    if (height < 43.9 && (alone && !inline || e.tagName !== "A")) {
      found.push([height, e.outerHTML.slice(0, 120)]);
    }
  }
  return found;
}"""


def arm(page):
    """Load axe into an open page, once."""
    page.evaluate(Axe().axe_script)


def barriers(page, rules=()):
    """Return the serious and critical findings, of some rules or of all of WCAG 2.2 A and AA."""
    found = page.evaluate(_RUN, ["rule", list(rules)] if rules else ["tag", WCAG])
    return [tuple(one) for one in found]


def without_barriers(page, name):
    """Insist that nothing of a page bars anybody or reaches beyond the window."""
    arm(page)
    assert barriers(page) == [], name
    assert not sideways(page), name


def too_small(page):
    """Return what is too small for 长者版: the size in pixels, and the element."""
    return [tuple(one) for one in page.evaluate(_SMALL)]


def sideways(page):
    """Return by how many pixels the page scrolls sideways."""
    return page.evaluate(_SIDEWAYS)


def read_as(page, *, view="", colours="", size=""):
    """Give the page the attributes that the visitor's choice gives it."""
    page.evaluate(_READ_AS, {"view": view, "colours": colours, "size": size})


def sideways_as(page, ways):
    """Return by how many pixels the page scrolls sideways in each of several ways of reading.

    :param ways: view and size of text
    """
    given = [{"view": view, "colours": "", "size": size} for view, size in ways]
    return page.evaluate(
        f"ways => ways.map(wanted => {{ ({_READ_AS})(wanted); return {_SIDEWAYS}; }})", given
    )

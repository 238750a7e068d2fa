"""What a person can see of a page, or have read out to him, and the English words in it."""

import re
from html.parser import HTMLParser

# Their content is no prose: code, scripts, styles.
SILENT = {"script", "style", "code", "pre", "svg", "template", "textarea"}
SPOKEN = {"aria-label", "title", "placeholder", "alt", "aria-description"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BUTTONS = {"submit", "button", "reset"}
WORD = re.compile(r"[A-Za-z]{2,}")
# Register numbers, endings of file names, and live figures as an office writes them into its text.
CODE = re.compile(r"\b[A-Z]{2,}[0-9]*-\w+|\.(?:xlsx|xls|ods|docx|pdf|jpg|png|txt)\b|\{\{[^}]*\}\}")
# Names of formats, standards and identifiers that are written in Latin letters in Chinese too.
SAME_IN_CHINESE = {
    "DOCX", "PDF", "XLSX", "OFD", "HTML", "JSON", "GB", "SHA", "MB", "JavaScript", "Word", "Excel",
}  # fmt: skip


class Visible(HTMLParser):
    """Collects the text of a page, with the attributes that are shown or spoken."""

    def __init__(self):
        super().__init__()
        self.silent_below = []
        self.texts = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in VOID and (self.silent_below or tag in SILENT):
            self.silent_below.append(tag)
        self.texts += [attributes[name] or "" for name in SPOKEN & attributes.keys()]
        if tag == "input" and attributes.get("type") in BUTTONS:
            self.texts.append(attributes.get("value") or "")

    def handle_endtag(self, tag):
        if self.silent_below and tag in self.silent_below:
            while self.silent_below.pop() != tag:
                continue

    def handle_data(self, data):
        if not self.silent_below and data.strip():
            self.texts.append(data.strip())


def visible_texts(page):
    """Return the pieces of text a person meets on a page of HTML."""
    parser = Visible()
    parser.feed(page)
    return parser.texts


def english_in(page, allowed=frozenset()):
    """Return the pieces of a page's text that hold words nobody allowed."""
    known = SAME_IN_CHINESE | set(allowed)
    return [
        text
        for text in visible_texts(page)
        if any(word not in known for word in WORD.findall(CODE.sub("", text)))
    ]

"""Filling in the request form the way a visitor does."""

import re
from html import unescape

from portal.reading import text

PERSON = {
    "document_title": "住房公积金2022年年度报告",
    "document_no": "",
    "wanted": "",
    "applicant_kind": "NATURAL_PERSON",
    "applicant_name": "王小明",
    "contact_name": "",
    "identity_kind": "RESIDENT_CARD",
    "identity_number": "11010519491231002X",
    "phone": "13800138000",
    "email": "",
    "address": "",
    "postcode": "",
    "form": "ELECTRONIC",
    "delivery": "PORTAL",
}
_DIGITS = "零一二三四五六七八九"


def typed(**changes):
    """Return the form of a person with some fields changed."""
    return PERSON | changes


def answer_to(page):
    """Return the question's token and answer, read from a page as a person reads it."""
    first, second = re.search(
        r"([一二三四五六七八九])加([一二三四五六七八九])等于多少", page
    ).groups()
    token = unescape(re.search(r'name="question" value="([^"]+)"', page)[1])
    return {"question": token, "answer": str(_DIGITS.index(first) + _DIGITS.index(second))}


def file_one(client, **changes):
    """Go through all steps; return the receipt page."""
    response = client.post("/shenqing/", typed(**changes))
    assert response.status_code == 302, text(response)
    page = text(client.get(response["Location"]))
    return client.post("/shenqing/queren/", answer_to(page), follow=True)


def receipt_of(page):
    """Return register number and query code from a receipt page."""
    return (
        re.search(r"<dd>([A-Z]{2}\d{4}-\d{5})</dd>", page)[1],
        re.search(r"<dd>([A-Z2-9]{5}-[A-Z2-9]{5})</dd>", page)[1],
    )

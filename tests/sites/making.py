"""Sites, pictures and pages at every step of their way."""

from io import BytesIO

from PIL import Image

from factories import PDF_PAGE
from gongkai.publications.queries.stages import stages_of_agency
from gongkai.sites.operations.adding_files import add_document, add_picture
from gongkai.sites.operations.page_drafting import PageContent, draft_page
from gongkai.sites.operations.page_publishing import publish_page
from gongkai.sites.operations.page_reviewing import (
    accept_page_finding,
    review_page_secrecy,
    sign_page,
    submit_page,
)
from gongkai.sites.operations.saving import save_site
from gongkai.sites.queries.page_checks import check_page
from gongkai.sites.queries.page_contents import page_hash
from gongkai.sites.queries.site_content import SiteContent
from publications.office import NOW

HEADING = {"kind": "HEADING", "text": "办事流程"}
TEXT = {"kind": "TEXT", "html": "<p>提取住房公积金可以在网上办理。</p>"}
LINKS = {"kind": "LINKS", "title": "相关", "links": [{"label": "年报", "target": "/nianbao/"}]}
QUESTIONS = {
    "kind": "QUESTIONS",
    "questions": [{"question": "何时到账？", "answer": "审核通过后三日内。\n节假日顺延。"}],
}
TABLE = {"kind": "TABLE", "caption": "网点", "cells": "名称 | 电话\n市直 | 12329\n东城 | 12329"}
NOTE = {"kind": "NOTE", "title": "提示", "text": "请携带身份证件。"}
SIMPLE = (HEADING, TEXT, LINKS, QUESTIONS, TABLE, NOTE)


def picture(kind="PNG", size=(120, 60), colour=(31, 78, 140)):
    """Return the bytes of a picture."""
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


def added(place, name="大厅.png", content=None, alt_text="服务大厅正门"):
    """Return a picture of the organ's site."""
    return add_picture(
        agency=place.agency, name=name, content=content or picture(), alt_text=alt_text,
        officer=place.office_head, **NOW,
    )  # fmt: skip


def document(place, name="办事指南.pdf", content=PDF_PAGE):
    """Return a document of the organ's site."""
    given = {"name": name, "content": content, "officer": place.drafter}
    return add_document(agency=place.agency, **given, **NOW)


def content(place, **changes):
    """Return a content that can be kept."""
    return SiteContent(**{"name": f"{place.agency.name}网站", **changes})


def saved(place, hosts=None, note="", **changes):
    """Return a version of the organ's site."""
    given = {"content": content(place, **changes), "hosts": hosts, "note": note}
    return save_site(agency=place.agency, officer=place.office_head, **given, **NOW)


def drafted(place, slug="tiqu", kind="TOPIC", title="提取住房公积金专题", blocks=SIMPLE):
    """Return a draft of a page."""
    given = PageContent(slug, title, "怎样提取住房公积金。", blocks)
    return draft_page(agency=place.agency, kind=kind, content=given, officer=place.drafter, **NOW)


def submitted(place, page=None, **changes):
    """Return a page that is being examined."""
    page = page or drafted(place, **changes)
    for found in check_page(page, NOW["on"]):
        if found.is_open and found.finding.rule == "FILE_WITHOUT_TEXT":
            page.refresh_from_db()
            accept_page_finding(
                page=page, version=page.version, rule=found.finding.rule,
                digest=found.finding.digest, reason="没有个人信息", officer=place.drafter, **NOW,
            )  # fmt: skip
    page.refresh_from_db()
    return submit_page(page=page, version=page.version, officer=place.drafter, **NOW)


def signed(place, page, officer, verdict="PASS", **changes):
    """Return a page with one more signature, everything ticked off."""
    page.refresh_from_db()
    stage = page.review_round.stages[page.review_round.signatures.count()]
    checks = next(each.checks for each in stages_of_agency(place.agency) if each.name == stage)
    given = {
        "verdict": verdict,
        "opinion": "同意" if verdict == "PASS" else "请核对电话",
        "content_hash": page_hash(page),
        "checked": checks,
        **changes,
    }
    return sign_page(page=page, officer=officer, **given, **NOW)


def reviewed(place, page, **changes):
    """Return the secrecy review of a page as it stands."""
    given = {
        "conclusion": "PUBLIC",
        "basis": "不涉及国家秘密、商业秘密和个人隐私",
        "content_hash": page_hash(page),
        "officer": place.secrecy,
        **changes,
    }
    return review_page_secrecy(page=page, **given, **NOW)


def passed(place, page=None, **changes):
    """Return a page that three people and the secrecy reviewer have passed."""
    page = submitted(place, page, **changes)
    for officer in place.signers:
        page = signed(place, page, officer)
    reviewed(place, page)
    page.refresh_from_db()
    return page


def published(place, page=None, **changes):
    """Return a page that is public."""
    page = passed(place, page, **changes)
    return publish_page(page=page, version=page.version, officer=place.drafter, **NOW)

"""The demonstration's website: what is set of it, a topic and a free page, taken to the public."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.drawings import four_steps, plan_of_the_place
from gongkai.cli.demonstration.stored import texts
from gongkai.publications.queries import columns_of
from gongkai.publications.queries.stages import stages_of_agency
from gongkai.sites.operations.adding_files import add_picture
from gongkai.sites.operations.page_drafting import PageContent, draft_page
from gongkai.sites.operations.page_publishing import publish_page
from gongkai.sites.operations.page_reviewing import (
    accept_page_finding,
    review_page_secrecy,
    sign_page,
    submit_page,
)
from gongkai.sites.operations.saving import save_site
from gongkai.sites.queries.files import paths_of
from gongkai.sites.queries.hosts import site_of_agency
from gongkai.sites.queries.page_checks import check_page
from gongkai.sites.queries.page_contents import page_hash
from gongkai.sites.queries.site_content import MenuEntry, SiteContent

_DRAWN: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "map": ("位置示意图.png", plan_of_the_place),
    "topic": ("提取流程.png", four_steps),
}
_MENUS = ("quick", "foot_links", "friendly_links")
_SIGNERS = ("DEPARTMENT_HEAD", "REVIEWER", "LEADER")


def set_up_website(
    agency: Agency, people: Mapping[str, Officer], *, on: date, at: datetime, written: list[Path]
) -> None:
    """Set up the organ's website with its pages; where anything is set of it, change nothing.

    :param people: by role
    :param written: takes the files that were kept, for whoever takes everything back
    """
    if site_of_agency(agency).version:
        return
    told, now = texts("website"), {"on": on, "at": at}
    head = people["OFFICE_HEAD"]
    try:
        pictures = {
            name: add_picture(
                agency=agency,
                name=_DRAWN[name][0],
                content=_DRAWN[name][1](),
                alt_text=alt,
                officer=head,
                **now,
            ).pk
            for name, alt in told["pictures"].items()
        }
    finally:
        written += [path for path in paths_of(agency) if path not in written]
    plain = dict(told["site"])
    note = plain.pop("note")
    menus: dict[str, Any] = {
        name: tuple(MenuEntry(**entry) for entry in told[name]) for name in _MENUS
    }
    codes = dict(columns_of(agency).values_list("name", "code"))
    shown = tuple(codes[name] for name in told["home_columns"] if name in codes)
    content = SiteContent(**plain, **menus, map_picture=pictures["map"], home_columns=shown)
    save_site(agency=agency, content=content, note=note, officer=head, **now)
    for page in told["pages"]:
        blocks = [_block(dict(block), pictures, codes) for block in page["blocks"]]
        given = PageContent(page["slug"], page["title"], page["summary"], blocks)
        _publish(agency, people, page["kind"], given, now)


def _block(
    block: dict[str, Any], pictures: Mapping[str, int], codes: Mapping[str, str]
) -> dict[str, Any]:
    if "picture" in block:
        block["file"] = pictures[block.pop("picture")]
    if "column" in block:
        block["column"] = codes[block["column"]]
    return block


def _publish(
    agency: Agency,
    people: Mapping[str, Officer],
    kind: str,
    content: PageContent,
    now: dict[str, Any],
) -> None:
    clerk = people["CLERK"]
    page = draft_page(agency=agency, kind=kind, content=content, officer=clerk, **now)
    for each in check_page(page, now["on"]):
        if each.is_open:
            accept_page_finding(
                page=page,
                version=page.version,
                rule=each.finding.rule,
                digest=each.finding.digest,
                reason="示意图由本中心绘制，没有个人信息。",
                officer=clerk,
                **now,
            )
            page.refresh_from_db(fields=["version"])
    page = submit_page(page=page, version=page.version, officer=clerk, **now)
    digest = page_hash(page)
    for stage, role in zip(stages_of_agency(agency), _SIGNERS, strict=True):
        page = sign_page(
            page=page,
            verdict="PASS",
            opinion="同意",
            content_hash=digest,
            checked=stage.checks,
            officer=people[role],
            **now,
        )
    review_page_secrecy(
        page=page,
        conclusion="PUBLIC",
        basis="内容为办事说明，不涉及国家秘密、商业秘密和个人隐私。",
        content_hash=digest,
        officer=people["SECRECY_REVIEWER"],
        **now,
    )
    page.refresh_from_db(fields=["version"])
    publish_page(page=page, version=page.version, officer=clerk, **now)

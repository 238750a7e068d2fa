"""What an officer may do with a page of blocks just now."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from gongkai.console.access import Desk
from gongkai.console.item_acts import NOTHING_TO_SIGN, Signing, signing_at
from gongkai.console.revision_differences import Differences, differences
from gongkai.publications.permissions import (
    may_draft,
    may_publish,
    may_review_secrecy,
    may_take_down,
)
from gongkai.sites.models import PageState, SitePage
from gongkai.sites.queries.page_page import PageSeen
from gongkai.sites.queries.page_signers import writers_of_page
from gongkai.sites.queries.page_texts import lines_of, words_of_blocks


@dataclass(frozen=True)
class PageActs:
    """Which acts the page of a page offers; operations insist on the same and on more."""

    edit: bool
    submit: bool
    take_back: bool
    publish: bool
    revise: bool
    abandon: bool
    take_down: bool
    review_secrecy: bool


def acts_of_page(page: SitePage, desk: Desk) -> PageActs:
    """Return what an officer may do with a page."""
    at = (desk.officer, desk.agency, desk.on)
    writes, is_draft = may_draft(*at), page.state == PageState.DRAFT
    return PageActs(
        edit=writes and is_draft,
        submit=writes and is_draft,
        take_back=writes and page.state in (PageState.IN_REVIEW, PageState.APPROVED),
        publish=page.state == PageState.APPROVED and may_publish(*at),
        revise=writes and page.state in (PageState.PUBLISHED, PageState.TAKEN_DOWN),
        abandon=writes and is_draft and page.public_revision_id is None,
        take_down=page.public_revision_id is not None and may_take_down(*at),
        review_secrecy=page.state != PageState.ABANDONED
        and page.drafter_id != desk.officer.pk
        and may_review_secrecy(*at),
    )


def signing_of_page(seen: PageSeen, desk: Desk) -> Signing:
    """Return whether an officer may sign the stage at hand."""
    if seen.page.state != PageState.IN_REVIEW or seen.next_stage is None or seen.round is None:
        return NOTHING_TO_SIGN
    wrote = _("您起草或者修改过这一稿，由其他人员审核。")
    return signing_at(seen.next_stage, seen.stages, writers_of_page(seen.page), wrote, desk)


def page_differences(before: dict[str, Any], after: dict[str, Any]) -> Differences:
    """Return what changed from one content of a page to another, paragraph by paragraph."""
    return differences(_as_item(before), _as_item(after))


def _as_item(content: dict[str, Any]) -> dict[str, Any]:
    lines = [line for words in words_of_blocks(content["blocks"]) for line in lines_of(words)]
    return {
        "title": content["title"],
        "summary": content["summary"],
        "body": "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines),
        "files": [
            {
                "use": "IMAGE" if file["media_type"].startswith("image/") else "ATTACHMENT",
                "name": file["name"],
                "size": file["size"],
                "sha256": file["sha256"],
                "alt_text": "",
            }
            for file in content["files"]
        ],
        "links": [],
    }

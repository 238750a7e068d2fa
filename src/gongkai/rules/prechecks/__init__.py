"""The automatic check (内容预检) of what is to be published: pure functions over pieces of text."""

from gongkai.rules.prechecks.catalogue import PRECHECKS, TITLE_CHARACTERS, Precheck, finding
from gongkai.rules.prechecks.checking import check_texts
from gongkai.rules.prechecks.findings import Finding, Hit, Level, Piece, digest_of, shown
from gongkai.rules.prechecks.html_checks import check_html, pieces_of_html
from gongkai.rules.prechecks.links import LinkFault, link_fault
from gongkai.rules.prechecks.own_links import check_own_links
from gongkai.rules.prechecks.titles import check_title
from gongkai.rules.prechecks.word_lists import Official, OldName, Word, WordLists, built_in

__all__ = [
    "PRECHECKS",
    "TITLE_CHARACTERS",
    "Finding",
    "Hit",
    "Level",
    "LinkFault",
    "Official",
    "OldName",
    "Piece",
    "Precheck",
    "Word",
    "WordLists",
    "built_in",
    "check_html",
    "check_own_links",
    "check_texts",
    "check_title",
    "digest_of",
    "finding",
    "link_fault",
    "pieces_of_html",
    "shown",
]

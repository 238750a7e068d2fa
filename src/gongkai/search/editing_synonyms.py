"""Entering words that mean the same, and taking them out of use."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed, holds
from gongkai.audit.operations import record
from gongkai.outbox.operations import announce
from gongkai.search.following import REBUILD
from gongkai.search.models import SynonymGroup
from gongkai.search.synonyms import forget_synonyms
from gongkai.search.tokens import phrase_of

_MOST_WORDS, _LONGEST = 6, 20
_EDITORS = ("CLERK", "REVIEWER", "OFFICE_HEAD")
_PARTS = re.compile(r"[\s、，,；;＝=/／|｜]+")


class SynonymsRefused(ValueError):
    """The words cannot be taken as they are; the message names the field and the remedy."""


def may_edit_synonyms(officer: Officer | None, agency: Agency, on: date) -> bool:
    """Tell whether an officer may enter words that mean the same, or have the index rebuilt."""
    return any(holds(officer, agency, role, on) for role in _EDITORS)


@transaction.atomic
def add_synonyms(
    *, typed: str, agency: Agency, officer: Officer, on: date, at: datetime
) -> SynonymGroup:
    """Take words that mean the same into use: who searches for one finds the others as well.

    :raises NotAllowed: if the officer may not
    :raises SynonymsRefused: naming what is wrong with the words
    """
    _insist(officer, agency, on, "修改同义词")
    words = _sound(typed)
    if _in_use(words):
        raise SynonymsRefused(f"同义词：“{'、'.join(words)}”已在使用，不必重复添加。")
    group: SynonymGroup = SynonymGroup.objects.create(
        words=words, agency=agency, officer=officer, added_at=at
    )
    record(action="synonyms.added", subject=str(group), at=at, agency=agency, officer=officer,
           detail={"words": words})  # fmt: skip
    forget_synonyms()
    return group


@transaction.atomic
def remove_synonyms(*, group: SynonymGroup, officer: Officer, on: date, at: datetime) -> None:
    """Take words that an officer of the same organ entered out of use.

    :raises NotAllowed: if the officer may not
    :raises SynonymsRefused: if they are out of use already
    """
    _insist(officer, group.agency, on, "修改同义词")
    if not SynonymGroup.objects.filter(pk=group.pk, removed_at=None).update(removed_at=at):
        raise SynonymsRefused(f"“{group}”已经停用。")
    record(action="synonyms.removed", subject=str(group), at=at, agency=group.agency,
           officer=officer, detail={"words": group.words})  # fmt: skip
    forget_synonyms()


@transaction.atomic
def ask_for_rebuild(*, agency: Agency, officer: Officer, on: date, at: datetime) -> None:
    """Have every node build its index anew, while searches go on in the old one.

    :raises NotAllowed: if the officer may not
    """
    _insist(officer, agency, on, "重建检索索引")
    record(action="search.rebuild", subject="检索索引", at=at, agency=agency, officer=officer)
    announce(kind=REBUILD, subject="search", at=at, agency=agency)


def _insist(officer: Officer, agency: Agency, on: date, what: str) -> None:
    if not may_edit_synonyms(officer, agency, on):
        raise NotAllowed(f"您没有权限{what}，请由经办人、审核人或者公开工作机构负责人办理。")


def _sound(typed: str) -> list[str]:
    words = list(dict.fromkeys(word for word in _PARTS.split(typed.strip()) if word))
    if len(words) < 2:
        raise SynonymsRefused("同义词：至少填写两个不同的词，用顿号隔开，例如“提取、支取”。")
    if len(words) > _MOST_WORDS:
        raise SynonymsRefused(
            f"同义词：一组最多{_MOST_WORDS}个词，现为{len(words)}个，请分开填写。"
        )
    for word in words:
        if len(word) > _LONGEST:
            raise SynonymsRefused(f"同义词：“{word[:_LONGEST]}…”超过{_LONGEST}字，请缩短。")
        if phrase_of(word) is None:
            raise SynonymsRefused(f"同义词：“{word}”没有文字，请改正。")
    return words


def _in_use(words: Sequence[str]) -> bool:
    held = SynonymGroup.objects.filter(removed_at=None).values_list("words", flat=True)
    return any(set(words) == set(group) for group in held)

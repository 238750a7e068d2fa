"""An organ's own wrong and sensitive words, beside the built-in list."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.publications.models import OwnWord
from gongkai.publications.operations.configuring import SettingRefused
from gongkai.publications.permissions import insist, may_configure

MOST_AT_ONCE = 2000
_LONGEST_WORD = 60
_LONGEST_SOURCE = 200


class WordRow(NamedTuple):
    """One wrong or sensitive word, what is right ("" for never), and where that is said."""

    wrong: str
    right: str
    source: str


class WordsAdded(NamedTuple):
    """How many words are new, and how many were in use already."""

    added: int
    known: int


@transaction.atomic
def add_own_word(
    *, agency: Agency, row: WordRow, officer: Officer, on: date, at: datetime
) -> OwnWord:
    """Add a word to the organ's own list; the pre-check uses it from now on.

    :raises NotAllowed: if the officer may not set words
    :raises SettingRefused: naming the field
    """
    insist(may_configure(officer, agency, on), "修改错敏词")
    row = _sound(row)
    if OwnWord.objects.filter(agency=agency, wrong=row.wrong, removed_at=None).exists():
        raise SettingRefused("wrong", f"“{row.wrong}”已在本机关的错敏词中，不必重复添加。")
    word: OwnWord = OwnWord.objects.create(
        agency=agency, officer=officer, added_at=at, **row._asdict()
    )
    record(action="own_word.added", subject=f"错敏词 {word.wrong}", at=at, agency=agency,
           officer=officer, detail=row._asdict())  # fmt: skip
    return word


@transaction.atomic
def add_own_words(
    *, agency: Agency, rows: Iterable[WordRow], officer: Officer, on: date, at: datetime
) -> WordsAdded:
    """Add the words of a list, all or none; those in use already stay as they are.

    :raises NotAllowed: if the officer may not set words
    :raises SettingRefused: naming line, field and remedy
    """
    insist(may_configure(officer, agency, on), "修改错敏词")
    held = OwnWord.objects.filter(agency=agency, removed_at=None)
    known = set(held.values_list("wrong", flat=True))
    given: dict[str, WordRow] = {}
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_AT_ONCE:
            raise SettingRefused("file", f"文件：一次最多{MOST_AT_ONCE}行，请分成几个文件。")
        try:
            sound = _sound(row)
        except SettingRefused as refused:
            raise SettingRefused("file", f"第{count}条：{refused}") from refused
        given.setdefault(sound.wrong, sound)
    if not count:
        raise SettingRefused(
            "file", "文件：没有读到任何词条，请按“错误表述、规范表述、依据”三列填写。"
        )
    new = [row for wrong, row in given.items() if wrong not in known]
    OwnWord.objects.bulk_create(
        OwnWord(agency=agency, officer=officer, added_at=at, **row._asdict()) for row in new
    )
    record(action="own_word.imported", subject="错敏词", at=at, agency=agency, officer=officer,
           detail={"added": [row.wrong for row in new]})  # fmt: skip
    return WordsAdded(len(new), count - len(new))


@transaction.atomic
def remove_own_word(*, word: OwnWord, officer: Officer, on: date, at: datetime) -> OwnWord:
    """Take a word out of use; what was found by it stays on record."""
    insist(may_configure(officer, word.agency, on), "修改错敏词")
    held = OwnWord.objects.select_for_update(no_key=True).get(pk=word.pk)
    if held.removed_at is not None:
        raise SettingRefused("wrong", f"“{held.wrong}”已经停用，请刷新页面查看。")
    held.removed_at = at
    held.save(update_fields=["removed_at"])
    record(action="own_word.removed", subject=f"错敏词 {held.wrong}", at=at, agency=word.agency,
           officer=officer)  # fmt: skip
    return held


def _sound(row: WordRow) -> WordRow:
    row = WordRow(*(" ".join(text.split()) for text in row))
    if not 2 <= len(row.wrong) <= _LONGEST_WORD:
        raise SettingRefused(
            "wrong",
            f"错误表述“{row.wrong}”：应为2至{_LONGEST_WORD}个字，现为{len(row.wrong)}个字。",
        )
    if len(row.right) > _LONGEST_WORD:
        raise SettingRefused(
            "right", f"规范表述“{row.right}”：最多{_LONGEST_WORD}个字，现为{len(row.right)}个字。"
        )
    if row.right == row.wrong:
        raise SettingRefused("right", f"规范表述“{row.right}”与错误表述相同，请改正其中一个。")
    if not 1 <= len(row.source) <= _LONGEST_SOURCE:
        raise SettingRefused(
            "source",
            f"依据：应为1至{_LONGEST_SOURCE}个字，现为{len(row.source)}个字，请写明文件名称或者来源。",
        )
    return row

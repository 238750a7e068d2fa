"""Names of children and young people, told by what they are called and by their age."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.rules.bundled import bundled_table
from gongkai.rules.prechecks.findings import Hit, Level

_MINOR = bundled_table("prechecks/personal.toml")["minor"]
_GROWN_TOO = frozenset(_MINOR["grown_too"])
_NO_NAMES = tuple(_MINOR["words"])
_TITLES = frozenset(_MINOR["titles"])
_BOUNDARY = frozenset(_MINOR["boundary"])
_SURNAMES = "".join(_MINOR["surnames"].split())
_NEVER_GIVEN = "的在因系为与和于是有其之及等由被已能将不应须并或也都就到从对向把要会请按"
_SURNAME = f"(?:{'|'.join(_MINOR['compound'])}|[{_SURNAMES}])"
_HIDDEN = "某{1,2}|[×Xx*＊○]{1,2}"
_GIVEN = rf"(?:(?![{_NEVER_GIVEN}])[\u4e00-\u9fff])"
_NAME = re.compile(rf"{_SURNAME}(?:{_HIDDEN}|{_GIVEN}{{1,2}})")
_CALLINGS = "|".join(sorted(_MINOR["callings"], key=len, reverse=True))
_CALLED = re.compile(
    rf"(?P<calling>{_CALLINGS}|[（(]\d{{1,2}}[）)]班(?:的|学生|同学)?)"
    rf"(?:名叫|叫|姓名是?|名字是?)?[：:“ \u3000]{{0,2}}(?={_SURNAME})"
)
_ANY_NAME = re.compile(
    r"(?<![\u4e00-\u9fff·])(?P<name>[\u4e00-\u9fff·]{2,8})[（(](?:[男女][，,])?\d{1,2}周?岁[，,）)]"
)
_ENDS_AS_CALLED = re.compile(f"(?:{_CALLINGS}|人员?|者|子|职工|子女|家属|申请人)$")
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_AGE = (
    r"(?:今年|现年|年仅|年龄|现|刚满|才|满)?"
    r"(?:(?P<age>\d{1,2})|(?P<ten>十)?(?P<one>[一二两三四五六七八九])?)周?岁"
)
_BORN = r"(?:出生于|生于)?(?P<year>\d{4})年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:出生|生\b)?"
_TELLS = re.compile(rf"[（(，,、]?[男女]?[，,、]?(?:{_AGE}|{_BORN})")
_SEPARATED = re.compile(rf"(?<![\u4e00-\u9fff])(?={_SURNAME}[\u4e00-\u9fff某×*]{{1,2}}[（(，,])")
_ADULT = 18
_NEAR = 20
_MOST_TOGETHER = 20


def minors_names(text: str, on: date) -> Iterator[Hit]:
    """Yield names of minors; one that is abbreviated with 某 is only pointed out."""
    found: dict[int, int] = {}
    for called in _CALLED.finditer(text):
        start = called.end()
        for _together in range(_MOST_TOGETHER):
            end = _name_ends(text, start)
            if not end:
                break
            age = _age_told(text, end, on)
            if called["calling"] in _GROWN_TOO:
                around = text[max(0, called.start() - _NEAR) : end + _NEAR]
                if not ("未成年" in around or age is not None and age < _ADULT):
                    break
            elif age is not None and age >= _ADULT:
                break
            found[start] = end
            if text[end : end + 1] != "、":
                break
            start = end + 1
    for alone in _SEPARATED.finditer(text):
        end = _name_ends(text, alone.start())
        age = _age_told(text, end, on) if end else None
        if age is not None and age < _ADULT:
            found.setdefault(alone.start(), end)
    ends = set(found.values())
    for alone in _ANY_NAME.finditer(text):
        start, end = alone.span("name")
        age = _age_told(text, end, on)
        # The calling itself is no name: 儿童（6岁）.
        if end in ends:
            continue
        if age is not None and age < _ADULT and not _ENDS_AS_CALLED.search(alone["name"]):
            found.setdefault(start, end)
    for start, end in sorted(found.items()):
        is_hidden = bool(re.search("[某×Xx*＊○]", text[start:end]))
        yield Hit(
            "MINOR_NAME",
            start,
            end,
            "已隐去名字，请再核对学校、班级、住址等是否仍能看出是谁。"
            if is_hidden
            else "文中有疑似未成年人的姓名，请核对；不宜公开真实姓名。",
            "" if is_hidden else "写作姓氏加“某”，并删去学校、班级等信息",
            Level.ADVICE if is_hidden else None,
        )


def _name_ends(text: str, start: int) -> int:
    """Return where a name that starts at a place ends, 0 if none does."""
    whole = _NAME.match(text, start)
    if whole is None or whole[0].startswith(_NO_NAMES) or whole[0][1:] in _TITLES:
        return 0
    for end in range(whole.end(), start + 1, -1):
        if end - start < 2 or (end - start == 2 and whole[0][:2] in _MINOR["compound"]):
            break
        if end == len(text) or text[end] in _BOUNDARY:
            return end
    return 0


def _age_told(text: str, end: int, on: date) -> int | None:
    """Return the age that is told right behind a name, None if none is."""
    told = _TELLS.match(text, end)
    if told is None:
        return None
    if told["year"]:
        is_birth = "生" in text[told.end() - 2 : told.end() + 3]
        return on.year - int(told["year"]) if is_birth else None
    if told["age"]:
        return int(told["age"])
    if told["ten"] or told["one"]:
        return (10 if told["ten"] else 0) + _NUMERALS.get(told["one"] or "", 0)
    return None

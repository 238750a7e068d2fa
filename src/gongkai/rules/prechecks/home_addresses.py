"""Addresses that look like somebody's home: with unit and room, or said to be where one lives."""

import re
from collections.abc import Iterator

from gongkai.rules.bundled import bundled_table
from gongkai.rules.prechecks.findings import Hit
from gongkai.rules.prechecks.word_lists import WordLists
from gongkai.rules.typing_slips import tidy

_HOME = bundled_table("prechecks/personal.toml")["home"]
_OFFICES, _HOMES = tuple(_HOME["offices"]), tuple(_HOME["homes"])
_N = "[0-9０-９A-Za-z一二三四五六七八九十]{1,5}"
# 3号楼2单元501室, 15-2-1001室, 8组35号: every number with what it counts, then the room.
_CHAIN = re.compile(
    rf"(?:[\-－]?{_N}(?:号院|号楼|号|栋|幢|座|段|组|期|单元|门|层|楼|[#＃\-－]))"
    rf"{{1,6}}+(?:{_N}(?:室|户|号)?|[东西中南北][户门])?"
)
_DASHED = re.compile(
    r"(?:.*[号栋幢座期])?[0-9０-９]{1,3}[#＃]?[\-－][0-9０-９]{1,2}[\-－][0-9０-９]{2,4}(?:室|号|户)?"
)
_BUILDING = re.compile(r"(?:号楼|栋|幢|座|号院|#|＃)")
_ROOM = re.compile(r"(?:[0-9０-９]{3,4}(?:室|户|号)?|[东西中南北][户门])$")
_HEAD = re.compile(r"[\u4e00-\u9fff0-9０-９A-Za-z]{2,30}\Z")
_LEADS = re.compile(
    "(?:购买|坐落于|坐落为|坐落|位于|地址为|地址是|地址|住址为|住址|家住|现住|租住|居住于|居住在|居住地|户籍地为|"
    "住所地为|住所地|为|在|于|至|是)"
)
_ROADS = frozenset(_HOME["roads"])
_BEFORE, _AROUND = 34, 14


def home_addresses(text: str, words: WordLists) -> Iterator[Hit]:
    """Yield what looks like the address of a home; an office's own addresses are none."""
    own = tuple(tidy(each) for each in words.own_addresses)
    taken = 0
    for chain in _CHAIN.finditer(text):
        if chain.start() < taken:
            continue
        before = text[max(taken, chain.start() - _BEFORE) : chain.start()]
        head = _HEAD.search(before)
        if head is None:
            continue
        leads = list(_LEADS.finditer(head[0]))
        name = head[0][leads[-1].end() :] if leads else head[0]
        if not name or not (name[-1] in _ROADS or "期" in chain[0][:6] or _is_numbered(name)):
            continue
        start = chain.start() - len(name)
        clause = re.split("[。；\n]", text[max(0, start - _BEFORE) : start])[-1]
        is_home = any(word in clause[-_AROUND:] for word in _HOMES)
        if not is_home and not _has_a_room(chain[0]):
            continue
        end = chain.end()
        whole = f"{clause}{text[start:end]}{re.split('[。；]', text[end : end + _AROUND])[0]}"
        if any(word in whole for word in _OFFICES) and not is_home:
            continue
        plain = tidy(text[start:end])
        if any(plain in each or each in tidy(whole) for each in own):
            continue
        taken = end
        yield Hit(
            "HOME_ADDRESS",
            start,
            end,
            "文中有疑似住宅地址，请核对；本单位办公地址请列入本单位地址表。",
            "只写到区县、街道或小区，删去楼号、单元和房号",
        )


def _has_a_room(chain: str) -> bool:
    if "单元" in chain or _DASHED.fullmatch(chain):
        return True
    return bool(_BUILDING.search(chain) and _ROOM.search(chain))


def _is_numbered(name: str) -> bool:
    """Test if a road with its number stands somewhere before the last word: 中央路3段."""
    return any(
        letter in _ROADS and after.isdigit() for letter, after in zip(name, name[1:], strict=False)
    )

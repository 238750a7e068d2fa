"""What people are told of (通知事项), by which ways, and in which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("message_events.toml")
_PLACE = re.compile(r"\{([a-z_]+)\}")
# Forms that only the service itself fills in, or that only some ways may carry.
_OWN = "own"
_ANSWER = "answer"
# A register number: letters and digits, or a document's with its organ's word and year. No run of
# digits in it is as long as a phone's or an identity number's.
_NUMBER = re.compile(
    r"(?!.*[0-9](?:-?[0-9]){10})"
    r"(?:(?=.*[0-9])[0-9A-Za-z\-/]{1,40}|[\u4e00-\u9fff]{1,12}〔[0-9]{4}〕[0-9]{1,6}号)"
)
_COUNT = re.compile(r"[0-9]{1,3}")
_CODE = re.compile(r"[0-9]{6}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
# The name of a place: no room for a person's number in it.
_PLACE_NAME = re.compile(r"(?!.*[0-9]{4})[\u4e00-\u9fffA-Za-z（）·0-9]{2,20}")
_LINK = re.compile(r"https?://[0-9A-Za-z.\-:]+/[0-9A-Za-z/_\-]*")
_FORMS: Mapping[str, re.Pattern[str]] = {
    "number": _NUMBER,
    "count": _COUNT,
    "link": _LINK,
    "code": _CODE,
    "time": _TIME,
    "place": _PLACE_NAME,
}


class Way(StrEnum):
    """A way by which somebody is told (通知方式)."""

    SCREEN = "SCREEN"
    EMAIL = "EMAIL"
    SMS = "SMS"
    WECHAT = "WECHAT"
    LETTER = "LETTER"

    @property
    def label(self) -> str:
        """Return what the way is called."""
        return str(_TABLE["ways"][self.value]["label"])

    @property
    def longest(self) -> int:
        """Return how many characters a text by this way has at most."""
        return int(_TABLE["ways"][self.value]["most"])

    @property
    def keeps_quiet_hours(self) -> bool:
        """Tell whether an ordinary message by this way waits for the end of the quiet hours."""
        return bool(_TABLE["ways"][self.value]["quiet"])


class EventAudience(StrEnum):
    """Whom an event is for (通知对象)."""

    OFFICER = "OFFICER"
    CITIZEN = "CITIZEN"

    @property
    def label(self) -> str:
        """Return what the people are called."""
        return {"OFFICER": "工作人员", "CITIZEN": "群众"}[self.value]


class EventUnknown(LookupError):
    """There is no event of this code."""


class FieldRefused(ValueError):
    """A field is missing, is none of the event's, or holds what it may not; told in Chinese."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one way: of a subject, where the way has one, and of the text."""

    subject: str
    text: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that stand in it, each once."""
        return tuple(dict.fromkeys(_PLACE.findall(self.subject + self.text)))


@dataclass(frozen=True, slots=True)
class Composed:
    """What goes out: subject and text, and the short values for a gateway's own template."""

    subject: str
    text: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """An event that people are told of."""

    code: str
    name: str
    audience: EventAudience
    is_urgent: bool
    default: tuple[Way, ...]
    wordings: Mapping[Way, Wording]

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return the ways there are words for."""
        return tuple(self.wordings)


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand in a text: its label, the form it has, and how long it may be."""

    name: str
    label: str
    form: str
    most: int
    allowed: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Tell whether the service fills it in from the organ's own entry."""
        return self.form == _OWN


@cache
def event_catalogue() -> Mapping[str, Event]:
    """Return every event by its code."""
    return {
        code: Event(
            code=code,
            name=row["name"],
            audience=EventAudience(row["audience"]),
            is_urgent=row["urgent"],
            default=tuple(Way(each) for each in row["default"]),
            wordings={
                Way(way): Wording(words.get("subject", ""), words["text"])
                for way, words in row["ways"].items()
            },
        )
        for code, row in _TABLE["events"].items()
    }


@cache
def field_catalogue() -> Mapping[str, Field]:
    """Return every field by its name."""
    return {
        name: Field(name, row["label"], row["form"], row["most"], tuple(row.get("allowed", ())))
        for name, row in _TABLE["fields"].items()
    }


def event_of(code: str) -> Event:
    """Return an event.

    :raises EventUnknown: if there is none of this code
    """
    found = event_catalogue().get(code)
    if found is None:
        raise EventUnknown(f"通知事项“{code}”不在目录之中。")
    return found


def fits_field(name: str, value: str) -> bool:
    """Tell whether a value may stand in a text as a field, e.g. the name of a place."""
    field = field_catalogue()[name]
    form = _FORMS.get(field.form)
    return len(value) <= field.most and (form is None or form.fullmatch(value) is not None)


def composed(event: Event, way: Way, fields: Mapping[str, str]) -> Composed:
    """Return subject and text of an event for one way, filled in.

    :param fields: each in its form, days as YYYY-MM-DD; those the way does not name are left out
    :raises FieldRefused: if one is missing, not in its form, unknown, or the text is too long
    """
    words = event.wordings[way]
    known = field_catalogue()
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise FieldRefused(f"通知内容中没有“{unknown[0]}”这一项。")
    told = {name: _told(known[name], fields.get(name, ""), way) for name in words.fields}
    subject, text = _filled(words.subject, told), _filled(words.text, told)
    if len(text) > way.longest:
        told_most = f"共{len(text)}个字，最多{way.longest}个字"
        raise FieldRefused(f"{way.label}：{told_most}，请缩短内容或改用其他方式。")
    short = {name: value for name, value in told.items() if known[name].form != _ANSWER}
    return Composed(subject, text, short)


def _filled(template: str, told: Mapping[str, str]) -> str:
    """Return a template filled in, without the sentences that would tell of nothing."""
    empty = [name for name, value in told.items() if not value]
    for name in empty:
        template = re.sub(rf"[^。\n]*\{{{name}\}}[^。\n]*。?", "", template)
    return _PLACE.sub(lambda found: told[found[1]], template)


def _told(field: Field, value: str, way: Way) -> str:
    """Return a field as it stands in a text.

    :raises FieldRefused: if its form is another, or the way may not carry it
    """
    plain = value if field.form == _ANSWER else " ".join(value.split())
    if not plain and not field.is_own:
        raise FieldRefused(f"{field.label}：未填写，不能发送通知。")
    if len(plain) > field.most:
        raise FieldRefused(f"{field.label}：共{len(plain)}个字，最多{field.most}个字。")
    if field.form == "date":
        return _day(field, plain)
    if field.form == _ANSWER and way not in (Way.EMAIL, Way.LETTER):
        raise FieldRefused(f"{field.label}：不能以{way.label}发送，请改用电子邮件或者信函。")
    form = _FORMS.get(field.form)
    is_fine = form.fullmatch(plain) if form else plain in (field.allowed or (plain,))
    if not is_fine:
        raise FieldRefused(f"{field.label}“{plain[:20]}”：格式不符，不能写入通知。")
    return plain


def _day(field: Field, value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise FieldRefused(f"{field.label}“{value[:20]}”：应为日期，例如2024-01-31。") from None
    return f"{day.year}年{day.month}月{day.day}日"

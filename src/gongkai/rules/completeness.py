"""Whether a request contains the six points that the regulation asks for: 条例第二十九条."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.rules.bundled import bundled_table

_TABLE = bundled_table("completeness.toml")


class UnknownPoint(LookupError):
    """There is no such point in the regulation's list."""


@dataclass(frozen=True, slots=True)
class Point:
    """One of the six points, and whether an application gives it.

    `fields` are those that could give it. `is_unclear` is the officer's finding, never guessed.
    `sentence` is what the 补正告知书 says; empty where nothing is to be corrected.
    """

    key: str
    label: str
    article: str
    source: str
    fields: tuple[str, ...]
    is_missing: bool
    is_unclear: bool
    sentence: str

    @property
    def needs_correction(self) -> bool:
        """Test if the applicant has to be asked: 条例第三十条."""
        return self.is_missing or self.is_unclear


def all_points(
    application: Mapping[str, object], *, unclear: Collection[str] = ()
) -> tuple[Point, ...]:
    """Return the six points in the regulation's order, each with what an application lacks.

    :param application: values by field name, as `DisclosureRequest` names them; blanks count as
        missing; `identity_file` tells of an attached proof of identity
    :param unclear: keys of the points that the officer finds unclear
    :raises UnknownPoint: if a key is none of the six
    """
    keys = [row["key"] for row in _TABLE["points"]]
    for key in unclear:
        if key not in keys:
            raise UnknownPoint(f"没有事项“{key}”，请从 {'、'.join(keys)} 中选择。")
    return tuple(_point(row, application, row["key"] in unclear) for row in _TABLE["points"])


def missing_points(
    application: Mapping[str, object], *, unclear: Collection[str] = ()
) -> tuple[Point, ...]:
    """Return the points for which the applicant has to be asked, with the sentence that asks.

    The one notice of 条例第三十条 has to contain them all.

    :raises UnknownPoint: if a key of `unclear` is none of the six
    """
    return tuple(each for each in all_points(application, unclear=unclear) if each.needs_correction)


def _point(row: Mapping[str, Any], application: Mapping[str, object], is_unclear: bool) -> Point:
    is_missing = not any(
        all(_given(application, field) for field in together) for together in row["given_by"]
    )
    for field, needs in row.get("also_needs", {}).items():
        needed = needs.get(str(application.get(field) or ""), [])
        is_missing = is_missing or not all(_given(application, each) for each in needed)
    sentence = row["sentence"] if is_missing else row["unclear"] if is_unclear else ""
    return Point(
        key=row["key"],
        label=row["label"],
        article=row["article"],
        source=_TABLE["source"],
        fields=tuple(field for together in row["given_by"] for field in together),
        is_missing=is_missing,
        # What is missing cannot be unclear as well.
        is_unclear=is_unclear and not is_missing,
        sentence=sentence,
    )


def _given(application: Mapping[str, object], field: str) -> bool:
    value = application.get(field)
    return bool(value.strip()) if isinstance(value, str) else bool(value)

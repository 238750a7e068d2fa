"""Which items and materials a person's situation comes to (情形导办), found by a few questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.service_items import ListedItem, listed_item

_TABLE = "situations.toml"
Answers = Mapping[str, str]


class Condition(NamedTuple):
    """Questions with the answers that are wanted of them, and what must not hold besides."""

    when: Mapping[str, tuple[str, ...]]
    unless: tuple[Mapping[str, tuple[str, ...]], ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Tell whether answers fulfil it; a question not answered fulfils nothing."""
        return _all_given(self.when, answers) and not any(
            _all_given(each, answers) for each in self.unless
        )


class Option(NamedTuple):
    """An answer that can be chosen."""

    code: str
    label: str
    hint: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide; `short` names it in the list of what was answered."""

    code: str
    text: str
    short: str
    hint: str
    condition: Condition
    options: tuple[Option, ...]

    def offered(self, answers: Answers) -> tuple[Option, ...]:
        """Return the answers that can be chosen after what was answered before."""
        return tuple(each for each in self.options if each.condition.holds(answers))

    def option(self, code: str, answers: Answers) -> Option | None:
        """Return the option of a code where it is offered."""
        return next((each for each in self.offered(answers) if each.code == code), None)


class Given(NamedTuple):
    """A question with the answer given to it."""

    question: Question
    option: Option


class Reasoned(NamedTuple):
    """A material that is needed or not, in which form, and why."""

    name: str
    reason: str
    kind: str = ""


class Stated(NamedTuple):
    """Something that holds in the situation; `basis` is "" where it is the centre's own rule.

    `is_settled` is False where the rule is a centre's own and nobody confirmed it.
    """

    text: str
    basis: str
    is_settled: bool = True


class Place(NamedTuple):
    """Where to go: COUNTER of the centre, OTHER_CITY, or EMPLOYER."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SituationAnswer:
    """What a situation comes to."""

    given: tuple[Given, ...]
    items: tuple[ListedItem, ...]
    materials: tuple[Reasoned, ...]
    limits: tuple[Stated, ...]
    not_needed: tuple[Reasoned, ...]
    advice: tuple[Stated, ...]
    places: tuple[Place, ...]


class Standing(NamedTuple):
    """How far somebody has come: what he answered, what is asked next, None at the end.

    `most` is how many questions there are in all on the longest way from here.
    """

    given: tuple[Given, ...]
    asked: Question | None
    most: int

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers that count, by question."""
        return {each.question.code: each.option.code for each in self.given}


def situation_source() -> str:
    """Return what questions and materials rest on, and that they are to be confirmed."""
    return str(bundled_table(_TABLE)["source"])


@cache
def questions() -> tuple[Question, ...]:
    """Return every question in the order in which they are asked."""
    return tuple(
        Question(
            code=row["code"],
            text=row["text"],
            short=row["short"],
            hint=row.get("hint", ""),
            condition=_condition(row),
            options=tuple(
                Option(each["code"], each["label"], each.get("hint", ""), _condition(each))
                for each in row["options"]
            ),
        )
        for row in bundled_table(_TABLE)["questions"]
    )


def standing_of(answers: Answers) -> Standing:
    """Return how far answers lead; one that is unknown, or no longer asked for, is passed over.

    What comes after the first question without an answer is kept for later, and does not count
    for what is asked now, unless it was answered as well and is still asked.
    """
    given: list[Given] = []
    known: dict[str, str] = {}
    for question in questions():
        if not question.condition.holds(known):
            continue
        option = question.option(answers.get(question.code, ""), known)
        if option is None:
            return Standing(tuple(given), question, len(given) + _longest(question.code, known))
        known[question.code] = option.code
        given.append(Given(question, option))
    return Standing(tuple(given), None, len(given))


def answer_of(standing: Standing) -> SituationAnswer | None:
    """Return what a situation comes to, None as long as something is to be asked."""
    if standing.asked is not None:
        return None
    answers, table = standing.answers, bundled_table(_TABLE)
    items = tuple(_items(table["items"], answers))
    return SituationAnswer(
        given=standing.given,
        items=items,
        materials=_reasoned(table["materials"], answers),
        limits=tuple(dict.fromkeys((*_decided_within(items), *_stated(table["limits"], answers)))),
        not_needed=_reasoned(table["not_needed"], answers),
        advice=_stated(table["advice"], answers),
        places=tuple(
            dict.fromkeys(
                Place(row["code"], row["text"]) for row in _holding(table["places"], answers)
            )
        ),
    )


def every_path() -> Iterator[dict[str, str]]:
    """Yield the answers of every way through the questions."""
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        answers = waiting.pop()
        asked = standing_of(answers).asked
        if asked is None:
            yield answers
        else:
            waiting += [{**answers, asked.code: each.code} for each in asked.offered(answers)]


def _longest(first: str, known: Answers) -> int:
    """Return how many questions are asked at most from one on, it among them."""
    return _longest_from(first, tuple(sorted(known.items())))


@cache
def _longest_from(first: str, known: tuple[tuple[str, str], ...]) -> int:
    answers = dict(known)
    asked = next(each for each in questions() if each.code == first)
    most = 0
    for option in asked.offered(answers):
        after = {**answers, first: option.code}
        following = _asked_after(first, after)
        rest = _longest_from(following, tuple(sorted(after.items()))) if following else 0
        most = max(most, rest)
    return 1 + most


def _asked_after(last: str, answers: Answers) -> str:
    codes = [each.code for each in questions()]
    for question in questions()[codes.index(last) + 1 :]:
        if question.condition.holds(answers):
            return question.code
    return ""


def _items(rows: list[dict[str, Any]], answers: Answers) -> Iterator[ListedItem]:
    for code in dict.fromkeys(row["code"] for row in _holding(rows, answers)):
        found = listed_item(code)
        if found is not None:
            yield found


def _decided_within(items: tuple[ListedItem, ...]) -> Iterator[Stated]:
    for item in items:
        if item.days:
            what = "贷款" if item.group == "LOAN" else "提取"
            yield Stated(
                f"自受理之日起{item.days}日内作出准予{what}或者不准{what}的决定，并通知您。",
                f"《住房公积金管理条例》{item.days_article}",
            )


def _reasoned(rows: list[dict[str, Any]], answers: Answers) -> tuple[Reasoned, ...]:
    found: dict[str, Reasoned] = {}
    for row in _holding(rows, answers):
        found.setdefault(row["name"], Reasoned(row["name"], row["reason"], row.get("kind", "")))
    return tuple(found.values())


def _stated(rows: list[dict[str, Any]], answers: Answers) -> tuple[Stated, ...]:
    return tuple(
        dict.fromkeys(
            Stated(row["text"], row.get("basis", ""), row.get("settled", True))
            for row in _holding(rows, answers)
        )
    )


def _holding(rows: list[dict[str, Any]], answers: Answers) -> list[dict[str, Any]]:
    return [row for row in rows if _condition(row).holds(answers)]


def _condition(row: Mapping[str, Any]) -> Condition:
    return Condition(
        {code: tuple(wanted) for code, wanted in row.get("when", {}).items()},
        tuple(
            {code: tuple(wanted) for code, wanted in each.items()} for each in row.get("unless", ())
        ),
    )


def _all_given(wanted: Mapping[str, tuple[str, ...]], answers: Answers) -> bool:
    return all(answers.get(code, "") in each for code, each in wanted.items())

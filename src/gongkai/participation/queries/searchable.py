"""What the public may find of consultations, surveys and interviews, as it stands published."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Prefetch

from gongkai.agencies.models import Agency
from gongkai.participation.models import (
    Interview,
    Moderation,
    PieceState,
    PublicConsultation,
    PublicOpinion,
    Survey,
)

_SLICE = 200


class Searchable(NamedTuple):
    """One page: its key, title, organ, moment of publication, and all texts shown on it."""

    pk: int
    title: str
    agency: Agency
    published_at: datetime
    texts: tuple[str, ...]


def searchable_pieces(stem: str, pks: Collection[int] | None = None) -> Iterator[Searchable]:
    """Yield what is public of one kind, of these keys or of all.

    :param stem: consultation, survey or interview
    """
    rows, texts_of = _KINDS[stem]
    found = rows().filter(state=PieceState.PUBLISHED).select_related("agency").order_by("pk")
    if pks is not None:
        found = found.filter(pk__in=pks)
    for row in found.iterator(chunk_size=_SLICE):
        assert row.published_at is not None
        texts = tuple(text for text in texts_of(row) if text)
        yield Searchable(row.pk, row.title, row.agency, row.published_at, texts)


def _consultations() -> Any:
    shown = PublicOpinion.objects.filter(moderation=Moderation.SHOWN).order_by("pk")
    opinions = Prefetch("opinions", queryset=shown, to_attr="shown_opinions")
    return PublicConsultation.objects.select_related("result").prefetch_related(opinions)


def _texts_of_consultation(row: Any) -> Iterable[str]:
    yield from (row.background, row.body)
    result = getattr(row, "result", None)
    if result is not None and result.is_public:
        yield from (result.summary, result.reasons)
    yield from (each.shown_text for each in row.shown_opinions)


def _surveys() -> Any:
    return Survey.objects.select_related("result").prefetch_related("questions")


def _texts_of_survey(row: Any) -> Iterable[str]:
    yield row.lead
    result = getattr(row, "result", None)
    if result is not None and result.is_public:
        yield result.summary
    yield from (each.text for each in row.questions.all())


def _interviews() -> Any:
    return Interview.objects.select_related("record").prefetch_related("record__rows", "questions")


def _texts_of_interview(row: Any) -> Iterable[str]:
    yield from (row.guests, row.lead)
    record = getattr(row, "record", None)
    if record is not None and record.is_public:
        yield record.summary
        for each in record.rows.all():
            yield from (each.question, each.answer)
    for each in row.questions.all():
        if each.moderation == Moderation.SHOWN:
            yield from (each.shown_text, each.answer)


_KINDS: Mapping[str, tuple[Callable[[], Any], Callable[[Any], Iterable[str]]]] = {
    "consultation": (_consultations, _texts_of_consultation),
    "survey": (_surveys, _texts_of_survey),
    "interview": (_interviews, _texts_of_interview),
}

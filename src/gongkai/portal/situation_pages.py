"""What the pages of the situation guide show: options as links, the answers, ways onward."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.documents.material_lists.pdf import ListedMaterial, MaterialList
from gongkai.fund_services.queries.guides.in_force import OfferedItem, offered_items
from gongkai.portal.addresses import address_of
from gongkai.portal.guide_links import online_address
from gongkai.portal.pages import Column
from gongkai.rules.situations import (
    Given,
    SituationAnswer,
    Standing,
    Stated,
    questions,
    situation_source,
)

OWN_RULE = _("以本中心规定为准")
SITUATIONS = Column(
    name=_("按情形查找"),
    description=_("回答几个问题，列出您要办的事项、带的材料和原因、不用带的、到哪里办。"),
    keywords=_("情形导办,材料清单,住房公积金"),
    kind=_("办事服务"),
    route="portal:situations",
)


class OptionLink(NamedTuple):
    """An answer as a link; `is_chosen` where it was given before."""

    label: str
    hint: str
    address: str
    is_chosen: bool


class GivenLine(NamedTuple):
    """A question with its answer, and the address where it is answered anew."""

    short: str
    label: str
    address: str


class ItemWays(NamedTuple):
    """An item of the answer with what leads on from it; "" where there is nothing."""

    name: str
    guide: str
    online: str
    booking: str
    forms: str


class WrongAnswer(NamedTuple):
    """An answer in the address that is none of the question's."""

    question: str
    value: str


def answers_in(query: QueryDict) -> dict[str, str]:
    """Return the answers of an address, those that are one of their question's."""
    known = {each.code: {option.code for option in each.options} for each in questions()}
    found = {}
    for code, options in known.items():
        value = query.get(code, "")
        if value in options:
            found[code] = value
    return found


def wrong_answer_in(query: QueryDict) -> WrongAnswer | None:
    """Return the first answer of an address that is none of its question's."""
    for each in questions():
        value = query.get(each.code, "")
        if value and value not in {option.code for option in each.options}:
            return WrongAnswer(each.short, value[:20])
    return None


def option_links(standing: Standing, answers: Mapping[str, str]) -> list[OptionLink]:
    """Return the answers to the question that is asked; later answers are kept along."""
    asked = standing.asked
    if asked is None:
        return []
    return [
        OptionLink(
            option.label,
            option.hint,
            _address({**answers, asked.code: option.code}),
            answers.get(asked.code) == option.code,
        )
        for option in asked.offered(standing.answers)
    ]


def given_lines(given: Iterable[Given], answers: Mapping[str, str]) -> list[GivenLine]:
    """Return what was answered; a new answer to one question keeps the others."""
    return [
        GivenLine(
            each.question.short,
            each.option.label,
            _address({code: value for code, value in answers.items() if code != each.question.code})
            + "#question",
        )
        for each in given
    ]


def shared_address(request: HttpRequest, standing: Standing) -> str:
    """Return the address of a result, for others and for later."""
    return request.build_absolute_uri(_address(standing.answers))


def item_ways(answer: SituationAnswer, agency: Agency, on: date) -> list[ItemWays]:
    """Return the items of an answer with guide, online business, appointment and forms."""
    offered = {each.item.code: each for each in offered_items(agency, on)}
    return [_ways(each.name, offered.get(each.code)) for each in answer.items]


def told_list(
    request: HttpRequest, agency: Agency, standing: Standing, answer: SituationAnswer
) -> MaterialList:
    """Return an answer as a list to print."""
    contact = ((_("地址"), agency.address), (_("电话"), agency.phone),
               (_("办公时间"), agency.office_hours))  # fmt: skip
    return MaterialList(
        organ=agency.name,
        items=[each.name for each in answer.items],
        given=[(each.question.short, each.option.label) for each in answer.given],
        advice=[_with_basis(each) for each in answer.advice],
        materials=[ListedMaterial(each.name, each.kind, each.reason) for each in answer.materials],
        limits=[(each.text, each.basis or str(OWN_RULE)) for each in answer.limits],
        not_needed=[(each.name, each.reason) for each in answer.not_needed],
        places=[each.text for each in answer.places],
        contact=[(str(label), text) for label, text in contact if text],
        source=situation_source(),
        address=shared_address(request, standing),
        is_demonstration=agency.is_demonstration,
    )


def kinds_of_places(answer: SituationAnswer) -> Sequence[str]:
    """Return the kinds of places that an answer names."""
    return [each.code for each in answer.places]


def _with_basis(stated: Stated) -> str:
    basis = stated.basis or ("" if stated.is_settled else str(OWN_RULE))
    return f"{stated.text}（{basis}）" if basis else stated.text


def _ways(name: str, offered: OfferedItem | None) -> ItemWays:
    if offered is None:
        return ItemWays(name, "", "", "", "")
    item = offered.item
    booking = address_of("portal:booking")
    return ItemWays(
        name=item.name,
        guide=address_of("portal:guide", item.pk) if offered.version else "",
        online=online_address(offered),
        booking=f"{booking}?{urlencode({'item': item.pk})}" if booking else "",
        forms=f"{address_of('portal:form-downloads')}#item-{item.pk}",
    )


def _address(answers: Mapping[str, str]) -> str:
    ordered = {each.code: answers[each.code] for each in questions() if each.code in answers}
    start = reverse("portal:situations")
    return f"{start}?{urlencode(ordered)}" if ordered else start

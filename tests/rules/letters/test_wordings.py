"""Every letter's wording: whole, filled, and refused once it loses what it must say."""

from datetime import date

import pytest

from gongkai.rules.clock import Event
from gongkai.rules.letters import (
    FIELDS,
    Addressee,
    LetterKind,
    TemplateFaulty,
    all_wordings,
    fill,
    missing_parts,
    require_sound,
    sample_fields,
    wording,
)
from gongkai.rules.lifecycle import ACTS
from gongkai.rules.outcomes import OUTCOMES, Remedy, remedy_for

ON = date(2026, 3, 9)
WORDINGS = all_wordings()
NAMES = [f"{each.kind}-{each.outcome}" for each in WORDINGS]


def filled(each):
    """Return a letter's text with sample values, and these."""
    fields = sample_fields(each.kind, each.outcome, ON)
    return fill(each.body, fields, each.needs), fields


def test_there_is_a_wording_for_every_kind_and_every_outcome():
    kinds = {each.kind for each in WORDINGS}
    replies = {each.outcome for each in WORDINGS if each.kind is LetterKind.REPLY}
    assert kinds == set(LetterKind) and replies == set(OUTCOMES)


@pytest.mark.parametrize("each", WORDINGS, ids=NAMES)
def test_every_letter_says_all_it_must(each):
    text, fields = filled(each)
    assert missing_parts(each.kind, each.outcome, text, fields) == ()
    require_sound(each.kind, each.outcome, each.title, each.body)
    assert "{" not in text and "。。" not in text


@pytest.mark.parametrize("each", WORDINGS, ids=NAMES)
def test_every_part_is_missed_once_its_paragraph_is_gone(each):
    text, fields = filled(each)
    for name in each.needs:
        value = fields[name]
        # Everything that carries the value goes, as a careless editor would delete it.
        kept = [line for line in text.split("\n") if not carries(line, value)]
        lost = missing_parts(each.kind, each.outcome, "\n".join(kept), fields)
        assert name in lost, f"{name} was not missed"


@pytest.mark.parametrize("each", WORDINGS, ids=NAMES)
def test_a_template_without_a_mandatory_field_is_refused_by_its_name(each):
    for name in each.needs:
        body = each.body.replace(f"{{{name}}}", "")
        with pytest.raises(TemplateFaulty, match=name):
            require_sound(each.kind, each.outcome, each.title, body)


@pytest.mark.parametrize("code", OUTCOMES)
def test_a_reply_rests_on_its_outcomes_article_and_names_its_remedy(code):
    text, fields = filled(wording(LetterKind.REPLY, code))
    how = OUTCOMES[code]
    remedy = remedy_for(how, ON)
    assert ("先向" in text) == (remedy is Remedy.RECONSIDERATION_FIRST)
    assert ("行政诉讼" in text) == (remedy is not Remedy.NONE)
    if how.requires_reasons:
        assert "理由" in wording(LetterKind.REPLY, code).needs
    if how.article.startswith("第") and "条" in how.article:
        assert how.article in text


def test_each_kind_enters_the_event_that_only_it_can():
    for event, rule in ACTS.items():
        if rule.letter:
            assert LetterKind(rule.letter).event is event
    assert LetterKind.REGISTRATION_RECEIPT.event is Event.LETTER_SENT
    assert LetterKind.TRANSFER.addressee is Addressee.ORGAN
    assert LetterKind.CO_MAKER_CONSULTATION.addressee is Addressee.CONSULTED
    assert {kind.series_word for kind in LetterKind} == {"登", "告", "函", "收", "答", "送"}


def test_before_reconsideration_came_first_a_refusal_left_the_choice():
    fields = sample_fields(LetterKind.REPLY, "REFUSED_DELIBERATIVE", date(2023, 12, 29))
    assert "先向" not in fields["救济途径"] and "或者" in fields["救济途径"]


def test_every_field_that_a_wording_uses_has_a_sample_and_an_explanation():
    for each in WORDINGS:
        for name in each.uses:
            assert FIELDS[name].explains
            assert FIELDS[name].sample or name == "救济途径"


def carries(line, value):
    """Tell whether a line has (most of) a value or a part of the remedies' paragraph."""
    return any(part and part in line for part in value.split("\n"))

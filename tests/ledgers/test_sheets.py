"""The sheets fit the records they are for, and each other."""

import pytest

from gongkai.documents.workbooks.cells import reader_of
from gongkai.documents.workbooks.sheets import CellType, header_key
from gongkai.ledgers.queries import help_of_sheets
from gongkai.ledgers.queries.stored import MODELS
from gongkai.ledgers.sheets.catalogue import BY_KIND, SHEETS
from ledgers.conftest import ON

# Columns that are no column of the table but lead to one.
ELSEWHERE = {
    "column": "column",
    "request_no": "request",
    "correction_asked_on": None,
    "corrected_on": None,
    "third_party_consulted_on": None,
    "third_party_answered_on": None,
    "extended_on": None,
}
DERIVED = {"id", "agency", "days_taken", "due_reason"}
# What only a case has that is handled here: a ledger tells the days and the outcome.
HANDLED = {
    "requests": {
        "address", "applicant_digest", "arrived_on", "assistance", "contact_name",
        "correction_until", "delivery", "department", "document_no", "document_title", "due_on",
        "email", "filed_at", "form", "handler", "identity_kind", "is_oral", "is_provisional",
        "form_digest", "lapses_on", "postcode", "query_digest", "state", "version",
    },
    "processing_fees": {"withdrawn_on"},
    "tickets": {
        "source", "kind", "content", "topic", "urgency", "outside_no", "person_name", "phone",
        "form_token", "is_in_box",
        "phone_digest", "email", "is_secret", "state", "department", "handler", "accepted_at",
        "first_due_on", "due_at", "merged_into", "repeats", "drafted_by", "extension_until",
        "is_supervised", "urged", "moved", "reopened", "reply", "version", "attitude",
        "awaits_call_back",
    },
    "city_reports": {"adopted_on"},
    "calls": {
        "origin", "outside_no", "number", "number_digest", "caller_name", "caller_kind", "topic",
        "question", "answer", "entry_no", "outcome", "ticket", "agent", "began_at", "ended_at",
        "waited", "version",
    },
    "disputes": {"organ", "case_no", "note"},
    "services": {"code", "confirmed_on", "confirmed_by"},
}  # fmt: skip
each_sheet = pytest.mark.parametrize("spec", SHEETS, ids=lambda spec: spec.kind)


def test_there_are_fifteen_kinds_and_a_model_for_each():
    assert len(SHEETS) == 15
    assert set(BY_KIND) == set(MODELS)


@each_sheet
def test_a_sheet_holds_every_field_of_its_record(spec):
    fields = {field.name: field for field in MODELS[spec.kind]._meta.get_fields()}
    fields = {name: field for name, field in fields.items() if field.concrete}
    columns = {ELSEWHERE.get(name, name) for name in spec.fields} - {None}
    assert columns == set(fields) - DERIVED - HANDLED.get(spec.kind, set())


@each_sheet
def test_lengths_choices_and_obligations_are_those_of_the_record(spec):
    for column in spec.columns:
        if column.field in ELSEWHERE:
            continue
        field = MODELS[spec.kind]._meta.get_field(column.field)
        if field.max_length and column.type in (CellType.TEXT, CellType.CODE):
            assert column.longest == field.max_length, column.field
        if column.choices:
            assert dict(column.choices) == dict(field.choices), column.field
        optional = (
            field.null or field.blank or field.has_default() or column.type is CellType.YES_NO
        )
        assert column.required or optional, column.field


@each_sheet
def test_no_two_columns_can_be_meant_by_one_header(spec):
    names = [header_key(name) for c in spec.columns for name in {c.header, *c.also, c.field}]
    assert len(names) == len(set(names))


@each_sheet
def test_other_words_for_a_choice_lead_to_codes_and_hide_no_label(spec):
    for column in spec.columns:
        assert set(column.choices_also.values()) <= set(column.choices)
        assert not set(column.choices_also) & set(column.choices.values())


@each_sheet
def test_every_example_can_be_read(spec):
    for column in spec.columns:
        if column.example != "":
            reader_of(column, latest=ON)(column.example)
        assert column.example or not column.required, column.field
    assert str(spec.columns[0].example).startswith("示例")


def test_no_two_sheets_can_be_meant_by_one_name():
    names = [name for spec in SHEETS for name in (spec.title, *spec.also)]
    assert len(names) == len(set(names))
    assert all(len(spec.title) <= 31 for spec in SHEETS)


def test_the_help_tells_the_same_as_the_sheets():
    told = {sheet["kind"]: sheet for sheet in help_of_sheets()}
    assert list(told) == [spec.kind for spec in SHEETS]
    assert [column["header"] for column in told["calls"]["columns"]] == [
        "登记号",
        "来电日期",
        "接入方式",
    ]
    assert told["tickets"]["rules"][0] == "“反馈期限”不得早于“受理日期”。"
    assert told["calls"]["columns"][2]["options"] == ["12345热线接通", "电话直呼", "12345转接"]

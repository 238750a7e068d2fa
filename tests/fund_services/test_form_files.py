"""Blank forms and filled samples: made by a job, once, and opened again."""

import io
from datetime import UTC, date, datetime

import docx
import pdfplumber
import pytest

from factories import AgencyFactory
from fund_services.appointments.office import item
from gongkai.agencies.models import AgencyKind
from gongkai.documents.paper_forms.document import paper_form
from gongkai.documents.paper_forms.docx import form_docx
from gongkai.documents.paper_forms.pdf import form_pdf
from gongkai.fund_services.models import FormFile
from gongkai.fund_services.operations.form_files import make_form_files
from gongkai.fund_services.queries.form_files import bytes_of, form_files_of, forms_folder
from gongkai.outbox.models import Change
from gongkai.rules.form_samples import sample_day, sample_note, sample_of
from gongkai.rules.service_forms import (
    bundled_form,
    bundled_forms,
    problems_of,
    read_definition,
    row_problems,
)

NOW = {"on": date(2026, 3, 10), "at": datetime(2026, 3, 10, 1, 0, tzinfo=UTC)}
FACTS = {"account.balance": "86000.00", "loan.remaining": "280000.00", "employer.workers": "12"}


@pytest.fixture
def agency(db, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return AgencyFactory(is_default=True, name="某某市住房公积金管理中心")


def text_of_docx(content):
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    marks = [each.text for each in word.sections[0].header.paragraphs]
    return "\n".join([*(each.text for each in word.paragraphs), *cells, *marks])


def text_of_pdf(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize("code", sorted(bundled_forms()))
def test_a_sample_is_filled_in_as_the_form_itself_asks(code):
    definition = read_definition(bundled_form(code))
    sample = sample_of(definition)
    rows = sample.rows or None
    assert problems_of(definition, sample.values, on=sample_day(), facts=FACTS, rows=rows) == []
    if definition.batch:
        numbered = list(enumerate(sample.rows, start=2))
        assert not list(row_problems(definition.batch, numbered, workers=None, on=sample_day()))
    told = " ".join([*sample.values.values(), *(v for row in sample.rows for v in row.values())])
    for number in ("2199", "62100", "19900"):
        told = told.replace(number, "")
    assert "11010" not in told, "no region code of a real place"


@pytest.mark.parametrize("code", ["HOME_PURCHASE_WITHDRAWAL", "BASE_ADJUSTMENT"])
def test_both_formats_say_the_same_and_can_be_opened(code):
    definition = read_definition(bundled_form(code))
    sample = sample_of(definition)
    made = {
        is_sample: paper_form(
            definition, organ="某某中心", item="某事项", sample=sample if is_sample else None,
            is_demonstration=True,
        )
        for is_sample in (True, False)
    }  # fmt: skip
    for is_sample, form in made.items():
        word = text_of_docx(form_docx(form, sample_day()))
        pdf = text_of_pdf(form_pdf(form, sample_day()))
        for text in (definition.title, "某某中心", "演示数据", definition.sections[0].title):
            assert text in word and text in pdf, (text, is_sample)
        for told in (word, "".join(pdf.split())):
            assert (sample_note()[:12] in told) is is_sample
            assert ("填写样表" in told) is is_sample
            assert ("李示范" in told or "张样例" in told) is is_sample
        for material in definition.materials:
            assert material.label in word
    assert form_pdf(made[True], sample_day()) == form_pdf(made[True], sample_day())
    assert form_docx(made[True], sample_day()) == form_docx(made[True], sample_day())


def test_a_job_makes_four_files_of_each_item_and_a_second_run_none(agency):
    buying = item(agency, "HOME_PURCHASE_WITHDRAWAL", "购买自住住房提取", 1)
    item(agency, "", "本中心的事项", 2)
    item(agency, "RENT_WITHDRAWAL", "租赁住房提取", 3, withdrawn_on=date(2026, 1, 1))
    other = AgencyFactory(kind=AgencyKind.DEPARTMENT)
    item(other, "LOAN_APPLICATION", "贷款", 1)
    assert make_form_files(**NOW) == 4
    files = form_files_of(buying)
    assert [(each.kind, each.fmt) for each in files] == [
        ("BLANK", "docx"), ("BLANK", "pdf"), ("SAMPLE", "docx"), ("SAMPLE", "pdf"),
    ]  # fmt: skip
    for file in files:
        content = bytes_of(file)
        assert len(content) == file.size
        assert "购买自住住房提取" in (text_of_docx if file.fmt == "docx" else text_of_pdf)(content)
    change = Change.objects.get(kind="forms.made")
    assert change.detail["touches"] == [f"forms:{agency.pk}"]
    assert make_form_files(**NOW) == 0 and FormFile.objects.count() == 4


def test_files_that_are_out_of_date_or_lost_are_made_again(
    agency, django_capture_on_commit_callbacks
):
    row = item(agency, "HOME_PURCHASE_WITHDRAWAL", "购买自住住房提取", 1)
    make_form_files(**NOW)
    before = {each.stored_name for each in form_files_of(row)}
    agency.name = "改名后的住房公积金管理中心"
    agency.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert make_form_files(**NOW) == 4
    after = {each.stored_name for each in form_files_of(row)}
    assert not before & after
    there = {f"{path.parent.name}/{path.name}" for path in forms_folder().rglob("*.*")}
    assert there == after
    (forms_folder() / form_files_of(row)[0].stored_name).write_bytes(b"broken")
    (forms_folder() / form_files_of(row)[1].stored_name).unlink()
    assert make_form_files(**NOW) == 2

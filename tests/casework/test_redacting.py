"""Severing files: marked, made, searched, confirmed by another; any change starts anew."""

import io

import pdfplumber
import pytest
from django.db import IntegrityError, transaction

from casework.office import new_case, new_office
from casework.severing import LINES, NOW, WHY, act, begun, box_of, kept, marked, word
from documents.redactions.files import IDENTITY, NAME, PHONE, pdf_of, photograph
from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.casework.models import (
    CaseFile,
    Letter,
    LetterState,
    RedactedArea,
    Redaction,
    RedactionState,
)
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.enclosing import allowed_enclosures
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.operations.redacting import (
    add_area,
    confirm_redaction,
    look_at,
    prepare_redaction,
    remove_area,
    render_redaction,
)
from gongkai.casework.queries.redactions import reasons_list
from gongkai.documents.redactions.areas import RedactionRefused
from gongkai.rules.letters import LetterKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office()


@pytest.fixture
def case(office):
    return new_case(office)


def rendered(case, office, **details):
    return act(render_redaction, marked(case, office.clerk, **details), office.clerk)


def confirmed(redaction, officer):
    return act(confirm_redaction, redaction, officer, sha256=redaction.output.sha256)


def test_from_marking_to_the_reply(office, case):
    redaction = rendered(case, office)
    assert redaction.state == RedactionState.CHECKED and redaction.leaks == []
    assert redaction.output.name == f"{case.register_no}-区分处理1.pdf"
    with pdfplumber.open(io.BytesIO(content_of(redaction.output))) as pdf:
        text = "".join(pdf.pages[0].extract_text().split())
    assert LINES[0] in text and PHONE in text and NAME not in text
    assert not allowed_enclosures(case, LetterKind.REPLY).exists()
    confirmed(redaction, office.reviewer)
    assert list(allowed_enclosures(case, LetterKind.REPLY)) == [redaction.output]
    assert reasons_list(case) == (
        "1. “审批单.pdf”第1页部分内容：依据《中华人民共和国政府信息公开条例》第十五条，"
        f"{WHY['reason']}"
    )


def test_the_strings_under_a_box_are_kept_sealed_and_out_of_the_trail(office, case):
    redaction = marked(case, office.clerk)
    area = redaction.areas.get()
    assert area.text.splitlines() == ["姓名：", NAME, "身份证号：", IDENTITY]
    trail = str(list(Entry.objects.values_list("detail", flat=True)))
    assert NAME not in trail and IDENTITY not in trail
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["request.redaction_begun", "request.redaction_area_added"]


def test_what_stands_elsewhere_too_blocks_the_release(office, case):
    twice = pdf_of(LINES, [f"抄送{NAME}"])
    redaction = rendered(case, office, content=twice)
    assert redaction.state == RedactionState.BLOCKED
    assert [(leak["place"], leak["found"]) for leak in redaction.leaks] == [("第2页文字", "欧■■■")]
    assert redaction.output is None
    assert not CaseFile.objects.filter(kind="REDACTED").exists()
    with pytest.raises(CaseRefused, match="通过检查"):
        act(confirm_redaction, redaction, office.reviewer, sha256="")
    act(add_area, redaction, office.clerk, page=2, box=box_of(0), **WHY)
    assert act(render_redaction, redaction, office.clerk).state == RedactionState.CHECKED


def test_a_reason_lets_the_same_words_stand_in_the_open(office, case):
    redaction = begun(case, office.clerk, content=pdf_of(LINES, [f"抄送{NAME}"]))
    why = {"elsewhere": "该人为公职人员，职务行为的姓名可以公开", **WHY}
    act(add_area, redaction, office.clerk, page=1, box=box_of(1), **why)
    assert act(render_redaction, redaction, office.clerk).state == RedactionState.CHECKED


def test_what_was_typed_besides_is_looked_for_too(office, case):
    redaction = begun(case, office.clerk)
    act(add_area, redaction, office.clerk, page=1, box=box_of(1), text=f"{PHONE}\n", **WHY)
    redaction = act(render_redaction, redaction, office.clerk)
    assert [leak["found"][:2] for leak in redaction.leaks] == ["1■"]


@pytest.mark.parametrize("change", ["add", "remove"])
def test_any_change_voids_the_confirmation_and_the_old_copy_goes_nowhere(office, case, change):
    redaction = confirmed(rendered(case, office), office.reviewer)
    if change == "add":
        act(add_area, redaction, office.clerk, page=1, box=box_of(2), **WHY)
    else:
        act(remove_area, redaction, office.clerk, area=redaction.areas.get().pk)
    redaction.refresh_from_db()
    assert (redaction.state, redaction.output, redaction.confirmed_by) == ("DRAFT", None, None)
    assert CaseFile.objects.filter(kind="REDACTED").exists()
    assert not allowed_enclosures(case, LetterKind.REPLY).exists()
    assert reasons_list(case) == ""


def test_nobody_confirms_what_he_marked(office, case):
    second = OfficerFactory(agency=office.agency, clerk=True)
    redaction = marked(case, office.clerk)
    act(add_area, redaction, second, page=1, box=box_of(2), **WHY)
    redaction = act(render_redaction, redaction, second)
    for officer in (office.clerk, second):
        with pytest.raises(CaseRefused, match="另一名"):
            confirmed(redaction, officer)
    with pytest.raises(NotAllowed):
        confirmed(redaction, office.outsider)
    assert confirmed(redaction, office.head).confirmed_by == office.head


def test_the_database_itself_keeps_the_two_apart(office, case):
    redaction = marked(case, office.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Redaction.objects.filter(pk=redaction.pk).update(confirmed_by=redaction.prepared_by)


def test_only_exactly_the_file_that_was_seen_is_confirmed(office, case):
    redaction = rendered(case, office)
    with pytest.raises(CaseRefused, match="不一致"):
        act(confirm_redaction, redaction, office.reviewer, sha256="0" * 64)
    redaction.refresh_from_db()
    assert redaction.state == RedactionState.CHECKED


def test_who_acts_on_an_older_case_is_told_and_changes_nothing(office, case):
    redaction = marked(case, office.clerk)
    case.refresh_from_db()
    old = case.version - 1
    for operation, details in (
        (add_area, {"page": 1, "box": box_of(2), **WHY}),
        (remove_area, {"area": redaction.areas.get().pk}),
        (render_redaction, {}),
        (confirm_redaction, {"sha256": ""}),
    ):
        with pytest.raises(CaseChanged):
            operation(redaction=redaction, version=old, officer=office.clerk, **NOW, **details)
    case.refresh_from_db()
    assert case.version == old + 1 and RedactedArea.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ground": "NONE"}, "依据"),
        ({"ground": ""}, "依据"),
        ({"reason": "  "}, "理由"),
        ({"reason": "长" * 301}, "理由"),
        ({"box": None}, "方框"),
        ({"box": None, "text": "张三"}, "方框"),
        ({"page": 3}, "页码3不存在"),
        ({"page": 0}, "页码0不存在"),
        ({"box": (0.5, 0.5, 0.5, 0.9)}, "没有面积"),
        ({"text": "长" * 501}, "500字"),
    ],
)
def test_what_is_no_area_is_refused(office, case, wrong, told):
    redaction = begun(case, office.clerk)
    typed = {"page": 1, "box": box_of(1), **WHY, **wrong}
    with pytest.raises((CaseRefused, RedactionRefused), match=told):
        act(add_area, redaction, office.clerk, **typed)
    assert not RedactedArea.objects.exists()


def test_word_files_are_severed_by_text(office, case):
    redaction = begun(case, office.clerk, content=word(*LINES, f"抄送{NAME}"), name="审批单.docx")
    for wrong, told in (("", "填写"), ("张", "过短"), ("查无此人", "没有找到")):
        with pytest.raises(CaseRefused, match=told):
            act(add_area, redaction, office.clerk, text=wrong, **WHY)
    with pytest.raises(CaseRefused, match="按文字"):
        act(add_area, redaction, office.clerk, page=1, box=box_of(1), text=NAME, **WHY)
    act(add_area, redaction, office.clerk, text=f"{NAME}\n{IDENTITY}", **WHY)
    redaction = act(render_redaction, redaction, office.clerk)
    assert redaction.state == RedactionState.CHECKED
    assert redaction.output.name.endswith(".docx")
    confirmed(redaction, office.reviewer)
    assert "“审批单.docx”部分内容" in reasons_list(case)


def test_pictures_are_severed_by_boxes(office, case):
    redaction = begun(case, office.clerk, content=photograph(), name="照片.jpg", kind="RELEASED")
    act(add_area, redaction, office.clerk, page=1, box=(0, 0, 0.5, 1), text=PHONE, **WHY)
    redaction = act(render_redaction, redaction, office.clerk)
    assert redaction.state == RedactionState.CHECKED
    assert PHONE.encode() not in content_of(redaction.output)


def test_only_the_clerk_marks_and_only_files_that_are_given_out(office, case):
    file = kept(case, office.clerk)
    case.refresh_from_db()
    begin = {"version": case.version, **NOW}
    for officer in (office.reviewer, office.outsider):
        with pytest.raises(NotAllowed):
            prepare_redaction(file=file, officer=officer, **begin)
    identity = kept(case, office.clerk, kind="IDENTITY")
    with pytest.raises(CaseRefused, match="只有"):
        prepare_redaction(file=identity, officer=office.clerk, **begin)
    broken = kept(case, office.clerk, content=b"%PDF-1.7 broken")
    with pytest.raises(RedactionRefused, match="损坏"):
        prepare_redaction(file=broken, officer=office.clerk, **begin)
    assert not Redaction.objects.exists()
    first = prepare_redaction(file=file, officer=office.clerk, **begin)
    case.refresh_from_db()
    again = prepare_redaction(file=file, officer=office.clerk, **begin | {"version": case.version})
    assert again == first


def test_nothing_is_made_of_nothing(office, case):
    with pytest.raises(CaseRefused, match="还没有标注"):
        act(render_redaction, begun(case, office.clerk), office.clerk)


def test_what_went_out_is_changed_no_more(office, case):
    redaction = confirmed(rendered(case, office), office.reviewer)
    letter = Letter.objects.create(
        request=case, kind="REPLY", title="答复", addressee="甲", body="乙", content_hash="0" * 64,
        drafter=office.clerk, drafted_at=NOW["at"], state=LetterState.ISSUED, number="1号",
    )  # fmt: skip
    letter.enclosures.add(redaction.output)
    for operation, details in (
        (add_area, {"page": 1, "box": box_of(2), **WHY}),
        (remove_area, {"area": redaction.areas.get().pk}),
        (render_redaction, {}),
    ):
        with pytest.raises(CaseRefused, match="随文书发出"):
            act(operation, redaction, office.clerk, **details)


def test_each_look_is_on_record(office, case):
    redaction = rendered(case, office)
    for after in (False, True):
        look_at(redaction=redaction, after=after, page=1, officer=office.reviewer, **NOW)
    last = Entry.objects.order_by("pk").last()
    assert (last.action, last.officer) == ("request.read_file", office.reviewer)
    assert last.detail["page"] == 1
    with pytest.raises(NotAllowed):
        look_at(redaction=redaction, after=False, page=1, officer=office.outsider, **NOW)

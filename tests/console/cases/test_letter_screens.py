"""Letters in the console: drafted, signed by others, numbered, listed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.office import act, drafted, issued, new_case, new_office, signed
from console.conftest import desk, notes
from factories import CaseFactory
from gongkai.agencies.models import Appointment
from gongkai.casework.models import CaseFile, FileKind, Letter
from gongkai.casework.operations.signing import submit_letter

pytestmark = pytest.mark.django_db
BASE = "/console/requests/"


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office(name="丁市住房公积金管理中心", is_default=True)


@pytest.fixture
def case(office):
    return new_case(office)


def draft(office, case, **typed):
    """Draft a reply in the console, as the clerk."""
    case.refresh_from_db()
    data = {"version": case.version, "how": "登录本机关网站下载。", **typed}
    return desk(office.clerk).post(f"{BASE}{case.pk}/letters/REPLY/?outcome=DISCLOSED", data)


def test_a_reply_goes_from_choice_to_post(office, case):
    clerk = desk(office.clerk)
    chosen = clerk.get(f"{BASE}{case.pk}/letters/REPLY/")
    assert "无法提供：经检索信息不存在" in chosen.content.decode()
    assert (
        "获取信息的方式、途径和时间"
        in clerk.get(f"{BASE}{case.pk}/letters/REPLY/?outcome=DISCLOSED").content.decode()
    )
    answer = draft(office, case)
    letter = Letter.objects.get()
    address = f"{BASE}letters/{letter.pk}/"
    assert answer["Location"] == address
    page = clerk.get(address).content.decode()
    assert "必备内容齐全" in page and "登录本机关网站下载。" in page
    pdf = clerk.get(f"{address}files/pdf/")
    assert pdf.content.startswith(b"%PDF") and "no-store" in pdf["Cache-Control"]
    assert clerk.get(f"{address}files/docx/").content.startswith(b"PK")
    case.refresh_from_db()
    clerk.post(f"{address}submit/", {"version": case.version})
    for officer in (office.reviewer, office.head):
        assert f'href="{address}"' in desk(officer).get("/console/").content.decode()
        assert f'href="{address}"' in desk(officer).get(f"{BASE}letters/").content.decode()
        data = {"verdict": "PASS", "opinion": "", "content_hash": letter.content_hash}
        desk(officer).post(f"{address}sign/", data)
    case.refresh_from_db()
    day = timezone.localdate()
    clerk.post(f"{address}issue/", {"version": case.version, "issued_on": day.isoformat()})
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("ISSUED", f"某公积金公开答〔{day.year}〕1号")


def test_it_is_issued_with_number_and_files(office, case):
    draft(office, case)
    letter = signed(office, Letter.objects.get())
    address = f"{BASE}letters/{letter.pk}/"
    case.refresh_from_db()
    desk(office.clerk).post(
        f"{address}issue/", {"version": case.version, "issued_on": "2024-02-05"}
    )
    letter.refresh_from_db()
    case.refresh_from_db()
    assert letter.number == "某公积金公开答〔2024〕1号"
    assert (case.state, case.outcome) == ("CLOSED", "DISCLOSED")
    kinds = set(CaseFile.objects.filter(request=case).values_list("kind", flat=True))
    assert kinds == {FileKind.LETTER_PDF, FileKind.LETTER_DOCX}
    register = desk(office.reviewer).get(f"{BASE}letters/?year=2024").content.decode()
    assert letter.number in register and "连续无缺号" in register
    assert letter.number in desk(office.clerk).get(f"{BASE}{case.pk}/").content.decode()


def test_what_was_typed_stays_when_it_is_refused(office, case):
    office.agency.court = ""
    office.agency.save()
    answer = draft(office, case, how="到服务大厅领取")
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "管辖法院" in text and "到服务大厅领取" in text
    assert not Letter.objects.exists()


def test_an_edit_names_what_got_lost(office, case):
    draft(office, case)
    letter = Letter.objects.get()
    address = f"{BASE}letters/{letter.pk}/"
    case.refresh_from_db()
    body = "\n".join(line for line in letter.body.split("\n") if "行政复议" not in line)
    typed = {"version": case.version, "title": letter.title, "addressee": letter.addressee,
             "body": body, "how": "登录本机关网站下载。"}  # fmt: skip
    assert desk(office.clerk).post(f"{address}edit/", typed).status_code == 302
    assert "<li>救济途径</li>" in desk(office.clerk).get(address).content.decode()
    case.refresh_from_db()
    answer = desk(office.clerk).post(f"{address}submit/", {"version": case.version})
    assert "“救济途径”" in notes(answer)[0]
    letter.refresh_from_db()
    assert letter.state == "DRAFT"
    again = typed | {"version": case.version, "refill": "1"}
    desk(office.clerk).post(f"{address}edit/", again)
    letter.refresh_from_db()
    assert "申请行政复议" in letter.body


def test_an_older_page_is_told_and_keeps_what_was_typed(office, case):
    letter = drafted(office, case)
    address = f"{BASE}letters/{letter.pk}/edit/"
    typed = {
        "version": 0,
        "title": "答复书",
        "addressee": "赵小明",
        "body": "手工改过的正文",
        "how": "x",
    }
    answer = desk(office.clerk).post(address, typed)
    assert answer.status_code == 409 and "手工改过的正文" in answer.content.decode()
    letter.refresh_from_db()
    assert "手工改过的正文" not in letter.body


def test_other_organs_and_bystanders_see_nothing(office, case):
    letter = drafted(office, case)
    for path in (f"letters/{letter.pk}/", f"letters/{letter.pk}/files/pdf/",
                 f"letters/{letter.pk}/edit/", f"{case.pk}/letters/REPLY/"):  # fmt: skip
        assert desk(office.outsider).get(f"{BASE}{path}").status_code == 404
    for step in ("submit", "take-back", "sign", "issue", "void"):
        answer = desk(office.outsider).post(f"{BASE}letters/{letter.pk}/{step}/", {"version": 1})
        assert answer.status_code == 404
    Appointment.objects.filter(officer=office.reviewer).delete()
    assert desk(office.reviewer).get(f"{BASE}letters/").status_code == 403
    assert desk(office.reviewer).get(f"{BASE}letters/{letter.pk}/").status_code == 403
    assert desk(office.head).get(f"{BASE}{case.pk}/letters/REPLY/").status_code == 403


def test_templates_are_edited_previewed_and_put_back(office):
    head = desk(office.head)
    address = f"{BASE}letters/templates/REPLY/?outcome=NOT_FOUND"
    page = head.get(address).content.decode()
    assert "检索情况" in page
    used = head.get(address).context["form"].initial
    data = {
        "version": 0,
        "title": used["title"],
        "body": used["body"].replace("经检索", "经全面检索"),
    }
    assert "经全面检索" in head.post(address, data | {"preview": "1"}).content.decode()
    assert head.get(address).context["used"].version == 0
    assert head.post(address, data).status_code == 302
    assert head.get(address).context["used"].version == 1
    assert "第1版" in head.post(address, data).content.decode()
    faulty = data | {"version": 1, "body": data["body"].replace("{救济途径}", "")}
    answer = head.post(address, faulty)
    assert answer.status_code == 400 and "{救济途径}" in answer.content.decode()
    assert head.get(address.replace("REPLY/", "REPLY/preview/")).content.startswith(b"%PDF")
    head.post(address.replace("REPLY/", "REPLY/restore/"))
    used = head.get(address).context["used"]
    assert (used.version, "经全面检索" in used.body) == (2, False)
    answer = desk(office.clerk).post(address, data | {"version": 2})
    assert answer.status_code == 403


def test_details_of_the_organ_are_kept_by_the_head(office):
    typed = {"letter_word": "丁公积金", "reconsideration_organ": "丁市人民政府", "court": ""}
    answer = desk(office.head).post(f"{BASE}letters/templates/", typed)
    assert answer.status_code == 400 and "丁公积金" in answer.content.decode()
    desk(office.head).post(f"{BASE}letters/templates/", typed | {"court": "丁市丁区人民法院"})
    office.agency.refresh_from_db()
    assert (office.agency.letter_word, office.agency.court) == ("丁公积金", "丁市丁区人民法院")


def test_the_register_asks_no_more_questions_for_more_letters(office):
    reviewer, asked = desk(office.reviewer), []
    for number in range(6):
        letter = drafted(office, new_case(office, register_no=f"SQ{number}"))
        if number % 2:
            issued(office, letter)
        else:
            act(submit_letter, letter, office.clerk)
        with CaptureQueriesContext(connection) as queries:
            reviewer.get(f"{BASE}letters/?year=2024")
        asked.append(len(queries))
    assert len(set(asked[2:])) == 1


def test_an_unknown_kind_is_told(office, case):
    CaseFactory(agency=office.agency, arrived_on=date(2024, 1, 2))
    assert desk(office.clerk).get(f"{BASE}{case.pk}/letters/POEM/").status_code == 404

"""Official documents at the console: the list, the drafting form, the page, the registers."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from console.conftest import desk
from console.publishing.conftest import at, sent, shown
from factories import ColumnFactory
from gongkai.publications.models import (
    LegalDocument,
    LegalDocumentChange,
    OfficialDocument,
    Reassessment,
)
from gongkai.publications.operations.documents.drafting import AttachmentContent
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.publications.queries.file_contents import content_of
from gongkai.rules.document_stages import document_stages
from publications.documents.papers import (
    ON_REQUEST,
    WITHHELD,
    before_signature,
    drafted,
    form,
    issued,
    passed_by,
    reviewed,
    signed,
    submitted,
)
from publications.documents.test_drafting import save
from publications.documents.test_normative import entered


def typed(place, **changes):
    """Return the fields of the drafting form as a browser sends them."""
    content = form(place)
    return {
        "kind": content.kind, "title": content.title, "series": content.series,
        "addressees": content.addressees, "body": content.body, "has_seal": "on",
        "attribute": content.attribute, "column": place.column.pk, "do": "save",
        "attachment": [], "attachment_attribute": [], "attachment_body": [],
        "changed": [], "change": [], "changed_on": [], **changes,
    }  # fmt: skip


def ticks(document):
    """Return everything that the stage at hand ticks off, and the digest that was read."""
    document.refresh_from_db()
    name = document.review_round.stages[document.review_round.signatures.count()]
    checks = next(stage.checks for stage in document_stages() if stage.name == name)
    return {"content_hash": content_hash(document), "checked": list(checks), "verdict": "PASS"}


def test_a_document_is_drafted_saved_and_sent_off(newsroom):
    place = newsroom.place
    answer = sent(place.drafter, "new-document", **typed(place))
    one = OfficialDocument.objects.get()
    assert answer["Location"] == at("document", one.pk)
    assert (one.title, one.has_seal, one.column) == (form(place).title, True, place.column)
    page = shown(place.drafter, "document", one.pk)
    assert "发文稿纸" in page and "（此件公开发布）" in page and "送审" in page
    fields = typed(
        place, version=one.version, do="submit", title="关于调整基数的通知", is_normative="on",
        effective_on="2024-07-01", attachment=["申报表", ""], attachment_attribute=["", ""],
        attachment_body=["表格文字", ""], joint_with="某市财政局\r\n",
    )  # fmt: skip
    sent(place.reviewer, "edit-document", one.pk, **fields)
    one.refresh_from_db()
    assert (one.state, one.title, one.joint_with) == (
        "IN_REVIEW",
        "关于调整基数的通知",
        ["某市财政局"],
    )
    assert one.attachments == [{"name": "申报表", "attribute": "PROACTIVE", "body": "表格文字"}]
    assert (one.effective_on, one.is_normative) == (date(2024, 7, 1), True)
    assert "取回" in shown(place.drafter, "document", one.pk)


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("标题：未填写", {"title": " "}),
        ("请填写年-月-日", {"effective_on": "下月"}),
        ("只有纪要填写", {"attendance": "出席：张三"}),
        ("附件名称：应为1至100个字", {
            "attachment": [""], "attachment_attribute": [""], "attachment_body": ["没有名称"],
        }),
        ("没有所选的选项", {"kind": "NOVEL"}),
    ],
)  # fmt: skip
def test_what_is_refused_stays_on_the_page_as_it_was_typed(newsroom, message, changes):
    place = newsroom.place
    fields = typed(place, body="只此一份的正文", reason="写到一半的理由") | changes
    answer = sent(place.drafter, "new-document", **fields)
    page = answer.content.decode()
    assert answer.status_code == 400 and message in page
    assert "只此一份的正文" in page and "写到一半的理由" in page
    for text in changes.get("attachment_body", []):
        assert text in page
    assert not OfficialDocument.objects.exists()


def test_an_older_version_is_told_and_can_be_sent_again(newsroom):
    place = newsroom.place
    one = drafted(place)
    save(place, one, title="别人的题目的通知")
    answer = sent(
        place.drafter, "edit-document", one.pk, **typed(place, version=1, title="我的题目")
    )
    page = answer.content.decode()
    assert answer.status_code == 400 and "已有变动" in page and 'value="我的题目"' in page
    assert 'name="version" value="2"' in page
    one.refresh_from_db()
    assert one.title == "别人的题目的通知"


def test_a_word_file_fills_the_form_and_keeps_what_was_typed(newsroom):
    place = newsroom.place
    document = issued(place)
    word = SimpleUploadedFile("通知.docx", content_of(document.docx))
    fields = typed(
        place, do="import", title="", body="", reason="理由在此", attachment=["表"],
        attachment_attribute=[""], attachment_body=["附文"],
    )  # fmt: skip
    answer = desk(place.drafter).post(at("new-document"), {**fields, "word": word})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "住房公积金缴存基数" in page and "理由在此" in page and "附文" in page
    assert OfficialDocument.objects.count() == 1
    bad = SimpleUploadedFile("通知.docx", b"no")
    answer = desk(place.drafter).post(at("new-document"), {**fields, "word": bad, "title": "题"})
    assert answer.status_code == 400 and "Word文件" in answer.content.decode()
    answer = desk(place.drafter).post(at("new-document"), fields)
    assert "请先选择文件" in answer.content.decode()


def test_documents_that_are_forwarded_or_change_others_are_typed(newsroom):
    place = newsroom.place
    old = entered(place, 1, date(2019, 1, 1))
    fields = typed(
        place, forwards="某政发〔2024〕1号", forwarded_attribute="PROACTIVE", is_normative="on",
        changed=[str(old.pk), ""], change=["REPEALED", "REPEALED"], changed_on=["2024-03-01", ""],
    )  # fmt: skip
    sent(place.drafter, "new-document", **fields)
    one = OfficialDocument.objects.get()
    assert one.changes == [{"document": old.pk, "change": "REPEALED", "on": "2024-03-01"}]
    assert old.title in shown(place.drafter, "document", one.pk)
    page = shown(place.drafter, "edit-document", one.pk)
    assert f'<option value="{old.pk}" selected>' in page
    for wrong in ({"changed_on": ["明天", ""]}, {"changed": ["999999", ""]}):
        answer = sent(place.drafter, "new-document", **(fields | wrong))
        assert answer.status_code == 400 and "废止和修改的文件" in answer.content.decode()
    answer = sent(place.drafter, "new-document", **(fields | {"changed_on": ["", ""]}))
    assert "未填写起始日期" in answer.content.decode()


def test_attachments_get_their_files_on_the_page(newsroom):
    place = newsroom.place
    one = drafted(place, attachments=[AttachmentContent("申报表", "PROACTIVE")])
    given = {"version": one.version, "attachment": "申报表"}
    sent(place.drafter, "attach-to-document", one.pk, **given)
    one.refresh_from_db()
    assert "file" not in one.attachments[0]
    file = SimpleUploadedFile("申报表.txt", "申报".encode())
    sent(place.drafter, "attach-to-document", one.pk, **given, file=file)
    one.refresh_from_db()
    key = one.attachments[0]["file"]
    assert "申报表.txt" in shown(place.drafter, "document", one.pk)
    answer = desk(place.drafter).get(at("document-file", key))
    assert answer.content == "申报".encode() and "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    sent(place.drafter, "attach-to-document", one.pk, version=one.version, attachment="申报表",
         do="remove")  # fmt: skip
    one.refresh_from_db()
    assert "file" not in one.attachments[0]


def test_three_people_the_secrecy_reviewer_and_the_printer_take_it_to_its_end(newsroom):
    place = newsroom.place
    one = submitted(place)
    for name in ("documents", "publishing-tasks"):
        assert "待您办理的公文" in shown(place.department_head, name)
        assert "待您办理的公文" not in shown(place.leader, name)
    sent(place.department_head, "sign-document", one.pk, **ticks(one), opinion="同意")
    sent(place.office_head, "sign-document", one.pk, **ticks(one))
    answer = sent(place.leader, "sign-document", one.pk, **ticks(one), opinion="我的意见")
    page = answer.content.decode()
    assert answer.status_code == 400 and "尚未审查" in page and "我的意见" in page
    sent(
        place.secrecy, "review-document-secrecy", one.pk, content_hash=content_hash(one),
        conclusion="PUBLIC", basis="不涉及国家秘密",
    )  # fmt: skip
    sent(place.leader, "sign-document", one.pk, **ticks(one))
    one.refresh_from_db()
    assert (one.state, one.document_no[:5]) == ("SIGNED", "某公积金发")
    page = shown(place.drafter, "document", one.pk)
    assert "打开自动起草的信息" in page and "20个工作日" in page
    assert "待印发" in shown(place.drafter, "documents")
    sent(place.drafter, "act-on-document", one.pk, "issue", version=one.version)
    one.refresh_from_db()
    assert one.state == "ISSUED"
    page = shown(place.drafter, "document-conformity", one.pk)
    assert "量得的各项都符合" in page and "7.2.4" in page
    assert one.title in shown(place.drafter, "document-numbers")


def test_a_refused_review_of_secrecy_stays_as_typed(newsroom):
    place = newsroom.place
    one = submitted(place)
    answer = sent(
        place.secrecy, "review-document-secrecy", one.pk, content_hash=content_hash(one),
        conclusion="REFERRED", basis="涉及尚未公开的方案",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 400 and "报请机关" in page and "涉及尚未公开的方案" in page


def test_the_signatory_changes_the_attribute_on_the_page(newsroom):
    place = newsroom.place
    one = before_signature(place)
    page = shown(place.leader, "document", one.pk)
    assert "改变公开属性" in page and "改变公开属性" not in shown(place.secrecy, "document", one.pk)
    fields = {"content_hash": content_hash(one), "attribute": "WITHHELD", "reason": "内部安排事项"}
    answer = sent(place.leader, "decide-attribute", one.pk, **fields)
    assert answer.status_code == 400 and "内部安排事项" in answer.content.decode()
    sent(place.leader, "decide-attribute", one.pk, **fields, ground="INTERNAL_AFFAIRS")
    one.refresh_from_db()
    assert (one.attribute, one.state) == ("WITHHELD", "IN_REVIEW")
    assert "以前的1轮" in shown(place.leader, "document", one.pk)


def test_the_signatory_of_a_joint_document_says_when_the_others_signed(newsroom):
    place = newsroom.place
    one = before_signature(place, joint_with=["某市财政局"])
    assert "某市财政局签发日期" in shown(place.leader, "document", one.pk)
    sent(place.leader, "sign-document", one.pk, **ticks(one), signed_0="")
    sent(place.leader, "sign-document", one.pk, **ticks(one), signed_0="2024-01-09")
    one.refresh_from_db()
    assert one.joint_signed == {"某市财政局": "2024-01-09"}
    assert "某市财政局2024-01-09签发" in shown(place.leader, "document", one.pk)


def test_what_was_withheld_is_assessed_on_the_page_and_becomes_an_item(newsroom):
    place = newsroom.place
    one = issued(place, **WITHHELD)
    page = shown(place.office_head, "reassessments")
    assert one.title in page and "内部事务" in page and "系统默认，非法定" in page
    fields = {"version": one.version, "attribute": "PROACTIVE", "column": place.column.pk}
    answer = sent(place.office_head, "reassess-document", one.pk, **fields)
    assert answer.status_code == 400 and "评估意见：未填写" in answer.content.decode()
    sent(place.office_head, "reassess-document", one.pk, **fields, opinion="情势已变化")
    assert Reassessment.objects.get().after == "PROACTIVE"
    assert "改为主动公开" in shown(place.office_head, "reassessments")
    assert "打开自动起草的信息" in shown(place.office_head, "document", one.pk)


def test_the_register_of_normative_documents_and_its_clean_up(newsroom):
    place = newsroom.place
    old, new = entered(place, 1, date(2019, 1, 1)), entered(place, 2, date(2024, 1, 2))
    page = shown(place.office_head, "normative-documents")
    assert old.title in page and "应当清理" in page and "非法定期限" in page
    due = shown(place.office_head, "normative-documents", query="?standing=DUE")
    assert old.title in due
    fields = {"change": "REPEALED", "changed_on": "2024-02-01", "by_legal_document": new.pk}
    answer = sent(place.office_head, "normative-document", old.pk, **fields)
    assert answer.status_code == 400 and not LegalDocumentChange.objects.exists()
    sent(place.office_head, "normative-document", old.pk, **fields, basis="新办法第三十条")
    old.refresh_from_db()
    assert old.repealed_on == date(2024, 2, 1)
    page = shown(place.drafter, "normative-document", old.pk)
    assert "新办法第三十条" in page and new.title in page and "登记变动或者清理结论" not in page
    assert LegalDocument.objects.count() == 2


def test_the_preview_is_a_draft_until_it_is_signed(newsroom):
    place = newsroom.place
    one = drafted(place)
    answer = desk(place.drafter).get(at("preview-document", one.pk))
    assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]
    empty = drafted(place, body="")
    assert "还不能排版" in shown(place.drafter, "preview-document", empty.pk, status=404)
    shown(place.drafter, "document-conformity", one.pk, status=404)


def test_the_list_filters_by_state_attribute_kind_year_and_words(newsroom):
    place = newsroom.place
    drafted(place, title="关于甲事的通知")
    signed(place, title="关于乙事的通知", **ON_REQUEST)
    drafted(place, title="关于丙事的函", kind="LETTER", series="某公积金函")
    for query, there in (
        ("?state=SIGNED", "乙"), ("?attribute=ON_REQUEST", "乙"), ("?kind=LETTER", "丙"),
        ("?q=甲事", "甲"), ("?year=2024&q=乙", "乙"),
    ):  # fmt: skip
        page = shown(place.leader, "documents", query=query)
        rows = page[page.index("<tbody>") :]
        assert [name for name in "甲乙丙" if f"关于{name}事" in rows] == [there], query
    page = shown(place.leader, "documents", query="?year=1999")
    assert "没有符合条件的公文" in page
    assert "筛选条件无效" in shown(place.leader, "documents", query="?state=GONE")


@pytest.mark.parametrize(
    ("name", "at_most"),
    [("documents", 25), ("document-numbers", 16), ("normative-documents", 22),
     ("reassessments", 20)],
)  # fmt: skip
def test_more_documents_ask_no_more_queries(newsroom, name, at_most):
    place = newsroom.place

    def more(first):
        for number in range(first, first + 3):
            signed(place, title=f"第{number}通知", **WITHHELD)
            signed(place, title=f"第{number}办法", is_normative=True)
            submitted(place, title=f"第{number}函")
            old = entered(place, number, date(2018, 1, 1))
            LegalDocumentChange.objects.create(
                legal_document=old, change="CONFIRMED", on=date(2020, 1, 1), basis="清理",
                officer=place.office_head, entered_at=one.created_at,
            )  # fmt: skip

    client = desk(place.office_head)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(name)).status_code == 200
        return len(captured)

    one = submitted(place)
    passed_by(place, one, place.department_head)
    reviewed(place, one)
    more(1)
    asked()
    few = asked()
    more(10)
    assert few == asked() <= at_most


def test_acts_that_are_none_or_come_too_late_are_told(newsroom):
    place = newsroom.place
    one = drafted(place)
    assert sent(place.drafter, "act-on-document", one.pk, "sell").status_code == 404
    sent(place.drafter, "act-on-document", one.pk, "submit", version=99)
    one.refresh_from_db()
    assert one.state == "DRAFT"
    sent(place.drafter, "act-on-document", one.pk, "submit", version=one.version)
    sent(place.drafter, "act-on-document", one.pk, "take-back", version=one.version + 1)
    one.refresh_from_db()
    assert one.state == "DRAFT"
    sent(place.drafter, "act-on-document", one.pk, "abandon", version=one.version)
    one.refresh_from_db()
    assert one.state == "ABANDONED"
    assert at("document", one.pk) in sent(place.drafter, "edit-document", one.pk).get(
        "Location", at("document", one.pk)
    )


def test_a_closed_column_is_not_offered(newsroom):
    place = newsroom.place
    closed = ColumnFactory(agency=place.agency, name="停用的栏目", is_closed=True)
    assert closed.name not in shown(place.drafter, "new-document")


def test_a_local_value_is_chosen_in_the_settings_and_offered_by_the_form(newsroom):
    place = newsroom.place
    assert "删减后公开" not in shown(place.drafter, "new-document")
    assert "另设的公开属性" in shown(place.office_head, "publishing-settings")
    sent(place.office_head, "publishing-settings", local_attributes=["SEVERED"])
    assert "删减后公开" in shown(place.drafter, "new-document")
    fields = typed(place, attribute="SEVERED", ground="PRIVACY", reason="附有个人信息，删减后提供")
    sent(place.drafter, "new-document", **fields)
    one = OfficialDocument.objects.get()
    assert "（此件删减后公开）" in shown(place.drafter, "document", one.pk)
    assert "删减后公开" in shown(place.drafter, "documents")

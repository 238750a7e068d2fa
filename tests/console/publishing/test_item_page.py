"""An item's page: read, signed, returned, reviewed for secrecy, remarked on, taken down."""

from datetime import date

from console.conftest import notes
from console.publishing.conftest import at, sent, shown, typed
from factories import OfficerFactory
from gongkai.publications.models import Item
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.stages import stages_of
from gongkai.review.models import Substitution
from publications.office import AT, drafted, passed, published, signed, submitted


def newest(item):
    return Item.objects.get(pk=item.pk)


def verdict(item, stage=0, **changes):
    checks = stages_of(item.column)[stage].checks
    return {"verdict": "PASS", "content_hash": content_hash(item), "checked": checks,
            "opinion": "同意", **changes}  # fmt: skip


def test_it_reads_as_the_public_will_read_it_with_its_metadata(newsroom):
    page = shown(newsroom.leader, "item", newsroom.item.pk)
    for told in ("发布时编定", "2024-01-09", "面向社会", "通知公告", "上午8时30分"):
        assert told in page


def test_three_people_sign_and_somebody_publishes(newsroom):
    one = submitted(newsroom.place)
    signers = (newsroom.department_head, newsroom.reviewer, newsroom.leader)
    for stage, officer in enumerate(signers):
        assert "由您签署" in shown(officer, "item", one.pk)
        done = sent(officer, "sign-item", one.pk, **verdict(one, stage))
        assert "已签署通过" in notes(done)[0]
        assert "您已在本轮签署" in shown(officer, "item", one.pk) or stage == 2
    data = {"content_hash": content_hash(one), "conclusion": "PUBLIC", "basis": "不涉密"}
    assert sent(newsroom.secrecy, "review-item-secrecy", one.pk, **data).status_code == 302
    page = shown(newsroom.drafter, "item", one.pk)
    assert (
        "不涉密" in page and "孙局长" in page and f"{at('act-on-item', one.pk, 'publish')}" in page
    )
    done = sent(newsroom.drafter, "act-on-item", one.pk, "publish", version=newest(one).version)
    assert notes(done) == ["已发布。"] and newest(one).public_revision is not None


def test_passing_needs_every_tick_and_keeps_what_was_typed(newsroom):
    one = submitted(newsroom.place)
    data = verdict(one, checked=[], opinion="看过了", quoted=["8时30分", ""], wanted=["8:30", ""])
    refused = sent(newsroom.department_head, "sign-item", one.pk, **data)
    page = refused.content.decode()
    assert refused.status_code == 400 and "尚未核对" in page
    assert "看过了" in page and 'value="8时30分"' in page and newest(one).state == "IN_REVIEW"


def test_a_return_needs_an_opinion_and_marks_passages(newsroom):
    one = submitted(newsroom.place)
    data = verdict(one, verdict="RETURN", opinion="", quoted=["8时30分"], wanted=["8:30"])
    refused = sent(newsroom.department_head, "sign-item", one.pk, **data)
    assert "退回时须填写意见" in refused.content.decode()
    sent(newsroom.department_head, "sign-item", one.pk, **data | {"opinion": "请改时间写法"})
    page = shown(newsroom.drafter, "item", one.pk)
    assert newest(one).state == "DRAFT"
    assert "<del>8时30分</del> <ins>8:30</ins>" in page and "请改时间写法" in page


def test_a_changed_content_cannot_be_signed_and_an_old_page_neither(newsroom):
    one = submitted(newsroom.place)
    refused = sent(newsroom.department_head, "sign-item", one.pk, **verdict(one, content_hash="0"))
    assert refused.status_code == 400 and "内容有变动" in refused.content.decode()


def test_a_substitute_signs_in_the_place_of_whom_he_stands_in_for(newsroom):
    substitute = OfficerFactory(agency=newsroom.agency, name="冯替签", clerk=True)
    Substitution.objects.create(
        agency=newsroom.agency, principal=newsroom.department_head, substitute=substitute,
        from_on=date(2024, 1, 1), until_on=date(2099, 1, 1), reason="出差",
        made_by=newsroom.office_head, made_at=AT,
    )  # fmt: skip
    one = submitted(newsroom.place)
    assert "代李科长" in shown(substitute, "publishing-tasks")
    assert "代李科长签署" in shown(substitute, "item", one.pk)
    refused = sent(substitute, "sign-item", one.pk, **verdict(one))
    assert refused.status_code == 403
    data = verdict(one, on_behalf_of=newsroom.department_head.pk)
    assert sent(substitute, "sign-item", one.pk, **data).status_code == 302
    assert "冯替签（代李科长）" in shown(newsroom.drafter, "item", one.pk)


def test_signers_see_what_differs_from_what_was_returned_and_from_what_is_public(newsroom):
    one = submitted(newsroom.place)
    signed(newsroom.place, one, newsroom.department_head, verdict="RETURN")
    changed = newest(one)
    body = changed.body.replace("8时30分", "9时")
    sent(newsroom.drafter, "edit-item", one.pk, **typed(changed, body=body, do="submit"))
    page = shown(newsroom.department_head, "item", one.pk)
    assert "与上次退回的第1稿的不同" in page
    assert "<del>8</del><ins>9</ins>时<del>30分</del>" in page.replace("\n", "")
    two = published(newsroom.place, title="公开的通知")
    sent(newsroom.drafter, "act-on-item", two.pk, "revise", version=newest(two).version)
    sent(
        newsroom.drafter, "edit-item", two.pk, **typed(newest(two), title="公开的公告", do="submit")
    )
    page = shown(newsroom.department_head, "item", two.pk)
    assert "与已公开版本的不同" in page and "公开的<del>通知</del><ins>公告</ins>" in page
    assert "原版在网上" in page and newest(two).public_revision.content["title"] == "公开的通知"


def test_revisions_are_compared_in_one_text_and_side_by_side(newsroom):
    one = newsroom.item
    body = one.body + "<table><tr><td>网点</td><td>时间</td></tr></table>"
    changed = typed(one, body=body, formed_on="2024-01-08", document_no="葫公积金〔2024〕1号")
    sent(newsroom.drafter, "edit-item", one.pk, **changed)
    for view in ("inline", "side"):
        page = shown(
            newsroom.drafter, "compare-revisions", one.pk, query=f"?earlier=1&later=2&view={view}"
        ).replace("\n", "")
        assert "<ins>网点</ins>" in page and "<del>2024-01-09</del>" in page
        assert "发文字号" in page and "葫公积金〔2024〕1号" in page
    assert "两稿没有不同" in shown(
        newsroom.drafter, "compare-revisions", one.pk, query="?earlier=1&later=1"
    )
    assert one.title in shown(newsroom.drafter, "item-revision", one.pk, 1)


def test_secrecy_that_is_undecided_or_denied_blocks_and_says_so(newsroom):
    one = submitted(newsroom.place)
    data = {"content_hash": content_hash(one), "conclusion": "REFERRED", "basis": "不能确定"}
    refused = sent(newsroom.secrecy, "review-item-secrecy", one.pk, **data)
    assert refused.status_code == 400 and "请填写报请的机关" in refused.content.decode()
    assert "不能确定" in refused.content.decode()
    sent(newsroom.secrecy, "review-item-secrecy", one.pk, **data, referred_to="市保密局")
    assert "报请市保密局" in shown(newsroom.drafter, "item", one.pk)
    assert "已报请，待登记答复" in shown(newsroom.secrecy, "publishing-tasks")
    for officer in newsroom.place.signers:
        signed(newsroom.place, one, officer)
    done = sent(newsroom.drafter, "act-on-item", one.pk, "publish", version=newest(one).version)
    assert "尚未答复，不得公开" in notes(done)[0] and newest(one).state == "APPROVED"


def test_taken_down_at_once_with_a_reason(newsroom):
    one = published(newsroom.place)
    refused = sent(newsroom.reviewer, "take-down-item", one.pk, reason=" ")
    assert refused.status_code == 400 and "撤下原因：未填写" in refused.content.decode()
    sent(newsroom.reviewer, "take-down-item", one.pk, reason="数据有误")
    assert newest(one).state == "TAKEN_DOWN" and newest(one).public_revision is None
    assert "数据有误" in shown(newsroom.drafter, "item", one.pk)


def test_remarks_are_made_on_a_passage_and_settled(newsroom):
    one = newsroom.item
    refused = sent(newsroom.reviewer, "comment-on-item", one.pk, quoted="8时30分")
    assert refused.status_code == 400 and 'value="8时30分"' in refused.content.decode()
    sent(newsroom.reviewer, "comment-on-item", one.pk, text="请核对时间", quoted="8时30分")
    assert "请核对时间" in shown(newsroom.drafter, "publishing-tasks")
    assert "请核对时间" in shown(newsroom.drafter, "edit-item", one.pk)
    sent(newsroom.drafter, "settle-comment", one.pk, one.comments.get().pk)
    assert "请核对时间" not in shown(newsroom.drafter, "publishing-tasks")
    assert "王拟稿" in shown(newsroom.drafter, "item", one.pk)


def test_each_act_of_a_button(newsroom):
    one = submitted(newsroom.place)

    def act(name):
        data = {"version": newest(one).version}
        return notes(sent(newsroom.drafter, "act-on-item", one.pk, name, **data))[0]

    assert "已取回" in act("take-back") and newest(one).state == "DRAFT"
    assert "已送审" in act("submit") and newest(one).state == "IN_REVIEW"
    assert "只适用于" in act("revise")
    done = sent(newsroom.drafter, "act-on-item", one.pk, "take-back", version="x")
    assert "已有变动" in notes(done)[0] and newest(one).state == "IN_REVIEW"
    act("take-back")
    assert "已作废" in act("abandon") and newest(one).state == "ABANDONED"


def test_a_planned_item_goes_out_by_itself(newsroom):
    moment = AT.replace(year=2099)
    one = passed(newsroom.place, title="元旦公告", publish_at=moment)
    page = shown(newsroom.drafter, "item", one.pk)
    assert "定于2099-01-10 10:30自动发布" in page
    assert at("act-on-item", one.pk, "publish") not in page
    assert one.title in shown(newsroom.drafter, "publishing-calendar", query="?month=2099-01")


def test_what_is_typed_is_shown_as_text(newsroom):
    one = drafted(newsroom.place, title="<b>不是粗体</b>", body="<p>正文</p>")
    page = shown(newsroom.leader, "item", one.pk)
    assert "<b>不是粗体</b>" not in page and "&lt;b&gt;不是粗体" in page

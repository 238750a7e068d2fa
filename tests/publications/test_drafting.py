"""Writing an item: what is typed is kept, cleaned, compared, locked and never half saved."""

from datetime import date, timedelta

import pytest

from factories import ColumnFactory
from factories import ItemFactory as PublicationFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.publications.models import ItemLink, ItemRevision, OwnWord, WorkingCopy
from gongkai.publications.operations.acting import ItemRefused, ItemTaken
from gongkai.publications.operations.attaching import (
    attach_file,
    describe_file,
    order_files,
    remove_file,
)
from gongkai.publications.operations.checking import accept_finding
from gongkai.publications.operations.commenting import comment_on, settle_comment
from gongkai.publications.operations.drafting import (
    ContentRefused,
    abandon_item,
    complete_publication,
    restore_revision,
    save_item,
)
from gongkai.publications.operations.linking import link_items, unlink_items
from gongkai.publications.operations.locking import LAPSES_AFTER, release_lock, take_lock
from gongkai.publications.operations.submitting import submit_item
from gongkai.publications.operations.working_copies import drop_working_copy, keep_working_copy
from gongkai.publications.queries.contents import files_of
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.prechecking import precheck
from publications.office import AT, NOW, ON, content, drafted, office, published

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c636060606000000005000146b9d3b40000000049454e44ae426082"
)


@pytest.fixture
def place():
    return office()


def saved(place, item, officer=None, **changes):
    return save_item(
        item=item,
        version=item.version,
        content=content(place, **changes),
        officer=officer or place.drafter,
        **NOW,
    )


def attached(place, item, name="说明.txt", data=b"abc", use="ATTACHMENT", **more):
    file = attach_file(
        item=item, version=item.version, use=use, name=name, content=data,
        officer=place.drafter, **more, **NOW,
    )  # fmt: skip
    item.refresh_from_db()
    return file


def test_every_save_is_a_revision_and_the_same_twice_is_one(place):
    item = drafted(place)
    item = saved(place, item, summary="第二稿")
    item = saved(place, item, summary="第二稿")
    item = saved(place, item, summary="第三稿")
    summaries = [row.content["summary"] for row in item.revisions.order_by("number")]
    assert summaries == ["告知各网点自2024年2月1日起的办公时间。", "第二稿", "第三稿"]
    item = restore_revision(item=item, version=item.version, number=2, officer=place.drafter, **NOW)
    assert (item.summary, item.revisions.count()) == ("第二稿", 4)
    with pytest.raises(ItemRefused, match="没有第9稿"):
        restore_revision(item=item, version=item.version, number=9, officer=place.drafter, **NOW)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": "  "}, "title", "标题：未填写"),
        ({"title": "长" * 201}, "title", "标题：最多200字，现为201字"),
        ({"summary": "长" * 501}, "summary", "内容概述：最多500字"),
        ({"validity": "MAYBE"}, "validity", "没有“MAYBE”这一选项"),
        (
            {"effective_on": date(2024, 2, 1), "invalid_on": date(2024, 1, 1)},
            "invalid_on",
            "2024-01-01 早于实施日期 2024-02-01",
        ),
        (
            {"publish_at": AT, "expire_at": AT},
            "expire_at",
            "到期撤下时间不晚于定时发布时间",
        ),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_kept(place, changes, field, message):
    item = drafted(place)
    with pytest.raises(ContentRefused, match=message) as refusal:
        saved(place, item, **changes)
    assert refusal.value.field == field
    item.refresh_from_db()
    assert (item.version, item.revisions.count()) == (1, 1)


def test_a_column_of_another_organ_or_out_of_use_is_refused(place):
    item = drafted(place)
    with pytest.raises(ContentRefused, match="不是本机关的栏目"):
        saved(place, item, column=ColumnFactory())
    closed = ColumnFactory(agency=place.agency, is_closed=True)
    with pytest.raises(ContentRefused, match="已停用"):
        saved(place, item, also_in=(closed,))


def test_scripts_and_rubbish_of_office_programs_are_dropped(place):
    item = saved(
        place,
        drafted(place),
        body='<p class="MsoNormal" style="color:red" onclick="x()">正文<script>x()</script></p>'
        '<p><a href="javascript:x()">链接</a><img src="file:12" alt="图"></p>',
    )
    assert "script" not in item.body and "Mso" not in item.body and "onclick" not in item.body
    assert 'src="file:12"' in item.body


def test_only_those_who_write_write(place):
    for officer in (place.leader, place.secrecy, office().drafter):
        with pytest.raises(NotAllowed):
            save_item(
                item=drafted(place), version=1, content=content(place), officer=officer, **NOW
            )


def test_what_one_has_open_another_takes_over_or_waits_for(place):
    item = take_lock(item=drafted(place), officer=place.drafter, **NOW)
    with pytest.raises(ItemTaken, match="正在由王拟稿编辑（10:30起）"):
        take_lock(item=item, officer=place.reviewer, **NOW)
    with pytest.raises(ItemTaken):
        saved(place, item, officer=place.reviewer)
    release_lock(item=item, officer=place.reviewer)
    later = AT + LAPSES_AFTER + timedelta(seconds=1)
    assert take_lock(item=item, officer=place.reviewer, on=ON, at=later).locked_by == place.reviewer
    mine = take_lock(item=item, officer=place.drafter, on=ON, at=later, take_over=True)
    assert mine.locked_by == place.drafter
    release_lock(item=item, officer=place.drafter)
    item.refresh_from_db()
    assert item.locked_by is None


def test_what_was_typed_and_not_saved_is_kept_until_it_is(place):
    item = drafted(place)
    for title in ("新标", "新标题"):
        keep_working_copy(
            item=item, version=item.version, content={"title": title}, officer=place.drafter, **NOW
        )
    assert WorkingCopy.objects.get().content == {"title": "新标题"}
    with pytest.raises(ItemRefused, match="内容过长"):
        keep_working_copy(
            item=item, version=1, content={"body": "长" * 4_000_000}, officer=place.drafter, **NOW
        )
    drop_working_copy(item=item, officer=place.drafter)
    assert not WorkingCopy.objects.exists()


def test_files_are_kept_encrypted_under_their_true_type_and_counted_in_the_hash(place, files):
    item = drafted(place)
    first = item.revisions.last().content_hash
    file = attached(place, item, data="网点地址".encode())
    assert content_of(file) == "网点地址".encode()
    kept = [path.read_bytes() for path in files.rglob("*") if path.is_file()]
    assert kept and all("网点地址".encode() not in one for one in kept)
    assert item.revisions.order_by("number").last().content_hash != first
    assert file.media_type == "text/plain"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "a.png", "data": PNG, "use": "IMAGE"}, "替代文本：图片“a.png”未填写"),
        ({"name": "a.txt", "use": "IMAGE", "alt_text": "图"}, "不是图片"),
        ({"name": "a.mp4", "use": "VIDEO", "alt_text": "视频"}, "不是MP4视频"),
        ({"name": "a.exe", "data": b"MZ" + b"\0" * 99}, "附件："),
        ({"name": "a.pdf", "data": PNG}, "附件："),
        ({"use": "OTHER"}, "没有“OTHER”这一选项"),
        ({"data": b""}, "附件："),
    ],
)
def test_files_that_lie_or_are_not_described_are_refused(place, given, message):
    item = drafted(place)
    with pytest.raises(ItemRefused, match=message):
        attached(place, item, **given)
    assert not item.files.exists()


def test_files_are_described_ordered_and_removed_but_not_while_the_text_shows_them(place):
    item = drafted(place)
    one = attached(place, item, "一.png", PNG, "IMAGE", alt_text="网点分布图")
    two = attached(place, item, "二.txt")
    order_files(
        item=item, version=item.version, order=[two.pk, one.pk], officer=place.drafter, **NOW
    )
    item.refresh_from_db()
    assert [file.pk for file in files_of(item)] == [two.pk, one.pk]
    describe_file(
        file=one, version=item.version, alt_text="全市网点分布图", officer=place.drafter, **NOW
    )
    item.refresh_from_db()
    item = saved(place, item, body=f'<p><img src="file:{one.pk}" alt="图"></p>')
    with pytest.raises(ItemRefused, match="仍用在正文中"):
        remove_file(file=one, version=item.version, officer=place.drafter, **NOW)
    item = remove_file(file=two, version=item.version, officer=place.drafter, **NOW)
    assert [file.alt_text for file in files_of(item)] == ["全市网点分布图"]


def test_links_lead_to_another_item_of_the_organ_once(place):
    item, policy = drafted(place), drafted(place, title="关于办公时间的规定")
    given = {"kind": "INTERPRETS", "officer": place.drafter, **NOW}
    link = link_items(item=item, version=item.version, target=policy, **given)
    item.refresh_from_db()
    for target, message in (
        (policy, "不再重复"),
        (item, "不能关联自身"),
        (drafted(office()), "只能关联本机关"),
    ):
        with pytest.raises(ItemRefused, match=message):
            link_items(item=item, version=item.version, target=target, **given)
    assert policy.links_in.get() == link
    unlink_items(link=link, version=item.version, officer=place.drafter, **NOW)
    assert not ItemLink.objects.exists()


def test_an_identity_number_stops_it_until_it_is_mended_or_confirmed_by_name(place):
    item = drafted(place, body="<p>申请人身份证号码为11010519491231002X。</p>")
    with pytest.raises(ItemRefused, match="内容检查有1项须改正") as refusal:
        submit_item(item=item, version=item.version, officer=place.drafter, **NOW)
    assert "19491231002X" not in str(refusal.value)
    (found,) = precheck(item, ON).open
    with pytest.raises(ItemRefused, match="确认理由"):
        accept_finding(
            item=item, version=item.version, rule=found.rule, digest=found.digest, reason="",
            officer=place.drafter, **NOW,
        )  # fmt: skip
    with pytest.raises(ItemRefused, match="已不存在"):
        accept_finding(
            item=item, version=item.version, rule=found.rule, digest="0" * 64, reason="样例号码",
            officer=place.drafter, **NOW,
        )  # fmt: skip
    accepted = accept_finding(
        item=item, version=item.version, rule=found.rule, digest=found.digest,
        reason="填表样例，不是真实号码", officer=place.drafter, **NOW,
    )  # fmt: skip
    assert accepted.officer == place.drafter and "19491231002X" not in accepted.matched
    item.refresh_from_db()
    submit_item(item=item, version=item.version, officer=place.drafter, **NOW)


def test_the_organs_own_wrong_words_count(place):
    item = drafted(place, body="<p>请到服务大厅二层办理。</p>")
    assert not precheck(item, ON).open
    OwnWord.objects.create(
        agency=place.agency, wrong="服务大厅", right="政务服务大厅", source="内部用语规范",
        officer=place.office_head, added_at=AT,
    )  # fmt: skip
    (found,) = precheck(item, ON).open
    assert (found.matched, found.suggestion) == ("服务大厅", "政务服务大厅")


def test_remarks_reach_the_drafter_and_are_settled_once(place):
    item = drafted(place)
    with pytest.raises(ItemRefused, match="意见：未填写"):
        comment_on(item=item, text=" ", officer=place.reviewer, **NOW)
    remark = comment_on(
        item=item, text="请写明地址", quoted="各网点", officer=place.reviewer, **NOW
    )
    assert settle_comment(comment=remark, officer=place.drafter, **NOW).settled_by == place.drafter
    assert settle_comment(comment=remark, officer=place.leader, **NOW).settled_by == place.drafter


def test_an_abandoned_draft_stays_on_record(place):
    item = drafted(place)
    item = abandon_item(item=item, version=item.version, officer=place.drafter, **NOW)
    assert item.state == "ABANDONED" and ItemRevision.objects.filter(item=item).exists()
    with pytest.raises(ItemRefused, match="当前为“已作废”"):
        saved(place, item)


def test_an_entry_that_a_ledger_brought_is_given_its_text_once(place):
    entry = PublicationFactory(column=place.column, published_on=date(2023, 6, 1))
    given = {"publication": entry, "content": content(place, formed_on=date(2023, 6, 1))}
    item = complete_publication(**given, officer=place.drafter, **NOW)
    with pytest.raises(ItemRefused, match="已有正文"):
        complete_publication(**given, officer=place.drafter, **NOW)
    item = published(place, item)
    entry.refresh_from_db()
    assert (item.publication, entry.title) == (entry, item.title)
    assert entry.published_on == date(2023, 6, 1)


def test_links_that_lead_nowhere_on_the_own_site_stop_it(place):
    public, draft = published(place), drafted(place)
    code = place.agency.code
    file = attached(place, draft)
    good = f'<p><a href="/xinxi/{code}/{public.pk}/">原文</a><a href="file:{file.pk}">附件</a></p>'
    assert not precheck(saved(place, draft, body=good), ON).open
    draft.refresh_from_db()
    dead = f'<p><a href="/xinxi/{code}/{draft.pk}/">草稿</a><img src="file:9999" alt="图"></p>'
    found = precheck(saved(place, draft, body=dead), ON).open
    assert [(each.rule, each.place) for each in found] == [
        ("LINK_DEAD", "body/a-1"),
        ("LINK_DEAD", "body/img-1"),
    ]

"""Writing an item at the console: nothing typed is lost, nobody overwrites anybody."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from console.conftest import desk, notes
from console.publishing.conftest import PNG, at, sent, shown, typed
from gongkai.publications.models import Item, WorkingCopy
from gongkai.publications.operations.locking import take_lock
from publications.office import NOW, drafted, submitted


def newest(item):
    return Item.objects.get(pk=item.pk)


def upload(name="大门.png", content=PNG):
    return SimpleUploadedFile(name, content)


def test_a_draft_begins_with_a_column_and_a_title(newsroom):
    refused = sent(newsroom.drafter, "new-item", column=newsroom.news.pk)
    assert refused.status_code == 400 and "标题：请填写标题" in refused.content.decode()
    refused = sent(newsroom.drafter, "new-item", title="没有栏目的信息")
    assert "主栏目：请选择栏目" in refused.content.decode()
    assert 'value="没有栏目的信息"' in refused.content.decode()
    done = sent(newsroom.drafter, "new-item", column=newsroom.news.pk, title="工作简报")
    one = Item.objects.get(title="工作简报")
    assert done["Location"] == at("edit-item", one.pk)
    assert (one.column, one.drafter, one.state) == (newsroom.news, newsroom.drafter, "DRAFT")


def test_a_word_file_becomes_a_draft(newsroom, tmp_path):
    document = Document()
    document.add_heading("关于网点搬迁的通知", 0)
    document.add_paragraph("市直网点自2024年3月1日起搬迁。")
    path = tmp_path / "通知.docx"
    document.save(path)
    file = upload("通知.docx", path.read_bytes())
    done = sent(newsroom.drafter, "new-item", column=newsroom.news.pk, file=file)
    one = Item.objects.latest("pk")
    assert done["Location"] == at("edit-item", one.pk)
    assert "市直网点自2024年3月1日起搬迁。" in one.body
    refused = sent(newsroom.drafter, "new-item", column=newsroom.news.pk, file=upload("假.docx"))
    assert refused.status_code == 400 and "Word文件：" in refused.content.decode()


def test_saving_keeps_a_revision_and_tells_what_is_wrong_beside_its_field(newsroom):
    one = newsroom.item
    done = sent(newsroom.drafter, "edit-item", one.pk, **typed(one, title="改过的标题"))
    assert done.status_code == 302 and "已保存" in notes(done)[0]
    assert (newest(one).title, one.revisions.count()) == ("改过的标题", 2)
    wrong = typed(newest(one), effective_on="2024-03-01", invalid_on="2024-02-01", summary="新概述")
    refused = sent(newsroom.drafter, "edit-item", one.pk, **wrong)
    page = refused.content.decode()
    assert refused.status_code == 400 and "早于实施日期" in page and "新概述" in page
    wrong = typed(newest(one), formed_on="9日", expire_at="x", validity="?", column="0")
    page = sent(newsroom.drafter, "edit-item", one.pk, **wrong).content.decode()
    for told in ("成文日期：请填写年-月-日", "到期撤下：请填写日期和时间", "有效性：没有所选"):
        assert told in page
    assert one.revisions.count() == 2


def test_saving_what_did_not_change_does_nothing(newsroom):
    one = newsroom.item
    assert sent(newsroom.drafter, "edit-item", one.pk, **typed(one)).status_code == 302
    assert newest(one).version == one.version and one.revisions.count() == 1


def test_an_older_version_is_refused_with_what_was_typed_and_may_then_be_sent_again(newsroom):
    one = newsroom.item
    sent(newsroom.reviewer, "edit-item", one.pk, **typed(one, summary="审核人改过的概述。"))
    refused = sent(newsroom.drafter, "edit-item", one.pk, **typed(one, title="我的标题"))
    page = refused.content.decode()
    assert refused.status_code == 409 and "赵审核最近保存了第2稿" in page and "我的标题" in page
    assert newest(one).title != "我的标题"
    again = typed(newest(one), title="我的标题")
    assert f'name="version" value="{again["version"]}"' in page
    assert sent(newsroom.drafter, "edit-item", one.pk, **again).status_code == 302


def test_pasted_rubbish_is_dropped_on_saving_too(newsroom):
    one = newsroom.item
    body = '<p class="MsoNormal" style="color:red">正文</p><script>alert(1)</script>'
    sent(newsroom.drafter, "edit-item", one.pk, **typed(one, body=body))
    assert newest(one).body == "<p>正文</p>"
    answer = sent(newsroom.drafter, "clean-pasted", html=body).json()
    assert answer == {"html": "<p>正文</p>", "told": ""}


def test_files_are_added_described_put_in_order_and_removed_without_losing_what_is_typed(newsroom):
    one = newsroom.item

    def step(do, **more):
        return sent(newsroom.drafter, "edit-item", one.pk, **typed(newest(one), do=do, **more))

    refused = step("attach", use="IMAGE", file=upload(), title="边改标题边加图")
    assert refused.status_code == 400 and "替代文本" in refused.content.decode()
    # The text was saved before the file was refused.
    assert newest(one).title == "边改标题边加图"
    for number in ("一", "二"):
        assert step("attach", use="IMAGE", file=upload(), alt_text=f"图{number}").status_code == 302
    first, second = one.files.order_by("position")
    step(f"up:{second.pk}")
    assert [file.pk for file in one.files.order_by("position")] == [second.pk, first.pk]
    step(f"describe:{first.pk}", **{f"alt-{first.pk}": "新说明"})
    first.refresh_from_db()
    assert first.alt_text == "新说明"
    address = at("item-file", first.pk)
    step("save", body=f'<p>图：<img src="{address}" alt="新说明"></p>')
    assert f'"file:{first.pk}"' in newest(one).body
    assert f'src="{address}"' in shown(newsroom.drafter, "item", one.pk)
    assert address in shown(newsroom.drafter, "edit-item", one.pk)
    assert "仍用在正文中" in step(f"remove:{first.pk}").content.decode()
    step("save", body="<p>无图</p>")
    assert "没有需要清除的个人信息" in step(f"clean:{second.pk}").content.decode()
    assert step(f"remove:{first.pk}")["Location"].endswith("#files")
    assert one.files.filter(removed_at=None).count() == 1
    for do in ("remove:999", "up:x", "unlink:9", "link", "attach", "approve"):
        assert step(do).status_code == 400, do


def test_items_are_found_and_linked_both_ways(newsroom):
    one, other = newsroom.item, drafted(newsroom.place, title="公积金提取政策解读")
    client = desk(newsroom.drafter)
    found = client.get(at("find-items", one.pk), {"q": "解读"}).content.decode()
    assert other.title in found and one.title not in found
    assert "没有标题或文号含" in client.get(at("find-items", one.pk), {"q": "无"}).content.decode()
    data = typed(one, do="link", target=other.pk, kind="INTERPRETS")
    assert client.post(at("edit-item", one.pk), data)["Location"].endswith("#links")
    assert other.title in shown(newsroom.drafter, "item", one.pk)
    assert "以本条为“解读”" in shown(newsroom.drafter, "item", other.pk)
    link = one.links_out.get()
    client.post(at("edit-item", one.pk), typed(newest(one), do=f"unlink:{link.pk}"))
    assert not one.links_out.exists()


def test_the_panel_checks_what_is_typed_and_leads_to_its_place(newsroom):
    one = newsroom.item
    body = "<h2>一、说明</h2><p>请联系 13800138000。</p>"
    page = sent(newsroom.drafter, "check-item", one.pk, **typed(one, body=body)).content.decode()
    # "一、说明请联系" are seven characters, blanks left out.
    assert 'data-gk-jump="body" data-start="7" data-end="18"' in page
    assert "正文第2段" in page and "138******00" in page and "13800138000" not in page
    assert newest(one).body == one.body
    page = sent(
        newsroom.drafter, "check-item", one.pk, **typed(one, title="缴存帐户")
    ).content.decode()
    assert 'data-gk-jump="title" data-start="2" data-end="4"' in page


def test_a_false_positive_is_confirmed_by_name_with_a_reason(newsroom):
    one = newsroom.item
    sent(newsroom.drafter, "edit-item", one.pk, **typed(one, body="<p>电话13800138000。</p>"))
    page = shown(newsroom.drafter, "edit-item", one.pk)
    key = page.split('value="accept:')[1].split('"')[0]
    digest = key.split(":")[1]
    refused = sent(newsroom.drafter, "edit-item", one.pk, **typed(newest(one), do=f"accept:{key}"))
    assert "确认理由" in refused.content.decode()
    data = typed(newest(one), do=f"accept:{key}", **{f"reason-{digest}": "公开的值班手机"})
    assert sent(newsroom.drafter, "edit-item", one.pk, **data).status_code == 302
    assert "王拟稿" in shown(newsroom.drafter, "edit-item", one.pk)
    assert one.accepted_findings.get().reason == "公开的值班手机"


def test_sent_off_from_the_editor(newsroom):
    one = newsroom.item
    data = typed(one, do="submit", title="送审的标题")
    done = sent(newsroom.drafter, "edit-item", one.pk, **data)
    assert done["Location"] == at("item", one.pk)
    assert (newest(one).state, newest(one).title) == ("IN_REVIEW", "送审的标题")
    away = desk(newsroom.drafter).get(at("edit-item", one.pk))
    assert away["Location"] == at("item", one.pk) and "须先取回" in notes(away)[0]
    late = sent(newsroom.drafter, "edit-item", one.pk, **typed(newest(one), title="太晚"))
    assert late.status_code == 400 and "太晚" in late.content.decode()


def test_what_is_typed_is_kept_offered_restored_and_dropped(newsroom):
    one = newsroom.item
    data = typed(one, title="没保存的标题", formed_on="不是日期", also_in=[newsroom.news.pk])
    answer = json.loads(sent(newsroom.drafter, "keep-copy", one.pk, **data).content)
    assert answer["told"] == "" and answer["kept_at"]
    page = shown(newsroom.drafter, "edit-item", one.pk)
    assert "输入的内容没有保存，已暂存" in page and "没保存的标题" not in page
    page = shown(newsroom.drafter, "edit-item", one.pk, query="?copy=1")
    assert "没保存的标题" in page and "不是日期" in page
    assert "没保存的标题" not in shown(newsroom.leader, "item", one.pk)
    assert sent(newsroom.drafter, "drop-copy", one.pk).status_code == 302
    assert not WorkingCopy.objects.exists()
    sent(newsroom.drafter, "keep-copy", one.pk, **data)
    sent(newsroom.drafter, "edit-item", one.pk, **typed(newest(one), title="保存了"))
    assert not WorkingCopy.objects.exists()


def test_keeping_tells_what_happened_meanwhile(newsroom):
    one = newsroom.item
    take_lock(item=one, officer=newsroom.reviewer, on=NOW["on"], at=timezone.now())
    answer = sent(newsroom.drafter, "keep-copy", one.pk, **typed(one)).json()
    assert "正在由赵审核编辑" in answer["told"]
    other = submitted(newsroom.place, title="已送审的信息")
    assert "审核中" in sent(newsroom.drafter, "keep-copy", other.pk, **typed(other)).json()["told"]
    assert WorkingCopy.objects.count() == 2


def test_the_pen_is_held_taken_over_and_lapses(newsroom):
    one = newsroom.item
    shown(newsroom.reviewer, "edit-item", one.pk)
    page = shown(newsroom.drafter, "edit-item", one.pk, status=409)
    assert "正在由赵审核编辑" in page and "接管编辑" in page
    refused = sent(newsroom.drafter, "edit-item", one.pk, **typed(one, title="我的标题"))
    assert refused.status_code == 409 and "我的标题" in refused.content.decode()
    assert sent(newsroom.drafter, "take-over-item", one.pk).status_code == 302
    assert newest(one).locked_by == newsroom.drafter
    sent(newsroom.drafter, "edit-item", one.pk, **typed(one, title="我的标题"))
    assert newest(one).title == "我的标题"
    Item.objects.filter(pk=one.pk).update(locked_at=timezone.now() - timedelta(minutes=31))
    shown(newsroom.reviewer, "edit-item", one.pk)
    assert newest(one).locked_by == newsroom.reviewer


def test_a_wrong_click_is_undone_by_an_earlier_revision(newsroom):
    one = newsroom.item
    sent(newsroom.drafter, "edit-item", one.pk, **typed(one, body="", summary=""))
    done = sent(newsroom.drafter, "restore-revision", one.pk, 1, version=newest(one).version)
    assert "已恢复第1稿" in notes(done)[0] and newest(one).body == one.body


@pytest.mark.parametrize("name", ["edit-item", "item"])
def test_more_on_an_item_asks_no_more_questions(newsroom, name):
    one, client = newsroom.item, desk(newsroom.drafter)

    def asked():
        client.get(at(name, one.pk))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at(name, one.pk)).status_code == 200
        return len(captured)

    def more():
        other = drafted(newsroom.place, title="另一条")
        data = typed(newest(one), do="link", target=other.pk, kind="RELATED")
        client.post(at("edit-item", one.pk), data)
        data = typed(newest(one), do="attach", use="IMAGE", file=upload(), alt_text="图")
        client.post(at("edit-item", one.pk), data)
        client.post(at("comment-on-item", one.pk), {"text": "请核对"})

    more()
    before = asked()
    for _number in range(3):
        more()
    assert asked() == before

"""One item's page: what was approved and nothing else, with its files and what belongs to it."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import AgencyFactory, ColumnFactory, ItemFactory
from gongkai.agencies.models import Agency
from gongkai.publications.models import Item
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.checking import accept_finding
from gongkai.publications.operations.drafting import revise_item, save_item
from gongkai.publications.operations.linking import link_items
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.queries.prechecking import precheck
from portal.reading import subjects, tags, text, title, until
from publications.office import NOW, content, drafted, office, published

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep files in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path
    return tmp_path


@pytest.fixture
def place(db):
    """Return an office whose organ is the site's."""
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(code="gjj", is_default=True)
    place.agency.refresh_from_db()
    return place


def address(item, place=None):
    return f"/xinxi/{item.agency.code}/{item.pk}/"


def with_file(place, item, name, data, use="ATTACHMENT", alt_text=""):
    """Return an item with one more file, and the file."""
    file = attach_file(item=item, version=item.version, use=use, name=name, content=data,
                       alt_text=alt_text, officer=place.drafter, **NOW)  # fmt: skip
    item.refresh_from_db()
    return item, file


def illustrated(place):
    """Return a public item whose text shows its picture and names its sheet."""
    item, picture = with_file(place, drafted(place), "网点.png", PNG, "IMAGE", "新网点正门")
    item, sheet = with_file(place, item, "办公时间表.txt", "时间表".encode())
    body = (
        "<h2>一、时间</h2><p>见下表。</p><table><tbody><tr><th>网点</th><td>上午</td></tr></tbody>"
        f'</table><p><img src="file:{picture.pk}" alt="新网点正门"></p>'
        f'<p>详见<a href="file:{sheet.pk}">时间表</a>。</p>'
    )
    item = save_item(item=item, version=item.version, content=content(place, body=body,
                     topic="住房公积金", issuer="某市住房公积金管理中心", keywords="办公时间",
                     source="本中心"), officer=place.drafter, **NOW)  # fmt: skip
    return published(place, accepted(place, item)), picture, sheet


def accepted(place, item):
    """Return a draft whose findings somebody has confirmed to be no faults."""
    for found in precheck(item, NOW["on"]).open:
        accept_finding(item=item, version=item.version, rule=found.rule, digest=found.digest,
                       reason="已人工核对图片", officer=place.drafter, **NOW)  # fmt: skip
        item.refresh_from_db()
    return item


def test_a_page_shows_the_approved_text_with_its_metadata(client, place):
    item, picture, sheet = illustrated(place)
    response = client.get(address(item))
    page = text(response)
    assert response.status_code == 200
    for fact in (
        "<dt>索引号</dt><dd>12211400MB1234567X/2024-00001", "<dt>主题分类</dt><dd>住房公积金",
        "<dt>发文字号</dt><dd>无", "<dt>公开方式</dt><dd>主动公开", "<dt>公开范围</dt><dd>面向社会",
        "<dt>信息来源</dt><dd>本中心", "<dt>发文机关</dt><dd>某市住房公积金管理中心",
        '<dt>成文日期</dt><dd><time datetime="2024-01-09">2024-01-09',
        '<dt>发布日期</dt><dd><time datetime="2024-01-10">2024-01-10',
    ):  # fmt: skip
        assert fact in page
    assert "<dt>内容概述</dt><dd>告知各网点" in page
    assert "<dt>有效性" not in page and "<dt>实施日期" not in page
    assert f'<img src="{address(item)}wenjian/{picture.pk}.png" alt="新网点正门">' in page
    assert f'详见<a href="{address(item)}wenjian/{sheet.pk}.txt">时间表</a>' in page
    assert '<div class="item-scroll" role="region" aria-label="表格" tabindex="0"><table>' in page
    assert "办公时间表.txt</a> <small>TXT" in page


def test_a_page_carries_the_tags_of_a_content_page(client, place):
    item, picture, _sheet = illustrated(place)
    found = tags(client.get(address(item)))
    assert found["ArticleTitle"] == item.title
    assert found["PubDate"] == "2024-01-10 10:30"
    assert found["ContentSource"] == "本中心"
    assert found["Author"] == "某市住房公积金管理中心"
    assert found["Keywords"] == "办公时间"
    assert found["Description"].startswith("告知各网点")
    assert found["ColumnName"] == "通知公告"
    assert found["Url"] == f"http://testserver{address(item)}"
    assert found["Image"].endswith(f"/wenjian/{picture.pk}.png")
    assert "" not in found.values()
    assert title(client.get(address(item))).startswith(item.title)


def test_tags_without_content_are_left_out(client, place):
    found = tags(client.get(address(published(place))))
    assert not {"Keywords", "Author", "Image"} & found.keys()
    assert found["ContentSource"] == place.agency.name


def test_nobody_reads_what_is_only_worked_on(client, place):
    item, _picture, _sheet = illustrated(place)
    item = revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    changed = content(place, title="尚未批准的标题", body="<p>尚未批准的正文</p>", summary="未批准")
    item = save_item(item=item, version=item.version, content=changed, officer=place.drafter, **NOW)
    _item, draft_file = with_file(place, item, "未批准.txt", b"secret")
    page = text(client.get(address(item)))
    assert "未批准" not in page and "尚未批准" not in page and "办公时间表" in page
    assert client.get(f"{address(item)}wenjian/{draft_file.pk}.txt").status_code == 404


def test_drafts_and_strange_addresses_are_not_there(client, place):
    draft = drafted(place)
    elsewhere = AgencyFactory(code="water")
    item = published(place)
    for path in (address(draft), "/xinxi/gjj/99999/", f"/xinxi/{elsewhere.code}/{item.pk}/",
                 f"/xinxi/nobody/{item.pk}/"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_every_file_that_is_not_approved_gives_the_same_answer(client, place):
    item, picture, sheet = illustrated(place)
    draft, hidden = with_file(place, drafted(place), "草稿.txt", b"draft")
    answers = [
        client.get(f"{address(draft)}wenjian/{hidden.pk}.txt"),
        client.get(f"{address(item)}wenjian/{hidden.pk}.txt"),
        client.get(f"{address(item)}wenjian/99999.txt"),
        client.get(f"/xinxi/nobody/{item.pk}/wenjian/{sheet.pk}.txt"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    # But for the address that was asked for.
    plain = {text(each).replace(each.request["PATH_INFO"], "") for each in answers}
    assert len(plain) == 1


def test_pictures_are_shown_and_everything_else_is_saved(client, place):
    item, picture, sheet = illustrated(place)
    shown = client.get(f"{address(item)}wenjian/{picture.pk}.png")
    assert shown.content == PNG and shown["Content-Type"] == "image/png"
    assert shown["Content-Disposition"].startswith("inline;")
    saved = client.get(f"{address(item)}wenjian/{sheet.pk}.txt")
    assert saved["Content-Disposition"].startswith("attachment;")
    assert saved["Content-Type"] == "application/octet-stream"
    for answer in (shown, saved):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "public, no-cache"
    again = client.get(
        f"{address(item)}wenjian/{picture.pk}.png", headers={"If-None-Match": shown["ETag"]}
    )
    assert again.status_code == 304


def test_a_file_whose_bytes_were_changed_is_not_handed_out(client, place, files):
    item, picture, _sheet = illustrated(place)
    picture.refresh_from_db()
    stored = files / "publications" / picture.stored_name
    stored.write_bytes(stored.read_bytes()[:-1] + b"\x00")
    assert client.get(f"{address(item)}wenjian/{picture.pk}.png").status_code == 404


def test_what_was_taken_down_is_gone_from_page_file_list_and_search(client, place):
    item, picture, _sheet = illustrated(place)
    take_down(item=item, reason="含有个人信息", officer=place.reviewer, **NOW)
    response = client.get(address(item))
    assert response.status_code == 410
    assert "已经撤下" in text(response) and item.title not in text(response)
    assert tags(response)["robots"] == "noindex"
    assert client.get(f"{address(item)}wenjian/{picture.pk}.png").status_code == 404
    for path in ("/xinxi/", "/jiansuo/?q=办公时间", "/", "/sitemap.xml"):
        assert item.title not in text(client.get(path)) and address(item) not in text(
            client.get(path)
        )


def test_what_is_past_its_time_is_gone_even_before_it_is_taken_away(client, place):
    item, picture, _sheet = illustrated(place)
    Item.objects.filter(pk=item.pk).update(public_until=datetime(2024, 2, 1, tzinfo=UTC))
    assert client.get(address(item)).status_code == 410
    assert client.get(f"{address(item)}wenjian/{picture.pk}.png").status_code == 404


def test_a_policy_its_interpretation_and_its_original_name_each_other(client, place):
    policy = published(place, title="关于提高贷款额度的通知")
    draft = drafted(place, title="图解：贷款额度提高")
    draft = linked(place, draft, policy, "INTERPRETS")
    draft = linked(place, draft, policy, "ORIGINAL")
    assert "图解" not in text(client.get(address(policy)))
    reading = published(place, draft)
    there, here = text(client.get(address(policy))), text(client.get(address(reading)))
    assert "<dt>政策解读</dt>" in there and f'href="{address(reading)}">图解' in there
    assert "<dt>所解读的文件</dt>" in here and "<dt>原文</dt>" in here
    assert f'href="{address(policy)}">关于提高贷款额度的通知' in here
    take_down(item=policy, reason="有误", officer=place.reviewer, **NOW)
    assert "关于提高贷款额度的通知" not in text(client.get(address(reading)))


def linked(place, item, target, kind):
    link_items(item=item, version=item.version, target=target, kind=kind, officer=place.drafter,
               **NOW)  # fmt: skip
    item.refresh_from_db()
    return item


def test_the_repealed_text_says_so_and_leads_to_the_new_one(client, place):
    old = published(place, title="旧办法的通知", validity="IN_FORCE")
    assert "<dt>有效性</dt><dd>有效" in text(client.get(address(old)))
    assert "item-standing" not in text(client.get(address(old)))
    new = published(place, linked(place, drafted(place, title="新办法的通知"), old, "REPEALS"))
    page = text(client.get(address(old)))
    assert "本文已废止" in page and "<dt>有效性</dt><dd>废止" in page
    banner = page[page.index("item-standing") : page.index("item-facts")]
    assert f'href="{address(new)}">新办法的通知' in banner


def test_a_repeal_that_is_still_to_come_is_announced(client, place):
    ahead = (datetime.now(UTC) + timedelta(days=60)).date()
    old = published(place, title="旧办法的通知", validity="IN_FORCE")
    draft = drafted(place, title="新办法的通知", validity="IN_FORCE", effective_on=ahead)
    published(place, linked(place, draft, old, "REPEALS"))
    page = text(client.get(address(old)))
    assert "本文已废止" not in page and "<dt>有效性</dt><dd>有效" in page
    assert f"自{ahead.year}年{ahead.month}月{ahead.day}日起，本文有变化" in page


def test_the_items_before_and_after_are_those_of_the_column(client, place):
    titles = ["第一条通知", "第二条通知", "第三条通知"]
    first, second, third = [published(place, title=each) for each in titles]
    other = ColumnFactory(agency=place.agency, name="新闻发布", code="news")
    published(place, title="别处的通知", column=other)
    page = text(client.get(address(second)))
    turn = page[page.index("item-turn") :]
    assert turn.index("上一篇") < turn.index("第三条通知") < turn.index("第一条通知")
    assert "别处的通知" not in turn
    assert "上一篇" not in text(client.get(address(third)))
    assert "下一篇" not in text(client.get(address(first)))


def test_an_item_is_listed_in_every_column_it_belongs_to(client, place):
    other = ColumnFactory(agency=place.agency, name="信息公开", code="open")
    third = ColumnFactory(agency=place.agency, name="便民服务", code="people")
    item = published(place, also_in=(other,))
    ItemFactory(column=third, title="只在登记中的信息")
    for code in (place.column.code, "open"):
        page = text(client.get(f"/xinxi/gjj/lanmu/{code}/"))
        assert f'href="{address(item)}">' in page and "共1条" in page
    everything = text(client.get("/xinxi/"))
    assert "共2条" in everything and "信息公开 <small>1<" in everything
    assert '<span class="title">只在登记中的信息</span>' in everything
    # What nobody has approved yet moves nothing.
    item = revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    moved = content(place, also_in=(other, third))
    save_item(item=item, version=item.version, content=moved, officer=place.drafter, **NOW)
    assert item.title not in text(client.get("/xinxi/gjj/lanmu/people/"))
    assert item.title in text(client.get("/xinxi/gjj/lanmu/open/"))


def test_the_search_leads_to_the_page(client, place):
    item = published(place)
    assert f'href="{address(item)}">' in text(client.get("/jiansuo/?q=办公时间"))
    assert f"http://testserver{address(item)}" in text(client.get("/sitemap.xml"))


def test_a_page_can_be_taken_along_on_a_phone(client, place):
    item = published(place)
    page = text(client.get(address(item)))
    share = page[page.index('id="share"') :]
    assert "<svg" in share and 'aria-label="本页网址的二维码"' in share
    assert f'<p class="address">http://testserver{address(item)}</p>' in share


def test_machines_are_told_what_the_article_is(client, place):
    item, picture, _sheet = illustrated(place)
    page = text(client.get(address(item)))
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    things = [thing for block in blocks for thing in json.loads(block)["@graph"]]
    article = next(thing for thing in things if thing["@type"] == "Article")
    assert article["headline"] == item.title and article["articleSection"] == "通知公告"
    assert article["datePublished"] == "2024-01-10T10:30:00+08:00"
    assert article["dateModified"] >= article["datePublished"]
    assert article["author"]["name"] == "某市住房公积金管理中心"
    assert article["image"].endswith(f"/wenjian/{picture.pk}.png")
    assert article["url"] == f"http://testserver{address(item)}"


def rendered(client, item):
    return client.get(address(item), **{"gongkai.rendering": "1"})


def test_a_page_names_the_items_it_shows_and_what_would_come_after(client, place):
    first, second, third = [published(place, title=f"第{n}条通知") for n in range(3)]
    column = f"column:{place.column.pk}:new"
    assert subjects(rendered(client, third)) == {
        "site", column, f"item:{second.pk}", f"item:{third.pk}"}  # fmt: skip
    assert subjects(rendered(client, second)) == {
        "site", *(f"item:{each.pk}" for each in (first, second, third))}  # fmt: skip
    new = published(place, linked(place, drafted(place, title="新办法的通知"), first, "REPEALS"))
    assert f"item:{new.pk}" in subjects(rendered(client, first))
    assert f"item:{first.pk}" in subjects(rendered(client, new))


def test_a_page_tells_when_it_changes_by_itself(client, place):
    item = published(place)
    assert until(rendered(client, item)) == ""
    ending = published(place, title="到期的通知", validity="IN_FORCE", invalid_on=date(2998, 5, 1))
    assert until(rendered(client, ending)) == "2998-05-01T00:00:00+08:00"
    Item.objects.filter(pk=ending.pk).update(public_until=datetime(2997, 1, 1, tzinfo=UTC))
    assert until(rendered(client, ending)) == "2997-01-01T00:00:00+00:00"
    draft = drafted(place, title="新办法的通知", validity="IN_FORCE", effective_on=date(2996, 2, 1))
    published(place, linked(place, draft, item, "REPEALS"))
    assert until(rendered(client, item)) == "2996-02-01T00:00:00+08:00"


def test_the_print_view_has_the_text_without_the_sites_furniture(client, place):
    item, _picture, _sheet = illustrated(place)
    page = text(client.get(f"{address(item)}?print=1"))
    assert "一、时间" in page and "nav class" not in page and "上一篇" not in page
    assert f"http://testserver{address(item)}" in page
    assert tags(client.get(f"{address(item)}?print=1"))["robots"] == "noindex"


def test_markup_in_a_stored_text_never_runs(client, place):
    item = published(place)
    revision = item.public_revision
    revision.content["body"] = (
        '<p onclick="x()">文<script>alert(1)</script></p><a href="javascript:x()">点</a>'
        '<img src="file:424242" alt="不在的图">'
    )
    revision.content["title"] = "<b>标题</b>"
    revision.save()
    page = text(client.get(address(item)))
    for bad in ("onclick", "alert(1)", "javascript:", "<b>标题</b>", "file:424242"):
        assert bad not in page
    assert "&lt;b&gt;标题&lt;/b&gt;" in page and "不在的图" in page


def test_more_of_everything_asks_no_more_queries(client, place):
    item, _picture, _sheet = illustrated(place)
    other = ColumnFactory(agency=place.agency, name="信息公开", code="open")

    def add(number):
        draft = drafted(place, title=f"第{number}条解读", also_in=(other,))
        published(place, linked(place, draft, item, "INTERPRETS"))

    add(0)
    before = count(client, address(item))
    for number in range(1, 4):
        add(number)
    assert count(client, address(item)) == before <= 8


def count(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)

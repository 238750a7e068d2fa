"""The web page can be used with a screen reader, a keyboard and a narrow screen, offline."""

from dataclasses import replace

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.documents.reports.html import (
    STYLESHEET,
    render_article_html,
    render_html,
    render_tables_html,
)


def page_of(document):
    return lxml.html.fromstring(render_html(document))


def test_the_page_has_language_title_and_one_main_heading(huludao):
    page = page_of(huludao)
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == f"{huludao.title}（演示数据）"
    (heading,) = page.xpath("//h1")
    assert heading.text_content() == " ".join(huludao.title_lines)
    assert len(page.xpath("//main")) == 1
    assert [h2.text for h2 in page.xpath("//h2")] == [one.title for one in huludao.sections]
    assert [h3.text for h3 in page.xpath("//h3")][:2] == ["(一)主动公开情况", "(二)依申请公开情况"]


def test_ids_are_unique_and_every_reference_has_its_target(huludao):
    page = page_of(huludao)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    references = page.xpath("//@aria-labelledby") + [a[1:] for a in page.xpath("//nav//a/@href")]
    assert references and set(references) <= set(ids)


def test_tables_have_captions_scopes_and_reachable_regions(huludao):
    tables = page_of(huludao).xpath("//table")
    assert len(tables) == 3
    for table in tables:
        assert table.find("caption").text
        region = table.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        for head in table.iter("th"):
            wide, tall = head.get("colspan", "1") != "1", head.get("rowspan", "1") != "1"
            assert head.get("scope") in {
                "colgroup" if wide else "col",
                "rowgroup" if tall else "row",
            }
    labels = {head.text: head.get("scope") for head in tables[1].iter("th")}
    assert labels["法人或其他组织"] == "colgroup"
    assert labels["商业企业"] == "col"
    assert labels["三、本年度办理结果"] == "rowgroup"
    assert labels["（七）总计"] == "row"


def test_every_figure_names_its_path(suqian):
    cells = page_of(suqian).xpath("//td")
    assert [cell.get("data-path") for cell in cells] == list(suqian.report.paths())
    assert [cell.text or "" for cell in cells] == [
        suqian.figure(path) for path in suqian.report.paths()
    ]


def test_nothing_is_fetched_and_no_style_stands_outside_the_head(huludao):
    text = render_html(huludao)
    page = lxml.html.fromstring(text)
    assert page.xpath("//@style") == [] and page.xpath("//script") == []
    assert page.xpath("//img | //iframe | //object | //*[@src]") == []
    assert page.xpath("//link/@href") == ["data:,"]
    assert "url(" not in text and "@import" not in text and "http://" not in text
    assert "https://" not in text
    assert "@media print" in STYLESHEET


def test_marks_are_seen_at_top_and_bottom_and_on_every_printed_page(huludao, suqian):
    page = page_of(replace(huludao, draft=True))
    notes = page.xpath("//article/p[@class='report-note']")
    assert [note.text[:4] for note in notes] == ["演示数据", "草稿：本"]
    assert page.xpath("//article/*[1]")[0] is notes[0]
    assert "".join(page.xpath("//footer//text()")).count("演示数据") == 1
    assert "草稿（未签发）" in "".join(page.xpath("//footer//text()"))
    assert '@top-center { content: "演示数据　草稿（未签发）"; }' in page.findtext(".//style")
    assert "演示数据" in page.xpath("string(//meta[@name='keywords']/@content)")
    assert "演示" not in render_html(suqian) and "草稿" not in render_html(suqian)


def test_cells_become_links_where_asked(suqian):
    fragment = render_tables_html(
        suqian, lambda path: f"/x?figure={path}&y=1" if path.endswith(".total") else ""
    )
    links = lxml.html.fromstring(fragment).xpath("//td/a")
    assert len(links) == 25 + 3
    assert links[0].get("href") == "/x?figure=requests.received.total&y=1"
    assert links[0].text == "3511"
    assert "<a" not in render_tables_html(suqian)


def test_a_blank_cell_has_no_link(suqian):
    blank = replace(suqian, report=suqian.report.with_values({"requests.total.other": None}))
    tables = lxml.html.fromstring(render_tables_html(blank, lambda path: f"/{path}"))
    assert len(tables.xpath("//td/a")) == len(suqian.report.paths()) - 1


@pytest.mark.parametrize("render", [render_tables_html, render_article_html])
def test_fragments_are_no_pages(suqian, render):
    text = render(suqian)
    for name in ("<html", "<head", "<style", "<script", "<!DOCTYPE"):
        assert name not in text


def test_two_fragments_can_stand_on_one_page(suqian):
    both = render_tables_html(suqian, id_prefix="a") + render_tables_html(suqian, id_prefix="b")
    ids = lxml.html.fromstring(f"<div>{both}</div>").xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.browser
@pytest.mark.parametrize("width", [1200, 360])
def test_a_browser_finds_no_barrier_and_asks_for_nothing(chromium, huludao, tmp_path, width):
    path = tmp_path / "report.html"
    path.write_text(render_html(huludao), encoding="utf-8")
    asked, complaints = [], []
    # The page's own policy would keep the examining script out.
    page = chromium.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    found = Axe().run(page)
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    assert found.violations_count == 0, found.generate_report()
    assert asked == [path.as_uri()]
    assert complaints == []
    # Only the wide tables scroll, never the page.
    assert scrolled == width

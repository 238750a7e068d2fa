"""One year's report on screen: tables, records, prose, checks."""

import re

from annual_reports.year import YEAR
from console.conftest import desk, notes, write
from factories import ItemFactory
from gongkai.annual_reports.figures.catalogue import figures_of
from gongkai.annual_reports.models import NarrativePart, Waiver
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.publications.models import Column


def get(officer, path, **data):
    return desk(officer).get(path, data).content.decode()


def test_every_cell_of_the_tables_opens_its_records(office, opened):
    page = get(office.clerk, opened)
    cells = re.findall(r'<td id="figure-[^"]*" data-path="([^"]+)"[^>]*><a href="([^"]+)">', page)
    assert len(cells) == page.count('<td id="figure-') == 10 + 7 * 25 + 15
    client = desk(office.clerk)
    for path, href in cells[::23]:
        shown = client.get(href)
        assert shown.status_code == 200, path


def test_a_figure_shows_meaning_share_and_as_many_records_as_it_counts(office, opened):
    compiled = compile_year(office.agency, YEAR)
    client = desk(office.clerk)
    for path, figure in figures_of(office.agency).items():
        if path.startswith("requests.") and not path.endswith(".total"):
            continue
        response = client.get(f"{opened}figures/{path}/")
        page = response.content.decode()
        assert figure.definition in page and figure.source in page, path
        if response.context["summed"] is None and compiled.values[path] is not None:
            assert str(response.context["count"]) == compiled.values[path], path
            assert page.count('<th scope="row" class="is-code">') == response.context["count"]
    satisfied = get(office.clerk, f"{opened}figures/tickets.satisfied/")
    assert "66.67%" in satisfied and "已评价工单" in satisfied


def test_records_come_in_pages(office, opened):
    column = Column.objects.get(agency=office.agency, code="news")
    ItemFactory.create_batch(120, column=column)
    path = f"{opened}figures/site.columns.news/"
    first, last = get(office.clerk, path), get(office.clerk, path, page=3)
    assert "第1至50条，共122条" in first and "第1页，共3页" in first
    assert last.count('class="is-code"') == 22
    # A page that is not there shows the nearest one.
    assert "第3页，共3页" in get(office.clerk, path, page=99)


def test_an_unknown_figure_proposes_another(office, opened):
    response = desk(office.clerk).get(f"{opened}figures/site.totl/")
    assert response.status_code == 404
    assert "site.total" in response.content.decode()


def test_a_year_without_records_says_what_to_do(office):
    response = desk(office.clerk).get("/console/annual-reports/2021/")
    assert response.status_code == 404
    assert "先导入该年度的台账" in response.content.decode()
    refused = desk(office.clerk).post("/console/annual-reports/2021/open/")
    assert "先导入该年度的台账" in notes(refused)[0]


def test_a_part_is_previewed_without_being_saved(office, opened):
    data = {"template": "共{{ site.total }}条，{{ site.totl }}", "version": 1, "preview": "1"}
    page = desk(office.clerk).post(f"{opened}narrative/proactive/", data).content.decode()
    assert "写法有误" in page and "site.total" in page and "未保存" in page
    data["template"] = "全年共{{ site.total }}条，满意率80%。"
    page = desk(office.clerk).post(f"{opened}narrative/proactive/", data).content.decode()
    assert "全年共3条" in page and "手工数字" in page and "66.67%" in page
    assert NarrativePart.objects.get(part="proactive").version == 1


def test_a_saved_part_is_printed_in_the_overview(office, opened):
    saved = write(office.clerk, opened, "proactive", "全年共{{ site.total }}条。\r\n第二段。")
    assert saved.status_code == 302
    row = NarrativePart.objects.get(part="proactive")
    assert row.template == "全年共{{ site.total }}条。\n第二段。"
    page = get(office.clerk, f"{opened}narrative/")
    assert "全年共3条。" in page and office.clerk.name in page


def test_two_writers_do_not_overwrite_each_other(office, opened):
    write(office.reviewer, opened, "problems", "审核人的文字")
    clash = write(office.clerk, opened, "problems", "经办人辛苦写下的文字", version=1)
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "经办人辛苦写下的文字" in page and "审核人的文字" in page
    assert NarrativePart.objects.get(part="problems").template == "审核人的文字"
    # What he saves now was compared: the page carries the newest version.
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    assert write(office.clerk, opened, "problems", "合并后的文字", int(version)).status_code == 302
    assert NarrativePart.objects.get(part="problems").template == "合并后的文字"


def test_hostile_text_is_shown_as_text(office, opened):
    write(office.clerk, opened, "other", "<script>alert(1)</script>{% for x in y %}{% endfor %}")
    for page in (get(office.clerk, f"{opened}narrative/"),
                 get(office.clerk, f"{opened}narrative/other/"),
                 get(office.clerk, f"{opened}checks/")):  # fmt: skip
        assert "<script>alert" not in page
        assert "for x in y" in page or "写法" in page


def test_findings_name_rule_place_remedy_and_who_waived(office, opened):
    page = get(office.head, f"{opened}checks/")
    assert "N4" in page and "五、存在的主要问题及改进情况" in page and "处理办法" in page
    form = re.search(r'name="found" value="([^"]*)"', page)
    data = {"rule": "N4", "where": "narrative.problems", "found": form.group(1)}
    empty = desk(office.head).post(f"{opened}checks/waive/", data | {"reason": " "})
    assert notes(empty) == ["豁免须填写理由。"]
    assert not Waiver.objects.exists()
    desk(office.head).post(f"{opened}checks/waive/", data | {"reason": "定稿前补写。"})
    page = get(office.clerk, f"{opened}checks/")
    assert "定稿前补写。" in page and office.head.name in page and "已豁免1项" in page
    # The clerk sees what was found, but is offered no waiver.
    assert "记名豁免" not in page


def test_a_finding_that_spans_lines_can_be_waived(office, opened):
    write(office.clerk, opened, "proactive", "公开情况如下：\n满意率80%。\n到此为止。")
    page = desk(office.head).get(f"{opened}checks/")
    forms = [
        one["form"].initial
        for _severity, findings in page.context["by_severity"]
        for one in findings
        if one["form"]
    ]
    assert forms
    for data in forms:
        # As a browser sends it.
        sent = data | {"found": data["found"].replace("\n", "\r\n"), "reason": "暂缓"}
        answer = desk(office.head).post(f"{opened}checks/waive/", sent)
        assert notes(answer) == ["已豁免，理由已记录。"], data
    assert Waiver.objects.count() == len(forms)


def test_the_catalogue_lists_every_figure_with_its_value(office, opened):
    page = get(office.clerk, f"{opened}figures/")
    for path, figure in figures_of(office.agency).items():
        assert f"{opened}figures/{path}/" in page
        assert figure.definition in page
    assert "{{ tickets.satisfied|rate }}" in page


def test_the_list_names_states_and_signers(office, opened):
    page = get(office.clerk, "/console/annual-reports/")
    assert "2023年" in page and "编制中" in page and "第四十九条" in page
    assert page.count(">编制<") == page.count("未编制") > 0
    assert ">编制<" not in get(office.retired, "/console/annual-reports/")

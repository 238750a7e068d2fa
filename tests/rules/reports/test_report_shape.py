"""The report as data, and the JSON it travels as."""

import copy
import json
import pickle
from decimal import Decimal

import pytest

from gongkai.rules.reports.editions import NoSuchEdition
from gongkai.rules.reports.shape import (
    Report,
    ReportUnreadable,
    UnknownPath,
    amount_text,
    empty_report,
    report_of_values,
)


@pytest.mark.parametrize("name", ["suqian_json", "huludao_json"])
def test_published_reports_travel_unchanged(name, request):
    published = request.getfixturevalue(name)
    written = Report.from_json(published).to_json()
    # Compared as text, so that the order of keys counts, too.
    assert json.dumps(written, ensure_ascii=False) == json.dumps(published, ensure_ascii=False)


def test_figures_by_path(suqian):
    assert suqian.value("requests.total.total") == 3486
    assert suqian.value("proactive.administrative_fees_wan") == Decimal("59237.2449")
    assert suqian.value("disputes.litigation_after_reconsideration.other") == 67
    assert empty_report("某局", 2023).value("proactive.licences") is None


@pytest.mark.parametrize(
    "path",
    ["requests", "requests.total", "requests.total.nobody", "organ", "", "proactive_2019.licences"],
)
def test_unknown_paths_are_named(suqian, path):
    with pytest.raises(UnknownPath, match=f"没有“{path}”"):
        suqian.value(path)


def test_paths_are_in_official_order(report):
    assert report.paths()[0] == "proactive.regulations.made"
    assert report.paths()[10] == "requests.received.natural_person"
    assert report.paths()[-1] == "disputes.litigation_after_reconsideration.total"
    assert list(report.values()) == list(report.paths())


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0", "0"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("0E+3", "0"),
        ("1E+2", "100"),
        ("12.500", "12.5"),
        ("100", "100"),
        ("0.000001", "0.000001"),
        ("59237.2449", "59237.2449"),
        ("12345678901234567890.123456", "12345678901234567890.123456"),
    ],
)
def test_amounts_are_plain_digits(written, text):
    assert amount_text(Decimal(written)) == text


def change(obj: dict, path: str, value: object) -> dict:
    changed = copy.deepcopy(obj)
    *parents, leaf = path.split(".")
    branch = changed
    for key in parents:
        branch = branch[key]
    branch[leaf] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("requests.total.business", "三", "requests.total.business 应为整数或空值，现为“三”"),
        ("requests.total.business", 1.0, "requests.total.business 应为整数或空值"),
        ("requests.total.business", True, "requests.total.business 应为整数或空值"),
        ("requests.total", [], "requests.total 应为一组数据，现为“一组数据”"),
        ("requests.total.nobody", 1, "“requests.total.nobody”不是该格式的数据项"),
        ("proactive.administrative_fees_wan", 12, "administrative_fees_wan 应为以万元为单位"),
        ("proactive.administrative_fees_wan", "1e3", "administrative_fees_wan 应为以万元为单位"),
        ("proactive.administrative_fees_wan", "NaN", "administrative_fees_wan 应为以万元为单位"),
        ("proactive.administrative_fees_wan", "１２", "administrative_fees_wan 应为以万元为单位"),
        ("proactive", None, "proactive 应为一组数据"),
        ("year", "2023", "year 应为四位年度"),
        ("year", True, "year 应为四位年度"),
        ("organ", None, "organ 应为机关名称"),
        ("organ", "\ud800", "organ 应为机关名称"),
        ("edition", 2021, "edition 应为格式版本"),
        ("edition", "2020\n", "edition 没有“2020”版"),
        ("narrative.overview", 3, "narrative.overview 应为文字或空值"),
        ("narrative.extra", "x", "“narrative.extra”不是该格式的数据项"),
        ("remarks", "x", "“remarks”不是该格式的数据项"),
        ("requests.total.business", "长\n" * 400, "requests.total.business"),
    ],
)
def test_what_does_not_fit_is_named_in_one_line(suqian_json, path, value, says):
    with pytest.raises(ReportUnreadable) as refusal:
        Report.from_json(change(suqian_json, path, value))
    message = str(refusal.value)
    assert says in message
    assert message.isprintable()
    assert len(message) < 120


@pytest.mark.parametrize(
    "path",
    [
        "organ",
        "edition",
        "requests.closed_other",
        "disputes.reconsideration.total",
        "narrative.other",
    ],
)
def test_missing_keys_are_named(suqian_json, path):
    *parents, leaf = path.split(".")
    branch = suqian_json
    for key in parents:
        branch = branch[key]
    del branch[leaf]
    with pytest.raises(ReportUnreadable, match=f"缺少“{path}”"):
        Report.from_json(suqian_json)


@pytest.mark.parametrize("other", [None, [], "x", 3])
def test_only_an_object_is_a_report(other):
    with pytest.raises(ReportUnreadable, match="应为一个对象"):
        Report.from_json(other)


def test_negative_counts_are_read_for_the_checks_to_judge(suqian_json):
    read = Report.from_json(change(suqian_json, "requests.total.business", -8))
    assert read.value("requests.total.business") == -8


def test_the_trial_format_has_its_own_first_table(old_report):
    written = old_report.to_json()
    assert list(written) == [
        "organ",
        "year",
        "edition",
        "proactive_2019",
        "requests",
        "disputes",
        "narrative",
    ]
    assert written["proactive_2019"]["licences"]["change"] == -4
    assert "closed_fee_unpaid" not in written["requests"]
    assert Report.from_json(written) == old_report


def test_equal_reports_have_equal_bytes_whatever_the_order(suqian_json):
    turned = json.loads(json.dumps(suqian_json), object_pairs_hook=lambda pairs: dict(pairs[::-1]))
    turned["proactive"]["administrative_fees_wan"] = "59237.244900"
    one, other = Report.from_json(suqian_json), Report.from_json(turned)
    assert one.canonical_bytes() == other.canonical_bytes()
    assert "宿迁市".encode() in one.canonical_bytes()
    changed = one.with_values({"requests.total.total": 3487})
    assert changed.canonical_bytes() != one.canonical_bytes()


def test_changing_a_copy_leaves_the_report_alone(report):
    before = report.to_json()
    report.with_values({"proactive.licences": 9}).with_narrative(problems=None)
    assert report.to_json() == before


def test_changes_must_fit(report):
    with pytest.raises(ReportUnreadable, match=r"proactive\.licences 应为整数"):
        report.with_values({"proactive.licences": Decimal(1)})
    with pytest.raises(ReportUnreadable, match="十进制"):
        report.with_values({"proactive.administrative_fees_wan": 1})
    with pytest.raises(UnknownPath):
        report.with_values({"proactive.nothing": 1})
    with pytest.raises(UnknownPath):
        report.with_narrative(preface="x")


def test_a_report_can_be_sent_between_processes(report):
    sent = pickle.dumps(report)
    assert pickle.loads(sent) == report
    assert pickle.loads(sent).values() == report.values()
    # A report that has been read travels no heavier than one that has not.
    report.values()
    assert pickle.dumps(report) == sent


@pytest.mark.parametrize("name", ["suqian", "report", "old_report"])
def test_a_report_of_its_values_is_the_same_report(name, request):
    report = request.getfixturevalue(name)
    parts = report.organ, report.year, report.edition, report.values(), report.narrative
    same = report_of_values(*parts)
    assert same == report
    assert json.dumps(same.to_json()) == json.dumps(report.to_json())
    assert list(same.values().items()) == list(report.values().items())


def test_values_that_are_not_given_are_blank():
    report = report_of_values("某局", 2023, "2021", {"proactive.licences": 3}, {"other": ""})
    assert report == empty_report("某局", 2023).with_values(
        {"proactive.licences": 3}
    ).with_narrative(other="")


@pytest.mark.parametrize(
    ("code", "values", "narrative", "error"),
    [
        ("2021", {"proactive.nothing": 1}, {}, UnknownPath),
        ("2021", {"proactive_2019.licences.change": 1}, {}, UnknownPath),
        ("2021", {}, {"preface": "x"}, UnknownPath),
        ("2021", {"proactive.licences": Decimal(1)}, {}, ReportUnreadable),
        ("2021", {"proactive.licences": True}, {}, ReportUnreadable),
        ("2021", {"proactive.administrative_fees_wan": 1}, {}, ReportUnreadable),
        ("2021", {"proactive.administrative_fees_wan": Decimal("NaN")}, {}, ReportUnreadable),
        ("2017", {}, {}, NoSuchEdition),
    ],
)
def test_values_must_fit_their_figures(code, values, narrative, error):
    with pytest.raises(error):
        report_of_values("某局", 2023, code, values, narrative)


def test_figures_handed_out_are_a_copy(report):
    report.values()["proactive.licences"] = 99
    assert report.value("proactive.licences") == report.values()["proactive.licences"] == 0


def test_a_figure_that_a_tree_lacks_is_refused_by_name(report):
    torn = Report(report.organ, 2023, "2021", {"licences": 1}, {}, {}, report.narrative)
    assert torn.value("proactive.licences") == 1
    with pytest.raises(UnknownPath, match=r"requests\.total\.total"):
        torn.value("requests.total.total")
    with pytest.raises(UnknownPath, match=r"proactive\.regulations\.made"):
        torn.values()

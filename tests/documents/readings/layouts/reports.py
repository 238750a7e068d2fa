"""Reports to draw: made from a seed, every figure unlike its neighbours, some cells blank."""

import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gongkai.rules.reports.editions import FigureKind
from gongkai.rules.reports.shape import Report, empty_report

PUBLISHED = Path(__file__).resolve().parents[2] / "data"
_ORGANS = ("葫芦岛市住房公积金管理中心", "某某市人民政府", "甲县自然资源局", "乙区教育和体育局")
_OVERVIEW = (
    "本年度，我单位认真贯彻落实《条例》，坚持以公开为常态、不公开为例外。",
    "全年主动公开信息1,131条，其中政策文件25件、政策解读12件，召开新闻发布会3次。",
    "全年受理热线咨询27059次，办结率100%，满意率99.07%，比上年提高1.5个百分点。",
    "网站设置“政府信息公开”专栏，微信公众号发布图文54条，关注人数达15万余人。",
    "一是健全机制。二是严格审查。三是加强培训，全年开展培训2次、约60人次。",
)
_PARTS = (
    "（一）主动公开情况",
    "（二）依申请公开情况",
    "（三）政府信息管理情况",
    "（四）平台建设情况",
    "（五）监督保障情况",
)
_PROBLEMS = (
    "2023年，我单位信息公开工作虽然取得了一定成绩，但也存在一些短板。",
    "一是公开的及时性有待提高；二是解读形式较为单一。",
    "下一步，将按照“公开为常态”的要求，完善工作机制，提高公开质量。",
)
_OTHER = ("本年度未收取信息处理费。", "本年度收取信息处理费1,200元。", "无其他需要报告的事项。")


def published(name):
    """Return a published report that was read by hand."""
    return Report.from_json(json.loads((PUBLISHED / f"{name}-2023.json").read_text("utf-8")))


def random_report(seed, code="2021", blanks=0.1, longest=6):
    """Return a report whose figures differ wherever a reader could mix them up."""
    chance = random.Random(f"report {seed}")
    year = chance.choice([2019, 2020] if code == "2019" else [2021, 2022, 2023, 2024])
    blank = empty_report(chance.choice(_ORGANS), year)
    values = {}
    for path in blank.paths():
        kind = _kind(blank, path)
        if chance.random() < blanks:
            continue
        values[path] = _value(kind, chance, longest)
    report = blank.with_values(values)
    if chance.random() < 0.3:
        report = _summed(report)
    return replace(report, narrative=_narrative(chance))


def _kind(report, path):
    if path.endswith("_wan"):
        return FigureKind.AMOUNT_WAN
    return FigureKind.CHANGE if path.endswith(".change") else FigureKind.COUNT


def _value(kind, chance, longest):
    if kind is FigureKind.AMOUNT_WAN:
        return Decimal(chance.randrange(10 ** chance.randint(1, 9))) / 10000
    if chance.random() < 0.15:
        return 0
    number = chance.randrange(10 ** chance.randint(1, longest))
    return -number if kind is FigureKind.CHANGE and chance.random() < 0.5 else number


def _summed(report):
    """Let the last column be the sum of the others where none is blank."""
    sums = {}
    for line, row in report.requests.items():
        parts = [value for key, value in row.items() if key != "total"]
        if None not in parts:
            sums[f"requests.{line}.total"] = sum(parts)
    return report.with_values(sums)


def _narrative(chance):
    overview = []
    for part in _PARTS if chance.random() < 0.6 else ("",):
        overview += [part] if part else []
        overview += chance.sample(_OVERVIEW, chance.randint(1, 3))
    texts = {
        "overview": "\n".join(overview),
        "problems": "\n".join(chance.sample(_PROBLEMS, chance.randint(1, 3))),
        "other": chance.choice(_OTHER),
    }
    for part in texts:
        drawn = chance.random()
        if drawn < 0.1:
            texts[part] = None if drawn < 0.05 else ""
    return texts

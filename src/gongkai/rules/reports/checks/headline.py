"""What stands above section 一: the title, the lead with its period, and the contact."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.checks.sources import FORMAT
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import ReportForm
from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.quotes import quoted
from gongkai.rules.reports.sentences import plain
from gongkai.rules.reports.shape import Report

_QUOTED = 60
_ALIKE = 0.5
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?<![0-9])((?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})"
_YEAR_NAMED = re.compile(rf"{_YEAR}(?=年|度|政府信息|[)\]】])")
_MONTH = r"[年./-]([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = r"[月./-]([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[日号]|(?![0-9]))"
_PERIOD = re.compile(
    rf"{_YEAR}{_MONTH}{_DAY}[起始开以来,]{{0,4}}[至到—–―─~-]{{1,2}}"
    rf"(?:{_YEAR}(?=[年./-])|同(?=年)|本(?=年))?{_MONTH.replace('[年./-]', '[年./-]?')}{_DAY}"
)
_FIRST, _LAST = {("1", "1"), ("01", "01"), ("一", "一")}, {("12", "31"), ("十二", "三十一")}
_SPEAKS_OF_PERIOD = re.compile(r"统计|期限|所列数据|报告数据")
_PERIOD_IN_OTHER_WORDS = re.compile(r"统计期|统计时[限间]|1月?(?:至|到|—|-|~)12月|数据.{0,8}期限")
# A hotline the text speaks of is no way to reach the organ.
_CONTACT = re.compile(
    r"联系(?:电话|方式|地址)|(?:地址|电话|邮编|邮政编码|邮箱|传真)[:为是0-9(]"
    r"|0[0-9]{2,3}[-—)][0-9]{7,8}"
)
_KIND = "政府信息公开"
_NO_NAME = re.compile(rf"{_YEAR}(?:年度|年)?|年度|关于|的$|[()\[\]【】《》<>:：]")
# How far before a period its sentence may say what it is.
_BEFORE = 40


class _Period(NamedTuple):
    years: tuple[int, int]
    is_calendar_year: bool
    text: str


def title(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the title names the organ, the year and the report (L1)."""
    form = _form(context)
    if form is None:
        return
    official = f"{report.organ or '××机关'}{report.year}年{edition(report.edition).title}"
    written = plain(form.title or "")
    if not written:
        # Many pages keep the title apart from the text; what names the report is then the lead.
        yield Fault(
            where="organ",
            expected=official,
            message="原件没有标题。",
            remedy=f"请在报告首行写明标题“{official}”；网页另有标题的不必改动。",
            severity=Severity.INFO,
        )
        return
    years = _years_in(written)
    if years and report.year not in years:
        shown = "、".join(f"{year}年" for year in years)
        yield Fault(
            where="year",
            expected=f"{report.year}年",
            found=shown,
            message=f"标题写的是{shown}，与报告的统计年度{report.year}年不一致。",
            remedy="请核对标题与统计期限，改正写错的年度。",
            quote=_shown(form.title),
            severity=Severity.ERROR,
        )
    yield from _title_words(report, form, official, written, bool(years))
    yield from _title_organ(report, form, official, written)


def _title_words(
    report: Report, form: ReportForm, official: str, written: str, has_year: bool
) -> Iterator[Fault]:
    words = edition(report.edition).title
    lacking = [] if has_year else ["年度"]
    if words not in written:
        lacking.append(f"“{words}”")
    if lacking:
        yield Fault(
            where="year" if not has_year else "organ",
            expected=official,
            found=_shown(form.title),
            message=f"标题没有写{'和'.join(lacking)}，通行写法是“{official}”。",
            remedy="请按通行写法改写标题；本地另有规定的不必改动。",
            quote=_shown(form.title),
            severity=Severity.INFO,
        )


def _title_organ(report: Report, form: ReportForm, official: str, written: str) -> Iterator[Fault]:
    before = written.rpartition(_KIND)[0] if _KIND in written else written
    organ, name = plain(report.organ), _NO_NAME.sub("", before)
    if (name and not organ) or _shortened(name, organ) or _shortened(organ, name):
        return
    alike = SequenceMatcher(None, organ, name, autojunk=False).ratio() >= _ALIKE
    yield Fault(
        where="organ",
        expected=report.organ,
        found=name,
        message=f"标题中的机关是“{name}”，与报告的机关“{report.organ}”不一致。"
        if name
        else "标题没有写机关名称。",
        remedy=f"请核对是否为同一机关的报告，并按“{official}”写明机关全称。",
        quote=_shown(form.title),
        severity=Severity.INFO if alike or not name else Severity.WARNING,
    )


def lead(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the lead names its legal basis and the calendar year counted (L4)."""
    form = _form(context)
    if form is None:
        return
    text = plain(form.lead or "")
    periods = list(_periods(text))
    # Where a lead says less than it should, the first section may say it.
    overview = "" if periods and "条例" in text else plain(report.narrative["overview"] or "")
    if not periods:
        periods = list(_periods(overview, only_named=True))
    right = [p for p in periods if p.years == (report.year, report.year)]
    if periods and not right:
        found = periods[0]
        yield Fault(
            where="year",
            expected=_calendar_year(report.year),
            found=found.text,
            message=f"统计期限写的是{found.text}，与报告年度{report.year}年不一致。",
            remedy=f"请改为“{_calendar_year(report.year)}”，并确认表中数据是这一年度的。",
            quote=found.text,
            severity=Severity.ERROR,
        )
    elif right and not any(period.is_calendar_year for period in right):
        yield Fault(
            where="year",
            expected=_calendar_year(report.year),
            found=right[0].text,
            message=f"统计期限写的是{right[0].text}，应当是整个公历年度。",
            remedy=f"请改为“{_calendar_year(report.year)}”，并确认表中数据统计到年底。",
            quote=right[0].text,
            severity=Severity.WARNING,
        )
    lacking = [] if "条例" in text + overview else ["编制依据（条例）"]
    if not periods and not _PERIOD_IN_OTHER_WORDS.search(text + overview):
        lacking.append("统计期限")
    if lacking:
        yield Fault(
            where="narrative",
            expected=f"依据条例编制，统计期限{_calendar_year(report.year)}",
            found=_shown(form.lead),
            message=f"标题之后的导语没有写{'和'.join(lacking)}。"
            if text
            else f"第一部分之前没有导语，也没有写{'和'.join(lacking)}。",
            remedy="请在标题之后写明编制依据、统计期限和联系方式。",
            quote=_shown(form.lead),
            severity=Severity.INFO,
        )


def contact(report: Report, context: CheckContext) -> Iterator[Fault]:
    """Look whether the report says how to reach the organ (L5)."""
    form = _form(context)
    if form is None:
        return
    texts = (form.lead, form.ending, *report.narrative.values())
    if not any(text and _CONTACT.search(plain(text)) for text in texts):
        yield Fault(
            where="narrative",
            expected="联系地址、电话",
            message="报告没有写明联系方式（地址、邮编、电话）。",
            remedy="请在标题之后的导语中写明联系地址和电话，便于公众询问。",
        )


def _form(context: CheckContext) -> ReportForm | None:
    # A report JSON has neither title nor lead.
    evidence = context.evidence
    return None if evidence is None or evidence.source_format == "json" else evidence.form


def _periods(text: str, *, only_named: bool = False) -> Iterator[_Period]:
    for found in _PERIOD.finditer(text):
        year, month, day, until_year, until_month, until_day = found.groups()
        before = text[max(0, found.start() - _BEFORE) : found.start()].rpartition("。")[2]
        calendar = (month, day) in _FIRST and (until_month, until_day) in _LAST
        # The organ may speak of other stretches of time, a campaign's for instance.
        if not _SPEAKS_OF_PERIOD.search(before) and (only_named or not calendar):
            continue
        years = _number(year), _number(until_year or year)
        yield _Period(years, calendar, found[0])


def _years_in(text: str) -> list[int]:
    return list(dict.fromkeys(_number(year) for year in _YEAR_NAMED.findall(text)))


def _number(year: str) -> int:
    return int(year.translate(_DIGITS))


def _calendar_year(year: int) -> str:
    return f"{year}年1月1日至{year}年12月31日"


def _shortened(short: str, full: str) -> bool:
    # 市发改委 has the letters of 某市发展和改革委员会 in their order, and at least two.
    letters = iter(full)
    return len(short) > 1 and all(char in letters for char in short)


def _shown(text: str | None) -> str:
    return quoted(text or "", _QUOTED)


CHECKS = (
    Check(
        id="L1",
        title="标题",
        severity=Severity.ERROR,
        compares="标题写明机关、年度和“政府信息公开工作年度报告”：年度与报告年度不一致的为错误，"
        "机关不同的为警告，没有标题或者写法不同的为提示",
        source=f"{FORMAT}；各地公开年报的通行写法",
        waivable=True,
        look=title,
    ),
    Check(
        id="L4",
        title="编制依据和统计期限",
        severity=Severity.ERROR,
        compares="导语写明依据条例编制、统计期限为该年度1月1日至12月31日："
        "年度写错的为错误，不是整年的为警告，没有写的为提示",
        source="条例第四十九条、第五十条；统计期限为公历年度",
        waivable=True,
        look=lead,
    ),
    Check(
        id="L5",
        title="联系方式",
        severity=Severity.INFO,
        compares="报告写明联系地址或者电话",
        source="各地公开年报的通行做法",
        waivable=True,
        look=contact,
    ),
)

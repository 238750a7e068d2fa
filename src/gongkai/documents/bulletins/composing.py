"""The bulletin composed from its figures: sections, sentences, charts and tables."""

from collections.abc import Iterator, Sequence

from gongkai.documents.bulletins.document import (
    BulletinDocument,
    BulletinSection,
    BulletinTable,
)
from gongkai.documents.bulletins.figures import BulletinFigures, BulletinKind, Counted
from gongkai.documents.bulletins.saying import (
    busiest_words,
    change_cell,
    counted_words,
    day_words,
    leading_words,
    period_words,
)
from gongkai.documents.charts.plots import Plot, Series, Shape
from gongkai.rules.rising_words import periods_before

_MOST_BARS = 10


def composed(figures: BulletinFigures) -> BulletinDocument:
    """Return the bulletin that figures make."""
    return BulletinDocument(
        title=figures.title,
        organ=figures.organ,
        period=period_words(figures),
        sections=(
            _overview(figures),
            _calls(figures),
            _tickets(figures),
            _rates(figures),
            _slow(figures),
            _words(figures),
        ),
        dated=figures.made_on,
        remark=figures.remark,
    )


def _overview(figures: BulletinFigures) -> BulletinSection:
    kind = figures.kind
    text = (
        f"{period_words(figures)}，{counted_words(figures.calls, '件')}；"
        f"{counted_words(figures.received, '件')}；{counted_words(figures.closed, '件')}。",
        f"截至{day_words(figures.made_on)}，未办结工单{figures.open}件，"
        f"其中逾期未反馈{figures.overdue}件。",
        _compared_with(figures),
    )
    table = _counted_table(
        f"{kind.now}主要数据", "项目", (figures.calls, figures.received, figures.closed), figures
    )
    return BulletinSection("一、总体情况", text, tables=(table,))


def _compared_with(figures: BulletinFigures) -> str:
    if figures.kind is BulletinKind.MONTH:
        return "环比与上月比较，同比与上年同月比较。"
    return "环比与上周比较，同比与52周前的一周比较，星期相同。"


def _calls(figures: BulletinFigures) -> BulletinSection:
    kind, total = figures.kind, figures.calls.now
    said = [
        _sentence(
            f"{kind.now}接听来电{total}件", "其中", leading_words(figures.routes, total, "件")
        ),
        _sentence("", "按业务类别，", leading_words(figures.topics, total, "件")),
        _sentence("", "", busiest_words(figures.hours)),
    ]
    if figures.without_hour:
        said.append(f"另有{figures.without_hour}件来电没有记录接通时刻，未计入时段分布。")
    busy = [hour for hour, count in enumerate(figures.hours) if count]
    hours = range(min([8, *busy]), max([17, *busy]) + 1)
    plots = [_days_plot(figures)]
    if busy:
        counts = tuple(figures.hours[hour] for hour in hours)
        labels = tuple(f"{hour}时" for hour in hours)
        plots.append(Plot(Shape.COLUMNS, "来电时段分布", labels, (Series("来电", counts),), "件"))
    plots.extend(_counted_plot("来电业务类别", figures.topics, figures))
    tables = [
        _counted_table("来电接入方式", "接入方式", figures.routes, figures),
        _counted_table("来电业务类别", "业务类别", figures.topics, figures),
        _days_table(figures),
    ]
    if busy:
        rows = tuple((f"{hour}时至{hour + 1}时", str(figures.hours[hour])) for hour in hours)
        tables.append(BulletinTable("来电时段", ("时段", "来电"), (40, 30), rows, frozenset({1})))
    return BulletinSection(
        "二、来电情况",
        tuple(line for line in said if line),
        tuple(plots),
        tuple(table for table in tables if table.rows),
    )


def _tickets(figures: BulletinFigures) -> BulletinSection:
    kind, received = figures.kind, figures.received.now
    text = [
        f"{kind.now}受理诉求工单{received}件、办结{figures.closed.now}件。",
        _sentence("", "按业务类别，", leading_words(figures.ticket_topics, received, "件")),
    ]
    tables = [
        _counted_table("受理工单业务类别", "业务类别", figures.ticket_topics, figures),
        BulletinTable(
            f"未办结工单（截至{day_words(figures.made_on)}）",
            ("状态", "件数"),
            (60, 30),
            tuple((label, str(count)) for label, count in figures.open_states),
            frozenset({1}),
        ),
        BulletinTable(
            "各科室办理情况",
            ("科室", "受理", "办结", "反馈率", "分子/分母", "满意率", "分子/分母"),
            (40, 16, 16, 20, 22, 20, 22),
            tuple(
                (
                    line.name,
                    str(line.accepted),
                    str(line.closed),
                    line.feedback.printed,
                    f"{line.feedback.numerator}/{line.feedback.denominator}",
                    line.satisfaction.printed,
                    f"{line.satisfaction.numerator}/{line.satisfaction.denominator}",
                )
                for line in figures.departments
            ),
            frozenset(range(1, 7)),
        ),
    ]
    return BulletinSection(
        "三、工单情况",
        tuple(line for line in text if line),
        tuple(_counted_plot("受理工单业务类别", figures.ticket_topics, figures)),
        tuple(table for table in tables if table.rows),
    )


def _rates(figures: BulletinFigures) -> BulletinSection:
    told = "，".join(
        f"{line.now.definition.name}{line.now.printed}"
        for line in figures.rates
        if line.now.value is not None
    )
    text = (
        f"{figures.kind.now}{told}。" if told else f"{figures.kind.now}没有可以计算指标的工单。",
        "各项指标的分子、分母和口径见下表。"
        + "".join(dict.fromkeys(f"{line.now.definition.source}。" for line in figures.rates)),
    )
    rows = tuple(
        (
            line.now.definition.name,
            line.now.printed,
            f"{line.now.numerator}/{line.now.denominator}",
            line.before.printed,
            line.year_before.printed,
            f"{line.now.definition.numerator}÷{line.now.definition.denominator}。"
            f"{line.now.definition.definition}",
        )
        for line in figures.rates
    )
    headers = ("指标", figures.kind.now, "分子/分母", figures.kind.before, "去年同期", "口径")
    table = BulletinTable(
        "统计指标", headers, (24, 15, 20, 15, 17, 66), rows, frozenset({1, 2, 3, 4})
    )
    return BulletinSection("四、指标情况", text, tables=(table,))


def _slow(figures: BulletinFigures) -> BulletinSection:
    if not figures.slow:
        return BulletinSection("五、办理较慢的工单", ("没有未办结的工单。",))
    late = sum(line.is_overdue for line in figures.slow)
    text = (
        f"截至{day_words(figures.made_on)}，办理时间最长的{len(figures.slow)}件工单如下，"
        f"其中逾期未反馈{late}件。",
    )
    rows = tuple(
        (
            line.register_no,
            line.topic or "—",
            line.department or "—",
            f"{line.state}（逾期）" if line.is_overdue else line.state,
            line.accepted_on.isoformat(),
            f"{line.days}天",
        )
        for line in figures.slow
    )
    headers = ("登记号", "业务类别", "主办科室", "状态", "受理日期", "已办")
    table = BulletinTable("办理最久的工单", headers, (34, 30, 30, 26, 24, 14), rows, frozenset({5}))
    return BulletinSection("五、办理较慢的工单", text, tables=(table,))


def _words(figures: BulletinFigures) -> BulletinSection:
    times = periods_before()
    compared = f"此前{times}{'周' if figures.kind is BulletinKind.WEEK else '个同样长的时段'}"
    if not figures.words:
        text = f"与{compared}相比，{figures.kind.now}没有明显增多的诉求用词。"
        return BulletinSection("六、诉求热词", (text,))
    named = "、".join(f"“{each.word}”" for each in figures.words)
    text = f"与{compared}相比，{figures.kind.now}诉求中明显增多的词有{named}。"
    rows = tuple(
        (each.word, f"{each.now}/{each.of_now}", f"{each.before}/{each.of_before}")
        for each in figures.words
    )
    headers = ("词", f"{figures.kind.now}含该词的工单/全部", f"{compared}")
    table = BulletinTable("诉求热词", headers, (40, 55, 55), rows, frozenset({1, 2}))
    return BulletinSection("六、诉求热词", (text,), tables=(table,))


def _sentence(told: str, opening: str, known: str) -> str:
    """Return a sentence of what is told in any case and what is known; "" where neither is."""
    parts = [part for part in (told, f"{opening}{known}" if known else "") if part]
    return f"{'，'.join(parts)}。" if parts else ""


def _days_plot(figures: BulletinFigures) -> Plot:
    series = [Series(figures.kind.now, tuple(day.calls for day in figures.days))]
    if figures.calls.year_before:
        series.append(Series("去年同期", tuple(day.calls_of_year for day in figures.days)))
    labels = tuple(f"{day.on.month}/{day.on.day}" for day in figures.days)
    return Plot(Shape.LINES, "每日来电", labels, tuple(series), "件")


def _counted_plot(title: str, lines: Sequence[Counted], figures: BulletinFigures) -> Iterator[Plot]:
    shown = lines[:_MOST_BARS]
    if not shown:
        return
    series = (
        Series(figures.kind.now, tuple(line.now for line in shown)),
        Series(figures.kind.before, tuple(line.before for line in shown)),
    )
    yield Plot(Shape.BARS, title, tuple(line.label for line in shown), series, "件")


def _counted_table(
    caption: str, name: str, lines: Sequence[Counted], figures: BulletinFigures
) -> BulletinTable:
    kind = figures.kind
    rows = tuple(
        (
            line.label,
            str(line.now),
            str(line.before),
            change_cell(line.change),
            str(line.year_before),
            change_cell(line.change_of_year),
        )
        for line in lines
    )
    headers = (name, kind.now, kind.before, "环比", "去年同期", "同比")
    return BulletinTable(caption, headers, (46, 22, 22, 22, 22, 22), rows, frozenset(range(1, 6)))


def _days_table(figures: BulletinFigures) -> BulletinTable:
    rows = tuple(
        (
            f"{day.on.isoformat()}（{'一二三四五六日'[day.on.weekday()]}）",
            str(day.calls),
            "—" if day.calls_of_year is None else str(day.calls_of_year),
            str(day.received),
            str(day.closed),
        )
        for day in figures.days
    )
    headers = ("日期", "来电", "去年同期来电", "受理工单", "办结工单")
    return BulletinTable("每日数据", headers, (46, 26, 32, 26, 26), rows, frozenset(range(1, 5)))

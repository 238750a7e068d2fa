"""Charts that belong to a Word document: drawn by Word, their figures in a workbook inside it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from gongkai.documents.characters import writable
from gongkai.documents.charts.plots import Plot, Series, Shape
from gongkai.documents.workbooks.writing import written_workbook

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PACKAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
_COLOURS = ("1F4E8C", "8AA4C8", "B9853B")
_SHEET = "数据"
_MOST_LABELS = 16
_WIDTH, _HEIGHT, _HEAD, _ROW = Mm(156), Mm(62), Mm(22), Mm(9)


def add_chart(word: Any, paragraph: Any, plot: Plot, number: int, dated: date) -> None:
    """Put a chart into a paragraph; `number` tells the charts of one document apart."""
    package = word.part.package
    workbook = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        _XLSX_TYPE,
        _workbook(plot, dated),
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    inner = chart.relate_to(workbook, _PACKAGE)
    chart._blob = _chart_xml(plot, inner).encode()
    outer = word.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    height: int = _HEIGHT
    if plot.shape is Shape.BARS:
        height = _HEAD + _ROW * len(plot.labels)
    paragraph.add_run()._r.append(parse_xml(_frame(plot, outer, number, height)))


def _workbook(plot: Plot, dated: date) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet(_SHEET)
        for column, one in enumerate(plot.series, start=1):
            sheet.write_string(0, column, writable(one.name))
            for row, count in enumerate(one.counts, start=1):
                if count is not None:
                    sheet.write_number(row, column, count)
        for row, label in enumerate(plot.labels, start=1):
            sheet.write_string(row, 0, writable(label))

    return written_workbook(fill, created=dated, properties={"title": plot.title})


def _frame(plot: Plot, relation: str, number: int, height: int) -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    told = escape(writable(plot.told), {'"': "&quot;"})
    return (
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        f' xmlns:wp="{drawing}" {_NAMESPACES}>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(_WIDTH)}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name="图{number}" descr="{told}"/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _chart_xml(plot: Plot, workbook: str) -> str:
    legend = (
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
        if len(plot.series) > 1
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMESPACES}>'
        f'<c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f"{_drawn(plot)}{''.join(_axes(plot))}</c:plotArea>{legend}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr>'
        f'<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>'
        f"</c:chartSpace>"
    )


def _drawn(plot: Plot) -> str:
    series = "".join(_series(plot, place, one) for place, one in enumerate(plot.series))
    axes = '<c:axId val="1"/><c:axId val="2"/>'
    if plot.shape is Shape.LINES:
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
            f'<c:marker val="1"/>{axes}</c:lineChart>'
        )
    direction = "bar" if plot.shape is Shape.BARS else "col"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>{axes}</c:barChart>'
    )


def _series(plot: Plot, place: int, one: Series) -> str:
    column, last = chr(ord("B") + place), len(plot.labels) + 1
    colour = f'<a:solidFill><a:srgbClr val="{_COLOURS[place]}"/></a:solidFill>'
    if plot.shape is Shape.LINES:
        look = f'<c:spPr><a:ln w="22225">{colour}</a:ln></c:spPr>'
        more = '<c:marker><c:symbol val="none"/></c:marker>'
    else:
        look, more = f"<c:spPr>{colour}</c:spPr>", '<c:invertIfNegative val="0"/>'
    smooth = '<c:smooth val="0"/>' if plot.shape is Shape.LINES else ""
    told = _told_counts() if plot.shape is Shape.BARS else ""
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f>{_texts([one.name])}</c:strRef></c:tx>"
        f"{look}{more}{told}"
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f>{_texts(plot.labels)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f>{_numbers(one)}"
        f"</c:numRef></c:val>{smooth}</c:ser>"
    )


def _told_counts() -> str:
    return (
        '<c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _texts(texts: Any) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(writable(text))}</c:v></c:pt>'
        for place, text in enumerate(texts)
    )
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(one: Series) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{count}</c:v></c:pt>'
        for place, count in enumerate(one.counts)
        if count is not None
    )
    return (
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(one.counts)}"/>'
        f"{points}</c:numCache>"
    )


def _axes(plot: Plot) -> Iterator[str]:
    lying = plot.shape is Shape.BARS
    # Lying bars stand in the order of the table, from the top.
    order = "maxMin" if lying else "minMax"
    skipped = 1 if lying else -(-len(plot.labels) // _MOST_LABELS)
    yield (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/>'
        f'<c:tickLblSkip val="{skipped}"/></c:catAx>'
    )
    yield (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="{int(lying)}"/><c:axPos val="{"b" if lying else "l"}"/>'
        f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/>'
        f"</a:solidFill></a:ln></c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/></c:valAx>'
    )

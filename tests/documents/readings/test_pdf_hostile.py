"""A PDF that is broken, locked, scanned or made to do harm ends in one Chinese line."""

import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.readings.written_pdf import FONT, encrypted, grid, page_of, pdf, stream, text
from gongkai.documents.readings.pages import guard
from gongkai.documents.readings.pdf import read_pdf
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.reports.pdf import render_pdf

WORDS = text(*[(50, 700 - 14 * n, f"line {n} of the report") for n in range(8)])
DAMAGED = "已损坏或不完整|不完整"
CROWDED = "内容过多|表格线过多"
# One black pixel drawn over the whole page.
PICTURE = stream(
    b"\0", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
)
PAINTED = "q 595 0 0 842 0 0 cm /Im Do Q\n"


def tree(kids, count):
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F {FONT}>>>>"
        "/Contents 4 0 R>>",
        stream(WORDS),
    )


def bomb(unit, million, filters="/FlateDecode"):
    """Return a page whose content is `unit` repeated `million` times 2**20, packed."""
    packer = zlib.compressobj(9)
    # Behind a full flush a block packs to the same bytes each time.
    first = packer.compress(unit * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + block * (million - 1) + packer.flush()
    if filters.count("/") > 1:
        packed = zlib.compress(packed)
    head = f"<</Length {len(packed)}/Filter[{filters}]>>\nstream\n".encode()
    return page_of(head + packed + b"\nendstream")


def forms(depth):
    """Return a page with forms of which each shows the next one ten times."""
    head = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    inner = [
        stream("/X Do " * 10, f"{head}/Resources<</XObject<</X {6 + level} 0 R>>>>")
        for level in range(depth)
    ]
    objects = [*inner, stream("0 0 m 9 9 l S", head)]
    resources = f"/Font<</F {FONT}>>/XObject<</X 5 0 R>>"
    return page_of(WORDS + "/X Do", resources=resources, objects=objects)


def pictured(content):
    return page_of(
        PAINTED + content,
        resources=f"/Font<</F {FONT}>>/XObject<</Im 5 0 R>>",
        objects=[PICTURE],
    )


def wide_table():
    return page_of(WORDS + grid(range(0, 80_000, 8), [100, 200, 300]), box="0 0 90000 842")


def many_lines(count, each="l S", last=""):
    lines = "\n".join(f"0 {n / 250} m 500 {n / 250} {each}" for n in range(count))
    return page_of(f"{WORDS}{lines} {last}")


def text_with_scanned_tables(rules=""):
    """Return two pages of text and a third that is a picture."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{}>>/Contents {} 0 R>>"
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
        page.format(f"/Font<</F {FONT}>>", 6),
        page.format(f"/Font<</F {FONT}>>", 6),
        page.format("/XObject<</Im 8 0 R>>", 7),
        stream(WORDS + rules),
        stream(PAINTED),
        PICTURE,
    )


HARMFUL = {
    "nothing": (lambda: b"", "不是PDF文件"),
    "a web page": (lambda: b"<html><body>%PDF</body></html>", "不是PDF文件"),
    "a head alone": (lambda: b"%PDF-1.7\n", DAMAGED),
    "a password": (lambda: encrypted("secret", WORDS), "设有打开密码，请取消密码"),
    "a tree that holds itself": (lambda: tree("2 0 R", 1), DAMAGED),
    "pages and the tree": (lambda: tree("2 0 R 3 0 R", 5), DAMAGED),
    "no page": (lambda: tree("", 0), DAMAGED),
    "301 pages": (lambda: tree("3 0 R " * 301, 301), "超过300页"),
    "100,000 pages": (lambda: tree("3 0 R " * 100_000, 100_000), "超过300页"),
    "200,000 lines": (lambda: many_lines(200_000), CROWDED),
    "200,000 lines in one path": (lambda: many_lines(200_000, "l", "S"), CROWDED),
    "10,000 columns": (wide_table, CROWDED),
    "a deep array": (lambda: pdf("<</Type/Catalog/Pages 2 0 R>>", "[" * 1_000_000), DAMAGED),
    "a gigabyte of zeros": (lambda: bomb(b"\0", 1100), DAMAGED),
    "packed twice": (lambda: bomb(b"\0", 1100, "/FlateDecode/FlateDecode"), DAMAGED),
    "millions of paths": (lambda: bomb(b"0 0 m 9 9 l S\n", 8), f"{DAMAGED}|{CROWDED}|超时"),
    "forms in forms": (lambda: forms(8), f"{DAMAGED}|{CROWDED}|超时"),
    "one picture": (lambda: pictured(""), "是扫描件或图片"),
    "a picture with hidden text": (lambda: pictured("3 Tr " + WORDS * 3), "是扫描件或图片"),
    "a picture with a page number": (lambda: pictured(text((290, 30, "- 1 -"))), "是扫描件或图片"),
    "tables as pictures": (text_with_scanned_tables, "第3页是图片，其中的表格无法读取"),
    "an empty page": (lambda: page_of(""), "是扫描件或图片"),
}


@pytest.mark.parametrize(("made", "reason"), HARMFUL.values(), ids=HARMFUL)
def test_it_is_refused_in_one_line_that_names_file_and_remedy(made, reason):
    with pytest.raises(ReportFileUnreadable, match=reason) as refusal:
        read_pdf(made(), "报告.pdf")
    message = str(refusal.value)
    assert message.startswith("文件“报告.pdf”") and "请" in message and "\n" not in message


def test_a_file_over_the_limit_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(guard, "LARGEST_FILE", 1000)
    with pytest.raises(ReportFileUnreadable, match="超过50MB的上限"):
        read_pdf(page_of(WORDS * 9, entries="/X (" + "x" * 1000 + ")"), "a.pdf")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_report_is_not_read_in_part(huludao, share):
    content = render_pdf(huludao)
    with pytest.raises(ReportFileUnreadable, match="不完整"):
        read_pdf(content[: int(len(content) * share)], "a.pdf")


@pytest.mark.parametrize(
    "harmless",
    [
        encrypted("", WORDS),
        page_of(WORDS).replace(b"startxref\n", b"startxref\n9"),
        page_of(WORDS).replace(b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>"),
        page_of(WORDS, entries="/AA<</O<</S/Launch/F(cmd.exe)>>>>"),
        forms(0),
        tree("3 0 R", 10**9),
        pictured(WORDS),
        text_with_scanned_tables(grid([50, 150, 250], [400, 450, 500])),
        page_of(WORDS + "1e38 0 0 1e38 0 0 cm 0 0 m 1e38 0 l S"),
        page_of(WORDS + "[" * 100_000),
    ],
    ids=[
        "no password",
        "wrong xref",
        "script",
        "launch",
        "form",
        "count",
        "ground",
        "a picture besides",
        "huge",
        "deep",
    ],
)
def test_what_does_no_harm_is_read(harmless):
    blocks = read_pdf(harmless, "a.pdf").blocks
    assert "line 0 of the report" in blocks[0].text


def test_a_font_without_meaning_is_refused():
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>"
    )
    lines = (f"BT /F 10 Tf 50 {700 - 12 * n} Td <0102030405060708> Tj ET\n" for n in range(40))
    with pytest.raises(ReportFileUnreadable, match="乱码"):
        read_pdf(page_of("".join(lines), resources=f"/Font<</F {font}>>"), "a.pdf")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damage_anywhere_ends_in_a_source_or_a_refusal(data):
    content = bytearray(
        page_of(stream(grid([50, 150, 250], [400, 450, 500]) + WORDS, packed=False))
    )
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    try:
        source = read_pdf(bytes(content), "a.pdf")
    except ReportFileUnreadable as refusal:
        assert "a.pdf" in str(refusal)
    else:
        assert source.format == "pdf"

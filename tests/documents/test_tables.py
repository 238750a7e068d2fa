"""Tables that other systems export, good and hostile."""

import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.tables.reading import table_in
from gongkai.documents.tables.refusals import TableUnreadable
from gongkai.documents.tables.values import moment_in, seconds_in, text_in
from gongkai.documents.workbooks.refusals import CellRefused
from hotline.outside.import_files import CALL_HEADERS, call_row, csv_of, xlsx_of

LATEST = date(2027, 12, 31)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_every_encoding_and_separator_gives_the_same_table(encoding, separator):
    content = csv_of([call_row("A1", 坐席='甲"乙",\n丙')], separator=separator, encoding=encoding)
    table = table_in(content, "话单.csv")
    assert table.headers == CALL_HEADERS
    assert table.rows == [(2, call_row("A1", 坐席='甲"乙",\n丙'))]
    assert table.digest == table_in(xlsx_of([call_row("A1")], CALL_HEADERS), "话单.xlsx").digest


def test_lines_are_those_of_the_file_and_short_rows_are_filled_up():
    content = '月度话单\n\n话单号,内容\nA1,"一\n二"\n\nA2\n'.encode()
    assert table_in(content, "x.csv").rows == [(4, ["A1", "一\n二"]), (7, ["A2", ""])]


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    return target.getvalue()


WRONG = [
    (b"", "是空的"),
    (b"\xef\xbb\xbf \r\n", "是空的"),
    ("话单号,时间\n".encode(), "只有表头"),
    ("话单号,时间,话单号\n1,2,3\n".encode(), "“话单号”出现两次"),
    (b"just some words\n" * 20, "没有找到表头"),
    ('甲,乙\n1,"没有配对\n'.encode(), "从第2行起无法读取"),
    ('甲,乙\n1,"x"y\n'.encode(), "从第2行起无法读取"),
    ("甲,乙\n1,".encode() + b"x" * (10 << 20), "有一格超过131072个字"),
    (b"\xff\xfe\x00", "编码无法识别"),
    ("甲,乙\n".encode() + b"\xff\xff\xff,\x81\n", "编码无法识别"),
    (b"\x89PNG\r\n\0\0", "不是文本文件"),
    (b"PK\x03\x04" + b"x" * 90, "已损坏或不完整"),
    (xlsx_of([call_row("A1")], CALL_HEADERS)[:-900], "已损坏或不完整"),
    (bomb(), "不相称"),
    (",".join(f"c{n}" for n in range(201)).encode() + b"\n1,2", "最多200列"),
]


@pytest.mark.parametrize(("content", "told"), WRONG)
def test_what_is_no_table_is_refused_in_one_line(content, told):
    with pytest.raises(TableUnreadable, match=told) as refused:
        table_in(content, "话单.csv")
    assert "\n" not in str(refused.value) and "/tmp" not in str(refused.value)
    assert str(refused.value).endswith("。")


MOMENTS = [
    ("2026/1/5 8:03:07", datetime(2026, 1, 5, 8, 3, 7)),
    ("2026-01-05T08:03", datetime(2026, 1, 5, 8, 3)),
    ("2026-01-05 08:03:07.250", datetime(2026, 1, 5, 8, 3, 7)),
    ("2026-01-05T00:03:07Z", datetime(2026, 1, 5, 0, 3, 7, tzinfo=UTC)),
    ("20260105080307", datetime(2026, 1, 5, 8, 3, 7)),
    (20260105080307.0, datetime(2026, 1, 5, 8, 3, 7)),
    ("2026年1月5日 8时3分7秒", datetime(2026, 1, 5, 8, 3, 7)),
    ("2026.1.5 8：03", datetime(2026, 1, 5, 8, 3)),
    (46027.335, datetime(2026, 1, 5, 8, 2, 24)),
    (46027.0, date(2026, 1, 5)),
    ("2026-1-5", date(2026, 1, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("value", "moment"), MOMENTS)
def test_moments_are_read_as_files_have_them(value, moment):
    assert moment_in(value, latest=LATEST) == moment


@pytest.mark.parametrize(
    "value",
    ["01/02/26", "1/2/2026 8:00", "26-01-05 08:00", "2026-02-30 08:00", "2026-01-05 25:00",
     "昨天", "46027.335", True, time(8), "1999-01-05 08:00", "2031-01-05 08:00", float("nan")],
)  # fmt: skip
def test_what_may_be_two_moments_or_none_is_never_guessed(value):
    with pytest.raises(CellRefused) as refused:
        moment_in(value, latest=LATEST)
    assert refused.value.remedy


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2027, 12, 31)))
def test_a_moment_written_in_any_of_the_forms_is_itself(moment):
    moment = moment.replace(microsecond=0)
    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%dT%H:%M:%S", "%Y%m%d%H%M%S"):
        written = moment.strftime(form)
        assert moment_in(written, latest=LATEST) == moment


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("125", 125), ("125秒", 125), (125.0, 125), ("2分5秒", 125), ("02:05", 125), ("0:02:05", 125),
     ("1小时2分3秒", 3723), (time(0, 2, 5), 125), (timedelta(seconds=125), 125), ("0", 0)],
)  # fmt: skip
def test_lengths_of_time_are_read_as_files_have_them(value, seconds):
    assert seconds_in(value) == seconds


@pytest.mark.parametrize("value", ["x", "1.5", 0.5, "-5", "2:75", "1:99:00", "86401", "", None])
def test_what_is_no_length_of_time_is_refused(value):
    with pytest.raises(CellRefused):
        seconds_in(value)


def test_texts_are_kept_as_they_are_and_digits_that_excel_lost_are_refused():
    assert text_in(13800138000.0, 40) == "13800138000"
    assert text_in('="0012"', 40) == "0012" and text_in("\t0012 ", 40) == "0012"
    for value in (1e17, "2.02401E+13", "x" * 41):
        with pytest.raises(CellRefused):
            text_in(value, 40)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet='甲乙,;\t"\n\r =1\x00\ud800é', max_size=80).map(
            lambda told: told.encode("utf-8", "surrogatepass")
        ),
    )
)
def test_whatever_the_bytes_are_there_is_a_table_or_one_line(content):
    try:
        table = table_in(content, "x.csv")
    except TableUnreadable as refused:
        assert "\n" not in str(refused) and str(refused)
    else:
        assert table.rows and all(len(row) >= len(table.headers) for _line, row in table.rows)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none()))
def test_whatever_a_cell_holds_it_is_read_or_refused_with_a_remedy(value):
    for read in (
        lambda: moment_in(value, latest=LATEST),
        lambda: seconds_in(value),
        lambda: text_in(value, 20),
    ):
        try:
            read()
        except CellRefused as refused:
            assert refused.reason and refused.remedy

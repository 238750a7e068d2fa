"""How large a report's tables may be: beyond it, a file is no report and is refused."""

from gongkai.documents.readings.sources import ReportFileUnreadable

MOST_COLUMNS = 200
MOST_ROWS = 5_000
MOST_CELLS = 200_000
MOST_BLOCKS = 100_000


class TableRoom:
    """The room that a file's tables share; asked before each row is kept."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0

    def take(self, place: str, rows: int, columns: int) -> None:
        """Take the room of a table's next row, the `rows`th, of so many `columns`.

        :raises ReportFileUnreadable: if the table or all of them together become too large
        """
        self._cells += columns
        if columns > MOST_COLUMNS:
            self._refuse(f"{place}有{columns}列，超过{MOST_COLUMNS}列的上限")
        if rows > MOST_ROWS:
            self._refuse(f"{place}超过{MOST_ROWS}行的上限")
        if self._cells > MOST_CELLS:
            self._refuse(f"各表格合计超过{MOST_CELLS}个单元格的上限")

    def _refuse(self, fact: str) -> None:
        raise ReportFileUnreadable(
            f"文件“{self._name}”{fact}，不像政府信息公开工作年度报告，请核对后只上传报告本身。"
        )

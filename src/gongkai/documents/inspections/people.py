"""Names in the properties of a file: of a person, of an organ, or of nobody in particular."""

import re

from gongkai.documents.inspections.seen import Seen

_NOBODY = re.compile(
    r"(?:微软|Windows|WPS|Office)?\s?(?:用户|User|Users|Administrator|Admin|PC|Unknown|未知|Owner)\d*"
    r"|(?:Microsoft|WPS|Adobe|Apache|LibreOffice|OpenOffice|Typst|ReportLab|python-|openpyxl|XlsxWriter|"
    r"Apple|Google|iText|pdf).{0,60}|lenovo|HP|Dell|ASUS|acer|thinkpad|Kingsoft.{0,40}",
    re.IGNORECASE,
)
_ORGAN = re.compile(
    r"(?:中心|委员会|管委会|局|厅|部|院|办公室|公司|银行|政府|大学|学校|支行|集团|协会)$"
)
_LONGEST = 200


def name_found(seen: Seen, where: str, label: str, value: str | None) -> None:
    """Say that a property holds a name, unless it is an organ's or a programme's."""
    name = (value or "").strip()[:_LONGEST]
    if not name or _NOBODY.fullmatch(name) or _ORGAN.search(name):
        return
    seen.find(
        "FILE_PERSON",
        where,
        name,
        f"文件属性“{label}”中有疑似个人姓名，会随附件一起公开。",
        "清除文件属性后重新上传（可用“清除属性”）",
    )

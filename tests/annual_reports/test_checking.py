"""An uploaded report is judged as the command line judges the same file."""

from pathlib import Path

import pytest

from gongkai.annual_reports.queries.checking import checked_upload
from gongkai.cli.commands.report_check import checked_file

REFERENCE = (
    Path(__file__).parents[1] / "documents" / "readings" / "data" / "huludao-2023-annual-report.txt"
)


# In time, late, re-dated when the page was moved, before the year was over.
@pytest.mark.parametrize("day", ["2024-01-20", "2024-03-05", "2027-05-06", "2023-05-06"])
def test_the_portal_finds_what_the_command_finds(tmp_path, day):
    text = f"发布时间：{day} 10:00\n{REFERENCE.read_text(encoding='utf-8')}"
    file = tmp_path / "报告.txt"
    file.write_text(text, encoding="utf-8")
    found = checked_upload(file.name, text.encode()).findings
    assert found == checked_file(file).findings
    assert {"D1", "D2", "L7"} & {one.rule for one in found} == {
        "2024-01-20": set(),
        "2024-03-05": {"D1"},
        "2027-05-06": {"L7"},
        "2023-05-06": {"D2"},
    }[day]

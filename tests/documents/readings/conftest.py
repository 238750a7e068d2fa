"""Reads the bytes of a file as the product does."""

from pathlib import Path

import pytest

from gongkai.documents.readings.reading import read_report


@pytest.fixture
def read(tmp_path):
    """Return a function that reads bytes of a format as a report."""

    def reading(content, fmt):
        file = tmp_path / f"report.{fmt}"
        file.write_bytes(content)
        return read_report(file)

    return reading


@pytest.fixture(scope="session")
def reference():
    """Return a published report as a page saved as text keeps it."""
    file = Path(__file__).parent / "data" / "huludao-2023-annual-report.txt"
    return file.read_text(encoding="utf-8")

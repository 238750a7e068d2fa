"""What a fuzzer changes in each format: the file, the part of a package that is read, or pages."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from bench.fuzz.pages import changed_pages
from documents.readings.layouts.files import file_of
from documents.readings.layouts.reports import random_report
from documents.readings.layouts.styles import drawn_layout, plain_layout
from gongkai.documents.readings import pdf
from gongkai.documents.readings.pages.guard import pages_of
from gongkai.documents.readings.reading import Reading, read_content

FORMATS = ("html", "docx", "xlsx", "pdf", "txt", "json")
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
# Short inputs are changed more often in a given time.
_LONGEST_SEED = 60_000


def seeds(fmt: str, count: int) -> list[bytes]:
    """Return inputs to begin with: files in several layouts, of packages their main part."""
    if fmt == "json":
        return [random_report(seed).canonical_bytes() for seed in range(count)]
    if fmt == "pdf":
        return [bytes([what, 1, 20 * what, 1, 20, 0]) * (what + 1) for what in range(10)]
    if fmt == "xlsx":
        # A sheet names its texts by their number in the workbook that it comes from.
        return [_parts(fmt)[_PARTS[fmt]]]
    found = []
    for seed in range(count):
        layout = drawn_layout(fmt, seed)
        if fmt in {"html", "txt"} and seed % 2:
            page = layout.page | {"encoding": ("utf-8", "utf-8") if fmt == "html" else "utf-8"}
            layout = replace(layout, page=page)
        content, _ = file_of(random_report(seed, "2019" if seed % 3 == 0 else "2021"), layout)
        if fmt in _PARTS:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = package.read(_PARTS[fmt])
        found.append(content)
    shorter = [content for content in found if len(content) <= _LONGEST_SEED]
    return shorter or found[:1]


def reader(fmt: str) -> Callable[[bytes], Reading]:
    """Return the function that reads what an input stands for."""
    if fmt == "pdf":
        return _pages_reader()
    wrapped = _wrapper(fmt) if fmt in _PARTS else bytes
    return lambda data: read_content(fmt, wrapped(data), "x")


def _parts(fmt: str) -> dict[str, bytes]:
    content, _ = file_of(random_report(1), plain_layout(fmt))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _wrapper(fmt: str) -> Callable[[bytes], bytes]:
    parts = _parts(fmt)

    def wrapped(part: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, kept in parts.items():
                package.writestr(name, part if name == _PARTS[fmt] else kept)
        return buffer.getvalue()

    return wrapped


def _pages_reader() -> Callable[[bytes], Reading]:
    content, _ = file_of(random_report(1), drawn_layout("pdf", 1))
    title, pages = pages_of(content, "x")

    def read(data: bytes) -> Reading:
        pdf.pages_of = lambda content, name: (title, changed_pages(data, pages))
        try:
            return read_content("pdf", content, "x")
        finally:
            pdf.pages_of = pages_of

    return read

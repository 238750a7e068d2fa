"""The finished reports to read: files in many layouts, the same each time, and what is in them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.positional import REQUEST_PATHS
from documents.readings.layouts.files import file_of
from documents.readings.layouts.matrix import PAGES
from documents.readings.layouts.reports import published, random_report
from documents.readings.layouts.styles import FigureStyle, plain_layout
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.pdf import render_pdf
from gongkai.rules.reports.shape import Report

CASES = ("every cell filled", "one cell blank", "thousands separated")


def text_files(folder: Path, case: str, count: int) -> list[tuple[Path, Report]]:
    """Write reports in the text form and return each file with its report."""
    folder.mkdir(parents=True)
    made = []
    for seed in range(count):
        report = random_report(seed, blanks=0)
        texts = {"overview": "本年度工作情况如下。", "problems": "公开不够及时。", "other": "无。"}
        report = report.with_narrative(**texts)
        figures = FigureStyle()
        if case == CASES[1]:
            report = report.with_values({REQUEST_PATHS[(37 * seed) % len(REQUEST_PATHS)]: None})
        elif case == CASES[2]:
            figures = FigureStyle(thousands=",")
        layout = plain_layout("txt", seed=seed, figures=figures)
        made.append((_written(folder, f"{seed:04}", report, layout), report))
    return made


def page_files(folder: Path, fmt: str, count: int) -> list[Path]:
    """Write reports in the layouts of a format, one after the other, and return the files."""
    folder.mkdir(parents=True)
    layouts = [
        plain_layout(fmt),
        *(plain_layout(fmt, name, page=page) for name, page in PAGES[fmt].items()),
    ]
    return [
        _written(
            folder,
            f"{seed:04}",
            random_report(seed),
            replace(layouts[seed % len(layouts)], seed=seed),
        )
        for seed in range(count)
    ]


def mixed_files(folder: Path, count: int) -> list[Path]:
    """Write what a city receives: pages, Word files, texts and workbooks in turn."""
    made: dict[str, Iterator[Path]] = {
        fmt: iter(page_files(folder / fmt, fmt, (count + 3) // 4))
        for fmt in ("html", "docx", "txt", "xlsx")
    }
    kinds = list(made)
    return [next(made[kinds[number % len(kinds)]]) for number in range(count)]


def long_pdf(folder: Path) -> Path:
    """Write the published report of a fund centre, with a longer section 一, on six pages."""
    report = published("huludao")
    longer = f"{report.narrative['overview']}\n" + f"{report.narrative['problems']}\n" * 4
    document = ReportDocument(report.with_narrative(overview=longer), standard_lead(2023))
    file = folder / "report.pdf"
    file.write_bytes(render_pdf(document))
    return file


def _written(folder: Path, name: str, report: Report, layout: object) -> Path:
    content, _ = file_of(report, layout)
    file = folder / f"{name}.{layout.format}"
    file.write_bytes(content)
    return file

"""The reading of finished reports is measured on files that are known cell for cell."""

import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from bench.fuzz.wrapping import FORMATS, reader, seeds
from bench.positional import REQUEST_PATHS, positional_reading
from bench.readings import FileMisread, _right
from bench.readings_files import CASES, mixed_files, text_files
from bench.readings_memory import held_over
from bench.readings_sweep import outcome_of

from documents.readings.layouts.styles import Spans, TableStyle, plain_layout

ROOT = Path(__file__).resolve().parents[2]


def test_reading_by_position_is_right_only_where_every_cell_is_plain(tmp_path):
    found = []
    for case in CASES:
        file, report = text_files(tmp_path / case, case, 2)[1]
        figures = positional_reading(file.read_text(encoding="utf-8"))["figures"]
        values = report.values()
        found.append(sum(figures.get(path) == values[path] for path in REQUEST_PATHS))
    filled, blank, separated = found
    assert filled == 175 and blank < 60 and separated < 60


def test_cells_right_are_counted_against_what_was_written(tmp_path):
    made = text_files(tmp_path / "texts", CASES[1], 3)
    assert _right(made).startswith("ours 175 in every file; by position ")
    file, report = made[0]
    wrong = report.with_values({REQUEST_PATHS[3]: 999_999_999})
    with pytest.raises(FileMisread, match="174 cells right"):
        _right([(file, wrong)])


def test_memory_is_watched_over_files_of_every_kind(tmp_path):
    files = mixed_files(tmp_path, 8)
    assert {file.suffix for file in files} == {".html", ".docx", ".txt", ".xlsx"}
    held = held_over(files)
    assert 10 < held["early"] < 5000 and 10 < held["late"] < 5000


def test_the_sweep_tells_what_came_of_a_layout():
    assert outcome_of(plain_layout("txt"), "2021") == ("exact", ())
    ragged = replace(plain_layout("html"), tables=TableStyle(spans=Spans.DROPPED))
    assert outcome_of(ragged, "2021")[0] in {"exact", "refused, as it may be"}


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_fuzzer_begins_with_files_that_can_be_read(fmt):
    first = seeds(fmt, 2)[0]
    assert reader(fmt)(first).report.organ


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris 只有 Linux x86_64 的安装包")
def test_the_fuzzer_runs():
    done = subprocess.run(
        [sys.executable, "-m", "bench.fuzz", "txt", "--seconds", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "number_of_executed_units" in done.stderr

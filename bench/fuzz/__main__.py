"""`python -m bench.fuzz FORMAT --seconds 60`: looks for input that breaks a reader.

Only a Reading or a refusal (ReportFileUnreadable) may come of any input, within 15 seconds and
2 GB. Of a package its main part is changed, of a PDF the characters and rules on its pages. What
breaks a reader is kept as var/fuzz/FORMAT/crash-…; the exit code is then not 0.
"""

import argparse
import logging
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["gongkai.documents.readings"]):
    from bench.fuzz.wrapping import FORMATS, reader, seeds
    from gongkai.documents.readings.sources import ReportFileUnreadable

_FOUND = Path(__file__).resolve().parents[2] / "var" / "fuzz"
_SEEDS = 12


def main() -> None:
    """Fuzz one format; the fuzzer ends the process itself."""
    options = _options()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    read = reader(options.format)

    def read_one(data: bytes) -> None:
        try:
            read(data)
        except ReportFileUnreadable as refusal:
            if len(str(refusal).splitlines()) != 1:
                raise ValueError(f"not one line: {refusal}") from refusal

    kept = _FOUND / options.format
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="gongkai-fuzz-") as corpus:
        for number, content in enumerate(seeds(options.format, _SEEDS)):
            (Path(corpus) / f"{number:02}").write_bytes(content)
        arguments = [
            sys.argv[0],
            f"-max_total_time={options.seconds}",
            f"-seed={options.seed}",
            f"-artifact_prefix={kept}/",
            "-timeout=15",
            "-rss_limit_mb=2048",
            "-max_len=100000",
            "-verbosity=0",
            "-print_final_stats=1",
            corpus,
        ]
        atheris.Setup(arguments, read_one)
        atheris.Fuzz()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()

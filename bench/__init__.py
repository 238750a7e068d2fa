"""Measures what is promised about speed and memory, as ratios to references of the same run."""

import sys
from pathlib import Path

# Finished reports to read are drawn by the generator that the tests keep.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

"""The dated data that ship with the package: statutes, calendars, tariffs, outcomes."""

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

_DATA: Traversable = resources.files("gongkai.rules") / "data"


@cache
def bundled_table(name: str) -> dict[str, Any]:
    """Return one bundled TOML file, named by its path below `data/`.

    The table is read once and shared: never change it.

    :raises FileNotFoundError: if no such file is bundled
    """
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def bundled_tables(folder: str) -> dict[str, dict[str, Any]]:
    """Return every TOML file of one folder below `data/`, by file name without suffix."""
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted((_DATA / folder).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }

"""docs/operations.md names every variable that steers an installation, and none that does not."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
# Django's own, which main, wsgi and manage.py set where it is not.
_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def _read_by_the_program() -> set[str]:
    reading = re.compile(
        r"""(?:environ\.get|environ\.setdefault|choice|listed|whole_days|whole_number|signature_algorithms)\(\s*"([A-Z_]+)"""
    )
    found = set()
    for path in (ROOT / "src" / "gongkai").rglob("*.py"):
        if path.name != "test.py":
            found |= set(reading.findall(path.read_text(encoding="utf-8")))
    return found | {"GONGKAI_SECRET_KEY", "GONGKAI_FIELD_KEY"}


def _documented() -> set[str]:
    rows = re.findall(r"^\| (`[A-Z_`, ]+) \|", GUIDE, flags=re.MULTILINE)
    return {name for row in rows for name in re.findall(r"[A-Z_]+", row)}


def test_every_variable_is_documented_and_every_documented_one_is_read():
    assert _documented() == _read_by_the_program() - _DJANGO


def test_environment_of_the_service_uses_documented_names_only():
    text = re.search(r"`/etc/gongkai.env`.*?```sh\n(.*?)```", GUIDE, flags=re.DOTALL)[1]
    assert set(re.findall(r"^([A-Z_]+)=", text, flags=re.MULTILINE)) <= _documented()

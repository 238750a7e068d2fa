"""Whatever is recorded in the audit trail has a name on screen."""

import ast
from pathlib import Path

import gongkai
from gongkai.console.audit_actions import ACTIONS

ROOT = Path(gongkai.__file__).parent
# The functions that record, with what each puts in front of the name it is given.
RECORDING = {
    "record": "", "_record": "", "open_case": "", "_log": None, "touch": "request.",
    "_trace": "request.", "note": "", "touch_page": "page.",
}  # fmt: skip


def recorded():
    """Return the names that operations give to what they record, where they are written out."""
    found = set()
    for path in ROOT.glob("*/operations/**/*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            prefix = RECORDING.get(getattr(call.func, "id", ""))
            if prefix == "request." and "publications" in path.parts:
                prefix = "document." if "documents" in path.parts else "item."
            if prefix is None:
                continue
            named = [each.value for each in call.keywords if each.arg == "action"]
            for value in [*named, *call.args[:1]]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found.add(prefix + value.value)
    return found


def test_every_action_written_out_has_a_name():
    found = recorded()
    assert len(found) > 50
    assert sorted(found - ACTIONS.keys()) == []


def test_names_are_chinese():
    assert not [name for name in ACTIONS.values() if str(name).isascii()]

"""The stack in pyproject.toml also binds what import contracts cannot see."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ROWS = list(reversed(CONTRACTS["contracts"][0]["layers"]))
HEIGHT = {name.strip(): row for row, names in enumerate(ROWS) for name in names.split("|")}
SOURCES = sorted((ROOT / "src").rglob("*.py"))
HOUSE = [path for path in SOURCES if "migrations" not in path.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FACES = {"portal", "console", "api", "cli", "config"}
BANNED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "manager",
    "misc",
    "services",
}


def package_of(app_label):
    name = apps.get_app_config(app_label).name
    return name.removeprefix("gongkai.") if name.startswith("gongkai.") else None


def our_models():
    return [model for model in apps.get_models() if package_of(model._meta.app_label)]


def test_every_package_of_the_stack_exists_and_says_what_it_is():
    for package in HEIGHT:
        text = (ROOT / "src" / "gongkai" / package / "__init__.py").read_text()
        assert ast.get_docstring(ast.parse(text)), package


def test_relations_point_down_and_leave_no_way_back_up():
    for model in our_models():
        here = package_of(model._meta.app_label)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if not field.is_relation:
                continue
            there = package_of(field.related_model._meta.app_label)
            if there and there != here:
                assert HEIGHT[there] < HEIGHT[here], field
                assert field.remote_field.hidden, f"{field} needs related_name='+'"


def test_migrations_depend_only_downwards():
    graph = MigrationLoader(connection=None).graph
    for (app_label, _), node in graph.node_map.items():
        here = package_of(app_label)
        for parent in node.parents:
            there = package_of(parent.key[0])
            if here and there and here != there:
                assert HEIGHT[there] < HEIGHT[here], (here, there)


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_long(path):
    assert path.read_text().count("\n") <= 400


def test_no_module_is_named_for_nothing():
    assert [path for path in HOUSE if path.stem in BANNED_NAMES] == []


def test_every_module_says_what_is_in_it():
    silent = [
        path
        for path in HOUSE
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_only_faces_read_the_clock():
    clock = {"now", "today", "utcnow", "localdate", "localtime"}
    readers = []
    for path in HOUSE:
        package = path.relative_to(ROOT / "src" / "gongkai").parts[0]
        if package in FACES:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in clock
            ):
                readers.append(f"{path}:{node.lineno}")
    assert readers == []


def test_nothing_is_imported_inside_a_function():
    inside = []
    for path in HOUSE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside += [
                    f"{path}:{child.lineno}"
                    for child in ast.walk(node)
                    if isinstance(child, ast.Import | ast.ImportFrom)
                ]
    assert inside == []


def test_domain_packages_hold_no_templates():
    held = [
        path
        for path in (ROOT / "src" / "gongkai").rglob("*.html")
        if path.relative_to(ROOT / "src" / "gongkai").parts[0] not in FACES | {"documents"}
    ]
    assert held == []

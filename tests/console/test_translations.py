"""No string of the console reaches a member of staff in English."""

import ast
import gettext
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "src" / "gongkai" / "locale"
COMPILER = ROOT / "scripts" / "compile_locale.py"
DOMAINS = ("django", "djangojs")

# Packages that ship an English source catalogue.
CATALOGUED = [
    "wagtail",
    "wagtail.admin",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.locales",
    "wagtail.snippets",
    "wagtail.embeds",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "taggit",
]
# Packages read for the strings they mark for translation in code.
MARKED_IN_CODE = [
    "wagtail",
    "taggit",
    "axes",
    "treebeard",
    "modelsearch",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
]
# Composed at run time from the permissions of publishable and lockable models.
PERMISSION_LABELS = ["Can view", "Can publish", "Can lock", "Can unlock", "Can choose"]
# The same in both languages.
PROPER_NAMES = {"URL", "ID", "Wagtail"}

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{[\w.]*\}")
TAG = re.compile(r"<[^>]+>")
LETTER = re.compile(r"[A-Za-z]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
NOT_SHIPPED_PAGES = {"tests", "test", "migrations", "styleguide", "project_template"}

Key = tuple[str | None, str]


def package_folder(name: str) -> Path:
    """Return the folder of an installed package without importing it."""
    top, *rest = name.split(".")
    spec = importlib.util.find_spec(top)
    assert spec is not None and spec.origin is not None, f"{top} is not installed"
    return Path(spec.origin).parent.joinpath(*rest)


def text_of(entry: polib.POEntry | polib.MOEntry) -> str:
    """Return the translation of an entry; Chinese has one plural form."""
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def translations(catalogue: Path) -> dict[Key, str]:
    """Return the finished translations of a .po or .mo file; fuzzy ones do not count."""
    if not catalogue.is_file():
        return {}
    if catalogue.suffix == ".mo":
        return {(e.msgctxt or None, e.msgid): text_of(e) for e in polib.mofile(str(catalogue))}
    entries = polib.pofile(str(catalogue))
    return {(e.msgctxt, e.msgid): text_of(e) for e in entries if e.translated()}


def our_entries() -> list[polib.POEntry]:
    """Return every entry of our catalogues."""
    return [
        entry
        for domain in DOMAINS
        for entry in polib.pofile(str(OURS / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"))
    ]


def needs_chinese(source: str) -> bool:
    """Tell whether a source string holds words, not only placeholders, tags and proper names."""
    bare = TAG.sub("", PLACEHOLDER.sub("", source)).strip()
    return bool(LETTER.search(bare)) and bare not in PROPER_NAMES


def left_in_english(wanted: dict[Key, str], known: dict[Key, str]) -> list[str]:
    """Return the wanted strings, with where they stand, that have no Chinese translation."""
    return [
        f"{where}: {context or ''} {source!r}"
        for (context, source), where in wanted.items()
        if needs_chinese(source) and not CHINESE.search(known.get((context, source), ""))
    ]


def marked_in(folder: Path) -> Iterator[tuple[Key, str]]:
    """Yield the string literals that the Python files of a folder mark for translation."""
    for path in folder.rglob("*.py"):
        if NOT_SHIPPED_PAGES & set(path.relative_to(folder).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            function = node.func.attr if isinstance(node.func, ast.Attribute) else None
            function = node.func.id if isinstance(node.func, ast.Name) else function
            literals = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if function in SINGULAR and literals and isinstance(literals[0], str):
                yield (None, literals[0]), f"{path}:{node.lineno}"
            elif function in WITH_CONTEXT and len(literals) > 1:
                yield (str(literals[0]), str(literals[1])), f"{path}:{node.lineno}"


@pytest.fixture(scope="module")
def ours() -> dict[str, dict[Key, str]]:
    """Return our compiled translations by domain."""
    folder = OURS / "zh_Hans" / "LC_MESSAGES"
    return {domain: translations(folder / f"{domain}.mo") for domain in DOMAINS}


@pytest.mark.parametrize(
    ("package", "domain"),
    [(package, "django") for package in CATALOGUED] + [("wagtail.admin", "djangojs")],
)
def test_every_catalogued_string_has_a_chinese_translation(package, domain, ours):
    locale = package_folder(package) / "locale"
    source = locale / "en" / "LC_MESSAGES" / f"{domain}.po"
    entries = [entry for entry in polib.pofile(str(source)) if not entry.obsolete]
    assert entries
    wanted = {(entry.msgctxt, entry.msgid): package for entry in entries}
    theirs = translations(locale / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po")
    assert left_in_english(wanted, theirs | ours[domain]) == []


@pytest.mark.parametrize("package", MARKED_IN_CODE)
def test_every_string_marked_in_code_has_a_chinese_translation(package, ours):
    wanted = dict(marked_in(package_folder(package)))
    assert wanted
    known: dict[Key, str] = {}
    for folder in (package_folder("django"), package_folder(package)):
        for catalogue in folder.rglob("zh_Hans/LC_MESSAGES/django.mo"):
            known |= translations(catalogue)
    assert left_in_english(wanted, known | ours["django"]) == []


@pytest.mark.parametrize("label", PERMISSION_LABELS)
def test_labels_of_permissions_are_translated(label, ours):
    assert CHINESE.search(ours["django"][None, label])


def test_every_entry_of_ours_is_finished_and_unique():
    for domain in DOMAINS:
        catalogue = polib.pofile(str(OURS / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"))
        keys = [(entry.msgctxt, entry.msgid) for entry in catalogue]
        assert len(keys) == len(set(keys)) > 0
        assert [entry.msgid for entry in catalogue if not entry.translated()] == []
        assert [entry.msgid for entry in catalogue if not entry.comment] == []


@pytest.mark.parametrize("what", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_placeholders_and_tags_agree_with_the_source(what):
    # The order may change, and a placeholder may be used twice; none may be lost or invented.
    wrong = [
        (entry.msgid, text_of(entry))
        for entry in our_entries()
        if set(what.findall(entry.msgid_plural or entry.msgid)) != set(what.findall(text_of(entry)))
    ]
    assert wrong == []


def test_positional_placeholders_keep_their_number():
    positional = re.compile(r"%[sd]|\{\}")
    for entry in our_entries():
        assert positional.findall(text_of(entry)) == positional.findall(entry.msgid), entry.msgid


def test_leading_and_trailing_blanks_agree_with_the_source():
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    wrong = [e.msgid for e in our_entries() if edges(text_of(e)) != edges(e.msgid)]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_catalogue_equals_its_source(domain):
    folder = OURS / "zh_Hans" / "LC_MESSAGES"
    source = translations(folder / f"{domain}.po")
    assert translations(folder / f"{domain}.mo") == source
    read = gettext.translation(domain, localedir=str(OURS), languages=["zh_Hans"])
    for (context, text), translated in source.items():
        if context is None:
            assert translated in (read.gettext(text), read.ngettext(text, text, 1))
        else:
            assert translated == read.pgettext(context, text)


def test_gettext_reads_the_only_plural_form_for_every_number():
    read = gettext.translation("django", localedir=str(OURS), languages=["zh_Hans"])
    forms = {
        read.ngettext("Moved up 1 place.", "Moved up %(counter)s places.", n) for n in (0, 1, 7)
    }
    assert forms == {"已上移 %(counter)s 位。"}


def run_compiler(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the compiler as a developer would."""
    command = [sys.executable, str(COMPILER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_check_accepts_the_committed_catalogues():
    done = run_compiler("--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_check_refuses_a_catalogue_that_was_changed_after_compiling(tmp_path):
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Draft", msgstr="草稿"))
    catalogue.save(str(folder / "django.po"))
    assert run_compiler("--check", str(tmp_path)).returncode == 1
    assert run_compiler(str(tmp_path)).returncode == 0
    assert run_compiler("--check", str(tmp_path)).returncode == 0
    first = (folder / "django.mo").read_bytes()

    catalogue[0].msgstr = "底稿"
    catalogue.save(str(folder / "django.po"))
    refused = run_compiler("--check", str(tmp_path))
    assert refused.returncode == 1
    assert "django.mo" in refused.stderr and "compile_locale.py" in refused.stderr
    assert (folder / "django.mo").read_bytes() == first


def test_a_folder_without_catalogues_is_refused(tmp_path):
    refused = run_compiler(str(tmp_path))
    assert refused.returncode == 1
    assert str(tmp_path) in refused.stderr

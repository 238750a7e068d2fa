"""One annual report as data: its figures and its text, and the report JSON it travels as."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeGuard

from gongkai.rules.reports.editions import (
    Edition,
    Figure,
    FigureKind,
    NoSuchEdition,
    edition,
    edition_for_year,
)
from gongkai.rules.reports.quotes import quoted

Value: TypeAlias = int | Decimal | None
Tree: TypeAlias = "Mapping[str, Tree | Value]"
Node: TypeAlias = "Tree | Value"
Form: TypeAlias = "dict[str, Form | Figure]"
FormNode: TypeAlias = "Form | Figure"

NARRATIVE_PARTS = ("overview", "problems", "other")

_AMOUNT = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII)
_SHOWN_CHARACTERS = 20
_COUNT_TYPES = {int, type(None)}


class UnknownPath(KeyError):
    """The report has no figure at this path."""

    def __str__(self) -> str:
        """Return the message without the quotes a KeyError would add."""
        return str(self.args[0])


class ReportUnreadable(ValueError):
    """What was read is no report JSON; the message names the path and what was expected."""


@dataclass(frozen=True)
class Report:
    """
    An annual report: table 1 under `proactive` in either edition, tables 2 and 3, and the text.

    A figure is None where the source leaves the cell blank; a part of the text is None where the
    source holds no such part and "" where the part stands there empty.
    """

    organ: str
    year: int
    edition: str
    proactive: Tree
    requests: Mapping[str, Mapping[str, int | None]]
    disputes: Mapping[str, Mapping[str, int | None]]
    narrative: Mapping[str, str | None]

    def value(self, path: str) -> Value:
        """
        Return the figure at a path such as "requests.total.business"; amounts are in 万元.

        :raises UnknownPath: if this edition has no such figure
        """
        try:
            return self._figures[path]
        except KeyError:
            return self._walk(path)

    def paths(self) -> tuple[str, ...]:
        """Return the path of every figure, in the official order."""
        return _plan(self.edition).paths

    def values(self) -> dict[str, Value]:
        """Return every figure by its path, in the official order."""
        paths, known = self.paths(), self._figures
        # A figure that is not there is refused by name.
        return dict(known) if len(known) == len(paths) else {p: self.value(p) for p in paths}

    def counts(self, paths: Iterable[str]) -> list[int] | None:
        """Return the counts at some paths, or None if one of them is blank."""
        found = [self.value(path) for path in paths]
        given = [value for value in found if isinstance(value, int)]
        return given if len(given) == len(found) else None

    def __getstate__(self) -> dict[str, object]:
        """Return what travels between processes: without the figures kept by their paths."""
        return {name: part for name, part in self.__dict__.items() if name != "_figures"}

    @cached_property
    def _figures(self) -> Mapping[str, Value]:
        # Every check reads most figures; walking the trees for each would take most of the time.
        tables = self._tables()
        found: dict[str, Value] = {}
        for branch, leaves in _plan(self.edition).branches:
            node: Any = tables
            for key in branch:
                node = node.get(key) if isinstance(node, Mapping) else None
            if isinstance(node, Mapping):
                for key, path in leaves:
                    if key in node and not isinstance(node[key], Mapping):
                        found[path] = node[key]
        return found

    def _walk(self, path: str) -> Value:
        if path not in edition(self.edition).figures:
            raise UnknownPath(f"{self.edition}版年度报告没有“{path}”这一数据项。")
        top, *keys = path.split(".")
        found: Node = self._tables()[top]
        for key in keys:
            if not isinstance(found, Mapping) or key not in found:
                raise UnknownPath(f"该报告缺少数据项“{path}”。")
            found = found[key]
        if isinstance(found, Mapping):
            raise UnknownPath(f"“{path}”不是单个数据项。")
        return found

    def with_values(self, values: Mapping[str, Value]) -> "Report":
        """
        Return the report with some figures replaced, by path.

        :raises UnknownPath: if this edition has no such figure
        :raises ReportUnreadable: if a value does not fit its figure
        """
        form = edition(self.edition)
        for path, value in values.items():
            if path not in form.figures:
                raise UnknownPath(f"{self.edition}版年度报告没有“{path}”这一数据项。")
            _insist_on_type(form.figures[path], value)
        return _assemble(self, form, {**self.values(), **values})

    def with_narrative(self, **parts: str | None) -> "Report":
        """Return the report with some parts of its text replaced."""
        _insist_on_parts(parts)
        return replace(self, narrative={**self.narrative, **parts})

    def to_json(self) -> dict[str, Any]:
        """Return the report JSON, keys in the official order, amounts as plain decimal text."""
        form = edition(self.edition)
        tables = {top: _written(tree) for top, tree in self._tables().items()}
        return {
            "organ": self.organ,
            "year": self.year,
            "edition": self.edition,
            form.proactive_key: tables[form.proactive_key],
            "requests": tables["requests"],
            "disputes": tables["disputes"],
            "narrative": {part: self.narrative[part] for part in NARRATIVE_PARTS},
        }

    @classmethod
    def from_json(cls, obj: object) -> "Report":
        """
        Return the report that a report JSON, already decoded, stands for.

        :raises ReportUnreadable: if a key is missing or unknown or a value has the wrong type
        """
        if not isinstance(obj, Mapping):
            _refuse("报告数据", "应为一个对象", obj)
        organ, year, code = (_required(obj, key) for key in ("organ", "year", "edition"))
        if not _is_text(organ):
            _refuse("organ", "应为机关名称", organ)
        if isinstance(year, bool) or not isinstance(year, int) or not 1 <= year <= 9999:
            _refuse("year", "应为四位年度", year)
        if not isinstance(code, str):
            _refuse("edition", "应为格式版本，例如“2021”", code)
        try:
            form = edition(code)
        except NoSuchEdition as refusal:
            raise ReportUnreadable(f"报告数据无法读取：edition {refusal}") from refusal
        shape = _form(code)
        _insist_on_keys(obj, {"organ", "year", "edition", "narrative", *shape}, "")
        values: dict[str, Value] = {}
        for top, part in shape.items():
            _read(obj[top], part, top, values)
        blank = cls(organ, year, code, {}, {}, {}, _read_narrative(obj["narrative"]))
        return _assemble(blank, form, {path: values[path] for path in form.figures})

    def canonical_bytes(self) -> bytes:
        """Return the bytes to hash: UTF-8, keys sorted, no blanks; equal reports give equal."""
        return json.dumps(
            self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    def _tables(self) -> dict[str, Tree]:
        top = edition(self.edition).proactive_key
        return {top: self.proactive, "requests": self.requests, "disputes": self.disputes}


def report_of_values(
    organ: str,
    year: int,
    edition_code: str,
    values: Mapping[str, Value],
    narrative: Mapping[str, str | None],
) -> Report:
    """
    Return the report with these figures, by path; what is not given is blank.

    :raises NoSuchEdition: if no edition has this code
    :raises UnknownPath: if the edition has no such figure, or the text no such part
    :raises ReportUnreadable: if a value does not fit its figure
    """
    form, plan = edition(edition_code), _plan(edition_code)
    if not values.keys() <= plan.blank.keys():
        unknown = values.keys() - plan.blank.keys()
        raise UnknownPath(f"{edition_code}版年度报告没有“{min(unknown)}”这一数据项。")
    _insist_on_parts(narrative)
    given = {**plan.blank, **values}
    if not set(map(type, plan.counts(given))) <= _COUNT_TYPES:
        for path in form.figures:
            _insist_on_type(form.figures[path], given[path])
    for path in plan.amounts:
        _insist_on_type(form.figures[path], given[path])
    texts = {part: narrative.get(part) for part in NARRATIVE_PARTS}
    return _assemble(Report(organ, year, form.code, {}, {}, {}, texts), form, given)


def empty_report(organ: str, year: int) -> Report:
    """
    Return a report with every figure and every part blank, in the edition of its year.

    :raises NoSuchEdition: for years before the first edition
    """
    form = edition_for_year(year)
    narrative = dict.fromkeys(NARRATIVE_PARTS)
    blank = Report(organ, year, form.code, {}, {}, {}, narrative)
    return _assemble(blank, form, dict.fromkeys(form.paths))


def amount_text(amount: Decimal) -> str:
    """Return an amount as plain digits: no exponent, no trailing zeros, "0" for zero."""
    text = format(amount, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def _assemble(frame: Report, form: Edition, values: Mapping[str, Value]) -> Report:
    trees: dict[str, Any] = {}
    for branch, leaves in _plan(form.code).branches:
        node = trees
        for key in branch:
            node = node.setdefault(key, {})
        node.update({key: values[path] for key, path in leaves})
    report = Report(
        frame.organ,
        frame.year,
        frame.edition,
        trees[form.proactive_key],
        trees["requests"],
        trees["disputes"],
        frame.narrative,
    )
    # They are at hand, complete and in the official order: nobody need gather them again.
    report.__dict__["_figures"] = values
    return report


class _Plan(NamedTuple):
    paths: tuple[str, ...]
    blank: Mapping[str, None]
    branches: tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]
    counts: Callable[[Mapping[str, Value]], tuple[Value, ...]]
    amounts: tuple[str, ...]


@cache
def _plan(code: str) -> _Plan:
    # How an edition's figures hang in the trees: each branch with its leaves, worked out once.
    figures = edition(code).figures
    branches: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for path in figures:
        *parents, leaf = path.split(".")
        branches.setdefault(tuple(parents), []).append((leaf, path))
    amounts = [path for path in figures if figures[path].kind is FigureKind.AMOUNT_WAN]
    return _Plan(
        paths=tuple(figures),
        blank=dict.fromkeys(figures),
        branches=tuple((branch, tuple(leaves)) for branch, leaves in branches.items()),
        counts=itemgetter(*(path for path in figures if path not in set(amounts))),
        amounts=tuple(amounts),
    )


@cache
def _form(code: str) -> Form:
    tree: dict[str, Any] = {}
    for path, figure in edition(code).figures.items():
        *parents, leaf = path.split(".")
        branch = tree
        for key in parents:
            branch = branch.setdefault(key, {})
        branch[leaf] = figure
    return tree


def _written(tree: Node) -> Any:
    if isinstance(tree, Mapping):
        return {key: _written(branch) for key, branch in tree.items()}
    return amount_text(tree) if isinstance(tree, Decimal) else tree


def _read(obj: object, form: FormNode, path: str, values: dict[str, Value]) -> None:
    if isinstance(form, Figure):
        values[path] = _read_figure(obj, form)
        return
    if not isinstance(obj, Mapping):
        _refuse(path, "应为一组数据", obj)
    _insist_on_keys(obj, set(form), path)
    for key, part in form.items():
        _read(obj[key], part, f"{path}.{key}", values)


def _read_figure(obj: object, figure: Figure) -> Value:
    if figure.kind is FigureKind.AMOUNT_WAN and obj is not None:
        if not isinstance(obj, str) or not _AMOUNT.fullmatch(obj):
            _refuse(figure.path, '应为以万元为单位的十进制数字文本（例如 "12.5"）或空值', obj)
        return Decimal(obj)
    _insist_on_type(figure, obj)
    return obj if isinstance(obj, int) else None


def _insist_on_type(figure: Figure, value: object) -> None:
    if value is None:
        return
    if figure.kind is FigureKind.AMOUNT_WAN:
        if not isinstance(value, Decimal) or not value.is_finite():
            _refuse(figure.path, "应为以万元为单位的十进制数字或空值", value)
    elif isinstance(value, bool) or not isinstance(value, int):
        _refuse(figure.path, "应为整数或空值", value)


def _insist_on_parts(parts: Mapping[str, object]) -> None:
    if unknown := parts.keys() - set(NARRATIVE_PARTS):
        raise UnknownPath(f"年度报告没有“narrative.{min(unknown)}”这一文字部分。")


def _read_narrative(obj: object) -> dict[str, str | None]:
    if not isinstance(obj, Mapping):
        _refuse("narrative", "应为一组文字", obj)
    _insist_on_keys(obj, set(NARRATIVE_PARTS), "narrative")
    for part in NARRATIVE_PARTS:
        if not (obj[part] is None or _is_text(obj[part])):
            _refuse(f"narrative.{part}", "应为文字或空值", obj[part])
    return {part: obj[part] for part in NARRATIVE_PARTS}


def _is_text(value: object) -> TypeGuard[str]:
    # JSON may escape half a surrogate pair, which no file in UTF-8 can hold.
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def _required(obj: Mapping[Any, Any], key: str) -> object:
    if key not in obj:
        raise ReportUnreadable(f"报告数据无法读取：缺少“{key}”。")
    return obj[key]


def _insist_on_keys(obj: Mapping[Any, Any], expected: set[str], path: str) -> None:
    inside = f"{path}." if path else ""
    missing = sorted(expected - set(obj))
    if missing:
        raise ReportUnreadable(f"报告数据无法读取：缺少“{inside}{missing[0]}”。")
    unknown = sorted(_shown(key) for key in obj if key not in expected)
    if unknown:
        raise ReportUnreadable(f"报告数据无法读取：“{inside}{unknown[0]}”不是该格式的数据项。")


def _refuse(path: str, expected: str, found: object) -> NoReturn:
    raise ReportUnreadable(f"报告数据无法读取：{path} {expected}，现为“{_shown(found)}”。")


def _shown(found: object) -> str:
    # One line, short enough to read, whatever was in the file.
    if isinstance(found, Mapping | list | tuple):
        return "一组数据"
    printable = (char if char.isprintable() else " " for char in str(found))
    return quoted("".join(printable), _SHOWN_CHARACTERS)

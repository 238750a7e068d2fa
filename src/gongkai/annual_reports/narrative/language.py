"""The template language: a fenced-in corner of Jinja, checked before it runs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongkai.annual_reports.narrative.live import (
    FILTERS,
    LiveFigure,
    NothingRecorded,
    namespaces,
)

PLAIN_NAMES = ("organ", "short_name", "year")
_LISTS = ("site.columns",)
MAX_CHARACTERS = 20_000

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Const,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a template: where (line), what in Chinese, and the words it is about."""

    line: int
    message: str
    quote: str


class TemplateRefused(ValueError):
    """A template cannot be printed; the message says why and where."""


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False
    )
    environment.filters = dict(FILTERS)
    environment.globals = {}
    environment.tests = {}
    return environment


_ENVIRONMENT = _environment()


# Every screen of a report looks at its dozen texts several times; they seldom change.
@lru_cache(maxsize=256)
def _tree(template: str) -> nodes.Template:
    return _ENVIRONMENT.parse(template)


@lru_cache(maxsize=256)
def _ready(template: str) -> Template:
    return _ENVIRONMENT.from_string(template)


def faults(template: str, paths: Collection[str]) -> list[Fault]:
    """Return what keeps a template from being printed; `paths` are the figures there are."""
    if len(template) > MAX_CHARACTERS:
        return [Fault(1, f"文字过长（{len(template)}字），最多{MAX_CHARACTERS}字。", "")]
    try:
        tree = _tree(template)
    except TemplateSyntaxError as error:
        line = template.splitlines()[error.lineno - 1] if template else ""
        message = f"第{error.lineno}行的实时数值写法有误，请检查花括号是否成对、名称是否完整。"
        return [Fault(error.lineno, message, line.strip()[:60])]
    except RecursionError:
        return [Fault(1, "文字中的条件嵌套过深，请拆成几句。", "")]
    return list(_tree_faults(tree, set(paths)))


def _tree_faults(tree: nodes.Template, paths: set[str]) -> Iterator[Fault]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or _reaches_into_a_value(node):
            what = type(node).__name__
            yield Fault(node.lineno, f"第{node.lineno}行使用了不支持的写法（{what}）。", what)
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            known = "、".join(FILTERS)
            message = f"第{node.lineno}行的显示方式“{node.name}”不存在，可用：{known}。"
            yield Fault(node.lineno, message, node.name)
    for path, line in _outermost_paths(tree):
        if path in paths or path in PLAIN_NAMES or path in _LISTS:
            continue
        near = "、".join(get_close_matches(path, paths, n=3, cutoff=0.5))
        hint = f"是否指：{near}？" if near else "可用的数值见“数值目录”。"
        yield Fault(line, f"第{line}行引用的数值“{path}”不存在。{hint}", path)


def _outermost_paths(node: nodes.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, nodes.Getattr | nodes.Name):
        path = _dotted(node)
        if path is not None:
            yield path, node.lineno
            return
    for child in node.iter_child_nodes():
        yield from _outermost_paths(child)


def _reaches_into_a_value(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Getattr) and _dotted(node) is None


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _dotted(node.node)
        return None if before is None else f"{before}.{node.attr}"
    return None


def typed_text(template: str) -> list[tuple[int, str]]:
    """Return what the office typed itself, by line: the text between live figures."""
    try:
        tree = _tree(template)
    except TemplateSyntaxError:
        return []
    return [(data.lineno, data.data) for data in tree.find_all(nodes.TemplateData)]


def printed(template: str, live: Mapping[str, LiveFigure], plain_names: Mapping[str, str]) -> str:
    """Return the prose with every live figure filled in.

    :raises TemplateRefused: if the template has faults or a figure has no record
    """
    found = faults(template, live.keys())
    if found:
        raise TemplateRefused(found[0].message)
    try:
        text = _ready(template).render(**namespaces(live), **plain_names)
    except NothingRecorded as missing:
        raise TemplateRefused(str(missing)) from missing
    except (TemplateError, TypeError) as error:
        raise TemplateRefused("文字中有无法显示的数值，请检查显示方式是否适用。") from error
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())

"""Where in a report a finding is, in words a clerk understands."""

from gongkai.rules.reports.editions import TEXT_SECTIONS, Edition

_HEAD = {"organ": "标题中的机关名称", "year": "标题中的年度", "edition": "报告格式"}


def place_label(where: str, form: Edition) -> str:
    """Return the label of a figure, a line, a table, a section or the head of the report.

    `where` is a path into the report JSON, as findings carry it; what it does not know it gives
    back as it is.
    """
    figure = form.figures.get(where)
    if figure is not None:
        return f"{table_label(where, form)}　{figure.label}"
    if where in _HEAD:
        return _HEAD[where]
    top, _, rest = where.partition(".")
    if top == "narrative":
        part = rest.partition(".")[0]
        return form.text_title(part) if part in TEXT_SECTIONS else "文字部分"
    inside = [path for path in form.paths if path.startswith(f"{where}.") or path == where]
    if not inside:
        return where
    label = table_label(inside[0], form)
    rows = {form.figures[path].row_label for path in inside}
    return f"{label}　{rows.pop()}" if "." in where and len(rows) == 1 else label


def table_label(path: str, form: Edition) -> str:
    """Return “表一”, “表二” or “表三” for the table a path leads into."""
    top = path.partition(".")[0]
    tops = [form.table_path(table.key) for table in form.tables]
    return f"表{'一二三'[tops.index(top)]}" if top in tops else ""

"""Reading the batch of a form's table."""

from collections.abc import Mapping
from typing import Any

from gongkai.rules.service_forms.batches import (
    MOST_ROWS,
    BatchColumn,
    BatchDefinition,
    WorkersOfBatch,
)
from gongkai.rules.service_forms.cells import (
    FormFaulty,
    amount,
    choices,
    flag,
    member,
    name_of,
    text,
    whole,
)
from gongkai.rules.service_forms.kinds import LONGEST, FieldKind

_BATCH = frozenset(["title", "help", "workers", "most", "needed", "columns"])
_COLUMN = frozenset(
    [
        "name",
        "label",
        "kind",
        "needed",
        "help",
        "longest",
        "least",
        "most",
        "choices",
        "prefill",
        "fixed",
        "base",
    ]
)
_KINDS = frozenset(FieldKind) - {FieldKind.ACCOUNT, FieldKind.LONG_TEXT}
WORKER_FACTS = ("account_no", "name", "identity_number", "state", "base", "monthly")
"""What of an employer's worker may fill a column."""
_MOST_COLUMNS = 20


def read_batch(row: Mapping[str, Any], where: str) -> BatchDefinition:
    """Return the batch that a table defines.

    :raises FormFaulty: naming the place in the table and what belongs there
    """
    here = f"{where}的 batch"
    unknown = sorted(set(row) - _BATCH)
    if unknown:
        raise FormFaulty(f"{here}有不认识的项“{unknown[0]}”。")
    given = row.get("columns", [])
    if not isinstance(given, list) or not 1 <= len(given) <= _MOST_COLUMNS:
        raise FormFaulty(f"{here}须有1至{_MOST_COLUMNS}个 columns。")
    columns = tuple(_column(each, here) for each in given)
    for part in ([each.name for each in columns], [each.label for each in columns]):
        twice = sorted({name for name in part if part.count(name) > 1})
        if twice:
            raise FormFaulty(f"{here}的列“{twice[0]}”出现两次。")
    if not columns[0].is_needed:
        raise FormFaulty(f"{here}的第一列用于区分职工，须必填。")
    return BatchDefinition(
        title=text(row, "title", here, most=20),
        columns=columns,
        workers=member({"workers": "ANY", **row}, "workers", WorkersOfBatch, here),
        most=whole(row, "most", here, default=MOST_ROWS, least=1, most=20_000),
        is_needed=flag(row, "needed", here, default=True),
        help=text(row, "help", here, most=500, default=""),
    )


def _column(row: object, where: str) -> BatchColumn:
    if not isinstance(row, Mapping):
        raise FormFaulty(f"{where}的 columns 应为若干个表。")
    unknown = sorted(set(row) - _COLUMN)
    if unknown:
        raise FormFaulty(f"{where}的列有不认识的项“{unknown[0]}”。")
    name = name_of(row, where)
    here = f"{where}的列“{name}”"
    kind = member(row, "kind", FieldKind, here)
    if kind not in _KINDS:
        raise FormFaulty(f"{here}的 kind 不能是{kind.label}。")
    prefill = text(row, "prefill", here, default="")
    if prefill and prefill not in WORKER_FACTS:
        raise FormFaulty(f"{here}的 prefill 应为{'、'.join(WORKER_FACTS)}之一。")
    is_fixed = flag(row, "fixed", here, default=False)
    is_base = flag(row, "base", here, default=False)
    if is_fixed and not prefill:
        raise FormFaulty(f"{here}须与业务系统一致，请写明 prefill。")
    if is_base and kind is not FieldKind.MONEY:
        raise FormFaulty(f"{here}是缴存基数，kind 须为 MONEY。")
    options = choices(row, here)
    if (kind is FieldKind.CHOICE) != bool(options):
        raise FormFaulty(f"{here}：选项列须有 choices，其他列不能有。")
    return BatchColumn(
        name=name,
        label=text(row, "label", here, most=30),
        kind=kind,
        is_needed=flag(row, "needed", here, default=True),
        help=text(row, "help", here, most=200, default=""),
        longest=whole(row, "longest", here, default=LONGEST.get(kind, 100), least=1, most=500),
        least=amount(row, "least", here),
        most=amount(row, "most", here),
        choices=options,
        prefill=prefill,
        is_fixed=is_fixed,
        is_base=is_base,
    )

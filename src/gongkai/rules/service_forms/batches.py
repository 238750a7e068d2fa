"""A batch of workers that an employer hands in as a sheet (批量明细), checked row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.fund.amounts import yuan
from gongkai.rules.service_forms.kinds import PERSONAL, FieldKind, checked_value, number_of

MOST_ROWS = 5000
"""The most rows of a batch, where a form does not say."""


class WorkersOfBatch(StrEnum):
    """Which of an employer's workers a batch may name (明细对象)."""

    ANY = "ANY"
    NORMAL = "NORMAL"
    SEALED = "SEALED"
    NEW = "NEW"

    @property
    def label(self) -> str:
        """Return what they are called."""
        return {
            "ANY": "本单位职工",
            "NORMAL": "正常缴存的职工",
            "SEALED": "账户封存的职工",
            "NEW": "新开户的职工",
        }[self.value]


@dataclass(frozen=True, slots=True)
class BatchColumn:
    """A column of a batch.

    :param prefill: what of an employer's worker fills it: account_no, name, identity_number, base,
        monthly, state
    :param is_fixed: has to be what the business system says of the worker
    :param is_base: a base of deposits, bound by the city's limits
    """

    name: str
    label: str
    kind: FieldKind
    is_needed: bool = True
    help: str = ""
    longest: int = 100
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()
    prefill: str = ""
    is_fixed: bool = False
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class BatchDefinition:
    """A batch of a form; its first column tells workers apart.

    :param most: most rows
    :param is_needed: the form cannot be filed without it
    """

    title: str
    columns: tuple[BatchColumn, ...]
    workers: WorkersOfBatch = WorkersOfBatch.ANY
    most: int = MOST_ROWS
    is_needed: bool = True
    help: str = ""

    @property
    def key(self) -> BatchColumn:
        """Return the column that tells workers apart."""
        return self.columns[0]

    def column(self, name: str) -> BatchColumn | None:
        """Return the column of a name."""
        return next((each for each in self.columns if each.name == name), None)


class BaseLimits(NamedTuple):
    """Within what a base of deposits has to lie, in yuan, and who set it so."""

    least: Decimal
    most: Decimal
    source: str


class RowProblem(NamedTuple):
    """A cell that cannot be as it is; `row` is numbered as the sheet shows it, 0 for the sheet."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str

    @property
    def told(self) -> str:
        """Return it as a sentence."""
        shown = f"“{self.value}”" if self.value else ""
        return f"{self.column}{shown}{self.reason}，{self.remedy}。"


Row = Mapping[str, str]


def row_problems(
    batch: BatchDefinition,
    rows: Sequence[tuple[int, Row]],
    *,
    workers: Mapping[str, Row] | None,
    limits: BaseLimits | None = None,
    on: date,
    progress: Callable[[int], None] | None = None,
) -> Iterator[RowProblem]:
    """Yield what is wrong with the rows of a batch, in their order.

    :param rows: each with its number in the sheet, values as text by column
    :param workers: what the business system says of the employer's workers by the key column;
        None where it cannot be asked, and then nothing is compared
    :param limits: of bases, None where the city's are not known
    :param progress: told how many rows are done
    """
    if len(rows) > batch.most:
        remedy = f"请拆成每批不超过{batch.most}行分别提交"
        yield RowProblem(0, batch.title, "", f"共{len(rows)}行，超过{batch.most}行的上限", remedy)
        return
    seen: dict[str, int] = {}
    for done, (number, row) in enumerate(rows, start=1):
        yield from _cell_problems(batch, number, row, limits, on)
        yield from _key_problems(batch, number, row, workers, seen)
        if progress is not None:
            progress(done)


def tidy_row(batch: BatchDefinition, row: Row, on: date) -> dict[str, str]:
    """Return a row as it is kept, every value in one spelling; without empty ones."""
    kept = {}
    for column in batch.columns:
        text = row.get(column.name, "")
        if text.strip():
            kept[column.name] = _read(column, text, on)[0]
    return kept


def _read(column: BatchColumn, text: str, on: date) -> tuple[str, str]:
    if column.kind is FieldKind.CHOICE:
        codes = {label: code for code, label in column.choices}
        value = codes.get(text.strip(), text.strip())
        known = {code for code, _label in column.choices}
        labels = "、".join(label for _code, label in column.choices)
        return value, "" if value in known else f"不在可选范围内，请从{labels}中选择"
    checked = checked_value(column.kind, text, on)
    return checked.value, checked.fault


def _cell_problems(
    batch: BatchDefinition, number: int, row: Row, limits: BaseLimits | None, on: date
) -> Iterator[RowProblem]:
    for column in batch.columns:
        text = row.get(column.name, "").strip()
        if not text:
            if column.is_needed:
                yield RowProblem(number, column.label, "", "未填写", "请补填")
            continue
        value, fault = _read(column, text, on)
        # Numbers of persons stand in the sheet itself: no message repeats them.
        shown = "" if column.kind in PERSONAL else text[:40]
        fault = fault or _limit_fault(column, value, limits)
        if fault:
            reason, _comma, remedy = fault.partition("，")
            yield RowProblem(number, column.label, shown, reason, remedy or "请核对后重新填写")


def _limit_fault(column: BatchColumn, value: str, limits: BaseLimits | None) -> str:
    if len(value) > column.longest:
        return f"共{len(value)}个字，请缩短到{column.longest}字以内"
    if column.kind not in (FieldKind.MONEY, FieldKind.NUMBER):
        return ""
    amount = number_of(value)
    if amount is None:
        return "不是数字，请只填写阿拉伯数字"
    if column.least is not None and amount < column.least:
        return f"小于{column.least}，请核对"
    if column.most is not None and amount > column.most:
        return f"大于{column.most}，请核对"
    if column.is_base and limits is not None:
        if amount < limits.least:
            return f"低于缴存基数下限{yuan(limits.least)}，请按不低于下限填写（{limits.source}）"
        if amount > limits.most:
            return f"高于缴存基数上限{yuan(limits.most)}，请按不高于上限填写（{limits.source}）"
    return ""


def _key_problems(
    batch: BatchDefinition,
    number: int,
    row: Row,
    workers: Mapping[str, Row] | None,
    seen: dict[str, int],
) -> Iterator[RowProblem]:
    key = row.get(batch.key.name, "").strip()
    if not key:
        return
    shown = "" if batch.key.kind in PERSONAL else key[:40]
    if key in seen:
        told = f"与第{seen[key]}行重复"
        yield RowProblem(number, batch.key.label, shown, told, "每名职工只填一行，请删除多余的行")
        return
    seen[key] = number
    if workers is None:
        return
    worker = workers.get(key)
    if batch.workers is WorkersOfBatch.NEW:
        if worker is not None:
            told = "已在本单位开户"
            yield RowProblem(number, batch.key.label, shown, told, "请删除该行，封存的请办理启封")
        return
    if worker is None:
        told = "不是本单位职工的账号"
        yield RowProblem(number, batch.key.label, shown, told, "请下载最新模板核对")
        return
    state = worker.get("state", "")
    if batch.workers is not WorkersOfBatch.ANY and state and state != batch.workers.value:
        told = f"不是{batch.workers.label}"
        yield RowProblem(number, batch.key.label, shown, told, "请删除该行，或者先办理相应业务")
    for column in batch.columns:
        told_by_core = worker.get(column.prefill, "") if column.is_fixed else ""
        given = row.get(column.name, "").strip()
        if told_by_core and given and given.upper() != told_by_core.upper():
            shown = "" if column.kind in PERSONAL else given[:40]
            told = f"与业务系统登记的{column.label}不一致"
            yield RowProblem(
                number, column.label, shown, told, "请按登记内容填写，有误的先办理变更"
            )

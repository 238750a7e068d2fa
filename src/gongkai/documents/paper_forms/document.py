"""A form on paper: its cells, its batch, what goes along, what is declared and signed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.documents.characters import writable
from gongkai.rules.form_samples import Sample, sample_day, sample_note
from gongkai.rules.service_forms import FieldDefinition, FieldKind, FormDefinition, shown_value

DEMONSTRATION_MARK = "演示数据"
SAMPLE_MARK = "填写样表"
BLANK_ROWS = 8
_WIDE_LABEL, _WIDE_CHOICES = 11, 14


@dataclass(frozen=True, slots=True)
class Cell:
    """A label with room for its value; `options` are ticked or not where there is a choice.

    A wide one has a line of its own, a tall one room for several lines.
    """

    label: str
    value: str = ""
    options: tuple[tuple[str, bool], ...] = ()
    is_needed: bool = True
    is_wide: bool = False
    is_tall: bool = False

    @property
    def text(self) -> str:
        """Return what stands in it, options with their boxes."""
        if not self.options:
            return self.value
        return "　".join(f"{'☑' if is_on else '☐'} {label}" for label, is_on in self.options)


@dataclass(frozen=True, slots=True)
class Section:
    """Cells below one heading."""

    title: str
    cells: tuple[Cell, ...]

    def lines(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells line by line: one that is wide, or two beside each other."""
        waiting: list[Cell] = []
        for cell in self.cells:
            if cell.is_wide:
                if waiting:
                    yield tuple(waiting)
                    waiting = []
                yield (cell,)
            else:
                waiting.append(cell)
                if len(waiting) == 2:
                    yield tuple(waiting)
                    waiting = []
        if waiting:
            yield tuple(waiting)


@dataclass(frozen=True, slots=True)
class Batch:
    """A table of people below the form."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form of a service item, blank or filled in as a sample.

    :param item: name of the item
    :param materials: what goes along, each with whether everybody needs it
    :param signers: places to sign
    :param remark: that the form is to be confirmed, "" where it was
    """

    organ: str
    item: str
    title: str
    sections: tuple[Section, ...]
    batch: Batch | None
    materials: tuple[tuple[str, bool], ...]
    declaration: str
    signers: tuple[str, ...]
    signed: tuple[str, str]
    remark: str
    is_sample: bool
    is_demonstration: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the marks printed on every page."""
        demonstration = (DEMONSTRATION_MARK,) if self.is_demonstration else ()
        return demonstration + ((SAMPLE_MARK,) if self.is_sample else ())

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the lines at the foot."""
        notes = (sample_note(),) if self.is_sample else ()
        return (*notes, *((self.remark,) if self.remark else ()))


def paper_form(
    definition: FormDefinition,
    *,
    organ: str,
    item: str,
    sample: Sample | None = None,
    is_demonstration: bool = False,
) -> PaperForm:
    """Return a form on paper from the form that is filled in online.

    :param sample: what it is filled in with, None for a blank one
    """
    values: Mapping[str, str] = sample.values if sample else {}
    is_employers = definition.needs_agent
    signers = ("单位（公章）", "经办人（签名）") if is_employers else ("申请人（签名）", "日期")
    filled = ("（加盖公章）", "李示范") if is_employers else ("张样例", _day(sample_day()))
    return PaperForm(
        organ=writable(organ),
        item=writable(item),
        title=definition.title,
        sections=tuple(
            Section(each.title, _cells(each.fields, values)) for each in definition.sections
        ),
        batch=_batch(definition, sample),
        materials=tuple((each.label, each.is_needed) for each in definition.materials),
        declaration=definition.declaration,
        signers=signers,
        signed=filled if sample else ("", ""),
        remark=definition.note,
        is_sample=sample is not None,
        is_demonstration=is_demonstration,
    )


def _cells(fields: Iterable[FieldDefinition], values: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells of fields; what is typed twice on screen is written once on paper."""
    return tuple(_cell(each, values) for each in fields if not each.name.endswith("_again"))


def _cell(field: FieldDefinition, values: Mapping[str, str]) -> Cell:
    value = values.get(field.name, "")
    options: tuple[tuple[str, bool], ...] = ()
    if field.kind is FieldKind.CHOICE:
        options = tuple((label, code == value) for code, label in field.choices)
    elif field.kind is FieldKind.YES_NO:
        options = (("是", value == "YES"), ("否", value == "NO"))
    is_tall = field.kind is FieldKind.LONG_TEXT
    length = sum(len(label) + 3 for label, _is_on in options)
    is_wide = is_tall or field.kind is FieldKind.ADDRESS or length > _WIDE_CHOICES
    return Cell(
        label=field.label,
        value="" if options else shown_value(field, value),
        options=options,
        is_needed=field.is_needed,
        is_wide=is_wide or len(field.label) > _WIDE_LABEL,
        is_tall=is_tall,
    )


def _batch(definition: FormDefinition, sample: Sample | None) -> Batch | None:
    batch = definition.batch
    if batch is None:
        return None
    filled = [
        tuple(_shown(column.choices, row.get(column.name, "")) for column in batch.columns)
        for row in (sample.rows if sample else ())
    ]
    blank = ("",) * len(batch.columns)
    rows = (*filled, *((blank,) * (BLANK_ROWS - len(filled))))
    labels = tuple(column.label for column in batch.columns)
    return Batch(f"{batch.title}明细", ("序号", *labels), tuple(
        (str(number), *row) for number, row in enumerate(rows, start=1)
    ))  # fmt: skip


def _shown(choices: tuple[tuple[str, str], ...], value: str) -> str:
    return dict(choices).get(value, value)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

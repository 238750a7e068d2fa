"""What a form of business asks for (表单定义): sections, fields, materials, rules, a batch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.rules.service_forms.batches import BatchDefinition
from gongkai.rules.service_forms.kinds import FieldKind

__all__ = [
    "Condition",
    "FieldDefinition",
    "FieldKind",
    "FormDefinition",
    "FormRule",
    "MaterialDefinition",
    "RuleKind",
    "SectionDefinition",
]


@dataclass(frozen=True, slots=True)
class Condition:
    """Another field has one of some values; it decides whether something is needed."""

    field: str
    values: frozenset[str]

    def holds(self, values: Mapping[str, str]) -> bool:
        """Tell whether it is so in what was filled in."""
        return values.get(self.field, "") in self.values


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A field of a form.

    :param needed_if: needed where one of these holds; it may be left empty otherwise
    :param longest: most characters of a text
    :param least: least number or sum, None where there is none; likewise `most`
    :param decimals: places after the point of a number
    :param earliest: first day that it may name, ISO or TODAY; "" for any; likewise `latest`
    :param choices: code and label, of a CHOICE
    :param prefill: where its value stands in what the business system tells, e.g. `account.name`
    """

    name: str
    label: str
    kind: FieldKind
    is_needed: bool = True
    needed_if: tuple[Condition, ...] = ()
    help: str = ""
    longest: int = 100
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    earliest: str = ""
    latest: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    prefill: str = ""

    def needed_with(self, values: Mapping[str, str]) -> bool:
        """Tell whether it has to be filled in, with what else was."""
        return self.is_needed or any(each.holds(values) for each in self.needed_if)

    @property
    def is_read_only(self) -> bool:
        """Tell whether the business system alone says it."""
        return self.kind is FieldKind.ACCOUNT


@dataclass(frozen=True, slots=True)
class MaterialDefinition:
    """A material that is handed in with a form (申请材料).

    :param kinds: endings of files that are taken: jpg, png, pdf, xlsx
    :param most: most files
    :param from_camera: a phone offers its camera first
    """

    name: str
    label: str
    kinds: tuple[str, ...]
    is_needed: bool = True
    needed_if: tuple[Condition, ...] = ()
    most: int = 5
    from_camera: bool = True
    help: str = ""

    def needed_with(self, values: Mapping[str, str]) -> bool:
        """Tell whether it has to be handed in, with what was filled in."""
        return self.is_needed or any(each.holds(values) for each in self.needed_if)


class RuleKind(StrEnum):
    """What a rule between fields says (字段间规则)."""

    AT_MOST = "AT_MOST"
    NOT_AFTER = "NOT_AFTER"
    SAME = "SAME"
    ONE_NEEDED = "ONE_NEEDED"
    BATCH_SUM = "BATCH_SUM"
    BATCH_COUNT = "BATCH_COUNT"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "AT_MOST": "不超过",
            "NOT_AFTER": "不晚于",
            "SAME": "相同",
            "ONE_NEEDED": "至少填一项",
            "BATCH_SUM": "等于明细合计",
            "BATCH_COUNT": "等于明细人数",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule between fields, told at `field`.

    :param other: the field that it is measured by, "" where a fact or the batch is
    :param fact: where the measure stands in what the business system tells
    :param fields: of which one is needed
    :param column: of the batch whose sum it is
    :param told: remedy in Chinese, "" for the usual one
    """

    kind: RuleKind
    field: str
    other: str = ""
    fact: str = ""
    fields: tuple[str, ...] = ()
    column: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class SectionDefinition:
    """A section of a form, one step of filling it in."""

    title: str
    fields: tuple[FieldDefinition, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form of an item.

    :param item: code of the service item
    :param note: what is to be confirmed of it, shown to staff and on the page
    :param needs_agent: filed for an employer by its agent; not so where there is no employer yet
    :param declaration: what who signs declares
    :param of_employer: its item is of those for employers
    :param account_field: the field that says whose account it is about, "" for the applicant's own
    :param leads_to: where the business is done elsewhere on the site: `certificates`, `account`
    """

    item: str
    title: str
    sections: tuple[SectionDefinition, ...]
    materials: tuple[MaterialDefinition, ...]
    rules: tuple[FormRule, ...]
    declaration: str
    note: str = ""
    intro: str = ""
    needs_agent: bool = False
    of_employer: bool = False
    account_field: str = ""
    batch: BatchDefinition | None = None
    leads_to: str = ""

    @property
    def fields(self) -> tuple[FieldDefinition, ...]:
        """Return its fields in order."""
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, name: str) -> FieldDefinition | None:
        """Return the field of a name."""
        return next((each for each in self.fields if each.name == name), None)

    def material(self, name: str) -> MaterialDefinition | None:
        """Return the material of a name."""
        return next((each for each in self.materials if each.name == name), None)

    def prefills(self) -> Iterator[tuple[str, str]]:
        """Yield the fields that the business system fills, each with where its value stands."""
        for field in self.fields:
            if field.prefill:
                yield field.name, field.prefill

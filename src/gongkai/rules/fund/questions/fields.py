"""A field of a question: its name, what it is called, and how it is to be filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

LEAST_AMOUNT = Decimal("0.01")
LEAST_LOAN = Decimal(1_000)
MOST_LOAN = Decimal(100_000_000)
MOST_AMOUNT = Decimal(100_000_000)
MOST_MONTHLY = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class AskedField:
    """One field, typed as text.

    :param kind: amount, rate, whole, day or choice
    :param choices: code and label, for a choice
    :param default: what holds where nothing is typed; "" where the field may stay empty
    :param group: the part of the form it stands in
    :param only: the form shows it only while another field has one of these codes
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    group: str = "main"
    only: tuple[str, ...] = ()


def values_with_defaults(fields: Iterable[AskedField], typed: Mapping[str, str]) -> dict[str, str]:
    """Return every field's text: what was typed, or its default where nothing was."""
    return {field.name: (typed.get(field.name) or field.default) for field in fields}

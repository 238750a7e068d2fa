"""What a later count says against the signed snapshot, record by record."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.annual_reports.figures.family import Figure
from gongkai.annual_reports.models import Snapshot
from gongkai.annual_reports.queries.compiling import Compiled

_LISTED = 200


@dataclass(frozen=True)
class Difference:
    """A figure whose records are no longer those that were signed."""

    path: str
    label: str
    signed: str | None
    now: str | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def members_of(figure: Figure, compiled: Compiled) -> dict[str, str]:
    """Return the register numbers behind a figure, each with its amount where it is a sum."""
    rows = figure.records(compiled.year).filter(agency=compiled.agency).order_by("register_no")
    summed = figure.family.measures(compiled.year)[figure.measure].summed
    if summed is None:
        return dict.fromkeys(rows.values_list("register_no", flat=True), "")
    return {number: str(amount) for number, amount in rows.values_list("register_no", summed)}


def pack(members: dict[str, str]) -> bytes:
    """Return members as compressed lines."""
    return zlib.compress("\n".join(f"{no}\t{amount}" for no, amount in members.items()).encode())


def unpack(packed: bytes) -> dict[str, str]:
    """Return the members behind compressed lines."""
    text = zlib.decompress(packed).decode()
    return dict(line.split("\t", 1) for line in text.split("\n")) if text else {}


def differences(snapshot: Snapshot, compiled: Compiled) -> list[Difference]:
    """Return every figure that no longer counts the signed records, with the records."""
    signed = {row.figure: unpack(bytes(row.packed)) for row in snapshot.members.all()}
    found = []
    for path, figure in compiled.figures.items():
        before = signed.get(path, {})
        then, now = snapshot.figures.get(path), compiled.values.get(path)
        if not before and not now:
            continue
        after = members_of(figure, compiled)
        # A figure of a column that was added since, in which there is nothing of the year.
        is_new_and_empty = path not in snapshot.figures and not after
        if before == after and (then == now or is_new_and_empty):
            continue
        shared = before.keys() & after.keys()
        found.append(
            Difference(
                path=path,
                label=figure.label,
                signed=then,
                now=now,
                added=_first(after.keys() - before.keys()),
                removed=_first(before.keys() - after.keys()),
                changed=_first(no for no in shared if before[no] != after[no]),
            )
        )
    return found


def _first(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(numbers)[:_LISTED])

"""What taking over the exchange's calls does: each once, and one of the desk is that one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Agency, Officer
from gongkai.hotline.models import (
    Call,
    CallOrigin,
    ImportKind,
    ImportMapping,
    ImportRun,
    ImportState,
    MissedCall,
)
from gongkai.hotline.queries.outside.import_faults import ImportFaults
from gongkai.hotline.queries.outside.import_fields import NO
from gongkai.hotline.queries.outside.import_rows import Row
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.hotline_desk import JOINED_WITHIN, LONGEST_CALL

# SQLite of old allows 999 values in one query.
_MOST_NUMBERS = 900
_AHEAD = timedelta(minutes=2)


@dataclass
class ReadCalls:
    """The good rows of a file, each complete, by its number at the exchange.

    `repeated` counts the lines that say again what another line says.
    """

    told: dict[str, Row] = field(default_factory=dict)
    repeated: int = 0


@dataclass
class Compared:
    """Which rows are on record already; good until another file of calls is taken over.

    `files` is how many were when it was found out.
    """

    files: int
    fresh: list[Row] = field(default_factory=list)
    known: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class CallPlan:
    """What taking a file over does, before any of it is done."""

    new: list[Row] = field(default_factory=list)
    joined: list[tuple[int, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    known: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many rows come to what."""
        return {
            "made": len(self.new),
            "joined": len(self.joined),
            "missed": len(self.missed),
            "known": self.known,
            "changed": len(self.changes),
        }


def read_calls(
    *,
    agency: Agency,
    mapping: ImportMapping,
    rows: Iterable[Row],
    faults: ImportFaults,
    at: datetime,
) -> ReadCalls:
    """Return rows with what follows from each; what is wrong with them goes to `faults`.

    Needs nothing of the calls on record, so nobody has to wait while it is done.
    """
    found = ReadCalls()
    agents = _agents(agency)
    for row in rows:
        if not _completed(row, mapping, faults, agents, at):
            continue
        earlier = found.told.setdefault(row["outside_no"], row)
        if earlier is row:
            continue
        if _same(earlier, row):
            found.repeated += 1
        else:
            column = mapping.fields.get("outside_no", "话单号")
            reason = f"与第{earlier['line']}行的话单号相同而内容不同"
            faults.add(row["line"], column, row["outside_no"], reason, "请核对后只保留一行")
    return found


def compare_calls(*, agency: Agency, read: ReadCalls) -> Compared:
    """Return which rows are on record already; only taking over a file changes that."""
    # Counted first: a file that is taken over meanwhile shows in the count.
    found = Compared(_files_on_record(agency), known=read.repeated)
    found.fresh = _without_known(agency, read.told, found)
    return found


def plan_calls(*, agency: Agency, read: ReadCalls, compared: Compared | None = None) -> CallPlan:
    """Return what taking rows over would do to what is on record now.

    :param compared: of these rows; anew where another file was taken over since
    """
    if compared is None or compared.files != _files_on_record(agency):
        compared = compare_calls(agency=agency, read=read)
    plan = CallPlan(known=compared.known, changes=compared.changes)
    plan.missed = [row for row in compared.fresh if row["connected"] == NO]
    _join(agency, [row for row in compared.fresh if row["connected"] != NO], plan)
    return plan


def _files_on_record(agency: Agency) -> int:
    files = ImportRun.objects.filter(agency=agency, kind=ImportKind.CALLS)
    return files.filter(state=ImportState.IMPORTED).count()


def _completed(
    row: Row,
    mapping: ImportMapping,
    faults: ImportFaults,
    agents: dict[str, list[Officer]],
    at: datetime,
) -> bool:
    """Complete a row with what follows from it; tell whether it makes sense."""
    began = row["began_at"]
    ended = row["ended_at"]
    if ended is None and row["seconds"] is not None:
        ended = began + timedelta(seconds=row["seconds"])

    def fault(name: str, reason: str, remedy: str) -> bool:
        value = row[name].isoformat(" ") if isinstance(row[name], datetime) else row[name]
        faults.add(row["line"], mapping.fields.get(name, name), value, reason, remedy)
        return False

    if began > at + _AHEAD:
        return fault("began_at", "时间在现在以后", "请核对话务系统的时钟和日期格式")
    if ended is not None and ended < began:
        return fault("ended_at", "早于来电时间", "请核对两列是否选反")
    if ended is not None and ended - began > LONGEST_CALL:
        hours = LONGEST_CALL.total_seconds() / 3600
        name = "ended_at" if row["ended_at"] is not None else "seconds"
        return fault(name, f"通话超过{hours:.0f}小时", "请核对单位是否为秒")
    found = agents.get(row["agent"].casefold(), []) if row["agent"] else []
    if row["agent"] and len(found) != 1:
        why = "有几名同名人员" if found else "没有这名工作人员"
        faults.hint(f"坐席“{row['agent'][:20]}”：{why}，这些来电的坐席留空")
    row["agent_id"] = found[0].pk if len(found) == 1 else None
    row["ended_at"] = ended
    row["called_on"] = began.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    row["digest"] = keyed_digest("phone", row["number"])
    return True


def _agents(agency: Agency) -> dict[str, list[Officer]]:
    found: dict[str, list[Officer]] = defaultdict(list)
    for officer in Officer.objects.filter(agency=agency).select_related("user"):
        for name in {officer.name.casefold(), officer.user.get_username().casefold()}:
            found[name].append(officer)
    return found


_COMPARED = ("began_at", "ended_at", "waited", "digest", "route", "connected", "agent_id")


def _same(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in _COMPARED)


def _without_known(agency: Agency, told: dict[str, Row], found: Compared) -> list[Row]:
    """Return the rows that are not on record; those that are go to `found`."""
    numbers = list(told)
    seen: set[str] = set()
    for some in _batches(numbers):
        calls = Call.objects.filter(agency=agency, outside_no__in=some)
        names = ("outside_no", "began_at", "ended_at", "waited")
        for number, began, ended, waited in calls.values_list(*names):
            _compare(found, told[number], began, ended, waited, is_missed=False)
            seen.add(number)
        missed = MissedCall.objects.filter(agency=agency, outside_no__in=some)
        for number, rang, waited in missed.values_list("outside_no", "rang_at", "waited"):
            _compare(found, told[number], rang, None, waited, is_missed=True)
            seen.add(number)
    return [row for number, row in told.items() if number not in seen]


def _compare(
    found: Compared, row: Row, began: Any, ended: Any, waited: Any, *, is_missed: bool
) -> None:
    differs = []
    if is_missed != (row["connected"] == NO):
        differs.append("接通与否")
    elif began != row["began_at"]:
        differs.append("来电时间")
    elif not is_missed and row["ended_at"] is not None and ended != row["ended_at"]:
        differs.append("结束时间")
    elif row["waited"] is not None and waited != row["waited"]:
        differs.append("排队时长")
    if differs:
        told = f"已登记的{differs[0]}与文件不同，保留已登记的内容"
        found.changes.append(
            {"line": row["line"], "number": row["outside_no"], "text": told, "is_applied": False}
        )
    else:
        found.known += 1


def _join(agency: Agency, rows: list[Row], plan: CallPlan) -> None:
    """Find for each row the call of the desk that it is, the nearest pair first."""
    if not rows:
        return
    first = min(row["began_at"] for row in rows) - JOINED_WITHIN
    last = max(row["began_at"] for row in rows) + JOINED_WITHIN
    desk = Call.objects.filter(
        agency=agency, origin=CallOrigin.DESK, outside_no="", began_at__range=(first, last)
    )
    by_number: dict[str, list[Any]] = defaultdict(list)
    by_agent: dict[int | None, list[Any]] = defaultdict(list)
    for key, digest, agent, began in desk.values_list("pk", "number_digest", "agent", "began_at"):
        if digest:
            by_number[digest].append((key, agent, began))
        else:
            # Of who reports somebody no number is kept: the agent and the moment tell.
            by_agent[agent].append((key, agent, began))
    pairs = []
    for place, row in enumerate(rows):
        found = by_number.get(row["digest"], [])
        if row["agent_id"] is not None:
            found = [*found, *by_agent.get(row["agent_id"], [])]
        for key, agent, began in found:
            apart = abs(began - row["began_at"])
            is_other = row["agent_id"] is not None and agent not in (None, row["agent_id"])
            if apart <= JOINED_WITHIN and not is_other:
                pairs.append((apart, row["outside_no"], place, key))
    taken: set[int] = set()
    joined: set[int] = set()
    for _apart, _number, place, key in sorted(pairs):
        if key not in taken and place not in joined:
            taken.add(key)
            joined.add(place)
            plan.joined.append((key, rows[place]))
    plan.new = [row for place, row in enumerate(rows) if place not in joined]


def _batches(rows: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(rows), _MOST_NUMBERS):
        yield rows[start : start + _MOST_NUMBERS]

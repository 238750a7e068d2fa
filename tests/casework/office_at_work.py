"""An office in which anything is tried, lawful or not, in any order: a state machine for tests."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db import transaction
from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine

from casework.content import content, differences
from casework.standing import faults, table_faults
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.history import standing_entries
from gongkai.console.refusals import REFUSED
from gongkai.rules.calendars import CalendarNotPublished

REFUSALS = (*REFUSED, NotAllowed)
MOSTLY = [True] * 11 + [False]
AWAY = [0] * 11 + [-1, -2, -4, -9, -30, 1, 30]
WORDS = ["逐件核对后认定", "按办事指南办理"] * 6 + ["", "  "]


class Chance:
    """What a step draws, all from one number: so a failing history shrinks by whole steps.

    Hypothesis would rather draw the same few simple things than go deep into a case.
    """

    def __init__(self, seed, step):
        # Hypothesis likes to draw a number again.
        self.random = Random(f"{seed} {step}")

    def draw(self, choices, what=""):
        """Return one of some choices, telling which if the history fails."""
        chosen = self.random.choice(list(choices))
        if what:
            note(f"  {what}: {chosen!r}")
        return chosen


class OfficeAtWork(RuleBasedStateMachine):
    """Acts on the database as officers and applicants do, and looks at it after each act."""

    office = None
    start = None
    # What went through and what did not, over all examples.
    done = Counter()
    refused = Counter()

    def __init__(self):
        super().__init__()
        self.today = self.start
        self._example = transaction.atomic()
        self._example.__enter__()
        self._before = content()
        self._counted = None
        self._steps = 0

    def teardown(self):
        transaction.set_rollback(True)
        self._example.__exit__(None, None, None)

    @property
    def at(self):
        return datetime.combine(self.today, time(2, 30), UTC)

    def do(self, operation, **given):
        """Try an act; one that is refused leaves no trace, any other everything in order."""
        try:
            done = operation(**{"on": self.today, "at": self.at, **given})
        except REFUSALS as refusal:
            self.refused[operation.__name__] += 1
            assert str(refusal).strip(), "a refusal says why"
            after = content()
            assert after == self._before, (operation, given, differences(self._before, after))
            return None
        self.done[operation.__name__] += 1
        self._before = content()
        self._look()
        return done

    def _look(self):
        assert not (found := faults()), "\n".join(found)
        cases = DisclosureRequest.objects.order_by("pk").values_list(
            "applicant_kind", "received_on", "closed_on", "outcome"
        )
        counted = list(cases)
        # The table follows from these columns alone: it is counted again when one has changed.
        if counted != self._counted:
            self._counted = counted
            days = [day for _kind, *days, _outcome in counted for day in days if day]
            years = range(min(days).year, max(days).year + 2) if days else ()
            assert not (found := table_faults(years)), "\n".join(found)

    # What acts are made of.

    def chance(self, seed):
        """Return what the next step draws from."""
        self._steps += 1
        return Chance(seed, self._steps)

    def days_pass(self, days):
        """Let working days pass, as far as a calendar is published."""
        try:
            self.today = working_calendar().add_working_days(self.today, days)
        except CalendarNotPublished:
            self.today += timedelta(days=days)

    def day(self, data):
        """Draw a day: mostly today, else too early, earlier or not yet."""
        return self.today + timedelta(days=data.draw(AWAY, "day"))

    def one(self, data, rows, what=""):
        """Draw one of the rows there are; None where there are none."""
        rows = list(rows)
        if not rows:
            return None
        # By place, so that an example does not depend on keys.
        return rows[data.draw(range(0, 8), what) % len(rows)]

    def case(self, data):
        """Draw a case, as it stands, the newest most often."""
        cases = DisclosureRequest.objects.select_related("agency").order_by("-pk")
        return self.one(data, cases, "case")

    def by(self, data, right="clerk"):
        """Draw who acts: mostly who may, else anybody."""
        if data.draw(MOSTLY, "rightly"):
            return self.office[right]
        return self.one(data, self.office.values(), "officer")

    def seen(self, data, case):
        """Draw which version of the case was on the screen."""
        case.refresh_from_db()
        return case.version if data.draw(MOSTLY, "fresh") else max(0, case.version - 1) + 7

    def entries(self, case):
        """Return a case's history as it stands."""
        return standing_entries([case.pk])[case.pk]

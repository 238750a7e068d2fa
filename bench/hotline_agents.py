"""Measures the agents' screens under fifty agents at once; run in a process of its own.

Usage: python -m bench.hotline_agents DATABASE-NAME SECONDS, with the centre's records in
DATABASE_URL. Each agent answers two hundred calls an hour, as fast as the desk is meant for: the
empty desk, the caller's earlier calls, answers from the knowledge base, the call saved. Times are
of whole requests at the server that `gongkai serve` runs, from sending to the last byte, with fifty
agents asking over each other. Beside them each agent opens Wagtail's own account page, which
touches no record. Prints JSON.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import quantiles
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.servers import granian  # noqa: E402
from bench.timing import Comparison, Fact, Limit, Result, as_json  # noqa: E402
from gongkai.agencies.models import Agency, Officer  # noqa: E402
from gongkai.agencies.operations import add_officer  # noqa: E402
from gongkai.hotline.queries.topics.tree import topics_offered  # noqa: E402

AGENTS, CALLS_AN_HOUR, LIMIT_MS = 50, 200, 80
# So many connections that the kernel gives some to each process.
_WARM = 12
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SHOWN = re.compile(r'name="shown_at" value="([^"]+)"')
_ACCOUNT = "Wagtail's own account page"
_SCREENS = ("The empty desk", "A caller's earlier calls", "Answers while typing", "A call saved")


class PageRefused(Exception):
    """A page did not come, so that its time means nothing."""


@dataclass
class Agent:
    """One agent at his desk: a connection, a session, and how long each of his pages took."""

    port: int
    cookies: str
    topics: list[int]
    draw: random.Random
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def work(self, begin: float, until: float) -> None:
        """Answer one call after the other until a moment, at the pace that is meant."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        pause = 3600 / CALLS_AN_HOUR
        turn = begin + self.draw.random() * pause
        while turn < until:
            time.sleep(max(0.0, turn - time.perf_counter()))
            for what, wait in self.one_call(connection):
                self.taken[what].append(wait)
                # Somebody speaks in between; nobody else's requests wait for that.
                time.sleep(self.draw.uniform(0.3, 1.5))
            turn += pause
        connection.close()

    def one_call(self, connection: http.client.HTTPConnection) -> Iterator[tuple[str, float]]:
        """Answer one call; yields each page with the seconds it took."""
        desk = reverse("console:call-desk")
        page, wait = self._asked(connection, "GET", desk, None)
        yield _SCREENS[0], wait
        token, shown = _TOKEN.search(page), _SHOWN.search(page)
        if token is None or shown is None:
            raise PageRefused(f"{desk}: no form")
        number = f"139{self.draw.randrange(10**7, 10**8)}"
        typed = {
            "csrfmiddlewaretoken": token[1], "shown_at": shown[1], "act": "save",
            "route": "VIA_12345", "caller_kind": "WORKER", "number": number,
            "topic": self.draw.choice(self.topics), "question": "租房提取需要什么材料",
            "answer": "身份证和无房证明。", "outcome": "ANSWERED",
            "ticket_kind": "CONSULTATION", "urgency": "ORDINARY",
        }  # fmt: skip
        for what, name in ((_SCREENS[1], "desk-caller"), (_SCREENS[2], "desk-answers")):
            yield what, self._asked(connection, "POST", reverse(f"console:{name}"), typed)[1]
        yield _SCREENS[3], self._asked(connection, "POST", desk, typed, 302)[1]
        account = reverse("wagtailadmin_account")
        yield _ACCOUNT, self._asked(connection, "GET", account, None)[1]

    def _asked(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        typed: dict[str, object] | None,
        wanted: int = 200,
    ) -> tuple[str, float]:
        body = urlencode(typed).encode() if typed else None
        headers = {"Cookie": self.cookies, "Host": "localhost"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read()
        taken = time.perf_counter() - began
        if answer.status != wanted:
            raise PageRefused(f"{method} {path}: {answer.status}")
        return page.decode(), taken


def measured(database: str, seconds: float, agents: int = AGENTS) -> list[Result]:
    """Return the 95th percentile of each screen, and the desk against the reference."""
    agency = Agency.objects.get()
    topics = [each.key for each in topics_offered(agency)]
    cookies = [_signed_in(officer) for officer in _officers(agency, agents)]
    with granian("gongkai.config.wsgi:application", {}) as port:
        _warm(port, cookies[:_WARM], topics)
        staff = _work(port, cookies, topics, seconds)
    taken: dict[str, list[float]] = defaultdict(list)
    for agent in staff:
        for what, waits in agent.taken.items():
            taken[what] += waits
    beside = f", {agents} agents at once, 95th percentile"
    results: list[Result] = [
        Limit(f"{what}{beside}", database, "ms", (_p95(taken[what]) * 1000,), LIMIT_MS)
        for what in _SCREENS
    ]
    ours = [wait for what in _SCREENS for wait in taken[what]]
    what = f"All screens of the desk{beside}"
    results.append(Limit(what, database, "ms", (_p95(ours) * 1000,), LIMIT_MS))
    reference = [_p95(taken[_ACCOUNT])]
    results.append(Comparison(what, database, _ACCOUNT, [_p95(ours)], reference))
    results.append(Fact("Requests of the agents", database, f"{len(ours):,} in {seconds:.0f} s"))
    return results


def _officers(agency: Agency, number: int) -> list[Officer]:
    for place in range(Officer.objects.filter(agency=agency).count(), number):
        add_officer(
            agency=agency, username=f"agent{place}", name=f"坐席{place}",
            password="bench-parola-1", roles=["HOTLINE_AGENT"], on=date(2021, 1, 1),
        )  # fmt: skip
    return list(Officer.objects.filter(agency=agency).select_related("user")[:number])


def _signed_in(officer: Officer) -> str:
    client = Client()
    client.force_login(officer.user, _BACKEND)
    session = settings.SESSION_COOKIE_NAME
    told = {session: client.cookies[session].value, settings.CSRF_COOKIE_NAME: "a" * 32}
    return "; ".join(f"{name}={value}" for name, value in told.items())


def _warm(port: int, cookies: list[str], topics: list[int]) -> None:
    """Have each of the server's processes answer every screen once: the first takes seconds."""
    for place, cookie in enumerate(cookies):
        agent = Agent(port, cookie, topics, random.Random(-place))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for _ in agent.one_call(connection):
            pass
        connection.close()


def _work(port: int, cookies: list[str], topics: list[int], seconds: float) -> list[Agent]:
    staff = [
        Agent(port, cookie, topics, random.Random(place)) for place, cookie in enumerate(cookies)
    ]
    failed: list[BaseException] = []
    begin = time.perf_counter()

    def work(agent: Agent) -> None:
        try:
            agent.work(begin, begin + seconds)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(agent,)) for agent in staff]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return staff


def _p95(found: list[float]) -> float:
    return quantiles(found, n=20)[-1] if len(found) > 1 else found[0]


if __name__ == "__main__":
    name, length = sys.argv[1:]
    json.dump(as_json(measured(name, float(length))), sys.stdout)

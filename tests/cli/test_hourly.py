"""What a running service does each hour, and the command it runs for that."""

import os
import time

import pytest

from factories import CaseFactory
from gongkai.casework.models import Reminder
from gongkai.cli import hourly
from gongkai.cli.hourly import HOURLY, Hourly
from gongkai.cli.main import COMMANDS, main

WAIT = 60


@pytest.fixture
def runs(monkeypatch, tmp_path):
    """Have the hourly commands leave a file each instead; return how often they ran."""
    script = tmp_path / "command"
    script.write_text(f'#!/bin/sh\necho ran >> {tmp_path}/runs\n[ "$3" != slow ] || sleep 60\n')
    script.chmod(0o755)
    monkeypatch.setattr(hourly.sys, "executable", str(script))
    log = tmp_path / "runs"
    return lambda: log.read_text().count("ran") if log.exists() else 0


def settle(service, now, until):
    """Let time pass for the processes, but none for the service."""
    end = time.monotonic() + WAIT
    while not until() and time.monotonic() < end:
        service.tick(now)
        time.sleep(0.05)
    assert until()


def test_commands_run_at_once_and_then_each_hour(runs, monkeypatch):
    monkeypatch.setattr(hourly, "HOURLY", (("a",), ("b",)))
    service = Hourly(os.environ)
    settle(service, 10.0, lambda: runs() == 2)
    service.tick(3609.0)
    assert runs() == 2
    settle(service, 3610.0, lambda: runs() == 4)
    service.end()


def test_a_command_still_at_work_is_waited_for_and_broken_off_at_the_end(runs, monkeypatch):
    monkeypatch.setattr(hourly, "HOURLY", (("slow",), ("b",)))
    service = Hourly(os.environ)
    settle(service, 0.0, lambda: runs() == 1)
    service.tick(7200.0)
    assert runs() == 1
    service.end()
    assert runs() == 1


def test_what_runs_each_hour_are_commands_of_ours():
    assert all(name in COMMANDS for name, *_options in HOURLY)


@pytest.mark.django_db
def test_remind_tells_how_many_and_gives_none_twice(capsys):
    CaseFactory()
    assert main(["remind"]) == 0
    assert "已发出4条期限提醒" in capsys.readouterr().out
    assert Reminder.objects.count() == 4
    assert main(["remind", "--quiet"]) == 0
    assert capsys.readouterr().out == ""

from gongkai.fund_services.core.breaking import (
    FAILURES,
    REST,
    WINDOW,
    Standing,
    after_answer,
    after_failure,
    passage,
)

NOW = 1_000_000.0


def failed(times, *, every=1.0, standing=None, start=NOW):
    """Return the standing after failures in a row."""
    found = standing or Standing()
    for number in range(times):
        found = after_failure(found, start + number * every)
    return found


def test_a_few_failures_shut_nothing():
    assert passage(failed(FAILURES - 1), NOW + 10) == "free"


def test_failures_in_a_row_shut_it_for_a_while():
    standing = failed(FAILURES)
    last = NOW + FAILURES - 1
    assert passage(standing, last) == "shut"
    assert passage(standing, last + REST - 0.1) == "shut"
    assert passage(standing, last + REST) == "probe"


def test_failures_far_apart_are_no_row():
    assert passage(failed(4 * FAILURES, every=WINDOW / 2), NOW) == "free"


def test_an_answer_forgets_all_failures():
    standing = after_answer(failed(FAILURES - 1))
    assert standing == Standing()
    assert passage(failed(1, standing=standing), NOW) == "free"


def test_a_failed_probe_doubles_the_rest_up_to_five_minutes():
    standing, now, rests = failed(FAILURES), NOW + FAILURES - 1, []
    for _ in range(7):
        now = standing.shut_until
        assert passage(standing, now) == "probe"
        standing = after_failure(standing, now)
        rests.append(standing.shut_until - now)
    assert rests == [40, 80, 160, 300, 300, 300, 300]


def test_a_successful_probe_opens_it_again():
    standing = after_answer(failed(FAILURES))
    assert passage(standing, NOW + FAILURES) == "free"


def test_a_clock_set_back_does_not_shut_it_for_years():
    assert passage(failed(FAILURES), NOW - 86_400) == "probe"

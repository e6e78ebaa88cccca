"""What holds for every day, clock and case, tried on days and events that nobody thought of."""
from __future__ import annotations

import json
import os
import tempfile
from datetime import date, timedelta

import foi
import pytest

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.path.join(tempfile.gettempdir(), "hypothesis"))

hypothesis = pytest.importorskip("hypothesis", reason="python3-hypothesis is not installed: no properties are tried")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

settings.register_profile("foi", deadline=None, derandomize=True, max_examples=300, database=None,
                          suppress_health_check=list(HealthCheck))
settings.load_profile("foi")

LAW = foi.Law()
CALENDAR = LAW.calendar()
OVER = [cal for cal in (CALENDAR.first, CALENDAR.last) if cal]
decided = st.dates(OVER[0] + timedelta(400), OVER[1] - timedelta(400))
sums = st.integers(-200, 200)
CLOCKS = [clock.id for clock in LAW.clocks]
numbers = st.integers(-2**31, 2**31 - 1)


def answered(clock: str, day: date, **options) -> foi.Deadline | None:
    try:
        return LAW.due(clock, day, **options)
    except (foi.LawGap, foi.CalendarGap):
        return None


@given(decided, sums.filter(bool))
def test_add_and_count(day, n):
    """count(day, add(day, n)) is n (but for a day off itself, counted back), and the day reached is worked."""
    reached = CALENDAR.add(day, n)
    assert CALENDAR.is_workday(reached)
    assert (reached > day) == (n > 0)
    assert CALENDAR.count(day, reached) == n + (n < 0 and not CALENDAR.is_workday(day))


@given(decided, decided, decided)
def test_counts_add_up(a, b, c):
    assert CALENDAR.count(a, b) + CALENDAR.count(b, c) == CALENDAR.count(a, c)
    assert CALENDAR.count(a, b) == -CALENDAR.count(b, a)
    first, last = min(a, b), max(a, b)
    days = (first + timedelta(i + 1) for i in range((last - first).days))
    assert CALENDAR.count(first, last) == sum(map(CALENDAR.is_workday, days))


@given(decided, sums)
def test_a_day_one_by_one(day, n):
    """A sum is what counting day by day gives; numbers and dates agree."""
    step, left = timedelta(1 if n > 0 else -1), abs(n)
    expected = day
    while left:
        expected += step
        left -= CALENDAR.is_workday(expected)
    while n == 0 and not CALENDAR.is_workday(expected):
        expected += timedelta(1)
    assert CALENDAR.add(day, n) == expected
    assert CALENDAR.add(foi.day_number(day), n) == foi.day_number(expected)
    assert CALENDAR.add_many([day], n) == [expected]


@given(st.sampled_from(CLOCKS), decided, st.sampled_from(LAW.regimes))
def test_bounds(clock, day, regime):
    answer = answered(clock, day, regime=regime)
    if answer is None:
        return
    assert answer.earliest <= answer.due <= answer.latest
    assert answer.start == day
    assert answer.due <= day if answer.backward else answer.due >= day
    dues = [reading.due for reading in answer.readings]
    assert (min(dues), max(dues), len(set(dues))) == (answer.earliest, answer.latest, len(dues))
    assert [r.due for r in answer.readings if r.default] == [answer.due]
    assert LAW.due_many(clock, [day], regime=regime) == [answer.due]
    for reading in answer.readings:
        fixed = answered(clock, day, regime=regime, readings=reading.options)
        assert fixed is not None and fixed.due == reading.due


@given(st.sampled_from(["response", "objection_filing", "objection_decision", "dispute_filing"]), decided,
       st.integers(0, 60))
def test_later_is_not_sooner(clock, day, later):
    """Within one rule, a later event is never due earlier."""
    first, second = answered(clock, day), answered(clock, day + timedelta(later))
    if first and second and first.rule == second.rule and first.length == second.length:
        assert first.due <= second.due


any_days = st.one_of(st.integers(-719162, 2932896), st.integers(13900, 21200), st.dates(), decided, st.none())


@given(st.lists(any_days, max_size=40), st.sampled_from(CLOCKS))
def test_batch_is_one_by_one(days, clock):
    status = bytearray(len(days))
    batch = LAW.due_many(clock, days, status=status)
    for day, due, byte in zip(days, batch, status):
        assert (due is None) == (byte != foi.ItemStatus.OK)
        one = None if day is None else answered(clock, day)
        if one is not None:
            assert due == (foi.day_number(one.due) if isinstance(day, int) else one.due)


@given(st.lists(numbers, max_size=60))
def test_kinds_agree(days):
    """int32, datetime64 and lists of numbers give the same dates."""
    np = pytest.importorskip("numpy")
    as_int32 = LAW.due_many("response", np.array(days, np.int32))
    as_64 = LAW.due_many("response", np.array(days, "datetime64[D]"))
    assert [None if n == foi.NO_DAY else n for n in as_int32.tolist()] == [
        None if np.isnat(d) else int(d.astype(np.int64)) for d in as_64]
    assert LAW.due_many("response", memoryview(np.array(days, np.int32))).tolist() == as_int32.tolist()


@given(st.text(), st.text())
def test_texts(clock, zone):
    """Any text as clock, zone or day: an answer or a foi.Error."""
    for call in (lambda: LAW.due(clock, 20367), lambda: foi.parse_day(clock), lambda: foi.day_of_instant(clock, zone),
                 lambda: LAW.case(clock), lambda: foi.Calendar.parse(clock), lambda: LAW.case(timezone=zone),
                 lambda: LAW.case().apply(clock, 20367), lambda: foi.Law(packs=[foi.Source("x", clock)])):
        try:
            call()
        except foi.Error as error:
            assert str(error) and error.text("id")


KINDS = ["request_received", "request_completed", "request_extended", "information_delivered", "objection_received",
         "objection_registered", "dispute_filed", "dispute_registered", "mediation_started", "hearing_held",
         "request_withdrawn"]
events_of_days = st.tuples(st.sampled_from(KINDS), st.dates(date(2024, 1, 1), date(2025, 6, 30)))
histories = st.lists(events_of_days, min_size=1, max_size=8, unique_by=lambda event: event[1])


def case_of(events) -> foi.Case:
    case = LAW.case()
    for kind, day in events:
        case.apply(kind, day)
    return case


def told(case: foi.Case) -> tuple:
    """A judgement without the numbers of events."""
    j = case.judge(date(2025, 7, 1))
    return (j.state, j.since, [(c.id, c.status, c.due, c.earliest, c.latest, c.days_left) for c in j.clocks],
            sorted((f.code, f.under, f.clock or "") for f in j.findings))


@given(histories, st.randoms(use_true_random=False))
def test_order_of_entry(events, random):
    """Events of different days count by their day, in whatever order they were entered."""
    shuffled = list(events)
    random.shuffle(shuffled)
    assert told(case_of(events)) == told(case_of(shuffled))


@given(histories)
def test_one_history_many_ways(events):
    """By calls, by a file, by a copy, by correcting every event: byte for byte the same report."""
    case = case_of(events)
    report = case.report_json(date(2025, 7, 1))
    file = {"foi_case": 1, "events": [{"kind": kind, "date": day} for kind, day in events]}
    assert LAW.case(file).report_json(date(2025, 7, 1)) == report
    assert LAW.case(json.dumps(file, default=str)).report_json(date(2025, 7, 1)) == report
    assert case.copy().report_json(date(2025, 7, 1)) == report
    other = case_of([(kind, date(2024, 1, 1)) for kind, _ in events])
    for index, (kind, day) in enumerate(events):
        other.replace(index, kind, day)
    assert other.report_json(date(2025, 7, 1)) == report


@given(histories, st.sampled_from(KINDS), st.dates(date(2024, 1, 1), date(2025, 6, 30)))
def test_check_changes_nothing(events, kind, day):
    case = case_of(events)
    before = case.report_json()
    answer = case.check(kind, day)
    assert case.report_json() == before
    case.apply(kind, day)
    assert case.report(day)["state"] == answer["state"]

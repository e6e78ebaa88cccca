"""What the package takes and gives: kinds of days and arrays, errors, closed handles, texts that C cannot take."""
from __future__ import annotations

import array
import json
import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

import foi
import foi.html
import pytest
from conftest import DATA
from foi._foi import ffi, lib

DATA_PACK = DATA / "packs"
DAY = date(2025, 10, 6)
DUE = date(2025, 10, 20)
NUMBER = 20367
UNDECIDED = date(2040, 1, 2)


class Later(date):
    """A date of another class."""


# ---- days ------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("day", [DAY, NUMBER, Later(2025, 10, 6), datetime(2025, 10, 6, 23, 59)])
def test_days_of_every_kind(law, calendar, day):
    assert foi.day_number(day) == NUMBER
    assert law.due("response", day).due == DUE
    assert calendar.count(day, DUE) == 10
    assert calendar.add(day, 10) == (20381 if day == NUMBER else DUE)


@pytest.mark.parametrize("day", ["2025-10-06", None, 1.0, True, b"2025-10-06", [DAY],
                                 datetime(2025, 10, 6, tzinfo=timezone.utc)])
def test_no_days(law, calendar, day):
    for call in (lambda: foi.day_number(day), lambda: law.due("response", day), lambda: calendar.add(day, 1),
                 lambda: calendar.count(DAY, day), lambda: calendar.is_workday(day), lambda: calendar.day(day),
                 lambda: foi.day_text(day), lambda: law.due_many("response", [DAY, day] if day is not None else 5)):
        with pytest.raises(TypeError):
            call()


@pytest.mark.parametrize("number", [-719163, 2932897, 2**31 - 1, -2**31, 2**31, 2**63, -2**64, 10**30])
def test_numbers_that_are_no_day(law, calendar, number):
    for call in (lambda: foi.day_number(number), lambda: law.due("response", number), lambda: calendar.add(number, 1),
                 lambda: calendar.count(DAY, number), lambda: calendar.is_workday(number)):
        with pytest.raises(foi.OutOfRange):
            call()


@pytest.mark.parametrize("n", [2**31, -2**31 - 1, 10**30])
def test_huge_sums(calendar, n):
    with pytest.raises(foi.OutOfRange):
        calendar.add(DAY, n)
    with pytest.raises(foi.OutOfRange):
        calendar.add(NUMBER, n)
    with pytest.raises(foi.OutOfRange):
        foi.add_months(DAY, n, "down")
    with pytest.raises(TypeError):
        calendar.add(DAY, 1.5)


def test_dates():
    assert foi.add_months(date(2025, 1, 31), 1, "down") == date(2025, 2, 28)
    assert foi.add_months(date(2025, 1, 31), 1, foi.MonthEnd.UP) == date(2025, 3, 1)
    assert foi.add_years(date(2024, 2, 29), 1, "down") == date(2025, 2, 28)
    with pytest.raises(foi.OutOfRange):
        foi.add_months(date(2025, 1, 31), 1, "report")
    with pytest.raises(ValueError):
        foi.add_months(DAY, 1, "sideways")
    assert foi.day_text(DAY) == "Senin, 6 Oktober 2025"
    assert foi.day_text(DAY, "en") == "Monday, 6 October 2025"
    assert [foi.parse_day(str(d)) for d in (date.min, date.max)] == [date.min, date.max]


# ---- errors ----------------------------------------------------------------------------------------------------------

def test_one_tree(law, calendar):
    """Each code has its class; a program catches foi.Error, or what Python has for it."""
    classes = {foi.Error} | {c for c in vars(foi).values() if isinstance(c, type) and issubclass(c, foi.Error)}
    assert len(classes) == 1 + len(foi.Status)
    for call, kind, base in (
            (lambda: law.due("no_such", DAY), foi.LawGap, foi.Error),
            (lambda: law.due("response", UNDECIDED), foi.CalendarGap, foi.Error),
            (lambda: law.due("response", DAY, readings={"axis": "x"}), foi.ArgumentError, ValueError),
            (lambda: foi.parse_day("6 Oktober"), foi.InvalidSyntax, ValueError),
            (lambda: foi.parse_day("2025-02-30"), foi.OutOfRange, ValueError),
            (lambda: law.case("[" * 5000), foi.LimitExceeded, ValueError),
            (lambda: foi.Law(calendars=[foi.Source("a", WEEK), foi.Source("b", WEEK)]), foi.Conflict, foi.Error),
            (lambda: calendar.add(UNDECIDED, 1), foi.CalendarGap, foi.Error)):
        with pytest.raises(kind) as caught:
            call()
        assert isinstance(caught.value, foi.Error) and isinstance(caught.value, base)
        assert caught.value.text("id") != caught.value.text("en") == str(caught.value)
        again = pickle.loads(pickle.dumps(caught.value))
        assert (type(again), vars(again)) == (type(caught.value), vars(caught.value))


COLUMNS = "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"
WEEK = "# foi-calendar 1\nweek\t1111100\t2020-01-01\t2020-12-31\n" + COLUMNS


def test_place_of_a_fault(law):
    with pytest.raises(foi.InvalidSyntax) as caught:
        foi.Calendar.parse(WEEK + "nonsense\n", name="libur.tsv")
    assert (caught.value.file, caught.value.line, caught.value.code) == ("libur.tsv", 4, foi.Status.SYNTAX)
    case = law.case()
    case.apply("request_received", DAY)
    with pytest.raises(foi.Error) as caught:
        case.apply("request_answered", DUE, outcome="perhaps")
    assert caught.value.pointer == "/events/1/outcome"
    assert len(case) == 1, "nothing was recorded"


def test_a_newer_library_says_something_new():
    """An unknown code is a foi.Error with that number."""
    error = foi.Error(-999, "new", "baru")
    assert (error.code, str(error), error.text("id")) == (-999, "new", "baru")


@pytest.mark.parametrize("bad", ["resp\0onse", "\ud800", "\udcff", "a" * 100000, ""])
def test_texts_that_c_cannot_take(law, bad):
    for call in (lambda: law.due(bad, DAY), lambda: law.due("response", DAY, regime=bad),
                 lambda: law.due("response", DAY, readings={bad: "x"}), lambda: law.due_many(bad, [DAY]),
                 lambda: law.calendar(bad), lambda: law.case(regime=bad), lambda: law.case(timezone=bad),
                 lambda: law.case(bad), lambda: law.case({"foi_case": 1, "events": [{"kind": bad}]}),
                 lambda: law.explain(bad, day=DAY), lambda: law.rules(bad), lambda: foi.parse_day(bad),
                 lambda: foi.day_of_instant(bad), lambda: foi.day_of_instant("2025-10-06T00:00:00Z", bad),
                 lambda: foi.Calendar.parse(bad), lambda: law.case().apply(bad, DAY),
                 lambda: law.case().apply("request_received", DAY, note=bad + "\0"),
                 lambda: foi.Law(packs=[foi.Source("x", bad)]), lambda: foi.day_text(DAY, bad)):
        with pytest.raises(foi.Error):
            call()


@pytest.mark.parametrize("wrong", [5, 1.5, object(), ["x"], b"response"])
def test_wrong_types(law, wrong):
    calls = [lambda: law.due(wrong, DAY), lambda: law.due("response", DAY, regime=wrong), lambda: law.calendar(wrong),
             lambda: law.case(regime=wrong), lambda: law.case().apply("request_received", DAY, note=object()),
             lambda: foi.Law(packs=[wrong]) if wrong != b"response" else foi.Law(packs=wrong),
             lambda: law.due("response", DAY, readings=wrong), lambda: foi.redate([wrong], law, law)]
    for call in calls:
        with pytest.raises((TypeError, AttributeError, OSError)):
            call()
    with pytest.raises(TypeError):
        foi.Law(packs="pack.yaml")


def test_missing_files(law, tmp_path):
    for call in (lambda: foi.Law(packs=[tmp_path / "no.yaml"]), lambda: law.case(file=tmp_path / "no.json"),
                 lambda: foi.Calendar.load(tmp_path / "no.tsv")):
        with pytest.raises(FileNotFoundError):
            call()


# ---- handles ---------------------------------------------------------------------------------------------------------

def test_closed_law():
    with foi.Law() as law:
        answer, cal, case = law.due("response", DAY), law.calendar(), law.case()
        assert "packs, regimes id" in repr(law)
    law.close()
    for call in (lambda: law.due("response", DAY), lambda: law.due_many("response", [DAY]), lambda: law.calendar(),
                 lambda: law.case(), lambda: law.regimes, lambda: law.packs, lambda: law.hash, lambda: law.prove(),
                 lambda: law.explain(day=DAY), lambda: law.graph(), lambda: foi.redate([case], law, law)):
        with pytest.raises(ValueError, match="closed"):
            call()
    assert "closed" in repr(law)
    case.apply("request_received", DAY)
    assert (answer.due, cal.add(DAY, 10), case.clocks[0].due) == (DUE, DUE, DUE)
    assert answer.law.due("response", DAY).due == DUE


def test_closed_case(law):
    with law.case() as case:
        case.apply("request_received", DAY)
    case.close()
    for call in (lambda: case.apply("request_received", DAY), lambda: case.state, lambda: case.judge(),
                 lambda: len(case), lambda: case.report(), lambda: case.copy(), lambda: case.events, lambda: case.law,
                 lambda: case.as_of,
                 lambda: case.check("request_received", DAY), lambda: case.replace(0, "request_received", DAY),
                 lambda: foi.redate([case], law, law)):
        with pytest.raises(ValueError, match="closed"):
            call()
    assert "closed" in repr(case) and case._repr_html_() is None


def test_no_pickles(law, calendar):
    for thing in (law, calendar, law.due("response", DAY), law.case()):
        with pytest.raises(TypeError):
            pickle.dumps(thing)


# ---- many days -------------------------------------------------------------------------------------------------------

def test_lists(law, calendar):
    days = [DAY, None, UNDECIDED, NUMBER, datetime(2025, 10, 6, 8)]
    status = bytearray(5)
    assert law.due_many("response", days, status=status) == [DUE, None, None, 20381, DUE]
    assert [foi.ItemStatus(b).name for b in status] == ["OK", "BAD_DAY", "CALENDAR_GAP", "OK", "OK"]
    assert law.due_many("response", (d for d in days[:2])) == [DUE, None]
    assert law.due_many("response", []) == []
    assert calendar.add_many([DAY, UNDECIDED], 10) == [DUE, None]
    assert calendar.add_many([DAY, DAY], [1, -1]) == [date(2025, 10, 7), date(2025, 10, 3)]
    assert calendar.count_many([DAY, DAY], [DUE, UNDECIDED]) == [10, None]
    assert calendar.is_workday_many([DAY, date(2025, 10, 5), UNDECIDED]) == [True, False, None]
    with pytest.raises(ValueError):
        law.due_many("response", [DAY], status=bytearray(2))
    with pytest.raises((TypeError, BufferError, ValueError)):
        law.due_many("response", [DAY], status=b"0")
    with pytest.raises(ValueError):
        calendar.add_many([DAY, DAY], [1])
    with pytest.raises(ValueError):
        calendar.count_many([DAY, DAY], [DAY])
    with pytest.raises(foi.LawGap):
        law.due_many("no_such", [DAY])


def test_buffers(law):
    days = array.array("i", [NUMBER, foi.NO_DAY, -5])
    found = law.due_many("response", days)
    assert (type(found), found) == (array.array, array.array("i", [20381, foi.NO_DAY, foi.NO_DAY]))
    assert law.due_many("response", memoryview(days)[:1]) == array.array("i", [20381])
    assert law.due_many("response", array.array("i")) == array.array("i")
    for bad in (array.array("d", [1.0]), array.array("q", [1]), array.array("I", [1]), memoryview(days)[::2], b"1234",
                "2025"):
        with pytest.raises(TypeError):
            law.due_many("response", bad)


def test_numpy(law, calendar):
    np = pytest.importorskip("numpy")
    day64 = np.array(["2025-10-06", "NaT", "2040-01-02"], "datetime64[D]")
    found = law.due_many("response", day64)
    assert (found.dtype, found.astype(str).tolist()) == (np.dtype("datetime64[D]"), ["2025-10-20", "NaT", "NaT"])
    assert day64[0] == np.datetime64("2025-10-06"), "the caller's array is as it was"
    for unit in ("h", "s", "ms", "us", "ns"):
        found = law.due_many("response", np.array(["2025-10-06T23:00"], f"datetime64[{unit}]"))
        assert found[0] == np.datetime64("2025-10-20")
    assert np.isnat(law.due_many("response", np.array([2**40, -2**40, 2**63 - 1], "datetime64[D]"))).all()
    numbers = np.array([[NUMBER, -5], [NUMBER + 1, NUMBER]], np.int32)
    for kind in (np.int32, np.int64, np.dtype(">i4"), np.int16):
        found = law.due_many("response", numbers.astype(kind))
        assert found.shape == (2, 2) and found.astype(np.int64)[0, 0] == 20381
        assert found.dtype == (np.int32 if kind is np.int16 else kind) and found[0, 1] == foi.NO_DAY
    assert law.due_many("response", numbers[:, 0]).tolist() == [20381, 20382]
    assert law.due_many("response", numbers.T).tolist() == law.due_many("response", numbers).T.tolist()
    assert law.due_many("response", np.array([], np.int32)).size == 0
    assert law.due_many("response", np.array([], "datetime64[D]")).size == 0
    assert law.due_many("response", np.array([DAY, None], object)).tolist() == [DUE, None]
    status = np.zeros(3, np.uint8)
    law.due_many("response", day64, status=status)
    assert status.tolist() == [foi.ItemStatus.OK, foi.ItemStatus.BAD_DAY, foi.ItemStatus.CALENDAR_GAP]
    assert calendar.add_many(day64, np.int16(10))[0] == np.datetime64("2025-10-20")
    assert calendar.add_many(day64, np.array([10, 10, 10], np.int32))[0] == np.datetime64("2025-10-20")
    for bad in (np.array([1.0]), np.array([1], np.uint32), np.array([True]), np.array(["2025-10-06"]),
                np.ma.array([NUMBER], mask=[True])):
        with pytest.raises(TypeError):
            law.due_many("response", bad)
    assert law.due("response", np.int64(NUMBER)).due == DUE


def test_pandas(law):
    pd = pytest.importorskip("pandas")
    import foi.pandas  # noqa: F401

    stamps = pd.Series(pd.to_datetime(["2025-10-06 13:45", None, "2040-01-02"]), index=[7, 8, 9], name="tanggal")
    found = law.due_many("response", stamps)
    assert (type(found), found.name, list(found.index)) == (pd.Series, "tanggal", [7, 8, 9])
    assert found[7] == pd.Timestamp("2025-10-20") and found.isna().tolist() == [False, True, True]
    assert isinstance(law.due_many("response", pd.DatetimeIndex(stamps)), pd.DatetimeIndex)
    assert list(law.due_many("response", pd.RangeIndex(NUMBER, NUMBER + 2))) == [20381, 20382]
    assert law.due_many("response", pd.Series([DAY, None], dtype=object)).tolist() == [DUE, None]
    assert law.due_many("response", pd.Series([NUMBER], dtype="int32")).tolist() == [20381]
    with pytest.raises(TypeError):
        law.due_many("response", stamps.dt.tz_localize("Asia/Jakarta"))
    register = pd.DataFrame({"tanggal": stamps, "dijawab": pd.to_datetime(["2025-10-21", None, None]).values})
    due = register.foi.due("response", received="tanggal")
    assert (due.name, due[7]) == ("response", pd.Timestamp("2025-10-20"))
    due = register.foi.due("response", received="tanggal", readings={"first_day": "same_day"})
    assert due[7] == pd.Timestamp("2025-10-17")
    told = register.loc[[7]].foi.judge({"request_received": "tanggal"}, as_of=date(2025, 10, 21))
    assert told[0].state["request"] == "lapsed"
    assert law.due("response", stamps[7]).due == DUE
    with pytest.raises((TypeError, ValueError)):
        law.due("response", pd.NaT)


def test_imports_nothing():
    """import foi brings neither numpy nor pandas; pandas loaded before gets its accessor."""

    def printed(program: str) -> str:
        return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert printed("import foi, sys; foi.Law().due_many('response', [20367])\n"
                   "print([name for name in ('numpy', 'pandas') if name in sys.modules])") == "[]\n"
    pytest.importorskip("pandas")
    assert printed("import pandas, foi; print(hasattr(pandas.DataFrame, 'foi'))") == "True\n"


# ---- law, calendar, case: what the tables do not ask ----------------------------------------------------------------

def test_law_itself(law, run_foi):
    assert law.regimes[0] == "id" and len(law.hash) == 64
    assert law.packs[0].source.startswith(("#", "foi_pack"))
    assert {"response", "objection_filing"} <= {clock.id for clock in law.clocks}
    assert law.lint() == []
    assert law.prove().failures == [] and law.prove().proved > 200
    assert law.graph("id", "en") == run_foi("rules", "graph", "id", "--lang", "en")[1].decode()
    assert "UU14" in json.dumps(law.explain_dict("17a", day=DAY)) and law.explain("rights", day=DAY, lang="en")
    assert law.explain(day=DAY)
    assert law.rules("id/uu-14-2008")
    with pytest.raises(foi.LawGap):
        law.explain("no such topic", day=DAY)


def test_lint_and_examples_that_fail():
    text = (DATA_PACK / "act.yaml").read_text(encoding="utf-8")
    regimes = (DATA_PACK / "regimes.yaml").read_text(encoding="utf-8")
    week = WEEK.replace("2020-12-31", "2030-12-31")
    law = foi.Law(packs=[foi.Source("act.yaml", text), foi.Source("regimes.yaml", regimes)],
                  calendars=[foi.Source("test/days", week)], builtin=False)
    proved, failures = law.prove()
    assert proved == 0 and len(failures) == 1
    assert isinstance(failures[0], foi.ExampleError) and failures[0].file == "act.yaml" and failures[0].line == 50
    worse = text.replace("\ngrade: read\nchecked_on", "\ngrade: mirrored\nchecked_on")  # than its rules say
    law = foi.Law(packs=[foi.Source("act.yaml", worse), foi.Source("regimes.yaml", regimes)],
                  calendars=[foi.Source("test/days", week)], builtin=False)
    assert law.lint() and all(isinstance(e, foi.LintError) and e.file for e in law.lint())


def test_provisional(law):
    answer = law.due("response", date(2028, 3, 6), provisional=True)
    assert (answer.status, answer.due) == (foi.Certainty.PROVISIONAL, None)
    assert answer.earliest <= answer.latest and answer.readings == [] and "open" in repr(answer)
    with pytest.raises(foi.CalendarGap):
        law.due("response", date(2028, 3, 6))


def test_calendar_itself(law, calendar):
    before = calendar.known_on(date(2025, 8, 6))
    change, = [c for c in before.diff(calendar) if c.day == date(2025, 8, 18)]
    assert (change.works_before, change.works_after, change.kind) == (True, False, foi.DayKind.COLLECTIVE_LEAVE)
    assert before.known == date(2025, 8, 6) and calendar.known is None and before.hash != calendar.hash
    day = calendar.day(date(2025, 8, 18))
    assert (day.decided, day.working, day.kind) == (True, False, "collective_leave") and "SKB" in day.decree
    assert calendar.day(UNDECIDED) == foi.DayInfo(UNDECIDED, False, None, None, None, None, None, None, 0)
    assert calendar.name(date(2025, 8, 17), "en") and calendar.name(DAY) is None
    assert calendar.coverage(2025) is foi.Coverage.DECIDED and calendar.coverage(2040) is foi.Coverage.UNDECIDED
    assert calendar.first == date(2008, 1, 1) and calendar.last.year >= 2026
    either = calendar.merge(before, "off_in_either")
    both = calendar.merge(before, foi.Merge.OFF_IN_BOTH)
    assert [cal.is_workday(date(2025, 8, 18)) for cal in (either, both)] == [False, True]
    with pytest.raises(foi.ArgumentError):
        both.known_on(DAY)
    overlay = f"# foi-calendar 1\n{COLUMNS}2025-10-07\tlocal\tPilkada\tElection\tadded\tSK 1\t2025-01-01\t2\n"
    local = foi.Calendar.parse(overlay, name="pilkada", base=calendar)
    assert local.name(date(2025, 10, 7)) == "Pilkada" and local.add(DAY, 1) == date(2025, 10, 8)
    assert foi.Law(calendars=[foi.Source("pilkada", overlay)]).due("response", DAY).due == date(2025, 10, 21)
    with pytest.raises(foi.ArgumentError):
        foi.Calendar.parse(overlay)
    assert "id/government" in repr(calendar)


def test_case_itself(law):
    case = law.case(regime="id")
    case.apply("request_received", DAY, channel="desk")
    case.apply({"kind": "request_answered", "date": "2025-10-21", "outcome": "granted"})
    assert [f.code for f in case.findings if f.severity == "violation"] == ["response_late"]
    other = case.copy()
    other.replace(1, "request_answered", date(2025, 10, 17), outcome="granted", received=date(2025, 10, 17))
    assert [f.severity for f in other.findings if f.severity == "violation"] == []
    assert other.events[1].received == date(2025, 10, 17) and other.events[0].track == "request"
    with pytest.raises(IndexError):
        case.replace(2, "request_received", DAY)
    with pytest.raises(IndexError):
        case.replace(-1, "request_received", DAY)
    told = case.check("objection_received", date(2025, 10, 27), grounds=["c"])
    assert {"lawful", "state", "findings"} <= told.keys() and len(case) == 2
    assert case.next == [] or all(step.event for step in case.next)
    assert case.report(as_of=date(2025, 10, 7))["state"]["request"] == "received"
    assert {c.id: c.status for c in case.clocks}["response"] is foi.ClockStatus.LATE
    assert "2 events" in repr(case) and len(case) == 2
    case.apply("fee_charged", date(2025, 10, 21), amount=50000)
    with pytest.raises(foi.InvalidSyntax) as caught:
        case.apply("fee_charged", date(2025, 10, 21), amount=True)
    assert caught.value.pointer == "/events/3/amount"
    instant = law.case(timezone="Asia/Jayapura")
    instant.apply("request_received", at=datetime(2025, 10, 5, 23, 30, tzinfo=timezone.utc))
    assert instant.events[0].happened == DAY
    with pytest.raises(TypeError):
        case.apply({"kind": "request_received"}, DAY)
    with pytest.raises(TypeError):
        law.case("{}", file="x")
    empty = law.case()
    assert (empty.as_of, empty._repr_html_()) == (None, None)
    with pytest.raises(foi.OutOfRange):
        empty.judge()


def test_events_of_the_law(law):
    kinds = {kind.id: kind for kind in law.events}
    assert len(kinds) == len(law.events) > 20 and kinds["request_received"].track == "request"
    fields = {field.id: field for field in kinds["request_answered"].fields}
    assert fields["outcome"].type is foi.FieldType.CHOICE and fields["outcome"].required
    assert "granted" in fields["outcome"].values and fields["outcome"].personal is foi.Personal.NO
    assert fields["received"].type is foi.FieldType.RECEIPT
    assert {field.personal for kind in law.events for field in kind.fields} == set(foi.Personal)
    for kind in law.events:  # what the law says of each kind is enough to write one
        assert kind.name_id and kind.name_en
        fields = {field.id: value_for(field) for field in kind.fields}
        law.case().apply(kind.id, DAY, **fields)
        for missing in (field.id for field in kind.fields if field.required):
            with pytest.raises(foi.InvalidSyntax):
                law.case().apply(kind.id, DAY, **{id: value for id, value in fields.items() if id != missing})


def value_for(field: foi.EventField) -> object:
    plain = {foi.FieldType.TEXT: "x", foi.FieldType.TEXTS: ["x", "y"], foi.FieldType.TEXT_OR_TRUE: True,
             foi.FieldType.NUMBER: 5, foi.FieldType.FLAG: True, foi.FieldType.DAY: DAY, foi.FieldType.RECEIPT: DUE}
    if field.type is foi.FieldType.CHOICES:
        return field.values[:2]
    return plain[field.type] if field.type in plain else field.values[0]


def test_waits_and_terms(law):
    """A term gives the due date of its clock from the day that the wait names, under another calendar too."""
    case = law.case()
    case.apply("request_received", date(2025, 8, 4))
    waits = {wait.clock: wait for wait in case.waits}
    clocks = {clock.id: clock for clock in case.judge().clocks}
    response = waits["response"]
    term = law.term(response.term)
    assert (response.kind, response.actor, response.until) == (foi.WaitKind.DUTY, "ppid", None)
    assert term.clock == "response" and str(term) == response.term in repr(term)
    assert term.due(response.start) == clocks["response"].due == date(2025, 8, 19)
    assert foi.Law(known_on=date(2025, 8, 6)).term(response.term).due(response.start) == date(2025, 8, 18)
    assert term.due(foi.day_number(response.start)) == date(2025, 8, 19) and term.opens(response.start) is None
    assert term.latest(date(2025, 8, 19)) == date(2025, 8, 4) and term.latest(date(1900, 1, 1)) is None
    assert term.due(UNDECIDED) is None
    filing = waits["objection_filing"]
    assert filing.kind is foi.WaitKind.RIGHT
    assert law.term(filing.term).opens(filing.start) == date(2025, 8, 19)
    for bad, kind in (("", foi.InvalidSyntax), ("id@2021-06-30 nothing/request_received", foi.LawGap)):
        with pytest.raises(kind):
            law.term(bad)
    case.apply("request_withdrawn", date(2025, 8, 5))
    assert case.waits == []
    with pytest.raises(foi.ArgumentError):
        law.case({"foi_case": 1, "readings": {"first_day": "same_day"}, "events": []}).waits
    assert law.case().waits == []


def test_redate(law):
    before = foi.Law(known_on=date(2025, 8, 6))
    moved, still = law.case(), law.case()
    moved.apply("request_received", date(2025, 8, 4))
    still.apply("request_received", DAY)
    told = foi.redate([moved, still, moved], before, law, as_of=date(2025, 8, 8))
    assert told.judged == 3 and {m.item for m in told.moves} == {0, 2}
    assert told.status == [foi.ItemStatus.OK] * 3
    move = told.moves[0]
    assert (move.before, move.after, move.because.day) == (date(2025, 8, 18), date(2025, 8, 19), date(2025, 8, 18))
    days = [date(2025, 1, 1) + timedelta(n) for n in range(365)]
    moves = foi.redate_days("response", days, before, law)
    then, now = before.due_many("response", days), law.due_many("response", days)
    assert [(m.item, m.before, m.after) for m in moves] == [
        (i, a, b) for i, (a, b) in enumerate(zip(then, now)) if a != b]
    many = foi.redate_days("response", days * 40, before, law)
    assert len(many) == 40 * len(moves) > 64, "more than the first room"
    with pytest.raises(foi.ArgumentError):
        foi.redate([moved], before, foi.Law(builtin=False, packs=sorted(DATA_PACK.glob("*.yaml")), calendars=[
            foi.Source("test/days", WEEK)]))


def test_pages(law):
    answer, case = law.due("response", DAY), law.case()
    case.apply("request_received", DAY, note="<b>")
    for page in (answer._repr_html_(), answer.to_html("en"), case._repr_html_(), case._repr_svg_(),
                 case.to_html(date(2025, 12, 1), "en"), case.to_svg(date(2025, 12, 1), "id")):
        parse_page(page)
    for lang, words in foi.html.WORDS.items():
        for kind in (foi.ClockStatus, foi.Certainty, foi.Severity):
            assert {member.value for member in kind} <= words.keys(), lang
    last = law.case()
    last.apply("request_received", DAY)
    parse_page(last.to_svg(date(2027, 12, 31)))
    assert "20 Oktober 2025" in answer._repr_html_() and "20 October 2025" in answer.to_html("en")
    with pytest.raises(foi.ArgumentError):
        answer.to_html("fr")


def parse_page(page: str) -> None:
    from xml.etree import ElementTree

    ElementTree.fromstring(f"<div>{page}</div>")


# ---- enums -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind, prefix, name", [
    (foi.Certainty, "foi_certainty", lib.foi_certainty_name), (foi.Grade, "foi_grade", lib.foi_grade_name),
    (foi.Unit, "foi_unit", lib.foi_unit_name), (foi.DayKind, "foi_day_kind", lib.foi_day_kind_name),
    (foi.ClockStatus, "foi_clock_status", lib.foi_clock_status_name),
    (foi.Severity, "foi_severity", lib.foi_severity_name),
    (foi.Under, "foi_under", lib.foi_under_name), (foi.Coverage, "foi_coverage", None), (foi.Merge, "foi_merge", None),
    (foi.MonthEnd, "foi_month_end", None), (foi.ClockMove, "foi_move", None),
    (foi.ItemStatus, "foi_item_status", None), (foi.FieldType, "foi_field_type", None),
    (foi.Personal, "foi_personal", None), (foi.WaitKind, "foi_wait_kind", None), (foi.KeyKind, "foi_key_kind", None)])
def test_enums_are_those_of_c(kind, prefix, name):
    constants = ffi.typeof(f"enum {prefix}").relements
    start = min(constants, key=len)
    start = start[:len(start) - len(next(m for m in kind.__members__ if start.endswith("_" + m)))]
    assert {c.removeprefix(start) for c in constants} == set(kind.__members__)
    if name:
        named = {ffi.string(name(number)).decode() for number in constants.values() if name(number)}
        assert named == {str(member.value) for member in kind} - ({"none"} if kind is foi.Unit else set())


def test_status_numbers():
    constants = ffi.typeof("enum foi_status").relements
    assert {f"FOI_ERR_{s.name}": int(s) for s in foi.Status} == {k: v for k, v in constants.items() if k != "FOI_OK"}
    for status in foi.Status:
        assert ffi.string(lib.foi_status_name(status)).decode() == f"FOI_ERR_{status.name}"
        assert lib.foi_status_text(status, lib.FOI_LANG_ID)


def test_versions(run_foi):
    assert foi.__version__ == foi.library_version()
    assert foi.library_version() in run_foi("--version")[1].decode()


# ---- python3 -m foi --------------------------------------------------------------------------------------------------

def test_module(run_foi, tmp_path):
    def module(*arguments: str) -> tuple[int, bytes]:
        done = subprocess.run([sys.executable, "-B", "-m", "foi", *arguments], capture_output=True, check=False)
        return done.returncode, done.stdout

    file = tmp_path / "case.json"
    file.write_text('{"foi_case": 1, "events": [{"kind": "request_received", "date": "2025-10-06"}]}')
    asked = ("due", "response", "--from", "2025-10-06")
    assert module("due", "response", "2025-10-06") == run_foi(*asked, "--explain")
    assert module("--json", "due", "response", "2025-10-06") == run_foi(*asked, "--json")
    assert module("--lang", "en", "case", str(file)) == run_foi("case", str(file), "--lang", "en")
    assert module("--json", "case", str(file)) == run_foi("case", str(file), "--json")
    for clock, day, status in (("respons", "2025-10-06", 3), ("response", "2040-01-02", 3), ("response", "x", 2)):
        assert module("due", clock, day)[0] == status
    assert module("case", str(tmp_path / "no.json"))[0] == 2

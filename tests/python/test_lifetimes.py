"""Objects may be dropped in any order, on any thread; nothing leaks. tests/python/asan runs it under sanitizers."""
from __future__ import annotations

import gc
import itertools
import os
import threading
import time
from datetime import date

import foi
import pytest
from foi._foi import ffi, lib

DAY, DUE = date(2025, 10, 6), date(2025, 10, 20)
SANITIZED = "libasan" in os.environ.get("LD_PRELOAD", "")


def family() -> dict[str, object]:
    """One of everything, each made from another."""
    law = foi.Law()
    calendar = law.calendar()
    case = law.case()
    case.apply("request_received", DAY)
    answer = law.due("response", DAY)
    return {"law": law, "calendar": calendar, "then": calendar.known_on(date(2025, 8, 6)), "case": case,
            "copy": case.copy(), "answer": answer, "its calendar": answer.calendar, "its law": answer.law}


ASK = {
    "law": lambda x: x.due("response", DAY).due, "its law": lambda x: x.due("response", DAY).due,
    "calendar": lambda x: x.add(DAY, 10), "then": lambda x: x.add(DAY, 10), "its calendar": lambda x: x.add(DAY, 10),
    "case": lambda x: x.clocks[0].due, "copy": lambda x: x.clocks[0].due,
    "answer": lambda x: date.fromisoformat(x.to_dict()["due"]) if x.cite and x.explain() else None}


def orders():
    """Every pair first and last, and every order of the four that hold each other."""
    names = list(ASK)
    for first, last in itertools.permutations(names, 2):
        yield (first, *(name for name in names if name not in (first, last)), last)
    yield from (order + tuple(name for name in names if name not in order)
                for order in itertools.permutations(("law", "calendar", "case", "answer")))


@pytest.mark.parametrize("order", orders(), ids="-".join)
def test_dropped_in_every_order(order):
    alive = family()
    for name in order:
        del alive[name]
        gc.collect()
        for left, thing in alive.items():
            assert ASK[left](thing) == DUE


def test_in_rings():
    """Found by the cycle collector, in whatever order it likes."""
    for _ in range(20):
        things = list(family().values())

        class Ring:
            pass

        ring = Ring()
        ring.held, ring.self = things, ring
        del things, ring
        gc.collect()


def test_closed_meanwhile():
    """A law closed, a case closed while other threads ask: an answer or "closed", never a crash."""
    law = foi.Law()
    case = law.case()
    case.apply("request_received", DAY)
    days, found = [DAY] * 2000, []

    def ask() -> None:
        try:
            while True:
                found.append(law.due_many("response", days)[0])
                found.append(case.judge().clocks[0].due)
        except ValueError as error:
            assert "closed" in str(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(found) < 20:
        pass
    case.close()
    law.close()
    for thread in threads:
        thread.join()
    assert set(found) == {DUE}


def test_one_case_from_many_threads():
    """Threads take turns at a case; two calls over the same cases do not wait for each other."""
    law, before = foi.Law(), foi.Law(known_on=date(2025, 8, 6))
    cases = [law.case() for _ in range(4)]

    def work(order: int) -> None:
        for _ in range(50):
            for case in cases[::order]:
                case.apply("request_received", date(2025, 8, 4))
                assert case.judge().clocks and len(case) and case.state
            foi.redate(cases[::order], before, law)

    threads = [threading.Thread(target=work, args=(order,)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()
    assert [len(case) for case in cases] == [100] * 4


def test_other_threads_run_meanwhile(law):
    """A batch in C does not hold the interpreter: another thread gets on in the middle of one call."""
    count, seen, stop = 4_000_000, [], threading.Event()
    days = ffi.new("foi_day[]", count)
    out, question = ffi.new("foi_day[]", count), law._question("response", None, None, False)

    def watch() -> None:
        while not stop.is_set():
            seen.append(time.perf_counter())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for _ in range(200):
            seen.clear()
            begun = time.perf_counter()
            lib.foi_law_due_many(law._law, out, ffi.NULL, days, count, question.clock, question.opts, ffi.NULL,
                                 ffi.NULL)
            ended = time.perf_counter()
            middle = [moment for moment in seen if begun + (ended - begun) / 4 < moment < ended - (ended - begun) / 4]
            if middle:
                return
        pytest.fail("no other thread ran while C did")
    finally:
        stop.set()
        watcher.join()


def resident() -> int:
    """Kilobytes of memory in use."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") // 1024


@pytest.mark.skipif(SANITIZED, reason="a sanitizer keeps what was freed for a while")
@pytest.mark.parametrize("kind, times", [
    ("numbers", 1_000_000), ("deadlines", 1_000_000), ("readings", 100_000), ("errors", 50_000), ("cases", 5_000),
    ("arrays", 20_000), ("laws", 60)])
def test_no_leak(law, calendar, kind, times):
    calls = {
        "numbers": lambda i: calendar.add(20367, 10), "deadlines": lambda i: law.due("response", DAY).due,
        "readings": lambda i: law.due("response", DAY, readings={"first_day": "same_day"}).cite,
        "errors": lambda i: pytest.raises(foi.LawGap, law.due, f"clock {i}", DAY),
        "cases": lambda i: make_case(law).report(), "arrays": lambda i: law.due_many("response", [DAY] * 100),
        "laws": lambda i: foi.Law()}
    call = calls[kind]
    for i in range(times // 10):
        call(i)
    gc.collect()
    before = resident()
    for i in range(times):
        call(i)
    gc.collect()
    assert resident() - before < 3000, "kilobytes"


def make_case(law: foi.Law) -> foi.Case:
    case = law.case()
    case.apply("request_received", DAY, note="x" * 1000)
    return case

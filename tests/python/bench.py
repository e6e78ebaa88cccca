#!/usr/bin/python3
"""How fast the package is: medians of interleaved rounds, beside the C library and numpy on the same days.

    PYTHONPATH=build/release/python /usr/bin/python3 tests/python/bench.py [ROUNDS]

Times are those of the processor, since other programs run too; only threads are held against the clock on the wall.
Goals are shown beside the figures; exit 1 when one is missed. What two threads win is only judged where the machine has
room for two at the time, which hashing on two threads shows.
"""
from __future__ import annotations

import hashlib
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date

import numpy
import pandas

import foi
from foi._foi import ffi, lib

COUNT = 1_000_000
law = foi.Law()
calendar = law.calendar()
first, last = date(2011, 1, 3), date(2026, 6, 30)
rng = numpy.random.default_rng(1)
days32 = rng.integers(foi.day_number(first), foi.day_number(last), COUNT, numpy.int32)
days64 = days32.astype("datetime64[D]")
series = pandas.Series(days64)
listed = [date.fromordinal(719163 + int(n)) for n in days32[:100_000]]
holidays = [day for day in numpy.arange(first, date(2027, 12, 31), dtype="datetime64[D]")
            if not calendar.is_workday(day.item()) and day.item().weekday() < 5]
peer = numpy.busdaycalendar(weekmask="1111100", holidays=holidays)
out = numpy.empty_like(days32)
question = law._question("response", None, None, False)
BATCHES, BYTES = 50, bytes(10_000_000)
DAY, NUMBER = date(2025, 10, 6), 20367


def repeated(call: Callable[[], object], times: int) -> float:
    """Nanoseconds a call, the loop itself taken off."""
    begun = time.thread_time_ns()
    for _ in range(times):
        call()
    middle = time.thread_time_ns()
    for _ in range(times):
        nothing()
    return (2 * middle - begun - time.thread_time_ns()) / times


def nothing() -> None:
    pass


def once(call: Callable[[], object], items: int, clock: Callable[[], int] = time.thread_time_ns) -> float:
    begun = clock()
    call()
    return (clock() - begun) / items


def wall(call: Callable[[], object], items: int) -> float:
    return once(call, items, time.perf_counter_ns)


def read() -> object:
    answer = law.due("response", DAY)
    return answer.due, answer.earliest, answer.latest, answer.status


def c_batch() -> None:
    lib.foi_law_due_many(law._law, ffi.from_buffer("foi_day[]", out), ffi.NULL, ffi.from_buffer("foi_day[]", days32),
                         COUNT, question.clock, question.opts, ffi.NULL, ffi.NULL)


def batches() -> None:
    for _ in range(BATCHES):
        law.due_many("response", days32)


def hashing() -> None:
    """Work of the same kind that shares nothing at all: what two threads can win on this machine, as busy as it is."""
    for _ in range(4):
        hashlib.sha256(BYTES).digest()


def threaded(work: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return both


def importing() -> float:
    """Milliseconds that `import foi` adds to a start of Python."""
    times = []
    for program in ("import foi", "pass"):
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(1000 * (ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime))
    return times[0] - times[1]


MEASURES: dict[str, Callable[[], float]] = {
    "date.toordinal(), for scale": lambda: repeated(lambda: DAY.toordinal(), 100_000),
    "calendar.add(number, n)": lambda: repeated(lambda: calendar.add(NUMBER, 10), 100_000),
    "calendar.count(number, number)": lambda: repeated(lambda: calendar.count(NUMBER, 20400), 100_000),
    "calendar.is_workday(number)": lambda: repeated(lambda: calendar.is_workday(NUMBER), 100_000),
    "calendar.add(date, n)": lambda: repeated(lambda: calendar.add(DAY, 10), 100_000),
    "law.due(date)": lambda: repeated(lambda: law.due("response", DAY), 20_000),
    "law.due(date), four facts read": lambda: repeated(read, 20_000),
    "C batch": lambda: once(c_batch, COUNT),
    "due_many, int32": lambda: once(lambda: law.due_many("response", days32), COUNT),
    "due_many, datetime64[D]": lambda: once(lambda: law.due_many("response", days64), COUNT),
    "due_many, pandas Series": lambda: once(lambda: law.due_many("response", series), COUNT),
    "due_many, list of dates": lambda: once(lambda: law.due_many("response", listed), len(listed)),
    "numpy.busday_offset": lambda: once(
        lambda: numpy.busday_offset(days64, 10, roll="backward", busdaycal=peer), COUNT),
    "batches, one thread": lambda: wall(batches, BATCHES * COUNT),
    "batches, two threads": lambda: wall(threaded(batches), 2 * BATCHES * COUNT),
    "hashing, one thread": lambda: wall(hashing, 4 * len(BYTES)),
    "hashing, two threads": lambda: wall(threaded(hashing), 8 * len(BYTES)),
    "import foi, ms": importing,
}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    same = law.due_many("response", days64) == numpy.busday_offset(days64, 10, roll="backward", busdaycal=peer)
    print(f"{same.mean():.1%} of the days alike with numpy")
    found: dict[str, list[float]] = {name: [] for name in MEASURES}
    for _ in range(rounds):
        for name, measure in MEASURES.items():
            found[name].append(measure())
    median = {name: statistics.median(values) for name, values in found.items()}
    ratio = {  # of one round each, so that a busy machine weighs on both sides
        "due_many, int32 / C batch": ratios(found, "due_many, int32", "C batch"),
        "numpy / due_many, int32": ratios(found, "numpy.busday_offset", "due_many, int32"),
        "batches, one / two threads": ratios(found, "batches, one thread", "batches, two threads"),
        "hashing, one / two threads": ratios(found, "hashing, one thread", "hashing, two threads")}
    for name, value in median.items():
        print(f"{name:34} {value:10.1f} {'' if 'ms' in name else 'ns'}")
    for name, value in ratio.items():
        print(f"{name:34} {value:10.2f}")
    goals = [(median[name] <= most, f"{name} <= {most}") for name, most in (
        ("calendar.add(number, n)", 250), ("calendar.count(number, number)", 250), ("calendar.is_workday(number)", 250),
        ("law.due(date), four facts read", 3000), ("import foi, ms", 60))]
    goals += [(ratio["due_many, int32 / C batch"] <= 1.3, "due_many <= 1.3 times the C batch"),
              (ratio["numpy / due_many, int32"] >= 80, "due_many >= 80 times numpy")]
    if ratio["hashing, one / two threads"] >= 1.6:
        goals.append((ratio["batches, one / two threads"] >= 1.4, "two threads >= 1.4 times one"))
    else:
        print("the machine has no room for two threads now: not judged")
    for good, goal in goals:
        print(f"{'reached' if good else 'MISSED ':8} {goal}")
    return 0 if all(good for good, _ in goals) else 1


def ratios(found: dict[str, list[float]], above: str, below: str) -> float:
    return statistics.median(a / b for a, b in zip(found[above], found[below]))


if __name__ == "__main__":
    sys.exit(main())

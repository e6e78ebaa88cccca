#!/usr/bin/python3
"""The peers: numpy's working days, on the same arrays and the same calendar.

usage: peers.py round FOLDER ANSWERS...   time numpy ("key value" lines) and compare each folder of answers with it
       peers.py pipe FOLDER               dates from standard input, due dates to standard output, the usual way
       peers.py pipe-fixed FOLDER         the same for lines of exactly eleven bytes, the fastest way found
"""
import sys
import time

import numpy as np

PASSES = 5  # as in bench.c, and as there in time of the process


def calendar(folder):
    holidays = np.loadtxt(f"{folder}/holidays.txt", dtype="datetime64[D]")
    with open(f"{folder}/length.txt", encoding="ascii") as file:
        length = int(file.read())
    return np.busdaycalendar(weekmask="1111100", holidays=holidays), length


def due(days, n, cal):
    """The n-th working day strictly after each day."""
    return np.busday_offset(days, n, roll="backward", busdaycal=cal)


def days_of(path):
    return np.fromfile(path, np.int32).astype(np.int64).view("datetime64[D]")


def measure(key, what, count):
    best = None
    for _ in range(PASSES):
        begun = time.process_time()
        result = what()
        cost = time.process_time() - begun
        best = cost if best is None else min(best, cost)
    print(f"{key} {best * 1e9 / count:.4f}")
    return result


def compare(answers, name, ours, theirs):
    wrong = np.flatnonzero(ours != theirs)
    if len(ours) != len(theirs) or len(wrong) > 0:
        first = f", first at {wrong[0]}: {ours[wrong[0]]}, numpy {theirs[wrong[0]]}" if len(wrong) > 0 else ""
        sys.exit(f"peers.py: {answers}/{name}: {len(wrong)} answers differ from numpy's{first}")


def run_round(folder, all_answers):
    cal, length = calendar(folder)
    days, to = days_of(f"{folder}/days.i32"), days_of(f"{folder}/to.i32")
    n = np.fromfile(f"{folder}/n.i32", np.int32).astype(np.int64)
    after, after_to = days + 1, to + 1  # (from, to] is [from + 1, to + 1)
    add = measure("numpy_add", lambda: due(days, n, cal), len(days))
    term = measure("numpy_due", lambda: due(days, length, cal), len(days))
    count = measure("numpy_count", lambda: np.busday_count(after, after_to, busdaycal=cal), len(days))
    working = measure("numpy_is", lambda: np.is_busday(days, busdaycal=cal), len(days))
    for answers in all_answers:
        compare(answers, "add", days_of(f"{answers}/add.i32"), add)
        compare(answers, "due", days_of(f"{answers}/due.i32"), term)
        compare(answers, "count", np.fromfile(f"{answers}/count.i32", np.int32), count)
        compare(answers, "is", np.fromfile(f"{answers}/is.u8", np.uint8), working)


def pipe(folder):
    cal, length = calendar(folder)
    days = np.array(sys.stdin.buffer.read().split(), dtype="datetime64[D]")
    sys.stdout.buffer.write(b"\n".join(due(days, length, cal).astype("S10").tolist()) + b"\n")


def pipe_fixed(folder):
    cal, length = calendar(folder)
    line = np.dtype([("day", "S10"), ("end", "S1")])
    lines = np.frombuffer(sys.stdin.buffer.read(), line).copy()
    lines["day"] = due(lines["day"].astype("datetime64[D]"), length, cal).astype("S10")
    sys.stdout.buffer.write(lines.tobytes())


def main():
    if len(sys.argv) >= 4 and sys.argv[1] == "round":
        run_round(sys.argv[2], sys.argv[3:])
    elif len(sys.argv) == 3 and sys.argv[1] == "pipe":
        pipe(sys.argv[2])
    elif len(sys.argv) == 3 and sys.argv[1] == "pipe-fixed":
        pipe_fixed(sys.argv[2])
    else:
        sys.exit(__doc__)


main()

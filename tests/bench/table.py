#!/usr/bin/python3
"""The table of the benchmarks, from lines "round key value" on standard input.

usage: table.py NAME=TEXT...   words for the titles: worst=the slowest clock
"""
import collections
import statistics
import sys

NS, US, MS, KIB = (1, "ns"), (1e3, "us"), (1e6, "ms"), (1024, "KiB")

# title, key, unit, peer's title, peer's key, goal: at most (in the unit), goal: at least (times the peer)
ROWS = [
    ("one n a date, 1,000,000", "add", NS, "numpy.busday_offset", "numpy_add", 1.2, 100),
    ("  clang", "clang.add", NS, "numpy.busday_offset", "numpy_add", 1.2, 100),
    ("  2,048 dates", "add_small", NS, None, None, 1.2, None),
    ("  2,048 dates, clang", "clang.add_small", NS, None, None, 1.2, None),
    ("law, status bytes, 1,000,000", "due_many", NS, "numpy.busday_offset", "numpy_due", 1.2, 100),
    ("  clang", "clang.due_many", NS, "numpy.busday_offset", "numpy_due", 1.2, 100),
    ("  2,048 dates", "due_many_small", NS, None, None, 1.2, None),
    ("  2,048 dates, clang", "clang.due_many_small", NS, None, None, 1.2, None),
    ("count, 1,000,000", "count", NS, "numpy.busday_count", "numpy_count", None, 60),
    ("  clang", "clang.count", NS, "numpy.busday_count", "numpy_count", None, 60),
    ("is working day, 1,000,000", "is", NS, "numpy.is_busday", "numpy_is", None, 20),
    ("  clang", "clang.is", NS, "numpy.is_busday", "numpy_is", None, 20),
    ("one call", "add_call", NS, "C day loop, bsearch", "add_loop", 5, 100),
    ("  on the last answer", "add_chain", NS, None, None, None, None),
    ("n = 1000", "add_1000", NS, "n = 3", "add_3", None, 0.7),
    ("calendar of 100 years", "add_100_years", NS, "20 years, same dates", "add_20_years", None, 0.7),
    ("  dates of all 100 years", "add_anywhere", NS, "20 years", "add_20_years", None, None),
    ("deadline, all readings", "due", NS, None, None, 500, None),
    ("  its JSON", "json", NS, None, None, None, None),
    ("  its text", "text", NS, None, None, None, None),
    ("  slowest: {worst}", "due_worst", NS, None, None, 500, None),
    ("calendar from rows, 20 years", "build", US, None, None, 100, None),
    ("  memory", "build_bytes", KIB, None, None, 64, None),
    ("  memory at its peak", "build_peak", KIB, None, None, None, None),
    ("calendar from text, 20 years", "parse", US, None, None, None, None),
    ("all built-in law", "law", MS, None, None, 10, None),
    ("  memory kept", "law_bytes", KIB, None, None, 4096, None),
    ("  memory at its peak", "law_peak", KIB, None, None, 4096, None),
    ("foi due --batch, 1,000,000", "pipe_foi", MS, "Python with numpy", "pipe_numpy", 250, 3),
    ("  lines of fixed length", "pipe_foi", MS, "Python with numpy", "pipe_fixed", None, None),
    ("case, 8 events, 6 clocks, 500,000", "case_fold", NS, "reading 40-byte events", "case_read", None, 0.25),
    ("  with its clocks told", "case_clocks", NS, "SQLite rows", "case_sqlite", None, 12),
    ("  in pure Python", "case_fold", NS, "the model, one world", "case_python", None, 50),
    ("  its report, all readings", "case_report", US, None, None, 50, None),
    ("1,000,000 days dated again", "redate_one", MS, None, None, 50, None),
    ("1,000,000 cases dated again", "redate_all", MS, None, None, 500, None),
    ("10,000 events, one reading", "case_long_one", MS, None, None, 20, None),
    ("  all readings", "case_long_all", MS, None, None, 200, None),
    ("  an event of 10,000", "case_event_long", NS, "of 1,000", "case_event_short", None, 0.7),
    ("an event into the register, durable", "store_append", US, "the same rows, bare", "store_append_bare", None, 0.8),
    ("  1,000 cases a transaction", "store_import", US, "the same rows, bare", "store_import_bare", None, 0.7),
    ("a case of 5 events read and judged", "store_read", US, "its rows, bare", "store_read_bare", None, 0.67),
    ("a leaf verified, of 100,000", "store_verify", US, None, None, 5, None),
]


def read_rounds():
    rounds = collections.defaultdict(dict)
    for line in sys.stdin:
        number, key, value = line.split()
        rounds[key][number] = float(value)
    return rounds


def number(value):
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def main():
    words = dict(argument.split("=", 1) for argument in sys.argv[1:])
    rounds = read_rounds()
    missed = 0
    width = max(len(row[0].format(**words)) for row in ROWS)
    form = f"{{:{width}}} " + "{:>10} {:>9}  {:21} {:>7} {:>19}  {:19} {}"
    print(form.format("what", "median", "minimum", "peer", "median", "ratio (range)", "goal", "met"))
    for title, key, (scale, unit), peer_title, peer, at_most, at_least in ROWS:
        ours = rounds[key]
        if not ours:
            sys.exit(f"table.py: {key} was not measured")
        median = statistics.median(ours.values()) / scale
        theirs, ratio, ratio_text, goals, met = "", None, "", [], []
        if peer:
            ratios = [rounds[peer][r] / ours[r] for r in ours]
            theirs = number(statistics.median(rounds[peer].values()) / scale)
            ratio = statistics.median(ratios)
            ratio_text = f"{number(ratio)} ({number(min(ratios))}-{number(max(ratios))})"
        if at_most is not None:
            goals.append(f"<= {at_most:g} {unit}")
            met.append(median <= at_most)
        if at_least is not None:
            goals.append(f">= {at_least:g}x")
            met.append(ratio >= at_least)
        missed += met.count(False)
        verdict = "" if not met else "yes" if all(met) else "NO"
        print(form.format(title.format(**words), f"{number(median)} {unit}", number(min(ours.values()) / scale),
                          peer_title or "", theirs, ratio_text, ", ".join(goals), verdict).rstrip())
    print(f"{len(ours)} rounds; medians of rounds; a ratio is the median of the ratios inside a round. Times are of "
          f"the process (batch: on the clock).\n{missed} goals missed")


main()

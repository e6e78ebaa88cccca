#!/usr/bin/env python3
"""A slow, plain model of `foi due --json`: what the answer must be, from the law and the formats alone.

It shares nothing with the library: it knows the clocks and readings of Indonesia from the tables below, reads
the calendar files, and steps through days one by one. It parses no rule pack.

usage: due_model.py --random N --seed S    print N random questions with their answers, tab-separated
       due_model.py --answer               read questions on stdin (the first eight fields), print JSON
       due_model.py --header               print the names of the fields

Fields: id, regime, clock, from, known_on, readings, provisional, calendars; then exit, due, earliest, latest,
status, length, unit, actor, readings_json, skipped_json. `-` stands for nothing. readings: `axis=option`, split
by commas. provisional: yes or no. calendars: a JSON list of the texts of calendar files, in order.
status: decided, amended, provisional, or error:input (exit 2), error:law, error:calendar (exit 3).
"""
import datetime as dt
import itertools
import json
import os
import random
import sys

PACKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "lib", "packs", "id")
DAY = dt.timedelta(1)
WD, CD, MONTH, YEAR, HOUR = "working_day", "calendar_day", "month", "year", "hour"
FIELDS = ("id regime clock from known_on readings provisional calendars exit due earliest latest status length "
          "unit actor readings_json skipped_json").split()

# ---- the law ------------------------------------------------------------------------------------

UU14 = "2010-04-30"     # UU 14/2008 art. 64(1): two years after promulgation; Perki 1/2010 art. 46: with it
PP61 = "2010-08-23"     # PP 61/2010 art. 22
PERMA11 = "2011-11-29"  # Perma 2/2011 art. 15
PERKI13 = "2013-04-29"  # Perki 1/2013 art. 65
PMK19 = "2020-01-01"    # Permenaker 21/2019; likewise Perki 1/2019 for the election regime
PERKI21 = "2021-06-30"  # Perki 1/2021 art. 64
UU27 = "2022-10-17"     # UU 27/2022

# clock: actor, axes that can change its date, versions (from, length, unit). A negative length counts back.
F, O, U = "first_day", "off_day_receipt", "cassation_unit"
CLOCKS = {
    "completeness_check": ("ppid", (F, O), ((PERKI21, 3, WD),)),          # Perki 1/2021 art. 31(2)
    "completeness_fix": ("applicant", (F,), ((PERKI21, 3, WD),)),         # art. 33(3)
    "response": ("ppid", (F, O), ((UU14, 10, WD),)),                      # UU 14/2008 art. 22(7)
    "refusal": ("ppid", (F, O), ((PERKI21, 10, WD),)),                    # Perki 1/2021 art. 34(3)
    "information_delivery": None,                                         # no term in law: as promised
    "objection_filing": ("applicant", (F,), ((UU14, 30, WD),)),           # UU 14/2008 art. 36(1)
    "objection_decision": ("superior", (F, O), ((UU14, 30, WD),)),        # art. 36(2)
    "objection_execution": None,                                          # no term in law: as ordered
    "dispute_filing": ("applicant", (F,), ((UU14, 14, WD),)),             # art. 37(2)
    "dispute_incomplete_notice": ("commission", (F, O), ((PERKI13, 3, WD),)),  # Perki 1/2013 art. 17(1)
    "dispute_fix": ("applicant", (F,), ((PERKI13, 7, WD),)),              # art. 17(2)
    "dispute_start": ("commission", (F,), ((UU14, 14, WD),)),             # UU 14/2008 art. 38(1)
    "summons": ("commission", (), ((PERKI13, -3, WD),)),                  # Perki 1/2013 art. 24(2)
    "mediation": ("mediator", (F,), ((PERKI13, 14, WD),)),                # art. 41(1)
    "dispute_decision": ("commission", (F,), ((UU14, 100, WD),)),         # UU 14/2008 art. 38(2)
    "decision_copy": ("commission", (F,), ((PERKI13, 3, WD),)),           # Perki 1/2013 art. 59
    "suit_filing": ("party", (F,), ((UU14, 14, WD),)),                    # UU 14/2008 art. 48(1)
    "court_answer": ("defendant", (F,), ((PERMA11, 30, WD),)),            # Perma 2/2011 art. 6(3)
    "court_decision": ("court", (F,), ((PERMA11, 60, WD),)),              # art. 9(1)
    "cassation_filing": ("party", (F, U), ((UU14, 14, WD),)),             # UU 14/2008 art. 50
    "execution_order": ("court", (F,), ((PERMA11, 7, WD),)),              # Perma 2/2011 art. 12(3)
    "publish_periodic": ("body", (), ((UU14, 6, MONTH),)),                # UU 14/2008 art. 9(3)
    "publish_immediate": ("body", (), ((UU14, 0, CD),)),                  # art. 10
    "annual_report": ("body", (), ((UU14, 3, MONTH),)),                   # Perki 1/2010 art. 36, 1/2021 art. 56
    "list_update": ("ppid", (), ((UU14, 1, MONTH), (PERKI21, 6, MONTH))),  # 1/2010 art. 7(3), 1/2021 art. 45(7)
    "exemption_release": ("ppid", (), ((PP61, -30, WD),)),                # PP 61/2010 art. 11(2)
    "exemption_term": ("ppid", (), ((PP61, 30, YEAR),)),                  # art. 5(1)
    "data_access": ("body", (), ((UU27, 72, HOUR),)),                     # UU 27/2022 art. 32
    "data_correction": ("body", (), ((UU27, 72, HOUR),)),                 # art. 30
    "breach_notice": ("body", (), ((UU27, 72, HOUR),)),                   # art. 46
}
AXES = {  # in order; every option that the axis has anywhere, the default first
    "first_day": ("next_day", "same_day"),
    "off_day_receipt": ("keep", "deemed_next"),
    "response_start": ("completed", "received", "registered"),
    "objection_decision_start": ("received", "registered"),
    "objection_silence_start": ("day_after_lapse", "lapse_day"),
    "dispute_silence_start": ("lapse_day", "day_after_lapse"),
    "cassation_unit": ("working_day", "calendar_day"),
    "cassation_start": ("received", "pronounced"),
    "late_extension": ("void", "valid"),
    "notice_edition": ("commission", "gazette"),
    "collective_leave": ("off", "working"),
}
REGIMES = ("id", "id/kemnaker", "id/court", "id/election", "id/non-government")


def offered(axis, regime, day):
    """The options of an axis in a regime on a day of the law."""
    ministry = regime == "id/kemnaker" and day >= PMK19
    if axis == "response_start":
        if ministry:
            return ("registered", "received")
        return ("completed", "received") if day >= PERKI21 else ("received",)
    if axis == "notice_edition":
        return () if ministry or day < PERKI21 else AXES[axis]
    if axis == "collective_leave":
        return AXES[axis] if regime == "id/non-government" else ("off",)
    return AXES[axis]


class Fault(Exception):
    """The question has no answer: input, law or calendar."""


# ---- calendars ----------------------------------------------------------------------------------

OFF = ("set", "added", "moved_to")
KINDS = ("national", "collective_leave", "local")
HEADER = "date kind name_id name_en action decree decree_date grade".split()


def iso(text):
    digits = text[:4] + text[5:7] + text[8:]
    if len(text) != 10 or text[4] + text[7] != "--" or not (digits.isascii() and digits.isdecimal()):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def printed_day(text):
    for i in range(len(text) - 9):
        try:
            return iso(text[i:i + 10])
        except ValueError:
            pass
    return None


def read_calendar(text):
    """(week ranges, rows) of a calendar file; ValueError for a fault."""
    weeks, rows, header = [], [], False
    lines = text.split("\n")
    if lines[0] != "# foi-calendar 1":
        raise ValueError("first line")
    for line in lines[1:]:
        if not line or line.startswith("#"):
            continue
        p = line.split("\t")
        if p[0] == "week" and not header:
            if len(p) != 4 or len(p[1]) != 7 or set(p[1]) - set("01"):
                raise ValueError(line)
            weeks.append((p[1], iso(p[2]), iso(p[3])))
        elif not header:
            if p != HEADER:
                raise ValueError(line)
            header = True
        else:
            if len(p) != 8 or "" in p or p[1] not in KINDS or p[7] not in ("0", "1", "2"):
                raise ValueError(line)
            if p[4] not in OFF + ("cancelled", "moved_from"):
                raise ValueError(line)
            day, decreed = iso(p[0]), None if p[6] == "?" else iso(p[6])
            if decreed is None and p[4] == "set":
                decreed = dt.date(day.year - 1, 1, 1)
            rows.append((day, p[1], p[2], p[4], p[5], decreed or printed_day(p[5]) or day))
    if not header:
        raise ValueError("header")
    return weeks, rows


class Calendar:
    """What is known on a day. base: (weeks, rows, decided by year); overlays: lists of rows."""

    def __init__(self, base, overlays, known_on, leave_off=True):
        weeks, rows, self.by_year = base
        self.weeks = weeks
        self.years = {r[0].year for r in rows if r[3] == "set" and (known_on is None or r[5] <= known_on)}
        last = {}
        for n, r in enumerate(itertools.chain(rows, *overlays)):
            if known_on is None or r[5] <= known_on:
                last[r[0], r[1], r[2]] = (n, r)
        self.off = {}
        for n, r in sorted(last.values(), key=lambda x: (KINDS.index(x[1][1]), x[0])):
            if r[3] in OFF and (leave_off or r[1] != "collective_leave"):
                self.off.setdefault(r[0], r)

    def week(self, day):
        for mask, a, b in self.weeks:
            if a <= day <= b:
                return mask
        return None

    def decided(self, day):
        return self.week(day) is not None and (not self.by_year or day.year in self.years)

    def works(self, day):
        if not self.decided(day):
            raise Fault("calendar")
        return self.week(day)[day.weekday()] == "1" and day not in self.off

    def why(self, day):
        """None for a working day, else the entry of `skipped`."""
        if self.works(day):
            return None
        if self.week(day)[day.weekday()] == "0":
            return {"date": str(day), "why": "weekend"}
        r = self.off[day]
        return {"date": str(day), "why": r[1], "name": r[2], "decree": r[4]}


class Tentative:
    """A decided calendar continued for two years by rules: either only the certain days off, or all possible ones."""

    def __init__(self, calendar, possible, leave_off=True):
        self.calendar = calendar
        self.end = dt.date(max(calendar.years, default=1) + 2, 12, 31)
        self.off = {d for d, certain, kind in tentative_days()
                    if certain or possible and (leave_off or kind == "national")}

    def works(self, day):
        if self.calendar.decided(day):
            return self.calendar.works(day)
        if not dt.date(2008, 1, 1) <= day <= self.end:
            raise Fault("calendar")
        return day.weekday() < 5 and day not in self.off


CACHE = {}


def tentative_days():
    if "tentative" not in CACHE:
        out = []
        with open(os.path.join(PACKS, "tentative.tsv"), encoding="utf-8") as f:
            for line in f:
                p = line.split("\t")
                if len(p) == 8 and p[0] != "from":
                    a, b = iso(p[0]), iso(p[1])
                    while a <= b:
                        out.append((a, p[2] == "certain", p[3]))
                        a += DAY
        CACHE["tentative"] = out
    return CACHE["tentative"]


def government():
    if "government" not in CACHE:
        with open(os.path.join(PACKS, "government.tsv"), encoding="utf-8") as f:
            CACHE["government"] = (*read_calendar(f.read()), True)
    return CACHE["government"]


def calendar(texts, known_on, leave_off):
    """The calendar of a question; ValueError for a fault in a file."""
    key = (tuple(texts), known_on, leave_off)
    if key not in CACHE:
        base, overlays, whole = government(), [], 0
        for text in texts:
            weeks, rows = read_calendar(text)
            if weeks:
                whole += 1
                base = (weeks, rows, False)
            else:
                overlays.append(rows)
        if whole > 1:
            raise ValueError("two whole calendars")
        if len(CACHE) > 400:
            for k in [k for k in CACHE if isinstance(k, tuple)]:
                del CACHE[k]
        CACHE[key] = Calendar(base, overlays, known_on, leave_off)
    return CACHE[key]


# ---- sums ---------------------------------------------------------------------------------------

def add_working(cal, day, n):
    """The n-th working day strictly after (before) a day; n = 0: the day or the next working one."""
    works = cal.works(day)
    if n == 0:
        while not works:
            day += DAY
            works = cal.works(day)
        return day
    step = DAY if n > 0 else -DAY
    n = abs(n)
    while n:
        day += step
        n -= cal.works(day)
    return day


def add_months(day, n):
    month = day.year * 12 + day.month - 1 + n
    for mday in (day.day, 30, 29, 28):
        try:
            return dt.date(month // 12, month % 12 + 1, min(mday, day.day))
        except ValueError:
            pass
    raise AssertionError


def term(cal, day, length, unit, options):
    """Last day of a term under one combination of readings."""
    if unit == MONTH:
        return add_months(day, length)
    if unit == YEAR:
        return add_months(day, 12 * length)
    if unit == HOUR:
        return day + length // 24 * DAY
    same = options.get("first_day") == "same_day"
    if unit == CD:
        return day + (length - same) * DAY
    if length < 0:
        return add_working(cal, day, length)
    if options.get("off_day_receipt") == "deemed_next":
        day = add_working(cal, day, 0)
    if same and cal.works(day):
        return add_working(cal, day, length - 1) if length > 1 else day
    return add_working(cal, day, length)


# ---- the question -------------------------------------------------------------------------------

def answer(regime, clock, start, known_on=None, fixed=(), provisional=False, texts=()):
    """The fields of the answer, or Fault. fixed: pairs of axis and option."""
    try:
        day = iso(start)
        known = None if known_on is None else iso(known_on)
        calendar(texts, known, True)
    except ValueError as e:
        raise Fault("input") from e
    fixed = dict(fixed)
    for axis, option in fixed.items():
        if option not in AXES.get(axis, ()):
            raise Fault("input")

    text = day.isoformat()
    if regime not in REGIMES or CLOCKS.get(clock) is None:
        raise Fault("law")
    actor, axes, versions = CLOCKS[clock]
    rules = [v for v in versions if v[0] <= text]
    if not rules:
        raise Fault("law")
    for axis, option in fixed.items():
        if option not in offered(axis, regime, text):
            raise Fault("law")
    _, length, unit = rules[-1]
    if clock == "response":
        if regime == "id/election" and text >= PMK19:
            length = 3                                                    # Perki 1/2019 art. 12
        elif fixed.get("notice_edition") == "gazette":
            length = 3                                                    # Perki 1/2021 art. 31(3), gazette
    if unit == WD:
        axes += ("collective_leave",)

    options = [(a, [fixed[a]] if a in fixed else list(offered(a, regime, text))) for a in AXES if a in axes]
    combos = [dict(zip([a for a, _ in options], c)) for c in itertools.product(*[o for _, o in options])]

    def run(make):
        out = []
        for c in combos:
            cal = make(c.get("collective_leave") != "working")
            out.append(term(cal, day, length, c.get("cassation_unit", unit), c))
        return out

    try:
        dates = run(lambda leave_off: calendar(texts, known, leave_off))
    except Fault:
        if not provisional:
            raise
        bounds = [d for possible in (False, True) for d in
                  run(lambda leave_off: Tentative(calendar(texts, known, leave_off), possible, leave_off))]
        return {"due": None, "earliest": str(min(bounds)), "latest": str(max(bounds)), "status": "provisional",
                "length": abs(length), "unit": combos[0].get("cassation_unit", unit), "actor": actor,
                "readings": [], "skipped": []}

    # An axis matters if two of its options give different dates for some setting of the others.
    matters = []
    for a, opts in options:
        groups = {}
        for c, d in zip(combos, dates):
            groups.setdefault(tuple(v for k, v in c.items() if k != a), set()).add(d)
        if any(len(g) > 1 for g in groups.values()):
            matters.append(a)
    readings, seen = [], set()
    for c, d in zip(combos, dates):
        if d not in seen:
            seen.add(d)
            entry = {a: c[a] for a in matters}
            entry["due"] = str(d)
            if len(seen) == 1:
                entry["default"] = True
            readings.append(entry)

    due, first, last = dates[0], min(dates), max(dates)
    unit = combos[0].get("cassation_unit", unit)
    cal = calendar(texts, known, combos[0].get("collective_leave") != "working")
    skipped = []
    if unit == WD and length > 0:
        d = day
        while d < due:
            d += DAY
            why = cal.why(d)
            if why:
                skipped.append(why)
    status = "decided"
    if unit == WD and known is not None:
        for leave_off in {c.get("collective_leave") != "working" for c in combos}:
            used, full = calendar(texts, known, leave_off), calendar(texts, None, leave_off)
            d = min(day, first)
            while d <= max(day, last):
                if used.works(d) != full.works(d):
                    status = "amended"
                d += DAY
    return {"due": str(due), "earliest": str(first), "latest": str(last), "status": status, "length": abs(length),
            "unit": unit, "actor": actor, "readings": readings, "skipped": skipped}


def ask(fields):
    """Answer one line of question fields: a dict that also has `exit`."""
    _, regime, clock, start, known_on, readings, provisional, texts = fields[:8]
    fixed = [] if readings == "-" else [tuple(r.split("=", 1)) for r in readings.split(",")]
    try:
        out = answer(regime, clock, start, None if known_on == "-" else known_on, fixed, provisional == "yes",
                     () if texts == "-" else tuple(json.loads(texts)))
        return {"exit": 0, **out}
    except Fault as e:
        return {"exit": 2 if str(e) == "input" else 3, "status": "error:" + str(e)}


# ---- random questions ---------------------------------------------------------------------------

def random_day(r, a="2007-01-01", b="2029-12-31"):
    a, b = iso(a), iso(b)
    return a + r.randrange((b - a).days + 1) * DAY


def interesting_day(r):
    """A day near an edge (versions of the law, ends of decided years, decrees), and a day to know it on."""
    rows = government()[1]
    pick = r.randrange(5)
    if pick == 0:
        day = iso(r.choice((UU14, PP61, PERMA11, PERKI13, PMK19, PERKI21, UU27)))
    elif pick == 1:
        day = dt.date(r.choice((2008, 2027, 2028, 2029)), r.choice((1, 12)), r.choice((1, 31)))
    else:
        row = r.choice([x for x in rows if x[3] != "set" and x[0].year > 2009] if pick > 2 else rows)
        return row[0] + r.randrange(-45, 3) * DAY, row[5] + r.randrange(-2, 1) * DAY
    return day + r.randrange(-45, 6) * DAY, None


def random_calendar(r, near):
    """One or two calendar files around a day: a whole calendar, overlays."""
    head = "# foi-calendar 1\n"
    columns = "\t".join(HEADER) + "\n"

    def decree_day(day):
        return "?" if r.random() < 0.2 else str(day - r.randrange(400) * DAY)

    texts = []
    if r.random() < 0.3:
        a = near - r.randrange(3, 200) * DAY
        b = near + r.randrange(5, 400) * DAY
        cut = a + (b - a) // 2
        mask = r.choice(("1111100", "1111110", "1111101", "0111110", "1111111", "1110011"))
        weeks = f"week\t{mask}\t{a}\t{b}\n"
        if r.random() < 0.5:
            weeks = f"week\t{mask}\t{a}\t{cut}\nweek\t1111100\t{cut + DAY}\t{b}\n"
        body = ""
        for i in range(r.randrange(8)):
            d = near + r.randrange(-10, 90) * DAY
            body += f"{d}\t{r.choice(KINDS)}\tLibur {i}\tHoliday {i}\tset\tKeputusan {i}\t{decree_day(d)}\t1\n"
        texts.append(head + "# sebuah kalender\n" + weeks + columns + body)
    if not texts or r.random() < 0.4:
        body, used = "", set()
        for i in range(r.randrange(1, 9)):
            d = near + r.randrange(-10, 60) * DAY
            if d in used:
                continue
            used.add(d)
            name = f"Libur setempat {i}\tLocal holiday {i}"
            body += f"{d}\tlocal\t{name}\tset\tPeraturan {i}\t{decree_day(d)}\t1\n"
            if r.random() < 0.25:
                body += f"{d}\tlocal\t{name}\tcancelled\tPeraturan {i}a, {d - 3 * DAY}\t?\t0\n"
        base = [x for x in government()[1] if x[3] == "set" and abs((x[0] - near).days) < 60]
        if base and r.random() < 0.5:
            x = r.choice(base)
            if x[0] not in used and str(x[0]) != "2021-05-13":
                body += f"{x[0]}\t{x[1]}\t{x[2]}\tHoliday\tcancelled\tSurat edaran\t{decree_day(x[0])}\t0\n"
        texts.append(head + columns + body)
    if r.random() < 0.03:
        texts.append(head + columns + "2025-01-01\tregional\tLibur\tHoliday\tset\tSurat\t?\t1\n")
    return texts


def random_question(r, n):
    regime = r.choice(("id",) * 5 + ("id/kemnaker", "id/non-government") * 2 + ("id/election", "id/court"))
    clock = r.choice(list(CLOCKS))
    day, known = (random_day(r), None) if r.random() < 0.4 else interesting_day(r)
    fixed = {}
    for axis in AXES:
        if r.random() < (0.2 if axis in (CLOCKS[clock] or ((), ()))[1] else 0.03):
            fixed[axis] = r.choice(AXES[axis])
    if regime == "id/non-government" and r.random() < 0.3:
        fixed["collective_leave"] = r.choice(AXES["collective_leave"])
    if known is None or r.random() < 0.3:
        known = random_day(r, str(day - 900 * DAY), str(day + 60 * DAY)) if r.random() < 0.3 else None
    texts = random_calendar(r, day) if r.random() < 0.25 else []
    provisional = not texts and r.random() < 0.25
    start = str(day)
    fault = r.random()
    if fault < 0.01:
        start = r.choice(("2025-02-30", "2025-13-01", "2025-1-06", "besok"))
    elif fault < 0.02:
        regime = "id/unknown"
    elif fault < 0.03:
        clock = "no_such_clock"
    elif fault < 0.04:
        fixed["no_such_axis"] = "yes"
    elif fault < 0.05:
        fixed["first_day"] = "third_day"
    return [f"r{n}", regime, clock, start, str(known or "-"), ",".join(f"{a}={o}" for a, o in fixed.items()) or "-",
            "yes" if provisional else "no", json.dumps(texts, ensure_ascii=False) if texts else "-"]


def line(question, out):
    def show(key):
        v = out.get(key)
        return "-" if v is None else str(v)

    def js(key):
        return json.dumps(out[key], ensure_ascii=False) if key in out else "-"

    plain = [show(k) for k in ("exit", "due", "earliest", "latest", "status", "length", "unit", "actor")]
    return "\t".join(question + plain + [js("readings"), js("skipped")])


def main(argv):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    if argv == ["--header"]:
        print("\t".join(FIELDS))
    elif len(argv) == 4 and argv[0] == "--random" and argv[2] == "--seed":
        r = random.Random(int(argv[3]))
        for n in range(int(argv[1])):
            q = random_question(r, n)
            print(line(q, ask(q)))
    elif argv == ["--answer"]:
        for text in sys.stdin:
            print(json.dumps(ask(text.rstrip("\n").split("\t")), ensure_ascii=False))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

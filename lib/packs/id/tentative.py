#!/usr/bin/env python3
"""Days off that are certain or possible before a decree fixes them, 2008-2032.

usage: tentative.py                       print tentative.tsv
       tentative.py --check government.tsv  compare with what the decrees did; exit 1 on a surprise

The joint decree of three ministers (SKB) fixes the days off of a year only months before it. A provisional
answer for a later year is an interval: `earliest` counts the certain days as off, `latest` the possible ones
too. This program computes both lists from rules alone; it reads no decreed date to make them.

Certain are the holidays with a fixed date. Possible are

* Good Friday and Ascension Day: Gregorian computus (Meeus, Astronomical Algorithms, 2nd ed., ch. 8);
  39 days after Easter for Ascension. They are exact, but their decree is not made yet. Easter Sunday
  itself needs no row.
* Lunar days, from the true new and full moons (Meeus ch. 49: mean phase and its principal periodic terms;
  an error of minutes, the difference between TT and UTC, about 70 s, is left out), each -1/+1 day:
  - Imlek: the first new moon from 21 January on, day in UTC+8. This is the second new moon after the
    winter solstice for every year from 2008 to 2033.
  - Nyepi: the day of the first new moon from 2 March on, in UTC+8 (Bali). It is the day after the reckoned
    tilem, which mostly falls one day before the true new moon.
  - Waisak: a full moon between 5 May and 5 June, day in UTC+7. When two fall in that span, a leap month
    of the lunisolar calendar decides between them, so both are possible.
  - Islamic days: the month is found with the tabular (civil, 30-year) Islamic calendar, its new moon
    with Meeus. The month begins on the day after the first sunset (18:00 in UTC+7) with a moon at least
    10 hours old. Sighting, the criterion of the ministry (changed in 2022) and moved days are in the margin.
* Idul Fitri with its leave: seven days before to seven after. From 2011 on the decrees stayed within
  four days before (2018) and seven after (7 April 2025).
* Leave (cuti bersama) on the nearest Monday-to-Friday day before or after a holiday. So the decrees did for
  - Imlek: before 2024 to 2027, after 2023;
  - Nyepi: before 2025 and 2026, after 2023 and 2024;
  - Waisak: before 2008, 2011, 2023 (across a Saturday) and 2027, after 2024 and 2025;
  - Idul Adha: before 2013 and 2023, after 2023 to 2027 (2025 across a weekend);
  - Islamic New Year: after 2008, 2012 and 2020; Maulid: before and after 2020; Isra Mikraj: after 2021
    (cancelled later); for these three the other side is taken as possible by analogy;
  - Ascension Day (a Thursday): the Friday, 2008, 2012 and 2024 to 2026;
  - Good Friday: the Thursday, 2027;
  - Christmas: before or after, every year but 2022; the second day after a Saturday (27 December 2021) too;
  - New Year: after 2009 and 2017, before 2012;
  - Independence Day: only when it falls on a weekend (Monday 18 August 2025);
  - 1 May and 1 June: only as a bridge (Monday before a Tuesday, Friday after a Thursday), as 2 June 2023.

Not foreseeable are election days, decreed 2 to 16 days ahead, and what an emergency brings (2020). So
`latest` is a strong bound, not a certain one.
"""
import datetime as dt
import math
import sys

FIRST, LAST = 2008, 2032
DAY = dt.timedelta(1)


# ---- calendars and moons -------------------------------------------------------------------------

def easter(year):
    """Gregorian Easter Sunday (Meeus ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


# Meeus ch. 49: new moon, full moon, power of the eccentricity factor, multiples of M, M', F.
TERMS = (
    (-0.40720, -0.40614, 0, 0, 1, 0), (0.17241, 0.17302, 1, 1, 0, 0), (0.01608, 0.01614, 0, 0, 2, 0),
    (0.01039, 0.01043, 0, 0, 0, 2), (0.00739, 0.00734, 1, -1, 1, 0), (-0.00514, -0.00515, 1, 1, 1, 0),
    (0.00208, 0.00209, 2, 2, 0, 0), (-0.00111, -0.00111, 0, 0, 1, -2), (-0.00057, -0.00057, 0, 0, 1, 2),
    (0.00056, 0.00056, 1, 1, 2, 0), (-0.00042, -0.00042, 0, 0, 3, 0), (0.00042, 0.00042, 1, 1, 0, 2),
    (0.00038, 0.00038, 1, 1, 0, -2), (-0.00024, -0.00024, 1, -1, 2, 0),
)


def phase(k):
    """The instant (UTC) of new moon k (integer) or of the full moon after it (k + 0.5)."""
    t = k / 1236.85
    full = k != math.floor(k)
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    m = math.radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    mm = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    f = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    om = math.radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    jd = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.00017 * math.sin(om)
    for new, ful, p, am, amm, af in TERMS:
        jd += (ful if full else new) * e ** p * math.sin(am * m + amm * mm + af * f)
    return dt.datetime(2000, 1, 1, 12) + dt.timedelta(jd - 2451545.0)


def local_day(instant, zone):
    return (instant + dt.timedelta(hours=zone)).date()


def moons(start, end, zone, full=False):
    """Local days of the new or full moons in [start, end]."""
    k = math.floor((start.year - 2000 + start.timetuple().tm_yday / 365.25) * 12.3685) - 2
    days = (local_day(phase(k + i + (0.5 if full else 0)), zone) for i in range(40))
    return [d for d in days if start <= d <= end]


def tabular(year, month):
    """First day of an Islamic month in the tabular (civil) calendar."""
    days = (math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + (3 + 11 * year) // 30)
    return dt.date(622, 7, 19) + dt.timedelta(days)  # 16 July 622 Julian


def islamic(year, month, day):
    """Estimated civil day of an Islamic date in Indonesia."""
    near = dt.datetime.combine(tabular(year, month), dt.time())
    k = round((near - dt.datetime(2000, 1, 6, 18)).total_seconds() / 86400 / 29.530588861)
    new = min((phase(k + i) for i in (-1, 0, 1)), key=lambda p: abs((p - near).total_seconds()))
    evening = new + dt.timedelta(hours=7 + 10)  # moon 10 hours old, UTC+7
    first = evening.date() + (DAY if evening.hour < 18 else 2 * DAY)
    return first + (day - 1) * DAY


# ---- the rules -----------------------------------------------------------------------------------

def nearest(day, step):
    """The nearest Monday-to-Friday day before (step -1) or after (step 1)."""
    day += step * DAY
    while day.weekday() > 4:
        day += step * DAY
    return day


FIXED = (  # month, day, from year, names, source
    (1, 1, 2008, "Tahun Baru Masehi", "New Year's Day", "joint decrees 2008-2027, every year"),
    (5, 1, 2014, "Hari Buruh Internasional", "International Labour Day", "joint decrees 2014-2027, every year"),
    (6, 1, 2017, "Hari Lahir Pancasila", "Pancasila Day", "Keppres 24/2016"),
    (8, 17, 2008, "Hari Kemerdekaan Republik Indonesia", "Independence Day", "joint decrees 2008-2027, every year"),
    (12, 25, 2008, "Hari Raya Natal", "Christmas Day", "joint decrees 2008-2027, every year"),
)
ISLAMIC = (  # month, day, name, names
    (1, 1, "Muharam", "Tahun Baru Islam", "Islamic New Year"),
    (3, 12, "Rabiulawal", "Maulid Nabi Muhammad SAW", "Birthday of the Prophet Muhammad"),
    (7, 27, "Rajab", "Isra Mikraj Nabi Muhammad SAW", "Ascension of the Prophet Muhammad"),
    (10, 1, "Syawal", "Hari Raya Idul Fitri", "Eid al-Fitr"),
    (12, 10, "Zulhijah", "Hari Raya Idul Adha", "Eid al-Adha"),
)


LEAVE = {  # leave goes by a shorter name than its holiday
    "New Year's Day": ("Tahun Baru Masehi", "New Year"),
    "Independence Day": ("Proklamasi Kemerdekaan RI", "Independence Day"),
    "Christmas Day": ("Hari Raya Natal", "Christmas"),
    "Lunar New Year": ("Tahun Baru Imlek", "Lunar New Year"),
    "Day of Silence (Saka New Year)": ("Hari Suci Nyepi", "Day of Silence"),
    "Vesak Day": ("Hari Raya Waisak", "Vesak"),
    "Islamic New Year": ("Tahun Baru Islam", "Islamic New Year"),
    "Birthday of the Prophet Muhammad": ("Maulid Nabi Muhammad SAW", "Birthday of the Prophet"),
    "Ascension of the Prophet Muhammad": ("Isra Mikraj Nabi Muhammad SAW", "Ascension of the Prophet"),
    "Eid al-Adha": ("Hari Raya Idul Adha", "Eid al-Adha"),
}


def rows():
    out = []

    def add(a, b, certainty, kind, name_id, name_en, source, grade):
        a, b = max(a, dt.date(FIRST, 1, 1)), min(b, dt.date(LAST, 12, 31))
        if a <= b:
            out.append((a, b, certainty, kind, name_id, name_en, source, grade))

    def leave(a, b, name_id, name_en, source):
        name_id, name_en = LEAVE.get(name_en, (name_id, name_en))
        add(a, b, "possible", "collective_leave", "Cuti Bersama " + name_id, name_en + " collective leave", source, 0)

    def lunar(day, name_id, name_en, source):
        add(day - DAY, day + DAY, "possible", "national", name_id, name_en, source + ", -1/+1 day", 0)
        for d in (nearest(day - DAY, -1), nearest(day + DAY, 1)):
            leave(d, d, name_id, name_en, "habit: nearest weekday to " + source)

    for y in range(FIRST - 1, LAST + 2):
        for month, day, since, name_id, name_en, source in FIXED:
            d = dt.date(y, month, day)
            if y < since:
                continue
            if month == 1:
                name_id = f"Tahun Baru {y} Masehi"
            add(d, d, "certain", "national", name_id, name_en, source, 2)
            w = d.weekday()
            near = []
            if month in (1, 12) or (month == 8 and w > 4):
                near = [nearest(d, -1), nearest(d, 1)]
            elif month != 8:
                near = [d - DAY] if w == 1 else [d + DAY] if w == 3 else []
            for x in near:
                leave(x, x, name_id, name_en, f"habit: nearest weekday to {d}" if month != 5 and month != 6
                      else f"habit: bridge to {d}")
        e = easter(y)
        christ = "Isa Al Masih" if y < 2024 else "Yesus Kristus"
        add(e - 2 * DAY, e - 2 * DAY, "possible", "national", "Wafat " + christ, "Good Friday", "computus", 1)
        leave(e - 3 * DAY, e - 3 * DAY, "Wafat " + christ, "Good Friday", "habit: Thursday before Good Friday")
        a = e + 39 * DAY
        add(a, a, "possible", "national", "Kenaikan " + christ, "Ascension Day", "computus", 1)
        leave(a + DAY, a + DAY, "Kenaikan " + christ, "Ascension Day", "habit: Friday after Ascension Day")
        lunar(moons(dt.date(y, 1, 21), dt.date(y, 2, 22), 8)[0], f"Tahun Baru Imlek {y + 551} Kongzili",
              "Lunar New Year", "new moon of the first month")
        lunar(moons(dt.date(y, 3, 2), dt.date(y, 4, 2), 8)[0], f"Hari Suci Nyepi Tahun Baru Saka {y - 78}",
              "Day of Silence (Saka New Year)", "new moon of March")
        for d in moons(dt.date(y, 5, 5), dt.date(y, 6, 5), 7, full=True):
            lunar(d, f"Hari Raya Waisak {y + 544} BE", "Vesak Day", "full moon of May or June")
    for h in range(1427, 1457):
        for month, day, mname, name_id, name_en in ISLAMIC:
            d = islamic(h, month, day)
            source = f"{day} {mname} {h} H from new moon"
            if month == 10:
                add(d - DAY, d + 2 * DAY, "possible", "national", f"{name_id} {h} Hijriah", name_en,
                    source + ", two days, -1/+1 day", 0)
                leave(d - 7 * DAY, d + 7 * DAY, name_id, name_en, "habit: -7/+7 days of " + source)
            else:
                hname = name_id if month in (3, 7) else f"{name_id} {h} Hijriah"
                lunar(d, hname, name_en, source)
    out.sort(key=lambda r: (r[0], r[1], r[2], r[3] != "national", r[4]))
    return out


HEAD = """\
# foi-tentative 1
# Days off that are certain or possible while no decree has fixed the year, 2008-2032: the material of a
# provisional answer. certain: a holiday with a fixed date. possible: a movable holiday within its margin, or a
# leave day (cuti bersama) of a kind that decrees have set before. Days from `from` to `to`, both included;
# weekends inside a range are off anyway. Rows may overlap. grade: of the source, as in a calendar file
# (computed days: 1 exact, 0 estimate). Made by tentative.py, which says how; election days cannot be foreseen.
"""


def show():
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(HEAD + "from\tto\tcertainty\tkind\tname_id\tname_en\tsource\tgrade\n")
    for r in rows():
        sys.stdout.write("\t".join(str(x) for x in r) + "\n")


# ---- comparison with the decrees -----------------------------------------------------------------

EXCEPTIONS = {  # day off in the end, outside certain and possible, and why no rule could know it
    "2014-04-09": "election of parliament, Keppres 14/2014",
    "2014-07-09": "presidential election, Keppres 24/2014",
    "2015-12-09": "regional elections, Keppres 25/2015",
    "2017-02-15": "regional elections, Keppres 3/2017",
    "2018-06-27": "regional elections, Keppres 15/2018",
    "2019-04-17": "general election, Keppres 10/2019",
    "2020-12-09": "regional elections, Keppres 22/2020",
    "2024-02-14": "general election, Keppres 10/2024",
    "2024-11-27": "regional elections, Keppres 33/2024",
}
# Pandemic moves (SKB 391/2020, 744/2020, 712/2021): of these only 31 December 2020, 11 August 2021 and
# 20 October 2021 remained off, and all three lie within the rules.


def decreed(path):
    """Weekdays off in the final state of a calendar file."""
    state = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            p = line.rstrip("\n").split("\t")
            if len(p) == 8 and p[0] != "date":
                state[p[0], p[1], p[2]] = p[4] in ("set", "added", "moved_to")
    return {dt.date.fromisoformat(k[0]) for k, on in state.items() if on}


def due(start, n, off):
    while n:
        start += DAY
        n -= start.weekday() < 5 and start not in off
    return start


def check(path):
    true = decreed(path)
    certain, possible = set(), set()
    for a, b, certainty, *_ in rows():
        while a <= b:
            (certain if certainty == "certain" else possible).add(a)
            a += DAY
    latest = certain | possible
    wrong = sorted(d for d in certain if d not in true and d.year < 2028)
    print("certain but not decreed:", ", ".join(map(str, wrong)) or "none")
    surprises = 0
    for y in range(2011, 2028):
        out = sorted(d for d in true if d.year == y and d.weekday() < 5 and d not in latest)
        new = [d for d in out if str(d) not in EXCEPTIONS]
        surprises += len(new)
        text = "; ".join(f"{d} ({EXCEPTIONS.get(str(d), 'NOT FORESEEN')})" for d in out) or "none"
        pos = sum(1 for d in latest if d.year == y and d.weekday() < 5)
        act = sum(1 for d in true if d.year == y and d.weekday() < 5)
        print(f"{y}: weekdays off {act}, certain or possible {pos}; outside: {text}")
    known = {dt.date.fromisoformat(d) for d in EXCEPTIONS}
    for label, days in (("all days off", true), ("without the known exceptions", true - known)):
        for n in (10, 30):
            hit = one = width = total = 0
            d = dt.date(2011, 1, 1)
            while d.year < 2028:
                t = due(d, n, days)
                if t.year == 2028:
                    break
                lo, hi = due(d, n, certain), due(d, n, latest)
                hit += lo <= t <= hi
                one += lo == hi
                width += (hi - lo).days
                total += 1
                d += DAY
            print(f"{label}, {n} working days: {100 * hit / total:.2f} % of {total} due dates inside, "
                  f"mean width {width / total:.1f} days, a single day in {100 * one / total:.0f} %")
    return 1 if surprises or wrong else 0


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        sys.exit(check(sys.argv[2]))
    if len(sys.argv) != 1:
        sys.exit(__doc__.split("\n\n")[1])
    show()

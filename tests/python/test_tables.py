"""The tables that every language reads, through Python; answers in JSON byte for byte those of the command."""
from __future__ import annotations

import json
import re
from datetime import date
from functools import cache

import cases
import foi
import pytest
from conftest import DATA, ROOT, rows

DATES = rows("date-parse.tsv", 2)
INSTANTS = rows("instants.tsv", 3)
WORKDAYS = rows("workdays.tsv", 8)[1:]
PEERS = rows("peers-workdays.tsv", 8)[1:]
DUE = rows("due.tsv", 12)[1:]
PACK_FAULTS = rows("pack-faults.tsv", 6)
CASE_FAULTS = rows("case-faults.tsv", 4)
CASES = cases.table()
TYPES = cases.field_types(cases.read_pack(ROOT / "lib/packs/id/procedure.yaml"))
GOOD_PACK = (DATA / "packs-bad/good.yaml").read_text(encoding="utf-8")


def test_tables_are_whole():
    """A table that was cut is not a table that passed."""
    least = [(DATES, 57), (INSTANTS, 90), (WORKDAYS, 305), (PEERS, 505), (DUE, 532), (PACK_FAULTS, 230),
             (CASE_FAULTS, 180), (CASES, 426)]
    for table, count in least:
        assert len(table) >= count
    for table in (WORKDAYS, PEERS, DUE):
        assert len({row[0] for row in table}) == len(table)


def unescape(cell: str) -> str:
    return re.sub(r"\\([0tns])", lambda m: {"0": "\0", "t": "\t", "n": "\n", "s": " "}[m[1]], cell)


def outcome(call) -> str:
    try:
        return call()
    except foi.Error as error:
        return f"FOI_ERR_{error.code.name}"


@pytest.mark.parametrize("text, want", DATES)
def test_date_parse(text, want):
    assert outcome(lambda: str(foi.day_number(foi.parse_day(unescape(text))))) == want


@pytest.mark.parametrize("text, zone, want", INSTANTS)
def test_instants(text, zone, want):
    assert outcome(lambda: foi.day_of_instant(unescape(text), unescape(zone)).isoformat()) == want


@cache
def law_known(day: str) -> foi.Law:
    return foi.Law() if day == "-" else foi.Law(known_on=date.fromisoformat(day))


@cache
def calendar_of(name: str, known_on: str) -> foi.Calendar:
    if known_on != "-":
        return calendar_of(name, "-").known_on(date.fromisoformat(known_on))
    return law_known("-").calendar() if name == "government" else foi.Calendar.load(DATA / "calendars" / name)


def ask(cal: foi.Calendar, op: str, args: list[str], day) -> str:
    """The answer as the table writes it; `day` turns a text into what is asked with."""
    try:
        if op == "add":
            found = cal.add(day(args[0]), int(args[1]))
            return found.isoformat() if isinstance(found, date) else str(date.fromordinal(found + 719163))
        if op == "count":
            return str(cal.count(day(args[0]), day(args[1])))
        assert op == "is" and len(args) == 1
        return "yes" if cal.is_workday(day(args[0])) else "no"
    except foi.CalendarGap:
        return "gap"


@pytest.mark.parametrize("row", WORKDAYS + PEERS, ids=lambda row: row[0])
def test_workdays(row):
    _, name, known_on, op, args, want, why, source = row
    cal = calendar_of(name, known_on)
    for day in (date.fromisoformat, lambda text: foi.day_number(date.fromisoformat(text))):
        assert ask(cal, op, args.split(" "), day) == want, f"{why}; {source}"


@pytest.mark.parametrize("row", [row for row in WORKDAYS + PEERS if row[3] == "add"], ids=lambda row: row[0])
def test_workdays_in_arrays(row):
    _, name, known_on, _, args, want, _, _ = row
    day, n = args.split(" ")
    found = calendar_of(name, known_on).add_many([date.fromisoformat(day)], int(n))
    assert found == [None if want == "gap" else date.fromisoformat(want)]


@pytest.mark.parametrize("row", DUE, ids=lambda row: row[0])
def test_due(row, run_foi):
    _, regime, clock, start, known_on, readings, due, earliest, latest, status, why, cite = row
    fixed = {} if readings == "-" else dict(item.split("=", 1) for item in readings.split(","))
    arguments = ["due", clock, "--from", start, "--regime", regime, "--json"]
    arguments += [] if known_on == "-" else ["--known-on", known_on]
    for axis, option in fixed.items():
        arguments += ["--reading", f"{axis}={option}"]
    code, printed = run_foi(*arguments)
    try:
        answer = law_known(known_on).due(clock, foi.parse_day(start), regime=regime, readings=fixed)
    except foi.Error as error:
        kinds = {foi.LawGap: ("error:law", 3), foi.CalendarGap: ("error:calendar", 3)}
        got, want_code = kinds.get(type(error), ("error:input", 2))
        assert (due, earliest, latest, status) == ("-", "-", "-", got), f"{why}; {cite}"
        assert (code, printed) == (want_code, b"")
        return
    except ValueError:  # known_on is no day
        assert status == "error:input"
        return
    got = tuple("-" if day is None else day.isoformat() for day in (answer.due, answer.earliest, answer.latest))
    assert (*got, answer.status) == (due, earliest, latest, status), f"{why}; {cite}"
    assert (code, printed.decode("utf-8")) == (0, answer.to_json() + "\n")
    check_parts(answer)


def check_parts(answer: foi.Deadline) -> None:
    """The attributes say what the JSON says."""
    told = answer.to_dict()
    assert [str(c.key) + c.article + c.grade for c in answer.cite] == [
        c["key"] + c["article"] + c["grade"] for c in told["cite"]]
    assert [(r.due.isoformat(), r.default, r.options) for r in answer.readings] == [
        (r.pop("due"), r.pop("default", False), r) for r in told["readings"]]
    assert [(s.day.isoformat(), s.kind, s.decree) for s in answer.skipped] == [
        (s["date"], s["why"], s.get("decree")) for s in told["skipped"]]
    assert (answer.clock, answer.regime, answer.actor, answer.rule, answer.length, answer.unit) == tuple(
        told[key] for key in ("clock", "regime", "actor", "rule", "length", "unit"))
    assert answer.start.isoformat() == told["from"]
    assert answer.backward == (told["direction"] == "backward")


def test_due_batch(law, run_foi):
    """Whole years at once: the prevailing dates of the command."""
    days = [date.fromordinal(n) for n in range(date(2010, 4, 1).toordinal(), date(2027, 12, 31).toordinal(), 3)]
    for clock in ("response", "objection_filing", "objection_decision"):
        _, printed = run_foi("due", clock, "--batch", stdin="".join(f"{d}\n" for d in days).encode())
        lines = printed.decode().split("\n")[:-1]
        assert [str(d or "") for d in law.due_many(clock, days)] == lines
        assert any(lines)


# ---- packs -----------------------------------------------------------------------------------------------------------

def refusal(name: str, text: str | bytes) -> str:
    """ "SYNTAX<tab>3:5<tab>sentence", as the tables have it."""
    with pytest.raises(foi.Error) as caught:
        foi.Law(packs=[foi.Source(name, text)], builtin=False)
    error = caught.value
    assert error.file == name
    place = f"{name}:" + "".join(f"{part}:" for part in (error.line, error.column) if part) + " "
    assert str(error).startswith(place)
    assert error.text("id").startswith(place)
    return f"{error.code.name}\t{error.line}:{error.column}\t{str(error).removeprefix(place)}"


@pytest.mark.parametrize("row", PACK_FAULTS, ids=lambda row: row[0])
def test_pack_faults(row):
    _, old, new, code, place, sentence = row
    old, new = ("" if cell == "-" else unescape(cell) for cell in (old, new))
    assert not old or GOOD_PACK.count(old) == 1
    text = GOOD_PACK.replace(old, new) if old else GOOD_PACK + new
    assert refusal("x.yaml", text) == f"{code}\t{place}\t{sentence}"


@pytest.mark.parametrize("path", sorted((DATA / "packs-bad").glob("*.err")), ids=lambda path: path.stem)
def test_packs_bad(path):
    assert refusal("bad.yaml", path.with_suffix(".yaml").read_bytes()) + "\n" == path.read_text(encoding="utf-8")


DAYS_OFF = "".join(f"2025-10-{day}\tlocal\tlibur\tholiday\tadded\tSK {day}\t2025-01-01\t2\n" for day in (13, 14, 15))
SAMPLE_DAYS = ("# foi-calendar 1\nweek\t1111100\t2020-01-01\t2030-12-31\n"
               "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n" + DAYS_OFF)


def test_packs():
    """The sample packs of a country that there is not, read from files, with a calendar of their own."""
    paths = sorted((DATA / "packs").glob("*.yaml"))
    law = foi.Law(packs=paths, calendars=[foi.Source("test/days", SAMPLE_DAYS)], builtin=False)
    assert law.regimes == ["test"]
    assert [pack.id for pack in law.packs] == [re.search(r"^id: (.*)$", p.source, re.M)[1] for p in law.packs]
    assert [pack.source for pack in law.packs] == [path.read_text(encoding="utf-8") for path in paths]
    assert law.prove() == (1, [])
    assert law.due("response", date(2025, 10, 6)).due == date(2025, 10, 23)


# ---- cases -----------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def reports(run_foi) -> dict[str, str]:
    """The reports of the command, by the name of the case."""
    lines = "".join(row.document(TYPES) + "\n" for row in CASES)
    _, printed = run_foi("case", "--batch", stdin=lines.encode())
    answers = printed.decode("utf-8").split("\n")[:-1]
    assert len(answers) == len(CASES)
    return dict(zip((row.name for row in CASES), answers))


def expected_clock(cells: list[str]) -> tuple:
    clock, status, due, *bounds = cells
    earliest, latest = bounds or (due, due)
    return (clock, status, *(None if d == "-" else date.fromisoformat(d) for d in (due, earliest, latest)))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row.name)
def test_cases(row, law, reports):
    case = law.case(row.document(TYPES))
    told = case.judge()
    assert " ".join(told.state.values()) == row.states
    assert [(c.id, c.status, c.due, c.earliest, c.latest) for c in told.clocks] == [
        expected_clock(cells) for cells in row.clocks]
    findings = [[f.code, "-" if f.event is None else str(f.event), f.under] for f in told.findings]
    assert sorted(findings) == sorted(row.findings)
    assert case.report_json() == reports[row.name], row.cite
    assert case.state == told.state
    check_step_by_step(row, law, reports)


def check_step_by_step(row: cases.Row, law: foi.Law, reports: dict[str, str]) -> None:
    """The same case from calls instead of a file: the same report."""
    options = {key: row.options[key] for key in ("regime", "applicant") if key in row.options}
    fixed = {key: value for key, value in row.options.items() if key not in options}
    case = law.case(readings=fixed, **options)
    for kind, day, fields in row.events:
        case.apply(kind, date.fromisoformat(day), **{name: typed(TYPES[kind][name], v) for name, v in fields.items()})
    assert case.report_json(date.fromisoformat(row.as_of)) == reports[row.name]


def typed(kind: str, value: str):
    """A field as a Python program has it."""
    if kind in ("choices", "texts"):
        return value.split(",") if value else []
    if value in ("true", "false") and kind in ("flag", "text_or_true"):
        return value == "true"
    is_day = kind in ("day", "receipt") and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return date.fromisoformat(value) if is_day else value


def unfold(cell: str) -> bytes:
    """The file that a cell stands for: \\x and two digits a byte, @200[ a bracket 200 times."""
    if cell.startswith("event: "):
        cell = '{"foi_case": 1, "events": [%s]}' % cell.removeprefix("event: ")
    elif cell.startswith("case: "):
        cell = '{"foi_case": 1, "events": [], %s}' % cell.removeprefix("case: ")
    raw = re.sub(rb"@(\d+)(.)", lambda m: m[2] * int(m[1]), cell.encode("utf-8"))
    return re.sub(rb"\\x([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), raw)


@pytest.mark.parametrize("row", CASE_FAULTS, ids=range(len(CASE_FAULTS)))
def test_case_faults(row, law):
    cell, code, pointer, sentence = row
    try:
        law.case(unfold(cell)).judge()
        got = ("OK", "", "")
    except foi.Error as error:
        assert error.text("id")
        assert not (error.line and error.pointer)
        got = (f"ERR_{error.code.name}", error.pointer, str(error))
    assert got[:2] == (code, pointer)
    if sentence.endswith("..."):
        assert got[2].startswith(sentence[:-3]) and len(got[2]) > len(sentence) - 3
    else:
        assert got[2] == sentence


@pytest.mark.parametrize("path", sorted((ROOT / "examples/data/replay").glob("*.json")), ids=lambda path: path.stem)
def test_real_cases(path, law, run_foi, tmp_path):
    """Real cases from files: report, text in both languages."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))["case"]), encoding="utf-8")
    case = law.case(file=file)
    assert run_foi("case", str(file), "--json") == (0, (case.report_json() + "\n").encode())
    for lang in ("id", "en"):
        code, printed = run_foi("case", str(file), "--lang", lang)
        assert (code, printed.decode("utf-8")) == (0, case.report_text(lang=lang))

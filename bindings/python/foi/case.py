"""A case is judged: events in; states, clocks, findings and next steps out."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from enum import IntEnum, StrEnum
from os import PathLike
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from foi._border import (Error, check, encoded, fill_or_raise, lang_number, new_error, numbered, readings_array, sized,
                         string, text)
from foi._foi import ffi, lib
from foi.arrays import read_days
from foi.calendar import DayChange, day_change
from foi.dates import NO_DAY, Day, date_or_none, day_number, day_or_none, to_date
from foi.deadline import UNITS, Cite, Grade, Unit

if TYPE_CHECKING:
    from foi.law import Law


class ClockStatus(StrEnum):
    """Status of a clock of a case."""

    RUNNING = "running"
    DUE_TODAY = "due_today"
    MET = "met"
    """stopped in time"""
    LATE = "late"
    """stopped after the due date"""
    LAPSED = "lapsed"
    """not stopped, the due date has passed"""
    CANCELLED = "cancelled"
    """ended by another act on or before the due date"""
    VOID = "void"


class Severity(StrEnum):
    """How bad a finding is."""

    VIOLATION = "violation"
    """a duty was broken"""
    DEFECT = "defect"
    """a right or step is invalid"""
    WARNING = "warning"
    NOTE = "note"


class Under(StrEnum):
    """Under which readings of the law a finding holds."""

    ALL = "all"
    DEFAULT = "default"
    """the prevailing one, but not all"""
    OTHER = "other"
    """not the prevailing one"""


class ClockMove(StrEnum):
    """What a change of the calendar did to a clock."""

    DUE = "due"
    """another due date"""
    NEW = "new"
    GONE = "gone"


class WaitKind(StrEnum):
    """Whose clock it is that waits."""

    DUTY = "duty"
    """somebody must act; when it has passed it waits still"""
    RIGHT = "right"
    """somebody may act; when it has passed it is over"""


class ItemStatus(IntEnum):
    """Why an item of a batch has no answer."""

    OK = lib.FOI_ITEM_OK
    BAD_DAY = lib.FOI_ITEM_BAD_DAY
    LAW_GAP = lib.FOI_ITEM_LAW_GAP
    CALENDAR_GAP = lib.FOI_ITEM_CALENDAR_GAP


CLOCK_STATUSES = numbered(ClockStatus, "FOI_CLOCK_")
SEVERITIES = numbered(Severity, "FOI_SEVERITY_")
UNDERS = numbered(Under, "FOI_UNDER_")
MOVES = numbered(ClockMove, "FOI_MOVE_")
WAIT_KINDS = numbered(WaitKind, "FOI_WAIT_")
_NO_DAYS_LEFT = -0x80000000


class Event(NamedTuple):
    """An event as recorded."""

    kind: str
    happened: date
    """the day it happened (``date`` in the case file)"""
    day: date
    """its day in the case: that of receipt where the law counts so"""
    received: date | None
    track: str | None
    note: str | None
    name_id: str | None
    name_en: str | None


class CaseClock(NamedTuple):
    """A clock of a case. Dates are those of the prevailing reading, `earliest` and `latest` over all readings."""

    id: str
    actor: str
    status: ClockStatus
    start: date
    """the day it was started on"""
    due: date | None
    """None: beyond the decided days"""
    earliest: date | None
    latest: date | None
    days_left: int | None
    """in `unit`, negative when the due date has passed; None where there are none"""
    unit: Unit
    trigger: str | None
    """kind of the event that started it; None: the lapse of `lapse_of`"""
    lapse_of: str | None
    extended_from: date | None
    """the due date before the extension"""
    stopped: date | None
    trigger_event: int | None
    """index of the event"""
    extended_event: int | None
    stopped_event: int | None
    name_id: str | None
    name_en: str | None


class Finding(NamedTuple):
    """What was wrong, or should be known."""

    code: str
    severity: Severity
    under: Under
    actor: str | None
    """who is at fault"""
    event: int | None
    """index of the event; None for an omission"""
    clock: str | None
    text_id: str
    text_en: str


class NextStep(NamedTuple):
    """What may or must be done next: advise `safe_until`, bar only after `until`."""

    event: str
    actor: str | None
    not_before: date | None
    until: date | None
    safe_until: date | None
    cite: list[Cite]
    if_not: dict[str, str] | None
    """what follows if it is not done, by language"""


class Wait(NamedTuple):
    """A clock that nothing has ended: it waits on some day. A term outlives a change of the calendar, a date not."""

    clock: str
    actor: str
    kind: WaitKind
    start: date
    """day 0 of the term"""
    term: str
    """for :meth:`foi.Law.term`"""
    until_start: date | None
    until: str | None
    """the term whose lapse ends it, counted from `until_start`; None if none does"""


class Judgement(NamedTuple):
    """Where a case stands on a day."""

    as_of: date
    regime: str
    state: dict[str, str]
    """track -> state"""
    since: dict[str, date | None]
    """track -> the day since when; None for the first state"""
    clocks: list[CaseClock]
    findings: list[Finding]


class Case:
    """The list of what happened; everything else is computed from it, the law and the day judged.

    Made by :meth:`foi.Law.case`. An event that should not have happened is kept and gets a finding. Days to judge may
    be left out: then it is that of the case file, else the latest day in any date or receipt. A case may be shared
    between threads; they take turns. A context manager; after :meth:`close` it answers nothing more.

    :ivar version: that of the register when the case was read from there (:meth:`foi.Store.case`); None for others
    """

    __slots__ = ("version", "_case", "_lock", "__weakref__")

    def __init__(self, handle: Any, version: int | None = None) -> None:
        """Of the package's own: takes the case over."""
        self.version = version
        self._case: Any = ffi.gc(handle, lib.foi_case_free)
        self._lock = Lock()

    def close(self) -> None:
        """Let the case go; may be called twice."""
        with self._lock:
            self._case = None

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    @property
    def _handle(self) -> Any:
        if self._case is None:
            raise ValueError("this case is closed")
        return self._case

    # ---- events in ----------------------------------------------------------------------------------------------

    def apply(self, kind: str | Mapping[str, Any], day: Day | None = None, **fields: Any) -> None:
        """Record one more event: ``case.apply("request_received", date(2025, 10, 6), channel="desk")``.

        :param kind: kind of the event; or the whole event as a dict, as in a case file
        :param day: the day it happened; None where the field ``at`` has the instant
        :param fields: fields of the event: text, bool, date or a list of texts
        :raises foi.ArgumentError: an unknown kind or value
        :raises foi.InvalidSyntax: an unknown or missing field, or a day of another form
        :raises foi.OutOfRange: no such day, or a receipt before the date

        On a failure nothing was recorded; ``pointer`` is that of the event as it would stand in a case file.
        """
        event, err = _event(kind, day, fields), new_error()
        with self._lock:
            check(lib.foi_case_apply_json(self._handle, event, len(event), err), err)

    def replace(self, index: int, kind: str | Mapping[str, Any], day: Day | None = None, **fields: Any) -> None:
        """Correct an earlier fact: the event of this index is this one instead. As :meth:`apply`."""
        event, err = _event(kind, day, fields), new_error()
        with self._lock:
            if not 0 <= index < lib.foi_case_count(self._handle):
                raise IndexError(f"the case has no event {index}")
            check(lib.foi_case_replace_json(self._handle, index, event, len(event), err), err)

    def check(self, kind: str | Mapping[str, Any], day: Day | None = None, **fields: Any) -> dict[str, Any]:
        """What a planned event would do, without recording it: ``lawful``, ``state`` after it and its ``findings``."""
        event, lawful = _event(kind, day, fields), ffi.new("int32_t *")
        with self._lock:
            answer: dict[str, Any] = json.loads(fill_or_raise(lambda buf, size, needed, err: lib.foi_case_check_json(
                self._handle, event, len(event), lawful, buf, size, needed, err)))
        return answer

    def copy(self, law: Law | None = None) -> Case:
        """The same events and options, on their own from now on; judged by another law if one is given."""
        out, err = ffi.new("foi_case **"), new_error()
        with self._lock:
            check(lib.foi_case_copy(out, self._handle, ffi.NULL if law is None else law._handle, err), err)
        return Case(out[0], self.version)

    def __len__(self) -> int:
        """The number of recorded events."""
        with self._lock:
            return int(lib.foi_case_count(self._handle))

    @property
    def events(self) -> list[Event]:
        """The events as recorded."""
        info = sized("foi_event_info")
        found: list[Event] = []
        with self._lock:
            while lib.foi_case_event(self._handle, len(found), info) == lib.FOI_OK:
                found.append(Event(text(info.kind), to_date(info.date), to_date(info.day), date_or_none(info.received),
                                   string(info.track), string(info.note), string(info.name_id), string(info.name_en)))
        return found

    @property
    def as_of(self) -> date | None:
        """The day that is judged when none is given."""
        with self._lock:
            return date_or_none(lib.foi_case_as_of(self._handle))

    @property
    def law(self) -> Law:
        """The law of the case."""
        from foi.law import Law

        with self._lock:
            return Law._of(lib.foi_law_ref(ffi.cast("foi_law *", lib.foi_case_law(self._handle))))

    # ---- judgement out ------------------------------------------------------------------------------------------

    @property
    def state(self) -> dict[str, str]:
        """Track -> state under the prevailing reading: the fast way. Errors as :meth:`judge`."""
        info, err = sized("foi_case_info"), new_error()
        with self._lock:
            check(lib.foi_case_state(self._handle, NO_DAY, info, ffi.NULL, 0, err), err)
            return {track: text(info.states[i]) for i, track in enumerate(_tracks(info))}

    @property
    def clocks(self) -> list[CaseClock]:
        """The clocks that ran, in the order of the report."""
        return self.judge().clocks

    @property
    def findings(self) -> list[Finding]:
        """What was wrong, in the order of the report."""
        return self.judge().findings

    @property
    def next(self) -> list[NextStep]:
        """What may or must be done next."""
        return [_next_step(step) for step in self.report()["next"]]

    @property
    def waits(self) -> list[Wait]:
        """The clocks that nothing has ended, in the prevailing reading: those that wait now, and those that will when
        time alone passes.

        :raises foi.ArgumentError: a case with fixed readings; else as :meth:`judge`
        """
        room, count, err = 16, ffi.new("size_t *"), new_error()
        with self._lock:
            while True:
                waits = ffi.new("foi_wait[]", room)
                check(lib.foi_case_waits(self._handle, waits, room, count, err), err)
                if count[0] <= room:
                    return [_wait(waits[i]) for i in range(count[0])]
                room = count[0]

    def judge(self, as_of: Day | None = None) -> Judgement:
        """Where the case stands on a day, judged in every reading.

        :raises foi.OutOfRange: there is no day to judge
        :raises foi.LawGap: no rule in force, a reading not offered
        :raises foi.CalendarGap: a day that no decree decides is needed
        """
        day, info, err = day_or_none(as_of), sized("foi_case_info"), new_error()
        room = 16, 16
        with self._lock:
            while True:
                clocks, findings = ffi.new("foi_case_clock[]", room[0]), ffi.new("foi_case_finding[]", room[1])
                check(lib.foi_case_judge(self._handle, day, info, clocks, room[0], findings, room[1], err), err)
                if info.clock_count <= room[0] and info.finding_count <= room[1]:
                    break
                room = info.clock_count, info.finding_count
            tracks = _tracks(info)
            return Judgement(
                to_date(info.as_of), text(info.regime), {track: text(info.states[i]) for i, track in enumerate(tracks)},
                {track: date_or_none(info.since[i]) for i, track in enumerate(tracks)},
                [_clock(clocks[i]) for i in range(info.clock_count)],
                [_finding(findings[i]) for i in range(info.finding_count)])

    def report_json(self, as_of: Day | None = None) -> str:
        """The report as JSON (docs/formats.md), without line breaks, as ``foi case --json`` prints it."""
        day = day_or_none(as_of)
        with self._lock:
            return fill_or_raise(lambda buf, size, needed, err: lib.foi_case_report_json(
                self._handle, day, buf, size, needed, err))

    def report(self, as_of: Day | None = None) -> dict[str, Any]:
        """As :meth:`report_json`, as a dict."""
        answer: dict[str, Any] = json.loads(self.report_json(as_of))
        return answer

    def report_text(self, as_of: Day | None = None, lang: str = "id") -> str:
        """The report as an officer can read it, each statement with its source."""
        day, language = day_or_none(as_of), lang_number(lang)
        with self._lock:
            return fill_or_raise(lambda buf, size, needed, err: lib.foi_case_report_text(
                self._handle, day, language, buf, size, needed, err))

    def to_html(self, as_of: Day | None = None, lang: str = "id") -> str:
        """The report as HTML tables under a timeline of its clocks."""
        from foi.html import case_html

        return case_html(self.judge(as_of), lang)

    def to_svg(self, as_of: Day | None = None, lang: str = "id") -> str:
        """The clocks of the case as a small timeline."""
        from foi.html import case_svg

        return case_svg(self.judge(as_of), lang)

    def _repr_html_(self) -> str | None:
        return self._shown(self.to_html)

    def _repr_svg_(self) -> str | None:
        return self._shown(self.to_svg)

    @staticmethod
    def _shown(page: Callable[[], str]) -> str | None:
        """A page for a notebook, which shows the repr where there is none."""
        try:
            return page()
        except (Error, ValueError):  # no day to judge, a gap; closed
            return None

    def __repr__(self) -> str:
        if self._case is None:
            return "<foi.Case, closed>"
        return f"<foi.Case: {len(self)} events, as of {self.as_of}>"


class Redated(NamedTuple):
    """What a change of the calendar did."""

    moves: list[Move]
    judged: int
    """how many cases could be judged by both laws"""
    status: list[ItemStatus]
    """of each case"""


class Move(NamedTuple):
    """A clock that a change of the calendar moved."""

    item: int
    """place in the list of cases, or of days"""
    clock: str
    move: ClockMove
    start: date
    """the day it was started on"""
    since: date
    """the first day that its due date depends on"""
    before: date | None
    after: date | None
    because: DayChange | None
    """the first day that is otherwise now; None where only the decided days became more or fewer"""
    trigger_event: int | None


def redate(cases: Iterable[Case], before: Law, after: Law, as_of: Day | None = None) -> Redated:
    """Which clocks of these cases does a change of the calendar move?

    :param before: the law as it was: ``foi.Law(known_on=...)`` or with other calendars
    :param after: the law as it is; of the same packs
    :param as_of: the day judged; None = the own day of each case
    :raises foi.ArgumentError: laws of other packs
    """
    listed, day, laws = list(cases), day_or_none(as_of), (before._handle, after._handle)
    count, judged, err = len(listed), ffi.new("size_t *"), new_error()
    status = ffi.new("uint8_t[]", count)
    with ExitStack() as locks:
        for case in sorted(set(listed), key=id):  # always in one order, so that two calls cannot wait for each other
            locks.enter_context(case._lock)
        handles = ffi.new("foi_case *[]", [case._handle for case in listed])
        moves = _moves(lambda moves, capacity, moved: lib.foi_redate(
            handles, count, *laws, day, status, moves, capacity, moved, judged, err), err)
    return Redated(moves, judged[0], [ItemStatus(byte) for byte in bytes(ffi.buffer(status, count))])


def redate_days(clock: str, days: Any, before: Law, after: Law, *, regime: str | None = None,
                readings: Mapping[str, str] | None = None) -> list[Move]:
    """The same for one clock over plain start days: a register with a column of dates. `days` as in due_many()."""
    column, question, err = read_days(days), after._question(clock, regime, readings, False), new_error()
    laws = before._handle, after._handle  # the moves borrow from them
    return _moves(lambda moves, capacity, moved: lib.foi_law_redate_many(
        *laws, question.clock, column.days, column.size, question.opts, moves, capacity, moved, err), err)


def _moves(call: Any, err: Any) -> list[Move]:
    capacity, moved = 64, ffi.new("size_t *")
    while True:
        moves = ffi.new("foi_clock_move[]", capacity)
        check(call(moves, capacity, moved), err)
        if moved[0] <= capacity:
            return [_move(moves[i]) for i in range(moved[0])]
        capacity = moved[0]


def _move(m: Any) -> Move:
    because = None if m.because.day == NO_DAY else day_change(m.because)
    return Move(m.item, text(m.clock), MOVES[m.move], to_date(m.start), to_date(m.since),
                date_or_none(getattr(m, "from")), date_or_none(m.to), because, _index(m.trigger_event))


def new_case(law: Any, document: str | bytes | Mapping[str, Any] | None, file: str | PathLike[str] | None, *,
             regime: str | None, timezone: str | None, applicant: str | None,
             readings: Mapping[str, str] | None) -> Case:
    """Law.case(), on the law's handle."""
    if document is not None and file is not None:
        raise TypeError("a case is read from a document or from a file, not from both")
    texts = encoded(regime, "a regime"), encoded(timezone, "a timezone"), encoded(applicant, "an applicant")
    fixed = readings_array(readings)
    opts = ffi.new("foi_case_opts *", {
        "size": ffi.sizeof("foi_case_opts"), "regime": texts[0], "timezone": texts[1], "applicant": texts[2],
        "readings": fixed[0], "reading_count": fixed[1]})
    out, err = ffi.new("foi_case **"), new_error()
    if file is not None:
        with open(file, "rb") as opened:
            document = opened.read()
    if document is None:
        check(lib.foi_case_new(out, law, opts, err), err)
    else:
        data = _json(document)
        check(lib.foi_case_parse(out, law, data, len(data), opts, err), err)
    return Case(out[0])


def _json(document: str | bytes | Mapping[str, Any]) -> bytes:
    if isinstance(document, Mapping):
        return to_json(document)
    return document.encode("utf-8", "surrogatepass") if isinstance(document, str) else bytes(document)


def to_json(value: Any) -> bytes:
    """A value for C, with days and instants as a case file has them."""
    return json.dumps(value, default=_plain).encode()


def _event(kind: str | Mapping[str, Any], day: Day | None, fields: Mapping[str, Any]) -> bytes:
    if isinstance(kind, Mapping):
        if day is not None or fields:
            raise TypeError("an event given as a dict has its day and fields in it")
        return _json(kind)
    event: dict[str, Any] = {"kind": kind}
    if day is not None:
        event["date"] = to_date(day_number(day))
    return _json({**event, **fields})


def _plain(value: Any) -> str:
    """What json does not know: a day, or an instant."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, date):
        return to_date(day_number(value)).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a case")


def _tracks(info: Any) -> list[str]:
    return [text(track) for track in info.tracks if track]


def _index(number: int) -> int | None:
    return None if number < 0 else number


def _clock(c: Any) -> CaseClock:
    return CaseClock(
        text(c.id), text(c.actor), CLOCK_STATUSES[c.status], to_date(getattr(c, "from")), date_or_none(c.due),
        date_or_none(c.earliest), date_or_none(c.latest), None if c.days_left == _NO_DAYS_LEFT else c.days_left,
        UNITS[c.unit], string(c.trigger), string(c.lapse_of), date_or_none(c.extended_from), date_or_none(c.stopped),
        _index(c.trigger_event), _index(c.extended_event), _index(c.stopped_event), string(c.name_id),
        string(c.name_en))


def _wait(w: Any) -> Wait:
    return Wait(text(w.clock), text(w.actor), WAIT_KINDS[w.kind], to_date(w.start), text(w.term),
                date_or_none(w.until_start), text(w.until) or None)


def _finding(f: Any) -> Finding:
    return Finding(text(f.code), SEVERITIES[f.severity], UNDERS[f.under], string(f.actor), _index(f.event),
                   string(f.clock), text(f.text_id), text(f.text_en))


def _next_step(s: Mapping[str, Any]) -> NextStep:
    cite = [Cite(c["key"], c["article"], Grade(c["grade"])) for c in s["cite"]]
    return NextStep(s["event"], s.get("actor"), _day(s.get("not_before")), _day(s.get("until")),
                    _day(s.get("safe_until")), cite, s.get("if_not"))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)

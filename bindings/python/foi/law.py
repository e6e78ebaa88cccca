"""The loaded law: rule packs composed into regimes, with their calendars. Immutable: any thread."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from os import PathLike, fspath
from types import TracebackType
from typing import Any, NamedTuple

from foi._border import (Error, check, encode, encoded, failure, fill, fill_or_raise, lang_number, new_error,
                         numbered, readings_array, sized, string, text)
from foi._foi import ffi, lib
from foi.arrays import read_days
from foi.calendar import Calendar
from foi.case import Case, new_case
from foi.dates import EPOCH, NO_DAY, Day, date_or_none, day_number
from foi.deadline import GRADES, Deadline, Grade

_due, _new = lib.foi_python_due, ffi.new
_INFO = ffi.typeof("foi_deadline_info *")
_QUESTIONS = 1024  # kept at most, so that questions from outside do not fill the memory


class Source(NamedTuple):
    """A pack or calendar in memory: a name for its errors, and its text."""

    name: str
    text: str | bytes


class Pack(NamedTuple):
    """One loaded pack: one instrument of law."""

    id: str
    key: str | None
    """of citations, e.g. PERKI21; None for a pack of regimes only"""
    grade: Grade
    """the best that a rule of it may claim"""
    title_id: str | None
    title_en: str | None
    in_force_from: date | None
    in_force_to: date | None
    """last day, inclusive; None = still in force"""
    checked_on: date | None
    """the day the encoding was last compared with the law"""
    source: str
    """its text, as loaded"""

    def __repr__(self) -> str:
        return f"<foi.Pack {self.id}: {self.title_en}>"


class Clock(NamedTuple):
    """A clock of the law."""

    id: str
    name_id: str | None
    name_en: str | None


class FieldType(StrEnum):
    """What the field of an event holds."""

    TEXT = "text"
    TEXTS = "texts"
    """a list of texts"""
    TEXT_OR_TRUE = "text_or_true"
    """a text, or only that there is one"""
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    RECEIPT = "receipt"
    """the day on which the event was received"""
    CHOICE = "choice"
    """one of the values"""
    CHOICES = "choices"
    """a list out of the values"""
    PARTY = "party"


class Personal(StrEnum):
    """Whether what a field holds may tell of a person."""

    NO = "no"
    ALIAS = "alias"
    """it may; the law only asks whether two are the same"""
    YES = "yes"


FIELD_TYPES = numbered(FieldType, "FOI_FIELD_")
PERSONAL = numbered(Personal, "FOI_PERSONAL_")


class EventField(NamedTuple):
    """A field of a kind of event."""

    id: str
    type: FieldType
    personal: Personal
    required: bool
    """an event without it is refused"""
    values: list[str]
    """of a choice; the parties of a party"""


class EventKind(NamedTuple):
    """A kind of event of the law."""

    id: str
    name_id: str | None
    name_en: str | None
    track: str | None
    """the track that it moves"""
    fields: list[EventField]


class Proof(NamedTuple):
    """What the worked examples of the packs gave."""

    proved: int
    failures: list[Error]


Key = tuple[str, str | None, bool, tuple[tuple[str, str], ...]]


class Question(NamedTuple):
    """What is asked of every day alike, as C wants it."""

    clock: bytes
    opts: Any
    kept: Any


class Law:
    """The law, loaded once and shared: ``foi.Law()`` has the built-in packs and calendars.

    :param packs: more packs, as paths or :class:`Source`; one with the id of a built-in pack replaces it
    :param calendars: one whole calendar at most, and overlays; they act on every regime
    :param known_on: calendars as known on this day, without the decrees of later days
    :param builtin: False: only the packs and calendars given
    :raises foi.InvalidSyntax, foi.OutOfRange, foi.LimitExceeded: a fault in a text, with file, line and column
    :raises foi.Conflict: two rules for the same thing in a regime, two packs of one id, a second whole calendar
    :raises foi.LintError: a reference that leads nowhere

    A context manager; after :meth:`close` it answers nothing more, what it has answered stays good.
    """

    __slots__ = ("_law", "_questions", "__weakref__")

    def __init__(self, packs: Iterable[str | PathLike[str] | Source] = (),
                 calendars: Iterable[str | PathLike[str] | Source] = (), *, known_on: Day | None = None,
                 builtin: bool = True) -> None:
        pack_array, pack_count, packs_kept = _sources(packs)
        calendar_array, calendar_count, calendars_kept = _sources(calendars)
        flags = (lib.FOI_LAW_KNOWN_ON if known_on is not None else 0) | (0 if builtin else lib.FOI_LAW_NO_BUILTIN)
        opts = ffi.new("foi_law_opts *", {
            "size": ffi.sizeof("foi_law_opts"), "flags": flags, "packs": pack_array, "pack_count": pack_count,
            "calendars": calendar_array, "calendar_count": calendar_count,
            "known_on": 0 if known_on is None else day_number(known_on)})
        out, err = ffi.new("foi_law **"), new_error()
        check(lib.foi_law_new(out, opts, err), err)
        self._hold(out[0])

    def _hold(self, handle: Any) -> None:
        self._law: Any = ffi.gc(handle, lib.foi_law_unref)
        self._questions: dict[Key, Question] = {}

    @classmethod
    def _of(cls, handle: Any) -> Law:
        law = cls.__new__(cls)
        law._hold(handle)
        return law

    def close(self) -> None:
        """Let the law go; may be called twice. Deadlines, calendars and cases made with it keep what they need."""
        self._law = None
        self._questions = {}

    def __enter__(self) -> Law:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    @property
    def _handle(self) -> Any:
        if self._law is None:
            raise ValueError("this law is closed")
        return self._law

    # ---- deadlines ----------------------------------------------------------------------------------------------

    def due(self, clock: str, day: Day, *, regime: str | None = None, readings: Mapping[str, str] | None = None,
            provisional: bool = False) -> Deadline:
        """When a term ends, how sure that is, and why.

        :param clock: id of the clock, e.g. "response"
        :param day: day 0, the day of the event itself; of a backward clock the day counted back from
        :param regime: e.g. "id/kemnaker"; None = the first regime
        :param readings: fixed readings, axis -> option, e.g. {"first_day": "same_day"}
        :param provisional: give bounds where days are not decided yet
        :raises foi.ArgumentError: an axis that the law does not know, or an option that it has nowhere
        :raises foi.LawGap: an unknown regime or clock, no rule in force on the day, an option not offered
        :raises foi.CalendarGap: a day that no decree decides is needed
        """
        question = self._question(clock, regime, readings, provisional)
        law, info = self._law or self._handle, _new(_INFO)
        number = day.toordinal() - EPOCH if type(day) is date else day_number(day)
        handle = _due(law, question.clock, number, question.opts, info)
        if not handle:  # once more, for the reason
            out, err = _new("foi_deadline **"), new_error()
            check(lib.foi_law_due(law, out, question.clock, number, question.opts, err), err)
            handle = out[0]
            check(lib.foi_deadline_get(handle, info), err)
        return Deadline(handle, info)

    def _question(self, clock: str, regime: str | None, readings: Mapping[str, str] | None,
                  provisional: bool) -> Question:
        """What due() asks, kept for the next time."""
        key = clock, regime, provisional, tuple(readings.items()) if readings else ()
        question = self._questions.get(key)
        return question if question is not None else self._new_question(key, readings)

    def _new_question(self, key: Key, readings: Mapping[str, str] | None) -> Question:
        clock, regime, provisional, _ = key
        name, fixed = encoded(regime, "a regime"), readings_array(readings)
        opts = ffi.new("foi_deadline_opts *", {
            "size": ffi.sizeof("foi_deadline_opts"), "regime": name, "readings": fixed[0], "reading_count": fixed[1],
            "flags": lib.FOI_DEADLINE_PROVISIONAL if provisional else 0})
        question = Question(encode(clock, "a clock"), opts, (name, fixed))
        if len(self._questions) < _QUESTIONS:
            self._questions[key] = question
        return question

    def due_many(self, clock: str, days: Any, *, regime: str | None = None, readings: Mapping[str, str] | None = None,
                 status: Any = None) -> Any:
        """The prevailing due date of each day; the GIL is released meanwhile.

        :param days: numpy ``int32`` day numbers (no copy) or ``datetime64``, a pandas Series, an ``array.array``, a
            list; the answer is of the same kind. No answer is NaT, :data:`foi.NO_DAY` in numbers, None in lists.
        :param status: a writable buffer of one byte a day for :class:`foi.ItemStatus`: why an answer is missing
        :raises: as :meth:`due` for a fault of the question itself
        """
        column, question = read_days(days), self._question(clock, regime, readings, False)
        err, bytes_out = new_error(), ffi.NULL
        if status is not None:
            bytes_out = ffi.from_buffer("uint8_t[]", status, require_writable=True)
            if len(bytes_out) != column.size:
                raise ValueError(f"{len(bytes_out)} status bytes for {column.size} days")
        check(lib.foi_law_due_many(self._handle, column.out, bytes_out, column.days, column.size, question.clock,
                                   question.opts, ffi.NULL, err), err)
        return column.answer()

    # ---- cases --------------------------------------------------------------------------------------------------

    def case(self, document: str | bytes | Mapping[str, Any] | None = None, *, file: str | PathLike[str] | None = None,
             regime: str | None = None, timezone: str | None = None, applicant: str | None = None,
             readings: Mapping[str, str] | None = None) -> Case:
        """A case: an empty one, or that of a case file (docs/formats.md).

        :param document: a case file as JSON text or as a dict
        :param file: the path of a case file
        :param regime: None = that of the file, else the first of the law
        :param timezone: of instants: Asia/Jakarta (default), Asia/Pontianak, Asia/Makassar, Asia/Jayapura
        :param applicant: kind of applicant, e.g. "individual" (default), "legal_entity"
        :param readings: fixed readings; they win over those of the file, axis by axis
        :raises foi.InvalidSyntax, foi.OutOfRange, foi.ArgumentError, foi.LimitExceeded: no case file; see ``pointer``
        :raises foi.LawGap: an unknown regime
        """
        return new_case(self._handle, document, file, regime=regime, timezone=timezone, applicant=applicant,
                        readings=readings)

    # ---- the law itself -----------------------------------------------------------------------------------------

    def calendar(self, regime: str | None = None) -> Calendar:
        """The calendar of a regime, in the state that the law was loaded with. Unknown regime: :class:`foi.LawGap`."""
        out, err = ffi.new("foi_calendar **"), new_error()
        check(lib.foi_law_calendar(self._handle, out, encoded(regime, "a regime"), err), err)
        return Calendar(out[0])

    @property
    def regimes(self) -> list[str]:
        """Ids of the regimes; the first is the default."""
        return list(self._regimes())

    def _regimes(self) -> Iterator[str]:
        law, index = self._handle, 0
        while name := string(lib.foi_law_regime(law, index)):
            yield name
            index += 1

    @property
    def packs(self) -> list[Pack]:
        """The loaded packs."""
        return [Pack(text(p.id), string(p.key), GRADES[p.grade], string(p.title_id), string(p.title_en),
                     date_or_none(p.in_force_from), date_or_none(p.in_force_to), date_or_none(p.checked_on),
                     bytes(ffi.buffer(p.text, p.text_size)).decode("utf-8"))
                for p in self._each("foi_pack_info", lib.foi_law_pack)]

    @property
    def clocks(self) -> list[Clock]:
        """The clocks of the law."""
        return [Clock(text(c.id), string(c.name_id), string(c.name_en))
                for c in self._each("foi_clock_info", lib.foi_law_clock)]

    @property
    def events(self) -> list[EventKind]:
        """The kinds of events of the law, with their fields."""
        return [EventKind(text(k.id), string(k.name_id), string(k.name_en), string(k.track), self._fields(number))
                for number, k in enumerate(self._each("foi_event_kind", lib.foi_law_event))]

    def _fields(self, kind: int) -> list[EventField]:
        return [EventField(text(f.id), FIELD_TYPES[f.type], PERSONAL[f.personal], bool(f.required),
                           [text(f.values[i]) for i in range(f.value_count)])
                for f in self._each("foi_field_kind", lambda law, field, out: lib.foi_law_event_field(
                    law, kind, field, out))]

    def term(self, term: str) -> Term:
        """A term from its text, as :attr:`foi.Case.waits` has it.

        :raises foi.InvalidSyntax: a text that is none
        :raises foi.LawGap: a regime, clock or kind of event that the law does not have
        """
        out, err = ffi.new("foi_term **"), new_error()
        check(lib.foi_term_new(out, self._handle, encode(term, "a term"), err), err)
        return Term(out[0], term)

    def _each(self, struct: str, get: Any) -> Iterator[Any]:
        law, info, index = self._handle, sized(struct), 0
        while get(law, index, info) == lib.FOI_OK:
            yield info
            index += 1

    @property
    def hash(self) -> str:
        """Identity of the packs, 64 hexadecimal digits."""
        law = self._handle
        return fill(lambda buf, size: lib.foi_law_hash(law, buf, size))

    def lint(self) -> list[Error]:
        """What is wrong in the packs although they can be loaded; each with file, line and sentence."""
        found, err, index = [], new_error(), 0
        while lib.foi_law_lint(self._handle, index, err) == 1:
            found.append(failure(lib.FOI_ERR_LINT, err))
            index += 1
        return found

    def prove(self) -> Proof:
        """Prove every worked example of the packs: how many come out as written, and those that do not."""
        proved, failures, err, index = 0, [], new_error(), 0
        while (answer := lib.foi_law_prove(self._handle, index, err)) != 0:
            proved += answer == 1
            if answer == lib.FOI_ERR_EXAMPLE:
                failures.append(failure(answer, err))
            elif answer != 1:
                check(answer, err)
            index += 1
        return Proof(proved, failures)

    def explain(self, topic: str | None = None, *, day: Day, regime: str | None = None, lang: str = "id") -> str:
        """A topic in plain language with articles, as the law is on a day.

        :param topic: rights, duties, grounds, exemptions, definitions, categories, forms, penalties, or the id of one
            entry ("17a", a clock); None lists the topics
        :raises foi.LawGap: an unknown regime or topic, or nothing in force on the day
        """
        about, name, number = encoded(topic, "a topic"), encoded(regime, "a regime"), day_number(day)
        language = lang_number(lang)
        return fill_or_raise(lambda buf, size, needed, err: lib.foi_law_explain(
            self._handle, about, name, number, language, buf, size, needed, err))

    def explain_dict(self, topic: str | None = None, *, day: Day, regime: str | None = None) -> Any:
        """As :meth:`explain`, as data in both languages."""
        about, name, number = encoded(topic, "a topic"), encoded(regime, "a regime"), day_number(day)
        return json.loads(fill_or_raise(lambda buf, size, needed, err: lib.foi_law_explain_json(
            self._handle, about, name, number, buf, size, needed, err)))

    def rules(self, pack: str) -> Any:
        """The clocks of one pack as data: term, actor, validity, axes, citations. Unknown pack: :class:`foi.LawGap`."""
        name = encoded(pack, "a pack")
        return json.loads(fill_or_raise(lambda buf, size, needed, err: lib.foi_law_pack_json(
            self._handle, name, buf, size, needed, err)))

    def graph(self, regime: str | None = None, lang: str = "id") -> str:
        """The procedure of a regime for Graphviz (``dot -Tsvg``). Unknown regime: :class:`foi.LawGap`."""
        name, language = encoded(regime, "a regime"), lang_number(lang)
        return fill_or_raise(lambda buf, size, needed, err: lib.foi_law_graph(
            self._handle, name, language, buf, size, needed, err))

    def __repr__(self) -> str:
        if self._law is None:
            return "<foi.Law, closed>"
        return f"<foi.Law {self.hash[:12]}: {len(self.packs)} packs, regimes {', '.join(self.regimes)}>"


class Term:
    """A way of counting, ready to be used for many days. Immutable: any thread.

    Made by :meth:`foi.Law.term`; ``str(term)`` is its text, which says the same under every calendar.
    """

    __slots__ = ("_term", "_text", "__weakref__")

    def __init__(self, handle: Any, term: str) -> None:
        """Of the package's own: takes the term over."""
        self._term: Any = ffi.gc(handle, lib.foi_term_free)
        self._text = term

    @property
    def clock(self) -> str:
        """Id of the clock that the term leads to."""
        return text(lib.foi_term_clock(self._term))

    def due(self, start: Day) -> date | None:
        """The due date, counted from a day; None beyond the decided days."""
        return date_or_none(lib.foi_term_due(self._term, day_number(start), ffi.NULL))

    def opens(self, start: Day) -> date | None:
        """The last day of the leg before the last one, after which the clock waits; None if it waits from the start."""
        opens = ffi.new("foi_day *", NO_DAY)
        lib.foi_term_due(self._term, day_number(start), opens)
        return date_or_none(opens[0])

    def latest(self, due: Day) -> date | None:
        """The latest day from which the term is due on or before a day; None if there is no such day."""
        return date_or_none(lib.foi_term_latest(self._term, day_number(due)))

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<foi.Term {self._text}>"


def _sources(given: Iterable[str | PathLike[str] | Source]) -> tuple[Any, int, Any]:
    """Paths and texts as an array of foi_source, its length, and what must live as long."""
    if isinstance(given, (str, bytes, PathLike)):
        raise TypeError("packs and calendars are lists of paths or foi.Source")
    kept, rows = [], []
    for source in given:
        if isinstance(source, Source):
            name, data = source.name, source.text
        else:
            name = fspath(source)
            with open(name, "rb") as file:
                data = file.read()
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
        pair = encoded(name, "a name"), ffi.from_buffer(raw)
        kept.append(pair)
        rows.append({"name": pair[0], "text": pair[1], "size": len(raw)})
    array = ffi.new("foi_source[]", rows)
    return array, len(rows), (kept, array)

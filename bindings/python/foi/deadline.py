"""A clock on a day: when it is due, how sure that is, and why."""
from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from foi._border import fill, lang_number, numbered, string, text
from foi._foi import ffi, lib
from foi.calendar import DAY_KINDS, Calendar, DayKind
from foi.dates import EPOCH, date_or_none, to_date

if TYPE_CHECKING:
    from foi.law import Law


class Certainty(StrEnum):
    """How firm an answer is."""

    DECIDED = "decided"
    """every day it needs is decided"""
    AMENDED = "amended"
    """decided as known then, but a later decree changed a day of it"""
    PROVISIONAL = "provisional"
    """some day is undecided: no due date, only bounds"""


class Unit(StrEnum):
    """What a term is counted in."""

    NONE = "none"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


class Grade(StrEnum):
    """How well the source of a rule was seen."""

    UNVERIFIED = "unverified"
    """from memory of practitioners"""
    MIRRORED = "mirrored"
    """an official page, or a later regulation that copies it"""
    READ = "read"
    """the words of the instrument were read"""


_gc, _unref = ffi.gc, lib.foi_deadline_unref
CERTAINTIES = numbered(Certainty, "FOI_CERTAINTY_")
UNITS = numbered(Unit, "FOI_UNIT_")
GRADES = numbered(Grade, "FOI_GRADE_")


class Cite(NamedTuple):
    """A citation: ``Cite("UU14", "22(7)", Grade.READ)``."""

    key: str
    article: str
    grade: Grade

    def __str__(self) -> str:
        return f"{self.key} {self.article} ({self.grade})"


class Reading(NamedTuple):
    """A date that a defensible reading of the law gives, with the options that lead to it."""

    due: date
    default: bool
    """is it the prevailing reading?"""
    options: dict[str, str]
    """axis -> option, only the axes that matter"""


class Skipped(NamedTuple):
    """A day of the term that was not counted, and the decree that made it so (None for a weekend)."""

    day: date
    kind: DayKind
    name_id: str | None
    name_en: str | None
    decree: str | None


class Deadline:
    """An immutable answer of :meth:`foi.Law.due`. What is read from it is computed when it is read.

    Advise the :attr:`earliest` day; call nobody late before the day after the :attr:`latest`.
    """

    __slots__ = ("_deadline", "_info", "__weakref__")

    def __init__(self, handle: Any, info: Any) -> None:
        """Of the package's own: takes the reference over."""
        self._deadline = _gc(handle, _unref)
        self._info = info

    @property
    def start(self) -> date:
        """Day 0: the day asked about (``from`` in the JSON)."""
        return to_date(getattr(self._info, "from"))

    @property
    def due(self) -> date | None:
        """The last day of the term under the prevailing reading; None if the answer is provisional."""
        return date_or_none(self._info.due)

    @property
    def earliest(self) -> date:
        """The earliest last day over all readings: the safe day."""
        return date.fromordinal(self._info.earliest + EPOCH)

    @property
    def latest(self) -> date:
        """The latest last day over all readings: surely late from the day after."""
        return date.fromordinal(self._info.latest + EPOCH)

    @property
    def status(self) -> Certainty:
        """How firm the answer is."""
        return CERTAINTIES[self._info.certainty]

    @property
    def length(self) -> int:
        """Length of the term under the prevailing reading, in :attr:`unit`."""
        return int(self._info.length)

    @property
    def unit(self) -> Unit:
        """What the term is counted in."""
        return UNITS[self._info.unit]

    @property
    def backward(self) -> bool:
        """Is the term counted back from the day?"""
        return bool(self._info.backward)

    @property
    def stale(self) -> bool:
        """Does the day lie after the day on which the rule was last compared with the law?"""
        return bool(self._info.stale)

    @property
    def clock(self) -> str:
        """Id of the clock."""
        return text(self._info.clock)

    @property
    def actor(self) -> str:
        """Id of who is obliged, or whose right it is."""
        return text(self._info.actor)

    @property
    def regime(self) -> str:
        """Id of the regime."""
        return text(self._info.regime)

    @property
    def rule(self) -> str:
        """Id of the pack whose rule answered."""
        return text(self._info.rule)

    @property
    def law(self) -> Law:
        """The law that answered."""
        from foi.law import Law

        return Law._of(lib.foi_law_ref(ffi.cast("foi_law *", lib.foi_deadline_law(self._deadline))))

    @property
    def calendar(self) -> Calendar:
        """The calendar that answered."""
        return Calendar(lib.foi_calendar_ref(ffi.cast("foi_calendar *", lib.foi_deadline_calendar(self._deadline))))

    @property
    def cite(self) -> list[Cite]:
        """The articles that the rule rests on."""
        count = lib.foi_deadline_cites(self._deadline, ffi.NULL, 0)
        cites = ffi.new("foi_cite[]", count)
        lib.foi_deadline_cites(self._deadline, cites, count)
        return [Cite(text(c.key), text(c.article), GRADES[c.grade]) for c in cites]

    @property
    def readings(self) -> list[Reading]:
        """One entry a distinct date, the prevailing one first; none for a provisional answer."""
        count = lib.foi_deadline_readings(self._deadline, ffi.NULL, 0)
        readings = ffi.new("foi_reading[]", count)
        lib.foi_deadline_readings(self._deadline, readings, count)
        return [Reading(to_date(r.due), bool(r.is_default), self._options(i)) for i, r in enumerate(readings)]

    def _options(self, index: int) -> dict[str, str]:
        label = fill(lambda buf, size: lib.foi_deadline_reading_label(self._deadline, index, buf, size))
        return dict(part.split("=", 1) for part in label.split())

    @property
    def skipped(self) -> list[Skipped]:
        """The days off in (start, due] of a forward working-day term, in order."""
        count = lib.foi_deadline_steps(self._deadline, ffi.NULL, 0)
        steps = ffi.new("foi_step[]", count)
        lib.foi_deadline_steps(self._deadline, steps, count)
        return [Skipped(to_date(s.day), DAY_KINDS[s.kind], string(s.name_id), string(s.name_en), string(s.decree))
                for s in steps]

    def explain(self, lang: str = "id") -> str:
        """The answer as an officer can read it out: dates, skipped days with their decrees, readings, sources."""
        language = lang_number(lang)
        return fill(lambda buf, size: lib.foi_deadline_text(self._deadline, language, buf, size))

    def to_json(self, explanation: bool = False) -> str:
        """The answer as JSON (docs/formats.md), one document without line breaks, as ``foi due --json`` prints it."""
        flags = lib.FOI_JSON_EXPLANATION if explanation else 0
        return fill(lambda buf, size: lib.foi_deadline_json(self._deadline, flags, buf, size))

    def to_dict(self, explanation: bool = False) -> dict[str, Any]:
        """As :meth:`to_json`, as a dict."""
        answer: dict[str, Any] = json.loads(self.to_json(explanation))
        return answer

    def to_html(self, lang: str = "id") -> str:
        """The answer as a small HTML table."""
        from foi.html import deadline_html

        return deadline_html(self, lang)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        due = f"due {self.due or 'open'} ({self.earliest} to {self.latest})"
        return f"<foi.Deadline {self.clock} from {self.start}: {due}, {self.status}>"

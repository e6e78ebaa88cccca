"""Working-day calendars, "as known on" a day. Immutable: any thread."""
from __future__ import annotations

from datetime import date
from enum import StrEnum
from os import PathLike, fspath
from typing import Any, NamedTuple, overload

from foi._border import check, encoded, fill, lang_number, new_error, numbered, string, text
from foi._foi import ffi, lib
from foi.arrays import Column, numbers_like, read_days
from foi.dates import EPOCH, NO_DAY, Day, date_or_none, day_number, int32, to_date

_add, _count, _is = lib.foi_python_add, lib.foi_python_count, lib.foi_python_is
_NO_COUNT = -0x80000000


class DayKind(StrEnum):
    """Why a day is off."""

    WORKING = "working"
    NATIONAL = "national"
    """national holiday (hari libur nasional)"""
    COLLECTIVE_LEAVE = "collective_leave"
    """collective leave (cuti bersama)"""
    LOCAL = "local"
    """regional holiday, local election, office closure"""
    WEEKEND = "weekend"
    """off by the week pattern"""


class Coverage(StrEnum):
    """Is a year decided?"""

    UNDECIDED = "undecided"
    PARTIAL = "partial"
    DECIDED = "decided"


class Merge(StrEnum):
    """How two calendars are joined."""

    OFF_IN_EITHER = "off_in_either"
    """a day works only where both work"""
    OFF_IN_BOTH = "off_in_both"
    """a day works where one of them works"""


DAY_KINDS = numbered(DayKind, "FOI_DAY_KIND_")
COVERAGES = numbered(Coverage, "FOI_COVERAGE_")


class DayInfo(NamedTuple):
    """What a calendar knows of one day; `kind`, `working` and the rest are None for a day that nothing decides."""

    day: date
    decided: bool
    working: bool | None
    kind: DayKind | None
    name_id: str | None
    name_en: str | None
    decree: str | None
    decree_date: date | None
    grade: int
    """of the row's source: 2 two transcriptions agree, 1 one, 0 none"""


class DayChange(NamedTuple):
    """A day that is on in one calendar and off in another, with the decree that made the change."""

    day: date
    works_before: bool
    works_after: bool
    kind: DayKind | None
    """of the row; None: the week pattern"""
    name_id: str | None
    name_en: str | None
    decree: str | None
    decree_date: date | None


def day_change(c: Any) -> DayChange:
    return DayChange(to_date(c.day), bool(c.works_before), bool(c.works_after), DAY_KINDS[c.kind] if c.kind else None,
                     string(c.name_id), string(c.name_en), string(c.decree), date_or_none(c.decree_date))


class Calendar:
    """An immutable calendar. It answers for decided days only, never by weekends alone.

    Got from :meth:`foi.Law.calendar`, or built by :meth:`parse` and :meth:`load`. Days are dates or day numbers; an
    answer is of the kind that was asked with.
    """

    __slots__ = ("_calendar", "__weakref__")

    def __init__(self, handle: Any) -> None:
        """Of the package's own: takes the reference over."""
        self._calendar = ffi.gc(handle, lib.foi_calendar_unref)

    @classmethod
    def parse(cls, source: str | bytes, *, name: str = "calendar", base: Calendar | None = None,
              decided_by_year: bool = False) -> Calendar:
        """A calendar from its text (docs/calendars.md).

        :param base: the calendar under an overlay; None: the text must have a ``week`` line
        :param decided_by_year: a year counts as decided only once a ``set`` row of it is known
        :raises foi.InvalidSyntax, foi.OutOfRange: with line and column
        :raises foi.Conflict: a whole calendar on a base, or week ranges that overlap
        :raises foi.ArgumentError: an overlay without a base
        """
        data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else bytes(source)
        label = encoded(name, "a name")
        flags = lib.FOI_CALENDAR_DECIDED_BY_YEAR if decided_by_year else 0
        opts = ffi.new("foi_calendar_opts *", {"size": ffi.sizeof("foi_calendar_opts"), "flags": flags, "name": label,
                                               "base": base._calendar if base is not None else ffi.NULL})
        out, err = ffi.new("foi_calendar **"), new_error()
        check(lib.foi_calendar_parse(out, data, len(data), opts, err), err)
        return cls(out[0])

    @classmethod
    def load(cls, path: str | PathLike[str], *, base: Calendar | None = None,
             decided_by_year: bool = False) -> Calendar:
        """As :meth:`parse`, from a file, whose name becomes the calendar's."""
        with open(path, "rb") as file:
            return cls.parse(file.read(), name=fspath(path), base=base, decided_by_year=decided_by_year)

    @overload
    def add(self, day: date, n: int) -> date: ...
    @overload
    def add(self, day: int, n: int) -> int: ...
    def add(self, day: Day, n: int) -> Day:
        """The n-th working day strictly after `day` (before it for negative n); n = 0: `day`, or the next working one.

        :param n: working days
        :raises foi.CalendarGap: some day between is not decided
        :raises foi.OutOfRange: no such day, or the sum leaves the years 1 to 9999
        """
        try:  # the quick way; what it cannot answer is asked again below, for the reason
            if type(day) is int and type(n) is int:
                number = _add(self._calendar, day, n)
                if number != NO_DAY:
                    return number  # type: ignore[no-any-return]
            elif type(day) is date and type(n) is int:
                number = _add(self._calendar, day.toordinal() - EPOCH, n)
                if number != NO_DAY:
                    return date.fromordinal(number + EPOCH)
        except OverflowError:
            pass
        out, err = ffi.new("foi_day *"), new_error()
        check(lib.foi_calendar_add(self._calendar, out, day_number(day), int32(n), err), err)
        return to_date(out[0]) if isinstance(day, date) else int(out[0])

    def count(self, start: Day, end: Day) -> int:
        """Working days after `start` up to `end`; negative when `end` lies before `start`. Errors as :meth:`add`."""
        try:
            if type(start) is int and type(end) is int:
                number: int = _count(self._calendar, start, end)
            else:
                number = _count(self._calendar, day_number(start), day_number(end))
        except OverflowError:
            number = _NO_COUNT
        if number == _NO_COUNT:
            out, err = ffi.new("int32_t *"), new_error()
            check(lib.foi_calendar_count(self._calendar, out, day_number(start), day_number(end), err), err)
            number = out[0]
        return number

    def is_workday(self, day: Day) -> bool:
        """Is it a working day? Errors as :meth:`add`."""
        try:
            answer: int = _is(self._calendar, day if type(day) is int else day_number(day))
        except OverflowError:
            answer = -1
        if answer < 0:
            out, err = ffi.new("int32_t *"), new_error()
            check(lib.foi_calendar_is(self._calendar, out, day_number(day), err), err)
            answer = out[0]
        return answer == 1

    def add_many(self, days: Any, n: Any) -> Any:
        """:meth:`add` over an array, Series or list of days; what comes back is of the same kind, as in due_many().

        :param n: one number of working days, or as many as days
        """
        column = read_days(days)
        numbers, err = numbers_like(n, column.size), new_error()
        check(lib.foi_calendar_add_many(self._calendar, column.out, column.days, numbers, column.size, ffi.NULL, err),
              err)
        return column.answer()

    def count_many(self, starts: Any, ends: Any) -> list[int | None]:
        """:meth:`count` over two arrays of days; None where there is no answer."""
        first, last = _pair(read_days(starts), read_days(ends))
        out, err = ffi.new("int32_t[]", first.size), new_error()
        check(lib.foi_calendar_count_many(self._calendar, out, first.days, last.days, first.size, ffi.NULL, err), err)
        return [None if number == _NO_COUNT else number for number in ffi.unpack(out, first.size)] if first.size else []

    def is_workday_many(self, days: Any) -> list[bool | None]:
        """:meth:`is_workday` over an array of days; None where no decree decides."""
        column = read_days(days)
        out, err = ffi.new("uint8_t[]", column.size), new_error()
        check(lib.foi_calendar_is_many(self._calendar, out, column.days, column.size, ffi.NULL, err), err)
        return [None if byte == 255 else bool(byte) for byte in bytes(ffi.buffer(out, column.size))]

    def day(self, day: Day) -> DayInfo:
        """What is known of a day, also of one that no decree decides."""
        info, err, number = ffi.new("foi_day_info *"), new_error(), day_number(day)
        info.size = ffi.sizeof("foi_day_info")
        check(lib.foi_calendar_day(self._calendar, info, number, err), err)
        if not info.decided:
            return DayInfo(to_date(number), False, None, None, None, None, None, None, 0)
        return DayInfo(to_date(number), True, bool(info.working), DAY_KINDS[info.kind], string(info.name_id),
                       string(info.name_en), string(info.decree), date_or_none(info.decree_date), info.grade)

    def name(self, day: Day, lang: str = "id") -> str | None:
        """The name of a day off by decree; None for any other day."""
        lang_number(lang)
        info = self.day(day)
        return info.name_id if lang == "id" else info.name_en

    def coverage(self, year: int) -> Coverage:
        """Is a year decided, in part, or not at all?"""
        return COVERAGES[lib.foi_calendar_coverage(self._calendar, int32(year))]

    @property
    def first(self) -> date | None:
        """The first decided day."""
        return date_or_none(lib.foi_calendar_first(self._calendar))

    @property
    def last(self) -> date | None:
        """The last decided day. There may be gaps between."""
        return date_or_none(lib.foi_calendar_last(self._calendar))

    @property
    def id(self) -> str:
        """The name of the calendar in answers and errors."""
        return text(lib.foi_calendar_name(self._calendar))

    @property
    def known(self) -> date | None:
        """The day that it is known on; None: with everything in its rows."""
        return date_or_none(lib.foi_calendar_known(self._calendar))

    @property
    def hash(self) -> str:
        """Identity of the content, 64 hexadecimal digits: equal where the same days are off for the same reasons."""
        return fill(lambda buf, size: lib.foi_calendar_hash(self._calendar, buf, size))

    def known_on(self, day: Day) -> Calendar:
        """The same calendar as it was known on a day: without the decrees of later days."""
        out, err = ffi.new("foi_calendar **"), new_error()
        check(lib.foi_calendar_known_on(out, self._calendar, day_number(day), err), err)
        return Calendar(out[0])

    def merge(self, other: Calendar, how: str) -> Calendar:
        """Joined with another one, as :class:`Merge` says; decided are the days that both decide."""
        out, err = ffi.new("foi_calendar **"), new_error()
        number = getattr(lib, f"FOI_MERGE_{Merge(how).name}")
        check(lib.foi_calendar_merge(out, self._calendar, other._calendar, number, err), err)
        return Calendar(out[0])

    def diff(self, after: Calendar) -> list[DayChange]:
        """The days decided in both that are on in this one and off in the other, or the reverse, in order."""
        count = lib.foi_calendar_diff(self._calendar, after._calendar, ffi.NULL, 0)
        changes = ffi.new("foi_day_change[]", count)
        lib.foi_calendar_diff(self._calendar, after._calendar, changes, count)
        return [day_change(c) for c in changes]

    def __repr__(self) -> str:
        known = f", known on {self.known}" if self.known else ""
        return f"<foi.Calendar {self.id}: decided {self.first} to {self.last}{known}>"


def _pair(first: Column, last: Column) -> tuple[Column, Column]:
    if first.size != last.size:
        raise ValueError(f"{first.size} first days and {last.size} last days")
    return first, last

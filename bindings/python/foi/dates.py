"""Civil days: ``datetime.date`` in and out, day numbers where speed matters.

A day number counts days from 1970-01-01 (day 0), as int32, like numpy's ``datetime64[D]``; years 1 to 9999.
"""
from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from operator import index
from typing import Any

from foi._border import OutOfRange, Status, check, encode, fill, lang_number, new_error
from foi._foi import ffi, lib

Day = date | int
"""A day: a ``datetime.date`` or a day number. A ``datetime`` counts as the day it shows; one with a zone is refused."""

NO_DAY: int = lib.FOI_DAY_NONE
"""The day number that stands for "no day" in arrays of int32."""

EPOCH = 719163  # ordinal of 1970-01-01
_FIRST: int = lib.FOI_DAY_MIN
_LAST: int = lib.FOI_DAY_MAX


class MonthEnd(StrEnum):
    """What a sum of months does when the day of the month does not exist (31 January + 1 month)."""

    DOWN = "down"
    """the last day of the month"""
    UP = "up"
    """the first day of the month after"""
    REPORT = "report"
    """raise :class:`foi.OutOfRange`, so that somebody decides"""


def day_number(day: Day) -> int:
    """The number of a day.

    :raises TypeError: for anything but a date, a datetime without zone or a whole number
    :raises foi.OutOfRange: for a number outside the years 1 to 9999
    """
    if type(day) is int and _FIRST <= day <= _LAST:
        return day
    if type(day) is date:
        return day.toordinal() - EPOCH
    if isinstance(day, date):
        if isinstance(day, datetime) and day.tzinfo is not None:
            raise TypeError("an instant has a day only in a zone: foi.day_of_instant(), or .astimezone(zone).date()")
        return day.toordinal() - EPOCH
    if isinstance(day, bool):
        raise TypeError("a day is a datetime.date or a day number, not bool")
    try:
        number = index(day)
    except TypeError:
        raise TypeError(f"a day is a datetime.date or a day number, not {type(day).__name__}") from None
    if not _FIRST <= number <= _LAST:
        raise OutOfRange(Status.RANGE, f"{number} is no day: the years are 1 to 9999",
                         f"{number} bukan hari: tahunnya 1 sampai 9999")
    return number


def day_or_none(day: Day | None) -> int:
    """As day_number(), NO_DAY for None."""
    return NO_DAY if day is None else day_number(day)


def to_date(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + EPOCH)


def date_or_none(number: int) -> date | None:
    """The date of a day number, None for NO_DAY."""
    return None if number == NO_DAY else date.fromordinal(number + EPOCH)


def parse_day(text: str) -> date:
    """Read ``YYYY-MM-DD``, strictly: ten ASCII characters, nothing before or after.

    :raises foi.InvalidSyntax: another form
    :raises foi.OutOfRange: no such day (2025-02-30)
    """
    out, err, data = ffi.new("foi_day *"), new_error(), text.encode("utf-8", "replace")
    check(lib.foi_date_parse(out, data, len(data), err), err)
    return to_date(out[0])


def day_of_instant(text: str, zone: str = "Asia/Jakarta") -> date:
    """The civil day of an instant of RFC 3339 (``2025-10-06T23:30:00+07:00``) in a zone.

    :param zone: Asia/Jakarta, Asia/Pontianak, Asia/Makassar, Asia/Jayapura or UTC
    :raises foi.InvalidSyntax: another form
    :raises foi.OutOfRange: no such day or time
    :raises foi.ArgumentError: an unknown zone
    """
    out, err, data = ffi.new("foi_day *"), new_error(), text.encode("utf-8", "replace")
    check(lib.foi_date_from_instant(out, data, len(data), encode(zone, "a zone"), err), err)
    return to_date(out[0])


def _moved(call: Any, day: Day, n: int, month_end: str) -> date:
    out, err = ffi.new("foi_day *"), new_error()
    how = getattr(lib, f"FOI_MONTH_END_{MonthEnd(month_end).name}")
    check(call(out, day_number(day), int32(n), how, err), err)
    return to_date(out[0])


def add_months(day: Day, months: int, month_end: str) -> date:
    """The day some months later (earlier if negative); `month_end` as in :class:`MonthEnd`, there is no default."""
    return _moved(lib.foi_date_add_months, day, months, month_end)


def add_years(day: Day, years: int, month_end: str) -> date:
    """As :func:`add_months`, twelve months a year."""
    return _moved(lib.foi_date_add_years, day, years, month_end)


def day_text(day: Day, lang: str = "id") -> str:
    """A day in words: "Senin, 6 Oktober 2025" or "Monday, 6 October 2025"."""
    number, language = day_number(day), lang_number(lang)
    return fill(lambda buf, size: lib.foi_day_text(number, language, buf, size))


def int32(n: int) -> int:
    """A whole number that C can take."""
    number = index(n)
    if not -0x80000000 <= number <= 0x7fffffff:
        raise OutOfRange(Status.RANGE, f"{number} is out of range", f"{number} di luar batas")
    return number

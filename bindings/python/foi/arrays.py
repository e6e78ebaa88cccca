"""Many days at once: what goes in as an array, Series, buffer or list comes out as the same.

numpy and pandas are looked up among the modules that the program has loaded, never imported.
"""
from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from foi._foi import ffi, lib
from foi.dates import NO_DAY, date_or_none, day_number, int32

_unset = ffi.new_allocator(should_clear_after_alloc=False)


class Column(NamedTuple):
    """Days as C wants them, room for as many answers, and the way back."""

    days: Any
    out: Any
    size: int
    answer: Callable[[], Any]


def read_days(days: Any) -> Column:
    """Days of any kind that is known.

    numpy ``int32`` (day numbers, no copy), other signed integers, ``datetime64`` of any unit (of an instant: its day)
    or objects; pandas Series and Index of these; ``array.array`` and other buffers of int32 (no copy); any other
    iterable of dates or day numbers, None for a missing one. No answer is NaT, ``foi.NO_DAY`` in arrays of numbers, or
    None in lists.
    """
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and isinstance(days, numpy.ndarray):
        return _numpy(numpy, days)
    if pandas is not None and isinstance(days, (pandas.Series, pandas.Index)):
        return _pandas(pandas, days)
    if isinstance(days, (array, memoryview)):
        return _buffer(days)
    if isinstance(days, (str, bytes, bytearray)) or not isinstance(days, Iterable):
        raise TypeError(f"days are an array, a Series or a list of dates, not {type(days).__name__}")
    return _list(days)


def _numpy(numpy: Any, days: Any) -> Column:
    if hasattr(days, "mask"):
        raise TypeError("a masked array has days that count and days that do not: fill it first")
    kind = days.dtype.kind
    if kind == "M":
        return _datetime64(numpy, days)
    if kind == "O":
        column = _list(days.ravel())

        def objects() -> Any:
            answer = numpy.empty(days.size, object)
            answer[:] = column.answer()
            return answer.reshape(days.shape)
        return column._replace(answer=objects)
    if kind != "i":
        raise TypeError(f"days are an array of datetime64 or signed integers, not of {days.dtype}")
    if days.dtype == numpy.int32:
        source = numpy.ascontiguousarray(days)
        answer = numpy.empty(days.shape, numpy.int32)
        return Column(ffi.from_buffer("foi_day[]", source), ffi.from_buffer("foi_day[]", answer), days.size,
                      lambda: answer)
    numbers, answer = _narrowed(numpy.ascontiguousarray(days, numpy.int64)), numpy.empty(days.shape, numpy.int32)
    kind = days.dtype if days.dtype.itemsize >= 4 else answer.dtype  # NO_DAY needs 32 bits
    return Column(numbers, ffi.from_buffer("foi_day[]", answer), days.size, lambda: answer.astype(kind))


def _datetime64(numpy: Any, days: Any) -> Column:
    numbers = _narrowed(numpy.ascontiguousarray(days, "datetime64[D]").view(numpy.int64))
    out = _unset("foi_day[]", days.size)  # not `numbers` again: the C loops are quicker on two arrays

    def answer() -> Any:
        dates = numpy.empty(days.shape, "datetime64[D]")
        lib.foi_python_widen(ffi.from_buffer("int64_t[]", dates.view(numpy.int64)), out, days.size)
        return dates
    return Column(numbers, out, days.size, answer)


def _narrowed(numbers: Any) -> Any:
    days = _unset("foi_day[]", numbers.size)
    lib.foi_python_narrow(days, ffi.from_buffer("int64_t[]", numbers), numbers.size)
    return days


def _pandas(pandas: Any, days: Any) -> Column:
    column = _numpy(sys.modules["numpy"], days.to_numpy())
    if isinstance(days, pandas.Index):
        return column._replace(answer=lambda: pandas.Index(column.answer(), name=days.name))
    return column._replace(answer=lambda: pandas.Series(column.answer(), index=days.index, name=days.name))


def _buffer(days: Any) -> Column:
    view = memoryview(days)
    if view.itemsize != 4 or view.format not in ("i", "l") or not view.c_contiguous:
        raise TypeError(f"days in a buffer are contiguous int32 numbers, not of format {view.format!r}")
    answer = array("i", bytes(view.nbytes))
    return Column(ffi.from_buffer("foi_day[]", view), ffi.from_buffer("foi_day[]", answer), len(answer), lambda: answer)


def _list(days: Iterable[Any]) -> Column:
    listed = list(days)
    numbers = ffi.new("foi_day[]", [NO_DAY if day is None or day != day else day_number(day) for day in listed])
    count = len(listed)

    def answer() -> list[Any]:
        found = ffi.unpack(numbers, count) if count else []
        return [number if type(day) is int and number != NO_DAY else date_or_none(number)
                for day, number in zip(listed, found)]
    return Column(numbers, numbers, count, answer)


def numbers_like(n: Any, count: int) -> Any:
    """One int32 for all, or `count` of them."""
    numbers = array("i", map(int32, n)) if isinstance(n, Iterable) else array("i", [int32(n)]) * count
    if len(numbers) != count:
        raise ValueError(f"{len(numbers)} numbers for {count} days")
    return ffi.from_buffer("int32_t[]", numbers)

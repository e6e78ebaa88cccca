"""Freedom-of-information law that can be trusted with a deadline.

    >>> import foi
    >>> from datetime import date
    >>> law = foi.Law()
    >>> law.due("response", date(2025, 10, 6))
    <foi.Deadline response from 2025-10-06: due 2025-10-20 (2025-10-17 to 2025-10-20), decided>

Days are ``datetime.date`` (or day numbers, see :data:`foi.Day`); texts come in Indonesian ("id") and English ("en").
Everything that fails raises a :class:`foi.Error`. Laws, calendars and deadlines are immutable and may be shared between
threads; a case may too, its callers take turns.
"""
import sys

from foi._border import (AbiError, ArgumentError, CalendarGap, Conflict, Error, ExampleError, InvalidSyntax, LawGap,
                         LimitExceeded, LintError, OutOfMemory, OutOfRange, Status)
from foi._foi import ffi, lib
from foi.calendar import Calendar, Coverage, DayChange, DayInfo, DayKind, Merge
from foi.case import (Case, CaseClock, ClockMove, ClockStatus, Event, Finding, ItemStatus, Judgement, Move, NextStep,
                      Redated, Severity, Under, redate, redate_days)
from foi.dates import NO_DAY, Day, MonthEnd, add_months, add_years, day_number, day_of_instant, day_text, parse_day
from foi.deadline import Certainty, Cite, Deadline, Grade, Reading, Skipped, Unit
from foi.law import Clock, Law, Pack, Proof, Source

__version__ = "0.1.0"
__all__ = [
    "AbiError", "ArgumentError", "Calendar", "CalendarGap", "Case", "CaseClock", "Certainty", "Cite", "Clock",
    "ClockMove", "ClockStatus", "Conflict", "Coverage", "Day", "DayChange", "DayInfo", "DayKind", "Deadline", "Error",
    "Event", "ExampleError", "Finding", "Grade", "InvalidSyntax", "ItemStatus", "Judgement", "Law", "LawGap",
    "LimitExceeded", "LintError", "Merge", "MonthEnd", "Move", "NO_DAY", "NextStep", "OutOfMemory", "OutOfRange",
    "Pack", "Proof", "Reading", "Redated", "Severity", "Skipped", "Source", "Status", "Under", "Unit", "add_months",
    "add_years", "day_number", "day_of_instant", "day_text", "library_version", "parse_day", "redate", "redate_days"]


def library_version() -> str:
    """The version of the C library at run time."""
    return str(ffi.string(lib.foi_version()), "ascii")


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split("-")[0].split(".")]


_BUILT_FOR = str(ffi.string(lib.foi_python_built_for()), "ascii")
if _parts(library_version()) < _parts(_BUILT_FOR):
    raise ImportError(f"libfoi {library_version()} is older than {_BUILT_FOR}, for which this package was built")

for _name in __all__:  # what is public is called foi.Name, also in tracebacks and pickles
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = "foi"

if "pandas" in sys.modules:  # df.foi; a program that imports pandas later says import foi.pandas
    import foi.pandas

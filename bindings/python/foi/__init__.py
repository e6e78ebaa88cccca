"""Freedom-of-information law that can be trusted with a deadline.

    >>> import foi
    >>> from datetime import date
    >>> law = foi.Law()
    >>> law.due("response", date(2025, 10, 6))
    <foi.Deadline response from 2025-10-06: due 2025-10-20 (2025-10-17 to 2025-10-20), decided>

Days are ``datetime.date`` (or day numbers, see :data:`foi.Day`); texts come in Indonesian ("id") and English ("en").
Everything that fails raises a :class:`foi.Error`. Laws, calendars and deadlines are immutable and may be shared between
threads; a case and a register may too, their callers take turns.
"""
import sys

from foi._border import (AbiError, Absent, ArgumentError, Busy, CalendarGap, Conflict, Damaged, Error, ExampleError,
                         Foreign, InDoubt, InvalidSyntax, KeyReused, LawGap, LimitExceeded, LintError, OutOfMemory,
                         OutOfRange, ProofError, Sealed, StaleVersion, Status, StorageError)
from foi._foi import ffi, lib
from foi.calendar import Calendar, Coverage, DayChange, DayInfo, DayKind, Merge
from foi.case import (Case, CaseClock, ClockMove, ClockStatus, Event, Finding, ItemStatus, Judgement, Move, NextStep,
                      Redated, Severity, Under, Wait, WaitKind, redate, redate_days)
from foi.dates import NO_DAY, Day, MonthEnd, add_months, add_years, day_number, day_of_instant, day_text, parse_day
from foi.deadline import Certainty, Cite, Deadline, Grade, Reading, Skipped, Unit
from foi.law import Clock, EventField, EventKind, FieldType, Law, Pack, Personal, Proof, Source, Term
from foi.ledger import (Checkpoint, Key, KeyKind, Signature, check_evidence, cosign, merkle_continues, merkle_included,
                        merkle_leaf, read_checkpoint)
from foi.store import Append, Consistency, Due, DueMove, Listed, Receipt, Store, Verified

__version__ = "0.1.0"
__all__ = [
    "AbiError", "Absent", "Append", "ArgumentError", "Busy", "Calendar", "CalendarGap", "Case", "CaseClock",
    "Certainty", "Checkpoint", "Cite", "Clock", "ClockMove", "ClockStatus", "Conflict", "Consistency", "Coverage",
    "Damaged", "Day", "DayChange", "DayInfo", "DayKind", "Deadline", "Due", "DueMove", "Error", "Event",
    "EventField", "EventKind", "ExampleError", "FieldType", "Finding", "Foreign", "Grade", "InDoubt",
    "InvalidSyntax", "ItemStatus", "Judgement", "Key", "KeyKind", "KeyReused", "Law", "LawGap", "LimitExceeded",
    "LintError", "Listed", "Merge", "MonthEnd", "Move", "NO_DAY", "NextStep", "OutOfMemory", "OutOfRange", "Pack",
    "Personal", "Proof", "ProofError", "Reading", "Receipt", "Redated", "Sealed", "Severity", "Signature", "Skipped",
    "Source", "StaleVersion", "Status", "StorageError", "Store", "Term", "Under", "Unit", "Verified", "Wait",
    "WaitKind", "add_months", "add_years", "check_evidence", "cosign", "day_number", "day_of_instant", "day_text",
    "library_version", "merkle_continues", "merkle_included", "merkle_leaf", "parse_day", "read_checkpoint",
    "redate", "redate_days"]


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

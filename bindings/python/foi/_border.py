"""What every part needs at the border to C: texts in and out, errors, numbers of enums."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum, StrEnum
from operator import index
from typing import Any, TypeVar

from foi._foi import ffi, lib

_E = TypeVar("_E", bound=StrEnum)
_chars = ffi.new_allocator(should_clear_after_alloc=False)


class Status(IntEnum):
    """Why a call failed: the FOI_ERR_* numbers of the C library."""

    ARGUMENT = lib.FOI_ERR_ARGUMENT
    ABI = lib.FOI_ERR_ABI
    MEMORY = lib.FOI_ERR_MEMORY
    SYNTAX = lib.FOI_ERR_SYNTAX
    RANGE = lib.FOI_ERR_RANGE
    LIMIT = lib.FOI_ERR_LIMIT
    CONFLICT = lib.FOI_ERR_CONFLICT
    LAW_GAP = lib.FOI_ERR_LAW_GAP
    CALENDAR_GAP = lib.FOI_ERR_CALENDAR_GAP
    LINT = lib.FOI_ERR_LINT
    EXAMPLE = lib.FOI_ERR_EXAMPLE
    PROOF = lib.FOI_ERR_PROOF
    VERSION = lib.FOI_ERR_VERSION
    KEY_REUSED = lib.FOI_ERR_KEY_REUSED
    IN_DOUBT = lib.FOI_ERR_IN_DOUBT
    BUSY = lib.FOI_ERR_BUSY
    STORAGE = lib.FOI_ERR_STORAGE
    FOREIGN = lib.FOI_ERR_FOREIGN
    DAMAGED = lib.FOI_ERR_DAMAGED
    ABSENT = lib.FOI_ERR_ABSENT
    SEALED = lib.FOI_ERR_SEALED


class Error(Exception):
    """Something that the library could not do. ``str(error)`` is the sentence in English with its place.

    :ivar code: why, a :class:`Status` (a plain number if the library is newer than this package)
    :ivar file: name of the pack or calendar that is wrong, or ""
    :ivar line: from 1; 0 = not about a text
    :ivar column: from 1, in characters; 0 = the whole line
    :ivar pointer: JSON pointer into a case file or an event ("/events/0/outcome"), or ""
    :ivar item: which of many appends stopped a batch, from 0; None for everything else
    """

    item: int | None = None

    def __init__(self, code: int, english: str, indonesian: str, file: str = "", line: int = 0, column: int = 0,
                 pointer: str = "") -> None:
        super().__init__(code, english, indonesian, file, line, column, pointer)
        self.code: int = Status(code) if code in _CODES else code
        self.file, self.line, self.column, self.pointer = file, line, column, pointer
        self._texts = {"en": english, "id": indonesian}

    def text(self, lang: str = "id") -> str:
        """The sentence with its place, in Indonesian ("id") or English ("en")."""
        lang_number(lang)
        return self._texts[lang]

    def __str__(self) -> str:
        return self._texts["en"]


class ArgumentError(Error, ValueError):
    """An argument of the call is wrong."""


class AbiError(Error):
    """The library is older than this package and does not know what was asked of it."""


class OutOfMemory(Error, MemoryError):
    """Out of memory; nothing was changed."""


class InvalidSyntax(Error, ValueError):
    """A text cannot be read: see ``line`` and ``column``, or ``pointer``."""


class OutOfRange(Error, ValueError):
    """No such day, or a number out of its range."""


class LimitExceeded(Error, ValueError):
    """An input is larger or deeper than the library accepts."""


class Conflict(Error):
    """Two rules, two whole calendars or two bodies for the same thing; an act that the state of a case forbids."""


class LawGap(Error):
    """The law cannot answer: unknown regime or clock, no rule in force, an option not offered."""


class CalendarGap(Error):
    """The calendar cannot answer: a day that no decree decides is needed."""


class LintError(Error):
    """A pack can be read, yet something in it is wrong."""


class ExampleError(Error):
    """A worked example of a pack does not come out as written."""


class ProofError(Error):
    """A proof, signature or commitment does not hold.

    :ivar report: what :func:`foi.check_evidence` found; None for everything else
    """

    report: dict[str, Any] | None = None


class StaleVersion(Error):
    """The case has another version than the caller knew.

    :ivar version: the one that it has; None where that is not known
    """

    version: int | None = None


class KeyReused(Error):
    """An idempotency key was used for something else."""


class InDoubt(Error):
    """Nobody knows whether a commit was made: call again with the same key."""


class Busy(Error):
    """Others are writing; nothing was changed."""


class StorageError(Error):
    """The disk or the file system failed, is full or read-only."""


class Foreign(Error):
    """The file is no register of this version, or lies where none may lie."""


class Damaged(Error):
    """What was read is not what was recorded."""


class Absent(Error, LookupError):
    """No such body, case, number, code or file."""


class Sealed(Error):
    """Personal data that cannot be opened: erased, frozen, or without a key.

    ``__cause__`` is what the caller's own ``keys`` raised, if they did.
    """


_CODES = frozenset(int(status) for status in Status)
_CLASSES: Mapping[int, type[Error]] = {
    Status.ARGUMENT: ArgumentError, Status.ABI: AbiError, Status.MEMORY: OutOfMemory, Status.SYNTAX: InvalidSyntax,
    Status.RANGE: OutOfRange, Status.LIMIT: LimitExceeded, Status.CONFLICT: Conflict, Status.LAW_GAP: LawGap,
    Status.CALENDAR_GAP: CalendarGap, Status.LINT: LintError, Status.EXAMPLE: ExampleError,
    Status.PROOF: ProofError, Status.VERSION: StaleVersion, Status.KEY_REUSED: KeyReused, Status.IN_DOUBT: InDoubt,
    Status.BUSY: Busy, Status.STORAGE: StorageError, Status.FOREIGN: Foreign, Status.DAMAGED: Damaged,
    Status.ABSENT: Absent, Status.SEALED: Sealed}


def new_error() -> Any:
    """A foi_error to hand to a call."""
    return sized("foi_error")


def failure(code: int, err: Any) -> Error:
    """The exception for what a call left in `err`."""
    english = fill(lambda buf, size: lib.foi_error_text(err, lib.FOI_LANG_EN, buf, size))
    indonesian = fill(lambda buf, size: lib.foi_error_text(err, lib.FOI_LANG_ID, buf, size))
    return _CLASSES.get(code, Error)(code, english, indonesian, _cut(err.file), err.line, err.column,
                                     _cut(err.pointer))


def _cut(place: Any) -> str:
    """A name that C may have cut within a character."""
    return str(ffi.string(place), "utf-8", "replace")


def check(code: int, err: Any) -> None:
    """Raise what a call says that returned `code`."""
    if code != lib.FOI_OK:
        raise failure(code, err)


def fill(call: Callable[[Any, int], Any]) -> str:
    """The text of a function that takes a buffer and its size and returns the bytes needed."""
    size = 4096
    while True:
        buf = _chars("char[]", size)
        needed = call(buf, size)
        if needed < size:
            return str(ffi.buffer(buf, needed)[:], "utf-8")
        size = needed + 1


def fill_or_raise(call: Callable[[Any, int, Any, Any], Any], size: int = 16384) -> str:
    """The same for a function that can fail: call(buffer, size, needed, err)."""
    needed, err = ffi.new("size_t *"), new_error()
    while True:
        buf = _chars("char[]", size)
        check(call(buf, size, needed, err), err)
        if needed[0] < size:
            return str(ffi.buffer(buf, needed[0])[:], "utf-8")
        size = needed[0] + 1


def string(pointer: Any) -> str | None:
    """A text that C lends; None for NULL."""
    return text(pointer) if pointer else None


def text(pointer: Any) -> str:
    """A text that C lends and that is always there."""
    return str(ffi.string(pointer), "utf-8")


def encode(value: str, what: str) -> bytes:
    """A text for C, which ends at the first NUL and wants UTF-8."""
    if not isinstance(value, str):
        raise TypeError(f"{what} is a str, not {type(value).__name__}")
    try:
        if "\0" not in value:
            return value.encode()
    except UnicodeEncodeError:
        pass
    raise ArgumentError(Status.ARGUMENT, f"the text {value!a} has a NUL or half a character in it",
                        f"teks {value!a} memuat NUL atau separuh karakter")


def unsigned(number: int, bits: int) -> int:
    """A whole number that C can take as one without sign."""
    if 0 <= index(number) < 1 << bits:
        return index(number)
    raise OutOfRange(Status.RANGE, f"{number} is out of range", f"{number} di luar batas")


def sized(struct: str) -> Any:
    """A struct for an answer, which says how large it is."""
    out = ffi.new(f"{struct} *")
    out.size = ffi.sizeof(struct)
    return out


def encoded(value: str | None, what: str) -> Any:
    """As encode(), for memory that a struct keeps pointing to; NULL for None."""
    return ffi.NULL if value is None else ffi.new("char[]", encode(value, what))


def readings_array(readings: Mapping[str, str] | None) -> tuple[Any, int, Any]:
    """Fixed readings as "axis=option" texts: the array, its length, and what must live as long."""
    if not readings:
        return ffi.NULL, 0, None
    if not isinstance(readings, Mapping):
        raise TypeError(f"readings are a dict, axis -> option, not {type(readings).__name__}")
    texts = [encoded(f"{axis}={option}", "a reading") for axis, option in readings.items()]
    array = ffi.new("char *[]", texts)
    return array, len(texts), (texts, array)


def lang_number(lang: str) -> int:
    """The number of a language."""
    if lang == "id":
        return int(lib.FOI_LANG_ID)
    if lang == "en":
        return int(lib.FOI_LANG_EN)
    raise ArgumentError(Status.ARGUMENT, f"language {lang!r}: expected 'id' or 'en'",
                        f"bahasa {lang!r}: seharusnya 'id' atau 'en'")


def numbered(kind: type[_E], prefix: str) -> dict[int, _E]:
    """The members of an enum by their numbers in C: FOI_CERTAINTY_DECIDED is Certainty.DECIDED."""
    return {getattr(lib, prefix + member.name): member for member in kind}

"""The register of record: bodies, cases and their events, durably, in order, provably unchanged."""
from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from threading import RLock
from types import TracebackType
from typing import Any, NamedTuple

from foi._border import (Absent, ArgumentError, Error, OutOfRange, Sealed, StaleVersion, Status, check, encode, encoded,
                         fill_or_raise, new_error, sized, text, unsigned)
from foi._foi import ffi, lib
from foi.case import WAIT_KINDS, Case, WaitKind, to_json
from foi.dates import Day, date_or_none, day_number, to_date
from foi.law import Law
from foi.ledger import Key, hex_of

Events = Mapping[str, Any] | Iterable[Mapping[str, Any]]
"""An event, or a list of them: dicts as in a case file."""

Keys = Mapping[int, bytes] | Callable[[int], bytes]
"""From where keys are kept: the 32 bytes of an epoch. Epoch 0 makes tracking codes and aliases and never changes; each
other one wraps the keys of persons."""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_DUE_PAGE = 500
_FOREVER = 1_000_000  # seconds that a writer may wait at most


@dataclass(frozen=True, kw_only=True)
class Append:
    """One append of many (:meth:`foi.Store.append_many`): to a new case of `body`, or to the case `item`."""

    events: Events = field(repr=False)
    key: str
    """idempotency key, at most 64 bytes: one for each thing to be done"""
    body: str | None = None
    """origin of the body, for a new case"""
    applicant: Mapping[str, Any] | None = field(default=None, repr=False)
    """of a new case: {"kind": ..., more personal texts}; None: an individual"""
    item: str | None = None
    expected: int = 0
    """the version of the case that you know"""
    actor: str | None = None
    """who records it: an id, no name; None: nobody is told"""
    role: str | None = None
    """in which office"""


@dataclass(frozen=True)
class Receipt:
    """What was written. Its repr does not show the tracking code."""

    item: str
    """id of the case"""
    version: int
    """of the case, now"""
    code: str | None = field(repr=False)
    """tracking code of a new case; shown once: the register keeps a digest only"""
    number: str | None
    """the last number that was given"""
    index: int
    """place of the last event in the ledger"""
    leaf: str
    """its hash: give it to the applicant"""
    replayed: bool
    """the key was used before for the same; this is the first result"""


class Listed(NamedTuple):
    """A case of a list."""

    item: str
    version: int
    applicant: str
    """kind of the applicant"""


class Due(NamedTuple):
    """A clock that waits."""

    item: str
    """id of the case"""
    clock: str
    actor: str
    """who is obliged, or whose right it is"""
    kind: WaitKind
    start: date
    """day 0 of its term"""
    due: date | None
    """its last day; None: no decree decides it yet"""


class DueMove(NamedTuple):
    """A clock that another calendar moves."""

    item: str
    """id of the case"""
    clock: str
    start: date
    before: date | None
    after: date | None


class Consistency(NamedTuple):
    """The proof that a ledger continues what it was."""

    proof: list[str]
    leaves: int
    """of which the proof is: those of the last checkpoint"""


class Verified(NamedTuple):
    """What was read and compared."""

    leaves: int
    cases: int
    sealed: int
    """personal values that were opened and are what was recorded"""
    unopened: int
    """that could not be opened: erased, or without a key"""
    root: str


class Store:
    """An open register: one file of a local file system.

    :param path: the file
    :param law: judges and checks the events; the register keeps what it needs of it
    :param keys: None: nothing personal can be written or read. What a callable raises becomes the ``__cause__`` of
        :class:`foi.Sealed`
    :param create: make the register if there is no such file
    :param epoch: under whose key new persons come
    :param wait: seconds to wait for other writers
    :param now: the moment, with a time zone; None: the system's clock. Asked once for each call
    :raises foi.Absent: no such file
    :raises foi.Foreign: no register, one of a newer version, a link, or a network file system
    :raises foi.StorageError, foi.Busy, foi.Damaged: what the disk, other writers or the file are like

    May be shared between threads, which take turns; not between processes: after a fork the child opens its own.
    A context manager; :meth:`close` may be called twice, after it everything raises ValueError.

    Every write has a `key`, at most 64 bytes, one for each thing to be done: the same key with the same content gives
    the first result again. After :class:`foi.InDoubt` call again with the same key.
    """

    __slots__ = ("_store", "_path", "_outside", "_handle_of_outside", "_lock", "_process", "_inside", "__weakref__")

    def __init__(self, path: str | os.PathLike[str], law: Law, *, keys: Keys | None = None, create: bool = False,
                 read_only: bool = False, epoch: int = 1, wait: float = 5.0,
                 now: Callable[[], datetime] | None = None) -> None:
        self._path, self._lock, self._process, self._inside = os.fspath(path), RLock(), os.getpid(), False
        self._outside = _Outside(keys, now)
        self._handle_of_outside = ffi.new_handle(self._outside)
        self._store: Any = None
        if not 0 <= wait <= _FOREVER:
            raise OutOfRange(Status.RANGE, f"{wait} is out of range", f"{wait} di luar batas")
        env = ffi.new("foi_env *", {
            "size": ffi.sizeof("foi_env"), "context": self._handle_of_outside,
            "now": lib.foi_python_now if now is not None else ffi.NULL,
            "key": lib.foi_python_key if keys is not None else ffi.NULL})
        opts = ffi.new("foi_store_opts *", {
            "size": ffi.sizeof("foi_store_opts"), "env": env, "epoch": unsigned(epoch, 32),
            "flags": (lib.FOI_STORE_CREATE if create else 0) | (lib.FOI_STORE_READ_ONLY if read_only else 0),
            "wait_ms": max(1, round(wait * 1000))})
        out, err = ffi.new("foi_store **"), new_error()
        check(lib.foi_store_open(out, _path(path), law._handle, opts, err), err)
        self._store = ffi.gc(out[0], lib.foi_store_close)

    def close(self) -> None:
        """Close the register; may be called twice. Waits for a call that runs."""
        with self._turn() as store:
            self._store = None
            if store is not None:
                ffi.release(store)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _turn(self) -> Iterator[Any]:
        """The register's handle, None after close(), for one thread at a time."""
        # In a child the lock may be held by a thread that it does not have. The library itself refuses to do anything.
        child = os.getpid() != self._process
        with ExitStack() as turn:
            if not child:
                turn.enter_context(self._lock)
            if self._inside and not child:
                raise RuntimeError("keys and now may not use the register that asks them")
            self._inside = True
            try:
                yield self._store
            finally:
                self._inside = False

    @contextmanager
    def _open(self) -> Iterator[Any]:
        """A call on the open register, with what the caller's own functions have to do with it."""
        with self._turn() as store:
            if store is None:
                raise ValueError("this register is closed")
            self._outside.begin()
            try:
                yield store
            except Sealed as error:
                error.__cause__ = self._outside.failure
                raise
            finally:
                self._outside.end()

    # ---- bodies -------------------------------------------------------------------------------------------------

    def add_body(self, body: Mapping[str, Any]) -> None:
        """Add a public body: {"origin": name of its log, "name", "regime", "timezone", "numbers": {kind of event: form
        of its number}, ...}.

        :raises foi.Conflict: there is one of this origin
        :raises foi.InvalidSyntax, foi.ArgumentError: a key or value that cannot be
        :raises foi.LawGap: a regime that the law does not have
        """
        data, err = to_json(body), new_error()
        with self._open() as store:
            check(lib.foi_store_add_body(store, data, len(data), err), err)

    def bodies(self) -> list[dict[str, Any]]:
        """The bodies, in the order in which they were added."""
        found: list[dict[str, Any]] = []
        with self._open() as store:
            while True:
                try:
                    found.append(json.loads(fill_or_raise(lambda buf, size, needed, err: lib.foi_store_body_json(
                        store, len(found), buf, size, needed, err))))
                except Absent:
                    return found

    # ---- writing ------------------------------------------------------------------------------------------------

    def register(self, *, body: str, events: Events, key: str, applicant: Mapping[str, Any] | None = None,
                 actor: str | None = None, role: str | None = None) -> Receipt:
        """A new case with its first events: all of them or none. Parameters as in :class:`foi.Append`.

        :raises foi.Absent: an unknown body
        :raises foi.KeyReused: the key was used for something else
        :raises foi.ArgumentError, foi.InvalidSyntax, foi.OutOfRange, foi.LimitExceeded: a broken event; see ``pointer``
        :raises foi.Sealed: a key is not to be had
        :raises foi.InDoubt, foi.Busy, foi.StorageError, foi.Damaged: what the disk or other writers are like
        """
        return self._append_one(Append(body=body, events=events, key=key, applicant=applicant, actor=actor, role=role))

    def append(self, item: str, events: Events, *, expected: int, key: str, actor: str | None = None,
               role: str | None = None) -> Receipt:
        """Add events to a case: all of them or none. Raises what :meth:`register` does, and

        :param expected: the version of the case that you know
        :raises foi.StaleVersion: it has another one, which is in ``version`` of the error
        :raises foi.Absent: an unknown case
        :raises foi.Sealed: the person was erased or is frozen
        """
        return self._append_one(Append(item=item, events=events, expected=expected, key=key, actor=actor, role=role))

    def append_many(self, appends: Iterable[Append]) -> list[Receipt]:
        """Many appends of one body in one transaction: all of them or none; ``item`` of an error says which failed."""
        listed = list(appends)
        kept = [_append(a) for a in listed]
        rows = ffi.new("foi_append[]", [row for row, _ in kept])
        out, failed, err = ffi.new("foi_receipt[]", max(len(listed), 1)), ffi.new("size_t *"), new_error()
        for i in range(len(listed)):
            out[i].size = ffi.sizeof("foi_receipt")
        with self._open() as store:
            try:
                check(lib.foi_store_append_many(store, rows, len(listed), out, failed, err), err)
            except Error as error:
                error.item = failed[0] if listed else None
                raise _with_version(error, out[failed[0]])
        return [_receipt(out[i]) for i in range(len(listed))]

    def _append_one(self, append: Append) -> Receipt:
        row, kept = _append(append)
        return self._written(row, kept, lib.foi_store_append)

    def _written(self, row: Mapping[str, Any], kept: Any, write: Callable[..., int], *more: Any) -> Receipt:
        given, out, err = ffi.new("foi_append *", row), sized("foi_receipt"), new_error()
        with self._open() as store:
            try:
                check(write(store, given, *more, out, err), err)
            except StaleVersion as error:
                raise _with_version(error, out)
        return _receipt(out)

    # ---- reading ------------------------------------------------------------------------------------------------

    def case(self, item: str, *, sealed: bool = False) -> Case:
        """A case, to be judged; its ``version`` is that of the register.

        :param sealed: open what is personal too; without it such a text is "(sealed)"
        :raises foi.Absent: an unknown case
        :raises foi.Sealed: with `sealed`, if the person was erased or is frozen, or a key is not to be had
        """
        out, version, err, name = ffi.new("foi_case **"), ffi.new("uint32_t *"), new_error(), encode(item, "a case")
        with self._open() as store:
            check(lib.foi_store_case(store, out, name, _flags(sealed), version, err), err)
        return Case(out[0], version[0])

    def find(self, code_or_number: str, body: str | None = None) -> str:
        """The id of a case by its tracking code, or by a number that the body has given.

        :param body: origin; may be left out for a code
        :raises foi.Absent: a wrong code as one that nobody has
        """
        out, err, origin, wanted = ffi.new("char[40]"), new_error(), encoded(body, "a body"), encode(
            code_or_number, "a code or number")
        with self._open() as store:
            check(lib.foi_store_find(store, out, origin, wanted, err), err)
        return text(out)

    def cases(self, body: str) -> Iterator[Listed]:
        """The cases of a body in the order in which they came, read page by page.

        :raises foi.Absent: an unknown body, when the first is asked for
        """
        origin, after = encode(body, "a body"), None
        while True:
            last = encoded(after, "a case")
            with self._open() as store:
                page = json.loads(fill_or_raise(lambda buf, size, needed, err: lib.foi_store_cases_json(
                    store, origin, last, lib.FOI_LIST_PAGE, buf, size, needed, err)))
            for case in page["cases"]:
                yield Listed(case["case"], case["version"], case["applicant"])
            after = page.get("next")
            if after is None:
                return

    # ---- what is due --------------------------------------------------------------------------------------------

    def due(self, body: str, today: Day, *, since: Day | None = None, until: Day | None = None,
            clock: str | None = None, actor: str | None = None, kind: WaitKind | None = None) -> Iterator[Due]:
        """The clocks of a body that wait on a day, by due date, read page by page: duties that are overdue, and what is
        due today or later. Clocks whose due date no decree decides yet come last.

        :param since: due on this day or later
        :param until: due on this day or earlier; the day before `today` gives what is overdue
        :raises foi.Absent: an unknown body, when the first is asked for
        """
        texts = encode(body, "a body"), encoded(clock, "a clock"), encoded(actor, "an actor")
        flags = (0 if since is None else lib.FOI_DUE_FROM) | (0 if until is None else lib.FOI_DUE_TO)
        wanted = 0 if kind is None else next(number for number, name in WAIT_KINDS.items() if name == kind)
        keep = ffi.new("char[]", texts[0])
        query = ffi.new("foi_due_query *", {
            "size": ffi.sizeof("foi_due_query"), "kind": wanted, "body": keep, "clock": texts[1], "actor": texts[2],
            "today": day_number(today), "from": 0 if since is None else day_number(since),
            "to": 0 if until is None else day_number(until), "flags": flags})
        rows, last, count = ffi.new("foi_due[]", _DUE_PAGE), ffi.NULL, ffi.new("size_t *")
        while True:
            err = new_error()
            with self._open() as store:
                check(lib.foi_store_due(store, query, last, rows, _DUE_PAGE, count, ffi.NULL, err), err)
            page = ffi.new("foi_due[]", _DUE_PAGE)
            ffi.memmove(page, rows, ffi.sizeof(page))
            for i in range(count[0]):
                d = page[i]
                yield Due(text(d.item), text(d.clock), text(d.actor), WAIT_KINDS[d.kind], to_date(d.start),
                          date_or_none(d.due))
            if count[0] < _DUE_PAGE:
                return
            last = page + _DUE_PAGE - 1

    def unjudged(self, body: str) -> int:
        """Cases that are in no due list, as a law or a decided day was missing when they were written."""
        name, rows, count, missing, err = (encode(body, "a body"), ffi.new("foi_due *"), ffi.new("size_t *"),
                                           ffi.new("size_t *"), new_error())
        keep = ffi.new("char[]", name)
        query = ffi.new("foi_due_query *", {"size": ffi.sizeof("foi_due_query"), "body": keep})
        with self._open() as store:
            check(lib.foi_store_due(store, query, ffi.NULL, rows, 0, count, missing, err), err)
        return int(missing[0])

    def redate(self, body: str, before: Law, after: Law) -> list[DueMove]:
        """Which clocks of a body that wait does a change of the calendar move? Nothing is written.

        :param before: the law as it was; of the same packs
        :param after: the law as it is
        """
        origin, moved, err, room = encode(body, "a body"), ffi.new("size_t *"), new_error(), 256
        with self._open() as store:
            while True:
                moves = ffi.new("foi_due_move[]", room)
                check(lib.foi_store_redate(store, origin, before._handle, after._handle, moves, room, moved, err), err)
                if moved[0] <= room:
                    break
                room = moved[0]
        return [DueMove(text(m.item), text(m.clock), to_date(m.start), date_or_none(getattr(m, "from")),
                        date_or_none(m.to)) for m in (moves[i] for i in range(moved[0]))]

    def refresh(self, body: str) -> int:
        """Judge the cases of a body again for the due list; returns how many. After a law or a calendar has come that
        an earlier one lacked."""
        origin, count, err = encode(body, "a body"), ffi.new("size_t *"), new_error()
        with self._open() as store:
            check(lib.foi_store_refresh(store, origin, count, err), err)
        return int(count[0])

    # ---- proving ------------------------------------------------------------------------------------------------

    def checkpoint(self, body: str, signer: Key) -> str:
        """Sign the state of a body's ledger. What was recorded since the last checkpoint is read and hashed again.

        :raises foi.Damaged: what is read is not what was recorded
        :raises foi.ArgumentError: a key that cannot sign
        """
        origin = encode(body, "a body")
        with self._open() as store:
            return fill_or_raise(lambda buf, size, needed, err: lib.foi_store_checkpoint(
                store, origin, signer._key, buf, size, needed, err))

    def consistency(self, body: str, old_leaves: int) -> Consistency:
        """The proof that the ledger continues what it was with `old_leaves` events, for a witness (:func:`foi.cosign`).

        :raises foi.Damaged: the last checkpoint has fewer
        """
        origin, old, err = encode(body, "a body"), unsigned(old_leaves, 64), new_error()
        proof, count, leaves = ffi.new("foi_digest[]", lib.FOI_PROOF_MAX), ffi.new("size_t *"), ffi.new("uint64_t *")
        with self._open() as store:
            check(lib.foi_store_consistency(store, origin, old, proof, count, leaves, err), err)
        return Consistency([hex_of(proof[i]) for i in range(count[0])], leaves[0])

    def evidence(self, item: str, *, sealed: bool = False) -> str:
        """The evidence file of a case under the last checkpoint, for :func:`foi.check_evidence` or ``foi verify``.

        :param sealed: with the personal values opened, for whom may see them
        :raises foi.Absent: an unknown case, or no checkpoint that has all its events
        """
        name, flags = encode(item, "a case"), _flags(sealed)
        with self._open() as store:
            return fill_or_raise(lambda buf, size, needed, err: lib.foi_store_evidence(
                store, name, flags, buf, size, needed, err))

    def verify(self, body: str, note: str | None = None, log: Key | None = None) -> Verified:
        """Read everything of a body and compare: leaves, tree, the order of each case, numbers for gaps, checkpoints.

        :param note: a checkpoint that was kept elsewhere, which the ledger must continue
        :param log: public key for `note`
        :raises foi.Damaged: the place of the first fault
        :raises foi.ProofError: the ledger does not continue `note`
        """
        if (note is None) != (log is None):
            raise TypeError("a checkpoint is verified with the key of its log")
        origin, told, err = encode(body, "a body"), sized("foi_verified"), new_error()
        kept = b"" if note is None else note.encode("utf-8", "surrogatepass")
        with self._open() as store:
            check(lib.foi_store_verify(store, origin, ffi.NULL if note is None else kept, len(kept),
                                       ffi.NULL if log is None else log._key, told, err), err)
        return Verified(told.leaves, told.cases, told.sealed, told.unopened, hex_of(told.root))

    # ---- the vault ----------------------------------------------------------------------------------------------

    def erase(self, item: str, *, basis: str, expected: int, key: str, today: Day, actor: str | None = None,
              role: str | None = None) -> Receipt:
        """Erase the personal data of a case's applicant for ever. An event of the ledger, as :meth:`freeze` is.

        :param basis: why, in law
        :param today: the day of the act; the case must be at rest on it
        :raises foi.Conflict: the case runs still
        """
        return self._act(lib.FOI_VAULT_ERASE, item, basis, expected, key, today, actor, role)

    def freeze(self, item: str, *, basis: str, expected: int, key: str, today: Day, actor: str | None = None,
               role: str | None = None) -> Receipt:
        """Nothing personal is read or written until released."""
        return self._act(lib.FOI_VAULT_FREEZE, item, basis, expected, key, today, actor, role)

    def release(self, item: str, *, basis: str, expected: int, key: str, today: Day, actor: str | None = None,
                role: str | None = None) -> Receipt:
        """The end of a freeze."""
        return self._act(lib.FOI_VAULT_RELEASE, item, basis, expected, key, today, actor, role)

    def _act(self, act: int, item: str, basis: str, expected: int, key: str, today: Day, actor: str | None,
             role: str | None) -> Receipt:
        append = Append(item=item, events={"basis": basis}, expected=expected, key=key, actor=actor, role=role)
        day, (row, kept) = day_number(today), _append(append)
        return self._written(row, kept, lambda store, given, out, err: int(lib.foi_store_vault(
            store, act, given, day, out, err)))

    def rotate(self, epoch: int) -> int:
        """Wrap the keys of all persons that were not erased under the key of another epoch; how many were wrapped.

        When the key of an epoch that no person uses any more is destroyed, what was erased cannot come back from a
        backup.
        """
        number, count, err = unsigned(epoch, 32), ffi.new("size_t *"), new_error()
        with self._open() as store:
            check(lib.foi_store_rotate(store, number, count, err), err)
        return int(count[0])

    def export(self, item: str) -> dict[str, Any]:
        """All that the register has of the applicant of a case, for the person."""
        name = encode(item, "a case")
        with self._open() as store:
            told: dict[str, Any] = json.loads(fill_or_raise(lambda buf, size, needed, err: lib.foi_store_export(
                store, name, buf, size, needed, err)))
        return told

    def backup(self, path: str | os.PathLike[str]) -> None:
        """A copy of the register in a new file, complete and closed in itself, while others go on writing.

        :raises foi.Conflict: the file is there
        """
        name, err = _path(path), new_error()
        with self._open() as store:
            check(lib.foi_store_backup(store, name, err), err)

    def __repr__(self) -> str:
        return f"<foi.Store {self._path!r}{', closed' if self._store is None else ''}>"


# ---- what the library asks -------------------------------------------------------------------------------------------

class _Outside:
    """The caller's own functions. Nothing that they raise goes through C."""

    def __init__(self, keys: Keys | None, now: Callable[[], datetime] | None) -> None:
        self._keys, self._now = keys, now
        self.moment = 0
        self.failure: BaseException | None = None

    def begin(self) -> None:
        """The moment is asked for before the call, since C could not be told that there is none."""
        self.failure = None
        if self._now is not None:
            self.moment = (self._now() - _EPOCH) // timedelta(microseconds=1)

    def end(self) -> None:
        """What is no matter of the call, such as an interrupt, goes on."""
        failure, self.failure = self.failure, None
        if failure is not None and not isinstance(failure, Exception):
            raise failure

    def write_key(self, epoch: int, to: Any) -> int:
        """Whatever goes wrong, the key is not to be had."""
        try:
            key = self._keys[epoch] if isinstance(self._keys, Mapping) else self._keys(epoch) if self._keys else b""
            if len(key) != 32:
                raise ValueError(f"the key of epoch {epoch} has {len(key)} bytes, not 32")
            ffi.memmove(to, key, 32)
        except BaseException as error:
            self.failure = error
            return int(lib.FOI_ERR_SEALED)
        return int(lib.FOI_OK)


@ffi.def_extern()  # type: ignore[misc]
def foi_python_now(context: Any) -> int:
    outside: _Outside = ffi.from_handle(context)
    return outside.moment


@ffi.def_extern(error=lib.FOI_ERR_SEALED)  # type: ignore[misc]
def foi_python_key(context: Any, epoch: int, key: Any) -> int:
    outside: _Outside = ffi.from_handle(context)
    return outside.write_key(epoch, key)


# ---- to C and back ---------------------------------------------------------------------------------------------------

def _append(a: Append) -> tuple[dict[str, Any], Any]:
    """The fields of a foi_append, and what must live as long."""
    if (a.item is None) == (a.body is None):
        raise TypeError("an append is to a new case of a body, or to a case")
    if isinstance(a.events, (str, bytes)):
        raise TypeError("events are dicts, as in a case file")
    events = to_json(a.events if isinstance(a.events, Mapping) else list(a.events))
    applicant = ffi.NULL if a.applicant is None else ffi.from_buffer(to_json(a.applicant))
    texts = {"body": encoded(a.body, "a body"), "item": encoded(a.item, "a case"), "key": encoded(a.key, "a key"),
             "actor": encoded(a.actor, "an actor"), "role": encoded(a.role, "a role"),
             "events": ffi.from_buffer(events), "applicant": applicant}
    return {"size": ffi.sizeof("foi_append"), "expected": unsigned(a.expected, 32), "events_len": len(events),
            "applicant_len": 0 if a.applicant is None else len(applicant), **texts}, texts


def _receipt(r: Any) -> Receipt:
    return Receipt(text(r.item), r.version, text(r.code) or None, text(r.number) or None, r.index, hex_of(r.leaf),
                   bool(r.replayed))


def _with_version(error: Error, receipt: Any) -> Error:
    if isinstance(error, StaleVersion):
        error.version = receipt.version or None
    return error


def _flags(sealed: bool) -> int:
    return int(lib.FOI_READ_SEALED) if sealed else 0


def _path(path: str | os.PathLike[str]) -> bytes:
    name = os.fsencode(path)
    if b"\0" in name:
        raise ArgumentError(Status.ARGUMENT, "the path has a NUL in it", "jalur berkas memuat NUL")
    return name

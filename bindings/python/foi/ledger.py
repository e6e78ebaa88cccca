"""The ledger: proofs that a register is what it was (docs/ledger.md). Digests are 64 hexadecimal digits."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from foi._border import (ArgumentError, ProofError, Status, check, encode, encoded, failure, fill, fill_or_raise,
                         new_error, numbered, sized, text, unsigned)
from foi._foi import ffi, lib
from foi.case import to_json


class KeyKind(StrEnum):
    """Whose signature a key makes."""

    LOG = "log"
    """of a public body: signs checkpoints of its log"""
    WITNESS = "witness"
    """of a witness: cosigns them, with the time"""


KEY_KINDS = numbered(KeyKind, "FOI_KEY_")


class Key:
    """An Ed25519 key with a name: the public half, or both. Immutable: any thread. Its repr shows no secret.

    :param name: who signs: no blank, no "+", no control character
    :param seed: 32 random bytes: ``secrets.token_bytes(32)``
    :param kind: "log" or "witness"
    :raises foi.ArgumentError: a name or seed that cannot be
    """

    __slots__ = ("_key", "__weakref__")

    def __init__(self, name: str, seed: bytes, kind: str = KeyKind.LOG) -> None:
        if len(seed) != 32:
            raise ArgumentError(Status.ARGUMENT, f"the seed has {len(seed)} bytes, not 32",
                                f"benih memuat {len(seed)} bita, bukan 32")
        number, out, err = getattr(lib, f"FOI_KEY_{KeyKind(kind).name}"), ffi.new("foi_key **"), new_error()
        check(lib.foi_key_new(out, encode(name, "a name"), number, bytes(seed), err), err)
        self._hold(out[0])

    def _hold(self, handle: Any) -> None:
        self._key: Any = ffi.gc(handle, lib.foi_key_free)

    @classmethod
    def parse(cls, given: str) -> Key:
        """A key from its text: "name+hash+key", or "PRIVATE+KEY+name+hash+key" with both halves.

        :raises foi.InvalidSyntax: another text
        """
        key, out, err, data = cls.__new__(cls), ffi.new("foi_key **"), new_error(), _bytes(given, "a key")
        check(lib.foi_key_parse(out, data, len(data), err), err)
        key._hold(out[0])
        return key

    @property
    def name(self) -> str:
        """Who signs."""
        return text(lib.foi_key_name(self._key))

    @property
    def kind(self) -> KeyKind:
        """Whose signature it makes."""
        return KEY_KINDS[lib.foi_key_kind(self._key)]

    def public_text(self) -> str:
        """The public half, for everybody."""
        return fill(lambda buf, size: lib.foi_key_public_text(self._key, buf, size))

    def secret_text(self) -> str | None:
        """Both halves: keep it secret. None if there is no secret half."""
        return fill(lambda buf, size: lib.foi_key_secret_text(self._key, buf, size)) or None

    def __repr__(self) -> str:
        return f"<foi.Key {self.public_text()}, {self.kind}>"


class Signature(NamedTuple):
    """A signature that holds."""

    key: Key
    time: int | None
    """of a witness: seconds since 1970"""


class Checkpoint(NamedTuple):
    """The state of a log."""

    origin: str
    """the name of the log"""
    leaves: int
    root: str
    signatures: list[Signature]
    """by the keys that were given"""


# ---- Merkle trees ----------------------------------------------------------------------------------------------------

def merkle_leaf(leaf: bytes) -> str:
    """The hash of a leaf: SHA-256 of a zero byte and the bytes of the leaf."""
    out = ffi.new("foi_digest *")
    lib.foi_merkle_leaf(out, ffi.from_buffer(leaf), len(leaf))
    return hex_of(out)


def merkle_included(root: str, size: int, index: int, leaf: str, proof: Sequence[str]) -> None:
    """Is the leaf in the tree? Returns if it is.

    :param index: place of the leaf, from 0
    :param proof: hashes from the leaf upward
    :raises foi.ProofError: the proof does not hold
    """
    err = new_error()
    check(lib.foi_merkle_included(_digests([root]), unsigned(size, 64), unsigned(index, 64), _digests([leaf]),
                                  _digests(proof), len(proof), err), err)


def merkle_continues(root: str, size: int, old_root: str, old_size: int, proof: Sequence[str]) -> None:
    """Does the tree continue an older one, all whose leaves it holds unchanged? Returns if it does.

    :raises foi.ProofError: the proof does not hold
    """
    err = new_error()
    check(lib.foi_merkle_continues(_digests([root]), unsigned(size, 64), _digests([old_root]), unsigned(old_size, 64),
                                   _digests(proof), len(proof), err), err)


def hex_of(digest: Any) -> str:
    """A foi_digest as text."""
    return bytes(digest.bytes).hex()


def _digests(given: Sequence[str]) -> Any:
    array = ffi.new("foi_digest[]", len(given))
    for i, digest in enumerate(given):
        try:
            raw = bytes.fromhex(digest)
        except ValueError:
            raw = b""
        if len(raw) != 32:
            raise ArgumentError(Status.ARGUMENT, f"a digest is 64 hexadecimal digits, not {digest!a}",
                                f"intisari adalah 64 angka heksadesimal, bukan {digest!a}")
        array[i].bytes = raw
    return array


# ---- checkpoints -----------------------------------------------------------------------------------------------------

def read_checkpoint(note: str, keys: Iterable[Key] = ()) -> Checkpoint:
    """Read a checkpoint and check its signatures: ``signatures`` says who of `keys` signed it, others are passed over.

    :param keys: at most 64
    :raises foi.InvalidSyntax: a text that is no checkpoint
    :raises foi.ProofError: a line that names one of the keys and does not hold
    """
    listed, data, out, err = list(keys), _bytes(note, "a checkpoint"), sized("foi_checkpoint"), new_error()
    signers, times = ffi.new("uint64_t *"), ffi.new("uint64_t[]", max(len(listed), 1))
    check(lib.foi_checkpoint_read(out, data, len(data), _keys(listed), len(listed), signers, times, err), err)
    return Checkpoint(str(ffi.string(out.origin), "ascii"), out.leaves, hex_of(out.root),
                      [Signature(key, times[i] or None) for i, key in enumerate(listed) if signers[0] >> i & 1])


def cosign(note: str, log: Key, witness: Key, *, time: int, old: str | None = None, proof: Sequence[str] = ()) -> str:
    """What a witness does: see that a checkpoint continues the last one, then add a signature with the time.

    :param log: public key of the log
    :param time: seconds since 1970
    :param old: the last note that this witness signed; None for the first. Keep the new one before you give it away
    :param proof: that the tree of `note` continues that of `old` (:meth:`foi.Store.consistency`)
    :raises foi.ProofError: it is not signed by the log, is of another log, or does not continue `old`
    """
    data, before = _bytes(note, "a checkpoint"), b"" if old is None else _bytes(old, "a checkpoint")
    moment, hashes = unsigned(time, 64), _digests(proof)
    return fill_or_raise(lambda buf, size, needed, err: lib.foi_checkpoint_cosign(
        data, len(data), ffi.NULL if old is None else before, len(before), log._key, witness._key, hashes, len(proof),
        moment, buf, size, needed, err))


# ---- evidence --------------------------------------------------------------------------------------------------------

def check_evidence(evidence: str | bytes | Mapping[str, Any], log: Key, *, origin: str | None = None,
                   witnesses: Iterable[Key] = (), witnesses_needed: int = 0) -> dict[str, Any]:
    """Check the evidence file of a case, and tell what is in it (docs/ledger.md, "The report").

    :param log: public key of the body; the file never says whom to believe
    :param origin: the name of the log; None = the name of the key
    :param witnesses_needed: how many of `witnesses` must have signed
    :raises foi.ProofError: something does not hold; its ``report`` lists what
    :raises foi.InvalidSyntax: a file that is no evidence, with line, or with a JSON pointer
    """
    data = to_json(evidence) if isinstance(evidence, Mapping) else (
        _bytes(evidence, "evidence") if isinstance(evidence, str) else bytes(evidence))
    listed, name = list(witnesses), encoded(origin, "an origin")
    array = _keys(listed)
    trust = ffi.new("foi_trust *", {
        "size": ffi.sizeof("foi_trust"), "witnesses_needed": unsigned(witnesses_needed, 32), "origin": name,
        "log": log._key, "witnesses": array, "witness_count": len(listed)})
    failed: list[Any] = []

    def call(buf: Any, size: int, needed: Any, err: Any) -> int:
        """A proof that does not hold has a report too."""
        code = int(lib.foi_evidence_check(data, len(data), trust, buf, size, needed, err))
        failed[:] = [err] if code == lib.FOI_ERR_PROOF else []
        return int(lib.FOI_OK) if failed else code

    report: dict[str, Any] = json.loads(fill_or_raise(call))
    if failed:
        error = failure(lib.FOI_ERR_PROOF, failed[0])
        if isinstance(error, ProofError):
            error.report = report
        raise error
    return report


def _keys(keys: Sequence[Key]) -> Any:
    return ffi.new("foi_key *[]", [key._key for key in keys])


def _bytes(given: str, what: str) -> bytes:
    if not isinstance(given, str):
        raise TypeError(f"{what} is a str, not {type(given).__name__}")
    return given.encode("utf-8", "surrogatepass")

"""A second verifier of evidence files, and a maker of logs to try it on, written from docs/ledger.md alone.

Slow and plain: Ed25519 is computed as RFC 8032 writes it down. The numbers in the comments are sections of the
document.
"""
import base64
import datetime
import functools
import hashlib
import json
import struct

# ---- Ed25519 (RFC 8032, 5.1; document, 5) -------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

Point = tuple[int, int, int, int]  # extended coordinates
IDENTITY: Point = (0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    out = IDENTITY
    while scalar:
        if scalar & 1:
            out = add(out, point)
        point = add(point, point)
        scalar >>= 1
    return out


def compress(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decompress(text: bytes) -> Point | None:
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x), y, 1, (P - x if x & 1 != sign else x) * y % P


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decompress(BASE_Y.to_bytes(32, "little"))
assert BASE is not None


DOUBLED = [BASE]  # the base point doubled 0 to 255 times: half of the work is always the same
while len(DOUBLED) < 256:
    DOUBLED.append(add(DOUBLED[-1], DOUBLED[-1]))


def times_base(scalar: int) -> Point:
    out = IDENTITY
    for i in range(256):
        if scalar >> i & 1:
            out = add(out, DOUBLED[i])
    return out


def expand(seed: bytes) -> tuple[int, bytes]:
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return scalar, digest[32:]


def challenge(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER


@functools.lru_cache
def public_of(seed: bytes) -> bytes:
    return compress(times_base(expand(seed)[0]))


@functools.lru_cache(maxsize=65536)
def sign(seed: bytes, message: bytes) -> bytes:
    scalar, prefix = expand(seed)
    public = public_of(seed)
    nonce = challenge(prefix, message)
    r = compress(times_base(nonce))
    return r + ((nonce + challenge(r, public, message) * scalar) % ORDER).to_bytes(32, "little")


def small(point: Point) -> bool:
    return compress(times(8, point)) == compress(IDENTITY)


@functools.lru_cache(maxsize=65536)  # most spoiled files have the note of the good one
def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    key, r, s = decompress(public), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER or small(key) or small(r):
        return False
    minus = (P - key[0], key[1], key[2], P - key[3])
    return compress(add(times_base(s), times(challenge(signature[:32], public, message), minus))) == signature[:32]


# ---- trees (2) ------------------------------------------------------------------------------------------------------


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\0" + leaf).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def half(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def root_of(hashes: list[bytes]) -> bytes:
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    k = half(len(hashes))
    return node(root_of(hashes[:k]), root_of(hashes[k:]))


def inclusion(hashes: list[bytes], index: int) -> list[bytes]:
    if len(hashes) == 1:
        return []
    k = half(len(hashes))
    if index < k:
        return inclusion(hashes[:k], index) + [root_of(hashes[k:])]
    return inclusion(hashes[k:], index - k) + [root_of(hashes[:k])]


def consistency(hashes: list[bytes], old: int, known: bool = True) -> list[bytes]:
    """RFC 6962, 2.1.2: that the tree continues the one of its first `old` leaves."""
    if old in (0, len(hashes)):
        return [] if known else [root_of(hashes)]
    k = half(len(hashes))
    if old <= k:
        return consistency(hashes[:k], old, known) + [root_of(hashes[k:])]
    return consistency(hashes[k:], old - k, False) + [root_of(hashes[:k])]


def root_from(size: int, index: int, leaf: bytes, proof: list[bytes]) -> bytes | None:
    """The root that a proof leads to, top down; None if it has another length than there are levels."""
    if size == 1:
        return leaf if not proof else None
    if not proof:
        return None
    k = half(size)
    below = root_from(k, index, leaf, proof[:-1]) if index < k else root_from(size - k, index - k, leaf, proof[:-1])
    if below is None:
        return None
    return node(below, proof[-1]) if index < k else node(proof[-1], below)


# ---- leaves (3, 4) --------------------------------------------------------------------------------------------------

NO_DAY, FIRST_DAY, LAST_DAY = -2**31, -719162, 2932896
MICROSECONDS = 86400 * 10**6


def short(text: str) -> bytes:
    raw = text.encode()
    return struct.pack(">H", len(raw)) + raw


def write_leaf(e: dict) -> bytes:
    """`fields`: tag, then a text in the clear or the bytes of a commitment. `files`: hash and length."""
    out = b"foi-leaf\1" + short(e["origin"]) + struct.pack(">Q", e["index"]) + e["item"]
    out += struct.pack(">I", e["version"]) + short(e["kind"])
    out += struct.pack(">iiqh", e["day"], e["received"], e["recorded"], e["offset"])
    out += e["actor"] + short(e["role"]) + e["law"] + short(e["number"]) + e["previous"]
    out += struct.pack(">H", len(e["fields"]))
    for tag, value in e["fields"]:
        out += short(tag) + (b"\1" + value if isinstance(value, bytes) else b"\0" + short(value))
    out += struct.pack(">H", len(e["files"]))
    return out + b"".join(digest + struct.pack(">Q", size) for digest, size in e["files"])


class NoLeaf(Exception):
    pass


def need(good: bool) -> None:
    if not good:
        raise NoLeaf


class Bytes:
    def __init__(self, raw: bytes):
        self.raw, self.at = raw, 0

    def take(self, count: int) -> bytes:
        need(self.at + count <= len(self.raw))
        self.at += count
        return self.raw[self.at - count:self.at]

    def number(self, form: str) -> int:
        return struct.unpack(">" + form, self.take(struct.calcsize(">" + form)))[0]

    def text(self, most: int, least: int = 0) -> str:
        raw = self.take(self.number("H"))
        need(least <= len(raw) <= most and 0 not in raw)
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raise NoLeaf from None


def read_field(b: Bytes) -> tuple[str, str | bytes]:
    tag, sealed = b.text(64, 1), b.number("B")
    need(sealed < 2)
    return tag, b.take(32) if sealed else b.text(1024)


def is_day(day: int) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def read_leaf(raw: bytes) -> dict | None:
    b = Bytes(raw)
    try:
        need(b.take(9) == b"foi-leaf\1")
        e = {"origin": b.text(200), "index": b.number("Q"), "item": b.take(16), "version": b.number("I"),
             "kind": b.text(64, 1), "day": b.number("i"), "received": b.number("i"), "recorded": b.number("q"),
             "offset": b.number("h"), "actor": b.take(16), "role": b.text(64), "law": b.take(32),
             "number": b.text(64), "previous": b.take(32)}
        count = b.number("H")
        need(count <= 16)
        e["fields"] = [read_field(b) for _ in range(count)]
        count = b.number("H")
        need(count <= 16)
        e["files"] = [(b.take(32), b.number("Q")) for _ in range(count)]
        need(b.at == len(raw) and e["index"] < 2**63 and e["version"] > 0 and is_day(e["day"]))
        need(e["received"] == NO_DAY or is_day(e["received"]))
        need(-1440 < e["offset"] < 1440)
        need(all(is_day(m // MICROSECONDS) for m in (e["recorded"], e["recorded"] + e["offset"] * 60 * 10**6)))
        tags = [tag.encode() for tag, _ in e["fields"]]
        need(tags == sorted(set(tags)) and all(size < 2**63 for _, size in e["files"]))
        return e
    except NoLeaf:
        return None


def commit(salt: bytes, tag: str, value: str) -> bytes:
    return hashlib.blake2b(b"foi-commitment-1" + short(tag) + value.encode(), key=salt, digest_size=32).digest()


# ---- keys and notes (5, 6) ------------------------------------------------------------------------------------------

LOG, WITNESS = 1, 4


class Key:
    """`seed` is only there in keys that sign."""

    def __init__(self, name: str, kind: int, seed: bytes):
        self.name, self.kind, self.seed, self.public = name, kind, seed, public_of(seed)
        self.hash = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + self.public).digest()[:4]

    def text(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{encode(bytes([self.kind]) + self.public)}"

    def secret_text(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.hash.hex()}+{encode(bytes([self.kind]) + self.seed)}"


def encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def decode(text: str, want: int | None = None) -> bytes | None:
    """The bytes, if this is their only spelling and they are as many as wanted."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return None
    return raw if encode(raw) == text and want in (None, len(raw)) else None


def is_name(text: str) -> bool:
    return 1 <= len(text) <= 200 and all("!" <= c <= "~" and c != "+" for c in text)


def cosigned_text(time: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def sign_note(text: str, log: Key, witnesses: list[tuple[Key, int]]) -> str:
    note = text + f"\n\u2014 {log.name} {encode(log.hash + sign(log.seed, text.encode()))}\n"
    for key, time in witnesses:
        signature = struct.pack(">Q", time) + sign(key.seed, cosigned_text(time, text))
        note += f"\u2014 {key.name} {encode(key.hash + signature)}\n"
    return note


def read_note(note: str) -> dict | None:
    at = note.rfind("\n\n")
    if len(note.encode()) > 65536 or "\0" in note or at < 0 or at + 2 == len(note) or not note.endswith("\n"):
        return None
    text, rest = note[:at + 1], note[at + 2:-1].split("\n")
    lines = text[:-1].split("\n")
    if len(lines) < 3 or len(rest) > 16 or not is_name(lines[0]):
        return None
    size, root = lines[1], decode(lines[2], 32)
    if root is None or not 1 <= len(size) <= 18 or not set(size) <= set("0123456789") or (size[0] == "0" and len(size) > 1):
        return None
    signatures = []
    for line in rest:
        name, blank, data = line[2:].partition(" ")
        if line[:2] != "\u2014 " or not blank or not is_name(name) or len(data.encode()) < 8:
            return None
        signatures.append((name, data))
    return {"origin": lines[0], "size": int(size), "root": root, "text": text, "signatures": signatures}


def signatures_of(note: dict, key: Key) -> list[int | None]:
    """For each line of this key the time (0 for a log), None if it does not hold."""
    found: list[int | None] = []
    for name, data in note["signatures"]:
        start = decode(data[:8], 6)
        if name != key.name or start is None or start[:4] != key.hash:
            continue
        raw = decode(data, 68 if key.kind == LOG else 76)
        time = int.from_bytes(raw[4:-64], "big") if raw is not None else 0
        message = note["text"].encode() if key.kind == LOG else cosigned_text(time, note["text"])
        good = raw is not None and time < 2**63 and signed(key.public, message, raw[-64:])
        found.append(time if good else None)
    return found


# ---- evidence (8, 9, 10) --------------------------------------------------------------------------------------------


class Unreadable(Exception):
    pass


def form(good: object) -> None:
    if not good:
        raise Unreadable


def unique(pairs: list[tuple[str, object]]) -> dict:
    form(len({key for key, _ in pairs}) == len(pairs))
    return dict(pairs)


def refuse(_: str) -> None:
    raise Unreadable


def depth_of(text: str) -> int:
    depth = most = 0
    inside = escaped = False
    for c in text:
        if inside:
            inside, escaped = escaped or c != '"', c == "\\" and not escaped
        elif c == '"':
            inside = True
        elif c in "[{":
            depth += 1
            most = max(most, depth)
        elif c in "]}":
            depth -= 1
    return most


def check_texts(value: object) -> None:
    """No half of a surrogate pair and no character 0, in keys and values."""
    if isinstance(value, str):
        form("\0" not in value and not any(0xD800 <= ord(c) <= 0xDFFF for c in value))
    for item in value if isinstance(value, list) else [*value.items()] if isinstance(value, dict) else []:
        for part in item if isinstance(item, tuple) else [item]:
            check_texts(part)


def keys(value: object, needed: set[str], more: set[str] = frozenset()) -> dict:
    form(isinstance(value, dict) and needed <= set(value) <= needed | more)
    return value


def digest(value: object) -> bytes:
    raw = decode(value, 32) if isinstance(value, str) else None
    form(raw is not None)
    return raw


def listed(value: object, most: int) -> list:
    form(isinstance(value, list) and len(value) <= most)
    return value


def read_opened(value: object) -> tuple[str, bytes, str]:
    o = keys(value, {"tag", "salt", "value"})
    form(isinstance(o["tag"], str) and isinstance(o["value"], str) and 1 <= len(o["tag"].encode()) <= 64)
    return o["tag"], digest(o["salt"]), o["value"]


def read_evidence(raw: bytes) -> dict:
    form(len(raw) <= 67108864)
    try:
        text = raw.decode()
        form(depth_of(text) <= 32)
        root = json.loads(text, object_pairs_hook=unique, parse_float=refuse, parse_constant=refuse)
    except ValueError:
        raise Unreadable from None
    check_texts(root)
    root = keys(root, {"foi_evidence", "case", "checkpoint", "events"})
    form(type(root["foi_evidence"]) is int and root["foi_evidence"] == 1)
    case = root["case"]
    form(isinstance(case, str) and [len(part) for part in case.split("-")] == [8, 4, 4, 4, 12])
    form(set(case.replace("-", "")) <= set("0123456789abcdef"))
    form(isinstance(root["checkpoint"], str))
    note = read_note(root["checkpoint"])
    form(note)
    events = []
    for value in listed(root["events"], 10000):
        e = keys(value, {"index", "leaf", "proof"}, {"opened"})
        form(type(e["index"]) is int and 0 <= e["index"] < 2**63)
        leaf = decode(e["leaf"]) if isinstance(e["leaf"], str) else None
        form(leaf is not None)
        events.append({"index": e["index"], "leaf": leaf, "proof": [digest(v) for v in listed(e["proof"], 63)],
                       "opened": [read_opened(v) for v in listed(e.get("opened", []), 16)]})
    return {"case": case, "note": note, "events": events}


def day_text(day: int) -> str | None:
    return None if day == NO_DAY else (datetime.date(1970, 1, 1) + datetime.timedelta(day)).isoformat()


def moment_text(recorded: int, offset: int) -> str:
    local = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=recorded + offset * 60 * 10**6)
    sign_, ahead = "-" if offset < 0 else "+", abs(offset)
    return f"{local.isoformat(timespec='microseconds')}{sign_}{ahead // 60:02}:{ahead % 60:02}"


def uuid_text(item: bytes) -> str:
    h = item.hex()
    return "-".join((h[:8], h[8:12], h[12:16], h[16:20], h[20:]))


def check_opened(leaf: dict, opened: list[tuple[str, bytes, str]]) -> tuple[dict[str, str], int]:
    """What is opened rightly, and how many are not."""
    sealed = {tag: value for tag, value in leaf["fields"] if isinstance(value, bytes)}
    good: dict[str, str] = {}
    seen: set[str] = set()
    wrong = 0
    for tag, salt, value in opened:
        if tag in seen or sealed.get(tag) != commit(salt, tag, value):
            wrong += 1
        else:
            good[tag] = value
        seen.add(tag)
    return good, wrong


def check_event(evidence: dict, i: int, before: dict | None) -> tuple[dict, int, dict]:
    """The event in the report, its number of faults, and what the next one has to follow."""
    e, note = evidence["events"][i], evidence["note"]
    leaf, hashed = read_leaf(e["leaf"]), leaf_hash(e["leaf"])
    size = note["size"]
    faults = [e["index"] >= size or root_from(size, e["index"], hashed, e["proof"]) != note["root"]]
    shown = {"index": e["index"]}
    if leaf is None:
        return shown, sum(faults) + 1, {"hash": hashed, "index": e["index"], "recorded": None}
    faults += [leaf["origin"] != note["origin"], uuid_text(leaf["item"]) != evidence["case"],
               leaf["index"] != e["index"], leaf["version"] != i + 1,
               leaf["previous"] != (before["hash"] if before else bytes(32))]
    if before:
        faults.append(e["index"] <= before["index"])
        faults.append(before["recorded"] is not None and leaf["recorded"] < before["recorded"])
    opened, wrong = check_opened(leaf, e["opened"])
    shown |= {"version": leaf["version"], "kind": leaf["kind"], "date": day_text(leaf["day"]),
              "received": day_text(leaf["received"]), "recorded": moment_text(leaf["recorded"], leaf["offset"]),
              "role": leaf["role"], "number": leaf["number"],
              "fields": {tag: value for tag, value in leaf["fields"] if isinstance(value, str)},
              "sealed": [tag for tag, value in leaf["fields"] if isinstance(value, bytes) and tag not in opened],
              "opened": opened,
              "files": [{"hash": raw.hex(), "bytes": length} for raw, length in leaf["files"]]}
    return shown, sum(faults) + wrong, {"hash": hashed, "index": e["index"], "recorded": leaf["recorded"]}


def check(raw: bytes, log: Key, origin: str, witnesses: list[Key], needed: int) -> dict | None:
    """The report, where a fault is only the place of its event; None for a file that cannot be read."""
    try:
        evidence = read_evidence(raw)
    except Unreadable:
        return None
    note = evidence["note"]
    by_log = signatures_of(note, log)
    faults: list[int | None] = [None] * ((note["origin"] != origin) + (not by_log or None in by_log))
    cosigned = []
    for key in witnesses:
        times_ = signatures_of(note, key)
        if None in times_:
            faults.append(None)
        elif times_:
            cosigned.append({"name": key.name, "time": times_[-1]})
    faults += [None] * ((len(cosigned) < needed) + (not evidence["events"]))
    events, before = [], None
    for i in range(len(evidence["events"])):
        shown, wrong, before = check_event(evidence, i, before)
        events.append(shown)
        faults += [i] * wrong
    return {"foi_evidence_report": 1, "holds": not faults, "origin": note["origin"], "leaves": note["size"],
            "root": encode(note["root"]), "signed_by": [log.name] if by_log and None not in by_log else [],
            "cosigned": cosigned, "case": evidence["case"], "events": events, "faults": faults}

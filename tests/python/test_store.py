"""The register through Python: its contract, histories against a small model, threads, processes, kills."""
from __future__ import annotations

import base64
import contextlib
import gc
import hashlib
import json
import logging
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import foi
import pytest
from conftest import DATA, ROOT

sys.path.insert(0, str(ROOT / "tests" / "model"))
import ledger_model  # noqa: E402
from test_lifetimes import SANITIZED, resident  # noqa: E402

LOG = "ppid.example.go.id/log"
BODY = {"origin": LOG, "name": "Badan Contoh", "numbers": {"request_registered": "{seq:03}/PPID/{year}"}}
KEYS = {epoch: bytes([epoch + 1]) * 32 for epoch in range(4)}
DAY, REST = date(2025, 10, 6), date(2027, 1, 2)
APPLICANT = {"kind": "individual", "name": "Siti Canary Aminah", "nik": "3171CANARY0001"}
RECEIVED = {"kind": "request_received", "date": DAY, "channel": "desk"}
REGISTERED = [{"kind": "request_registered", "date": DAY}, {"kind": "request_completed", "date": date(2025, 10, 7)}]
EXTENDED = {"kind": "request_extended", "date": date(2025, 10, 10), "reason": "menunggu Budi CANARY"}
ANSWERED = {"kind": "request_answered", "date": date(2025, 10, 20), "outcome": "refused", "exemption": ["17h", "17b"],
            "consequence_test": date(2025, 10, 15), "officer": "Rudi CANARY", "received": date(2025, 10, 21),
            "note": "catatan CANARY"}
SIGNER = foi.Key("ppid", b"\3" * 32)
WITNESS = foi.Key("komisi", b"\4" * 32, "witness")


def new_store(path: Path, law: foi.Law, **how) -> foi.Store:
    store = foi.Store(path, law, **{"keys": KEYS, "create": True, **how})
    store.add_body(BODY)
    return store


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "register.foi"


@pytest.fixture
def store(path, law):
    with new_store(path, law) as opened:
        yield opened


def write_case(store: foi.Store, name: str) -> foi.Receipt:
    """A case of five events."""
    receipt = store.register(body=LOG, events=RECEIVED, applicant=APPLICANT, key=name, role="petugas")
    for i, events in enumerate((REGISTERED, EXTENDED, ANSWERED)):
        receipt = store.append(receipt.item, events, expected=receipt.version, key=f"{name}-{i}", role="ppid")
    return receipt


# ---- writing and reading ---------------------------------------------------------------------------------------------

def test_what_is_written_is_judged(store):
    first = store.register(body=LOG, events=RECEIVED, applicant=APPLICANT, key="a")
    assert (first.version, first.index, first.number, first.replayed) == (1, 0, None, False)
    assert len(first.code) == 21 and len(first.leaf) == 64 and first.code not in repr(first)
    receipt = store.append(first.item, REGISTERED, expected=1, key="b")
    assert (receipt.item, receipt.version, receipt.number, receipt.code) == (first.item, 3, "001/PPID/2025", None)
    receipt = store.append(first.item, iter([EXTENDED]), expected=3, key="c")
    store.append(first.item, ANSWERED, expected=receipt.version, key="d")
    assert store.find("001/PPID/2025", LOG) == store.find(first.code) == first.item
    for wrong in ("002/PPID/2025", first.code[:-1] + ("A" if first.code[-1] != "A" else "B"), ""):
        with pytest.raises(foi.Absent):
            store.find(wrong, LOG)
    case = store.case(first.item)
    assert (case.version, len(case), case.copy().version, case.state["request"]) == (5, 5, 5, "refused")
    codes = {finding.code for finding in case.findings}
    assert not codes & {"extension_unreasoned", "refusal_without_exemption"}, "sealed, yet given"
    assert "CANARY" not in case.report_json() and case.events[4].note == "(sealed)"
    opened = store.case(first.item, sealed=True)
    assert opened.events[4].note == "catatan CANARY" and opened.judge() == case.judge()
    assert store.bodies() == [BODY]
    same = foi.Law().case({"foi_case": 1, "events": [RECEIVED, *REGISTERED, EXTENDED, ANSWERED]})
    assert same.report_json() == opened.report_json(), "as a case file of the same events is judged"
    assert same.version is None


def test_the_same_key_has_the_same_effect_once(store):
    first = store.register(body=LOG, events=RECEIVED, applicant=APPLICANT, key="a")
    again = store.register(body=LOG, events=RECEIVED, applicant=APPLICANT, key="a")
    assert again.replayed and {**vars(again), "replayed": False} == vars(first)
    for other in (lambda: store.register(body=LOG, events=REGISTERED, applicant=APPLICANT, key="a"),
                  lambda: store.register(body=LOG, events=RECEIVED, key="a"),
                  lambda: store.append(first.item, REGISTERED, expected=1, key="a"),
                  lambda: store.freeze(first.item, basis="x", expected=1, key="a", today=DAY)):
        with pytest.raises(foi.KeyReused):
            other()
    store.append(first.item, REGISTERED, expected=1, key="b")
    for known in (1, 9):
        with pytest.raises(foi.StaleVersion) as caught:
            store.append(first.item, EXTENDED, expected=known, key="c")
        assert caught.value.version == 3
        assert pickle.loads(pickle.dumps(caught.value)).version == 3
    with pytest.raises(foi.StaleVersion) as caught:
        store.freeze(first.item, basis="x", expected=1, key="c", today=DAY)
    assert caught.value.version == 3


BROKEN = [
    [], {}, {"kind": "request_recieved", "date": DAY}, [RECEIVED, {"kind": "request_answered", "date": DAY}],
    {"kind": "request_registered", "date": DAY, "number": "7"}, {"kind": "request_received", "date": "2025-02-30"},
    {"kind": "vault:erased", "date": DAY}, ["request_received"], [[RECEIVED]], [RECEIVED] * 65,
    {"kind": "request_received", "date": DAY, "note": "\ud800"},
    {"kind": "request_received", "date": DAY, "note": "\0"},
    {"kind": "request_received", "date": DAY, "note": float("nan")},
    {"kind": "request_received", "date": DAY, "note": "x" * 10_000_000}]


@pytest.mark.parametrize("events", BROKEN, ids=range(len(BROKEN)))
def test_broken_events_write_nothing(store, events):
    item = store.register(body=LOG, events=RECEIVED, key="a").item
    with pytest.raises(foi.Error):
        store.register(body=LOG, events=events, key="k")
    with pytest.raises(foi.Error):
        store.append(item, events, expected=1, key="k")
    with pytest.raises(foi.Error) as caught:
        store.append_many(foi.Append(body=LOG, events=given, key=key) for key, given in zip("bk", (RECEIVED, events)))
    assert caught.value.item == 1
    assert store.verify(LOG).leaves == store.case(item).version == 1
    assert not store.register(body=LOG, events=RECEIVED, key="k").replayed, "the key is free"


def test_broken_arguments(store, law, path):
    item = store.register(body=LOG, events=RECEIVED, key="a").item
    nobody = item[:-1] + ("0" if item[-1] != "0" else "1")
    many = [foi.Append(body=LOG, events=RECEIVED, key="k")] * 10001
    for kind, call in (
            (foi.ArgumentError, lambda: store.register(body=LOG, events=RECEIVED, key="")),
            (foi.ArgumentError, lambda: store.register(body=LOG, events=RECEIVED, key="k" * 65)),
            (foi.ArgumentError, lambda: store.register(body=LOG, events=RECEIVED, key="k\0")),
            (foi.Error, lambda: store.register(body=LOG, events=RECEIVED, key="k", actor="a" * 500)),
            (foi.Error, lambda: store.register(body=LOG, events=RECEIVED, key="k", role="a" * 500)),
            (foi.Error, lambda: store.register(body=LOG, events=RECEIVED, key="k", applicant={"kind": "martian"})),
            (foi.Error, lambda: store.register(body=LOG, events=RECEIVED, key="k", applicant={"name": 5})),
            (foi.Absent, lambda: store.register(body="other/log", events=RECEIVED, key="k")),
            (foi.Absent, lambda: store.append("not an id", RECEIVED, expected=1, key="k")),
            (foi.Absent, lambda: store.append(nobody, RECEIVED, expected=1, key="k")),
            (foi.OutOfRange, lambda: store.append(item, RECEIVED, expected=-1, key="k")),
            (foi.OutOfRange, lambda: store.append(item, RECEIVED, expected=2**32, key="k")),
            (foi.Absent, lambda: store.case("no")), (foi.Absent, lambda: store.export("no")),
            (foi.Absent, lambda: store.evidence("no")), (foi.Absent, lambda: next(store.cases("other"))),
            (foi.Absent, lambda: store.verify("other")), (foi.Absent, lambda: store.checkpoint("other", SIGNER)),
            (foi.Absent, lambda: store.consistency("other", 0)),
            (foi.ArgumentError, lambda: store.checkpoint(LOG, WITNESS)),
            (foi.ArgumentError, lambda: store.checkpoint(LOG, foi.Key.parse(SIGNER.public_text()))),
            (foi.OutOfRange, lambda: store.consistency(LOG, -1)), (foi.OutOfRange, lambda: store.rotate(-1)),
            (foi.OutOfRange, lambda: store.rotate(2**32)), (foi.Sealed, lambda: store.rotate(77)),
            (foi.ArgumentError, lambda: store.freeze(item, basis="", expected=1, key="k", today=DAY)),
            (foi.Conflict, lambda: store.release(item, basis="x", expected=1, key="k", today=DAY)),
            (foi.Conflict, lambda: store.add_body(BODY)), (foi.Error, lambda: store.add_body({"origin": "a b"})),
            (foi.LawGap, lambda: store.add_body({"origin": "x", "regime": "mars"})),
            (foi.Error, lambda: store.add_body({"origin": "x", "numbers": {"request_registered": "no seq"}})),
            (foi.ArgumentError, lambda: store.backup("a\0b")), (foi.ArgumentError, lambda: foi.Store("a\0b", law)),
            (foi.OutOfRange, lambda: foi.Store(path, law, wait=-1)),
            (foi.OutOfRange, lambda: foi.Store(path, law, wait=float("nan"))),
            (foi.OutOfRange, lambda: foi.Store(path, law, wait=float("inf"))),
            (foi.OutOfRange, lambda: foi.Store(path, law, epoch=-1)),
            (foi.Error, lambda: store.append_many([])), (foi.LimitExceeded, lambda: store.append_many(many)),
            (TypeError, lambda: store.append_many([foi.Append(events=RECEIVED, key="k")])),
            (TypeError, lambda: foi.Store(path, "law")), (TypeError, lambda: foi.Store(5, law)),
            (TypeError, lambda: store.append_many([foi.Append(body=LOG, item=item, events=RECEIVED, key="k")])),
            (TypeError, lambda: store.register(body=LOG, events="x", key="k")),
            (TypeError, lambda: store.register(body=LOG, events=5, key="k")),
            (TypeError, lambda: store.register(body=LOG, events={"kind": b"x"}, key="k")),
            (TypeError, lambda: store.register(body=LOG, events=RECEIVED, key=5)),
            (TypeError, lambda: store.register(body=5, events=RECEIVED, key="k")),
            (TypeError, lambda: store.append(item, RECEIVED, expected="1", key="k")),
            (TypeError, lambda: store.case(5)), (TypeError, lambda: store.find(None)),
            (TypeError, lambda: store.checkpoint(LOG, None)), (TypeError, lambda: store.verify(LOG, "note")),
            (TypeError, lambda: store.freeze(item, basis="x", expected=1, key="k", today="2025-10-06")),
            (TypeError, lambda: store.register(body=LOG, events=RECEIVED))):
        with pytest.raises((kind, AttributeError) if kind is TypeError else kind):
            call()
    told = store.verify(LOG)
    assert (told.leaves, told.cases) == (1, 1)


def test_numbers_have_no_gaps(store):
    for n in range(1, 13):
        item = store.register(body=LOG, events=RECEIVED, key=f"a{n}").item
        with pytest.raises(foi.StaleVersion):
            store.append(item, REGISTERED, expected=7, key=f"b{n}")
        with pytest.raises(foi.Error):
            store.append(item, [REGISTERED[0], {"kind": "x"}], expected=1, key=f"b{n}")
        assert store.append(item, REGISTERED, expected=1, key=f"b{n}").number == f"{n:03}/PPID/2025"
    told = store.verify(LOG)
    assert (told.leaves, told.cases) == (36, 12)


def test_a_batch_is_written_whole_or_not_at_all(store):
    batch = [foi.Append(body=LOG, events=RECEIVED, key=f"k{n}", applicant=APPLICANT) for n in range(50)]
    with pytest.raises(foi.Error) as caught:
        store.append_many(batch[:37] + [foi.Append(body=LOG, events={}, key="bad")] + batch[37:])
    assert caught.value.item == 37 and store.verify(LOG).leaves == 0
    receipts = store.append_many(iter(batch))
    assert [receipt.index for receipt in receipts] == list(range(50))
    assert len({receipt.code for receipt in receipts}) == 50
    assert [receipt.replayed for receipt in store.append_many(batch)] == [True] * 50
    with pytest.raises(foi.StaleVersion) as caught:
        store.append_many([foi.Append(item=r.item, expected=n + 1, events=EXTENDED, key=f"x{n}")
                           for n, r in enumerate(receipts[:3])])
    assert (caught.value.item, caught.value.version) == (1, 1)
    assert store.verify(LOG).leaves == 50


def test_cases_are_listed_in_pages(store):
    for page in range(3):
        store.append_many(foi.Append(body=LOG, events=RECEIVED, key=f"{page}-{n}") for n in range(700))
    listed = list(store.cases(LOG))
    assert len({case.item for case in listed}) == 2100 and {case.version for case in listed} == {1}
    assert {case.applicant for case in listed} == {"individual"}
    indexes = [store.register(body=LOG, events=RECEIVED, key=f"{n // 700}-{n % 700}") for n in range(0, 2100, 300)]
    assert [listed[receipt.index].item for receipt in indexes] == [receipt.item for receipt in indexes]


def test_reopened(path, law):
    """The root is the same before and after; each handle goes on where the other was."""
    with new_store(path, law) as first, foi.Store(path, foi.Law(), keys=KEYS) as second:
        assert [write_case(one, name).index for one, name in ((first, "a"), (second, "b"))] == [4, 9]
        assert first.find("002/PPID/2025", LOG) == second.find("002/PPID/2025", LOG)
        told = first.verify(LOG)
        assert told == second.verify(LOG) and told.sealed == 2 * 3
    with foi.Store(path, law, read_only=True) as reader:
        assert reader.verify(LOG)._replace(sealed=6, unopened=0) == told
        assert reader.verify(LOG).unopened == 6, "without keys"


# ---- proving ---------------------------------------------------------------------------------------------------------

def test_a_checkpoint_continues_the_one_before(store):
    write_case(store, "a")
    first = store.checkpoint(LOG, SIGNER)
    seen = foi.cosign(first, SIGNER, WITNESS, time=1_764_000_000)
    write_case(store, "b")
    second = store.checkpoint(LOG, SIGNER)
    old, new = foi.read_checkpoint(first), foi.read_checkpoint(second, [WITNESS, SIGNER])
    assert (old.origin, old.leaves, old.signatures) == (LOG, 5, [])
    assert new.leaves == 10 and new.root == store.verify(LOG).root
    assert new.signatures == [foi.Signature(SIGNER, None)]
    proof, leaves = store.consistency(LOG, old.leaves)
    assert leaves == 10
    foi.merkle_continues(new.root, 10, old.root, 5, proof)
    cosigned = foi.cosign(second, SIGNER, WITNESS, time=1_764_000_001, old=seen, proof=proof)
    assert foi.read_checkpoint(cosigned, [WITNESS]).signatures == [foi.Signature(WITNESS, 1_764_000_001)]
    assert foi.read_checkpoint(cosigned, iter([SIGNER, WITNESS])).signatures[1].time == 1_764_000_001
    for wrong in (proof[:-1], proof[::-1], []):
        with pytest.raises(foi.ProofError):
            foi.cosign(second, SIGNER, WITNESS, time=5, old=seen, proof=wrong)
    with pytest.raises(foi.ProofError):
        foi.cosign(first, SIGNER, WITNESS, time=5, old=cosigned, proof=[])
    with pytest.raises(foi.ProofError):
        foi.cosign(first, foi.Key("ppid", b"\5" * 32), WITNESS, time=5)
    with pytest.raises(foi.Error):
        store.consistency(LOG, 11)


def spoil(path: Path, *sql: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in sql:
            db.execute(statement)
        db.commit()


@pytest.mark.parametrize("acts", [
    ("DROP TRIGGER event_stays",
     "UPDATE event SET leaf = CAST(substr(leaf, 1, 60) || x'00' || substr(leaf, 62) AS BLOB) WHERE log = 12"),
    ("DROP TRIGGER event_remains", "DELETE FROM event WHERE log = 3"), ("UPDATE item SET version = 4 WHERE id = 1",),
    ("UPDATE body SET leaves = 14",), ("DELETE FROM number WHERE number = 2",),
    ("UPDATE sealed SET bytes = randomblob(length(bytes)) WHERE item = 1 AND tag = 'note'",)],
    ids=["turned-bit", "lost-event", "version", "leaves", "number", "sealed"])
def test_tampering_is_found(path, law, acts):
    with new_store(path, law) as store:
        write_case(store, "a")
        note = store.checkpoint(LOG, SIGNER)
        write_case(store, "b")
        write_case(store, "c")
        assert store.verify(LOG, note, SIGNER).unopened == 0
    spoil(path, *acts)
    with foi.Store(path, law, keys=KEYS) as store:
        with pytest.raises((foi.Damaged, foi.ProofError)):
            store.verify(LOG, note, SIGNER)
        if "substr" in acts[-1]:  # read again before it would be signed
            with pytest.raises(foi.Damaged):
                store.checkpoint(LOG, SIGNER)


def test_an_old_copy_is_found(store, law, tmp_path):
    write_case(store, "a")
    store.backup(tmp_path / "copy")
    with pytest.raises(foi.Conflict):
        store.backup(tmp_path / "copy")
    write_case(store, "b")
    note = store.checkpoint(LOG, SIGNER)
    with foi.Store(tmp_path / "copy", law, keys=KEYS) as copy:
        assert copy.verify(LOG).leaves == 5
        with pytest.raises(foi.ProofError):
            copy.verify(LOG, note, SIGNER)
    for log in (foi.Key("ppid", b"\5" * 32), foi.Key("other", b"\3" * 32)):
        with pytest.raises(foi.ProofError):
            store.verify(LOG, note, log)


def test_evidence_holds_without_the_register(store, run_foi, tmp_path):
    item = write_case(store, "a").item
    with pytest.raises(foi.Absent):
        store.evidence(item)
    store.checkpoint(LOG, SIGNER)
    write_case(store, "b")
    told = store.evidence(item, sealed=True)
    public = foi.Key.parse(SIGNER.public_text())
    report = foi.check_evidence(told, public, origin=LOG)
    assert report["holds"] and len(report["events"]) == 5
    assert report["events"][4]["opened"] == {"note": "catatan CANARY", "officer": "Rudi CANARY"}
    assert foi.check_evidence(json.loads(told), public, origin=LOG) == report
    assert foi.check_evidence(told.encode(), public, origin=LOG) == report
    (tmp_path / "evidence.json").write_text(told, encoding="utf-8")
    status, printed = run_foi("verify", str(tmp_path / "evidence.json"), "--key", public.public_text(), "--origin", LOG,
                              "--json")
    assert status == 0 and json.loads(printed) == report
    with pytest.raises(foi.ProofError) as caught:
        foi.check_evidence(told.replace("menunggu", "nenunggu"), public, origin=LOG)
    assert caught.value.report["holds"] is False and caught.value.report["faults"]
    plain = store.evidence(item)
    assert "CANARY" not in plain and foi.check_evidence(plain, public, origin=LOG)["holds"]
    for kind, call in ((foi.ProofError, lambda: foi.check_evidence(plain, public)),
                       (foi.ProofError, lambda: foi.check_evidence(plain, foi.Key("ppid", b"\6" * 32), origin=LOG)),
                       (foi.ProofError, lambda: foi.check_evidence(plain, public, origin=LOG, witnesses=[WITNESS],
                                                                   witnesses_needed=1)),
                       (foi.InvalidSyntax, lambda: foi.check_evidence("{", public)),
                       (foi.InvalidSyntax, lambda: foi.check_evidence({"foi_evidence": 1}, public)),
                       (foi.OutOfRange, lambda: foi.check_evidence(plain, public, witnesses_needed=-1)),
                       (TypeError, lambda: foi.check_evidence(5.5, public))):
        with pytest.raises(kind):
            call()


def test_evidence_of_the_guide():
    """The evidence that the command and the model are tested with."""
    log, witness = (foi.Key.parse((DATA / "ledger" / name).read_text(encoding="ascii").strip())
                    for name in ("log.key", "witness.key"))
    evidence = (DATA / "ledger" / "evidence.json").read_text(encoding="utf-8")
    report = foi.check_evidence(evidence, log, witnesses=[witness], witnesses_needed=1)
    assert report == json.loads((DATA / "ledger" / "report.json").read_text(encoding="utf-8"))


def test_merkle_trees_are_those_of_the_model():
    """Each proof of each small tree, and every hash of it turned."""
    hashes = [ledger_model.leaf_hash(bytes([n])) for n in range(17)]
    assert [foi.merkle_leaf(bytes([n])) for n in range(17)] == [h.hex() for h in hashes]
    assert foi.merkle_leaf(b"") == hashlib.sha256(b"\0").hexdigest()
    for size in range(1, 18):
        tree = hashes[:size]
        root = ledger_model.root_of(tree).hex()
        for index in range(size):
            proof, leaf = [h.hex() for h in ledger_model.inclusion(tree, index)], tree[index].hex()
            foi.merkle_included(root, size, index, leaf, proof)
            for bad in (lambda: foi.merkle_included(root, size, index + 1, leaf, proof),
                        lambda: foi.merkle_included(root, size, index, leaf, [*proof, root]),
                        lambda: foi.merkle_included(root, size, index, "00" * 32, proof)):
                with pytest.raises(foi.ProofError):
                    bad()
        for old in range(size + 1):
            before = ledger_model.root_of(tree[:old]).hex()
            proof = [h.hex() for h in ledger_model.consistency(tree, old)]
            foi.merkle_continues(root, size, before, old, proof)
            with pytest.raises(foi.ProofError):
                foi.merkle_continues(root, size, before, old, [*proof, root])
    for digest in ("", "00", "zz" * 32, "00" * 33, "é"):
        with pytest.raises(foi.ArgumentError):
            foi.merkle_included(digest, 1, 0, hashes[0].hex(), [])
    for size, index in ((-1, 0), (2**64, 0), (1, -1)):
        with pytest.raises(foi.OutOfRange):
            foi.merkle_included(root, size, index, hashes[0].hex(), [])


def test_keys():
    assert (SIGNER.name, SIGNER.kind, WITNESS.kind) == ("ppid", foi.KeyKind.LOG, foi.KeyKind.WITNESS)
    public = foi.Key.parse(SIGNER.public_text())
    assert public.secret_text() is None and public.public_text() == SIGNER.public_text()
    both = foi.Key.parse(SIGNER.secret_text() + "\n")
    assert both.secret_text() == SIGNER.secret_text() and both.public_text() == SIGNER.public_text()
    secret = SIGNER.secret_text().split("+", 4)[4]
    assert secret not in repr(SIGNER) and secret not in repr(both) and "PRIVATE" not in repr(both)
    seed = b"\3" * 32
    assert base64.b64decode(SIGNER.public_text().split("+", 2)[2])[1:] == ledger_model.public_of(seed)
    for kind, call in ((foi.ArgumentError, lambda: foi.Key("a b", seed)),
                       (foi.ArgumentError, lambda: foi.Key("", seed)),
                       (foi.ArgumentError, lambda: foi.Key("a", b"short")),
                       (ValueError, lambda: foi.Key("a", seed, "x")),
                       (TypeError, lambda: foi.Key("a", None)), (TypeError, lambda: foi.Key(5, seed)),
                       (foi.InvalidSyntax, lambda: foi.Key.parse("")), (TypeError, lambda: foi.Key.parse(b"x")),
                       (foi.InvalidSyntax, lambda: foi.Key.parse(SIGNER.public_text()[:-1])),
                       (TypeError, lambda: pickle.dumps(SIGNER)), (foi.InvalidSyntax, lambda: foi.read_checkpoint("x")),
                       (TypeError, lambda: foi.read_checkpoint(b"x")),
                       (foi.OutOfRange, lambda: foi.cosign("x", SIGNER, WITNESS, time=-1))):
        with pytest.raises(kind):
            call()
    secret_half = SIGNER.secret_text()
    with pytest.raises(foi.InvalidSyntax) as caught:
        foi.Key.parse(secret_half[:-2] + "AA")
    assert secret not in str(caught.value) and secret[:20] not in str(caught.value)


# ---- the vault -------------------------------------------------------------------------------------------------------

def test_who_is_erased_is_gone_and_every_proof_holds(store):
    receipt, other = write_case(store, "a"), write_case(store, "b")
    exported = store.export(receipt.item)
    assert exported["applicant"] == APPLICANT
    assert exported["events"][0]["values"] == {"reason": "menunggu Budi CANARY"}
    report = store.case(receipt.item).report_json(REST)
    note, before = store.checkpoint(LOG, SIGNER), store.verify(LOG)
    how = {"basis": "UU 27/2022 art. 43", "expected": receipt.version, "key": "erase"}
    with pytest.raises(foi.Conflict):
        store.erase(receipt.item, today=date(2025, 10, 22), **how)
    gone = store.erase(receipt.item, today=REST, **how)
    assert gone.version == receipt.version + 1
    assert store.erase(receipt.item, today=REST, **how).replayed
    for call in (lambda: store.export(receipt.item), lambda: store.case(receipt.item, sealed=True),
                 lambda: store.append(receipt.item, EXTENDED, expected=gone.version, key="more"),
                 lambda: store.evidence(receipt.item, sealed=True)):
        with pytest.raises(foi.Sealed) as caught:
            call()
        assert caught.value.__cause__ is None
    assert store.export(other.item)["applicant"] == APPLICANT
    after = store.verify(LOG, note, SIGNER)
    assert (after.leaves, after.sealed, after.unopened) == (before.leaves + 1, before.sealed // 2, before.sealed // 2)
    assert store.case(receipt.item).report_json(REST) == report, "what it was judged to be it still is"
    assert store.case(receipt.item).version == gone.version


def test_who_is_frozen_is_out_of_reach_until_released(store):
    receipt = write_case(store, "a")
    frozen = store.freeze(receipt.item, basis="art. 40", expected=receipt.version, key="freeze", today=DAY)
    with pytest.raises(foi.Sealed):
        store.export(receipt.item)
    with pytest.raises(foi.Conflict):
        store.freeze(receipt.item, basis="art. 40", expected=frozen.version, key="again", today=DAY)
    store.release(receipt.item, basis="art. 40", expected=frozen.version, key="release", today=foi.day_number(DAY))
    assert store.export(receipt.item)["applicant"] == APPLICANT


def test_keys_are_wrapped_anew(path, law):
    keys = dict(KEYS)
    with new_store(path, law, keys=keys) as store:
        item, erased = write_case(store, "a").item, write_case(store, "b")
        store.erase(erased.item, basis="art. 43", expected=erased.version, key="e", today=REST)
        assert (store.rotate(2), store.rotate(2)) == (1, 0)
        del keys[1]  # destroyed
        assert store.export(item)["applicant"] == APPLICANT
        del keys[2]
        for call in (lambda: store.export(item), lambda: store.rotate(3), lambda: write_case(store, "c")):
            with pytest.raises(foi.Sealed) as caught:
                call()
            assert isinstance(caught.value.__cause__, KeyError)
        assert store.verify(LOG).unopened == 6


@pytest.mark.parametrize("broken, cause", [
    (lambda epoch: 1 / 0, ZeroDivisionError), (lambda epoch: b"short", ValueError), (lambda epoch: None, TypeError),
    (lambda epoch: "k" * 32, TypeError), (lambda epoch: [1] * 32, TypeError), ({}, KeyError), (None, type(None)),
    (lambda: None, TypeError), (5, TypeError)])
def test_keys_that_are_not_to_be_had(store, path, law, capfd, broken, cause):
    """What goes wrong outside is told as the cause; nothing crosses C, nothing is printed, nothing is written."""
    item = write_case(store, "a").item
    with foi.Store(path, law, keys=broken) as other:
        for call in (lambda: other.export(item), lambda: other.case(item, sealed=True),
                     lambda: other.register(body=LOG, events=RECEIVED, key="k")):
            with pytest.raises(foi.Sealed) as caught:
                call()
            assert isinstance(caught.value.__cause__, cause)
        assert other.case(item).version == 5, "what is not personal can be read"
        told = other.verify(LOG)
        assert (told.sealed, told.unopened) == (0, 3)
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_goes_on(store, path, law):
    def keys(epoch):
        raise KeyboardInterrupt

    item = write_case(store, "a").item
    with foi.Store(path, law, keys=keys) as other:
        with pytest.raises(KeyboardInterrupt):
            other.export(item)
        assert other.case(item).version == 5, "the register is as usable as before"


def test_keys_and_now_may_not_use_the_register(path, law):
    def keys(epoch):
        store.bodies()

    store = new_store(path, law, keys=keys)
    with pytest.raises(foi.Sealed) as caught:
        store.register(body=LOG, events=RECEIVED, key="k")
    assert isinstance(caught.value.__cause__, RuntimeError)
    store.close()


def test_now(path, law):
    moments = [datetime(2025, 10, 6, 8, 0, 0, 123456, timezone(timedelta(hours=7)))]
    with new_store(path, law, now=lambda: moments[-1]) as store:
        item = store.register(body=LOG, events=RECEIVED, key="a").item
        moments.append(datetime(2024, 1, 1, tzinfo=timezone.utc))  # a clock set back does not turn the order
        store.append(item, EXTENDED, expected=1, key="b")
        moments.append(moments[0] + timedelta(days=4))
        store.append(item, ANSWERED, expected=2, key="c")
        store.checkpoint(LOG, SIGNER)
        told = [datetime.fromisoformat(event["recorded"])
                for event in foi.check_evidence(store.evidence(item), SIGNER, origin=LOG)["events"]]
        assert told == [moments[0], moments[0], moments[2]]
        moments.append(datetime(2025, 10, 6))
        with pytest.raises(TypeError):
            store.append(item, RECEIVED, expected=3, key="d")
        moments.append(moments[2])
        assert store.case(item).version == 3


# ---- handles and files -----------------------------------------------------------------------------------------------

def test_closed(path, law):
    store = new_store(path, law)
    item = write_case(store, "a").item
    case, listing = store.case(item), store.cases(LOG)
    store.close()
    store.close()
    for call in (lambda: store.case(item), lambda: store.bodies(), lambda: store.add_body(BODY),
                 lambda: store.register(body=LOG, events=RECEIVED, key="k"),
                 lambda: store.append(item, RECEIVED, expected=1, key="k"),
                 lambda: store.append_many([foi.Append(body=LOG, events=RECEIVED, key="k")]), lambda: store.find("x"),
                 lambda: next(listing), lambda: store.checkpoint(LOG, SIGNER), lambda: store.consistency(LOG, 0),
                 lambda: store.evidence(item), lambda: store.verify(LOG), lambda: store.rotate(2),
                 lambda: store.erase(item, basis="x", expected=1, key="k", today=DAY), lambda: store.export(item),
                 lambda: store.backup(path.with_name("copy"))):
        with pytest.raises(ValueError, match="closed"):
            call()
    assert "closed" in repr(store) and str(path) in repr(store)
    assert case.state["request"] == "refused", "what was answered stays good"
    with pytest.raises(TypeError):
        pickle.dumps(store)
    with pytest.raises(ZeroDivisionError), foi.Store(path, law) as again:
        1 / 0
    assert "closed" in repr(again)


def test_closed_is_let_go(path, law):
    """At once, also while an error of the register is kept with all that it saw."""
    store = new_store(path, law)
    with pytest.raises(foi.Absent) as kept:
        store.case("no")
    assert [name for name in open_files() if name.startswith(str(path))] and kept.tb
    store.close()
    assert not [name for name in open_files() if name.startswith(str(path))]


def test_dropped(path):
    """The law closed first, the store never closed: the file is let go all the same."""
    law = foi.Law()
    store = new_store(path, law)
    law.close()
    item = write_case(store, "a").item
    case = store.case(item)
    del store, law
    gc.collect()
    held = open_files()
    assert not [name for name in held if name.startswith(str(path))]
    assert case.state["request"] == "refused"
    for _ in range(50):
        foi.Store(path, foi.Law(), keys=KEYS)
    gc.collect()
    assert len(open_files()) <= len(held)


def open_files() -> list[str]:
    names = []
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(FileNotFoundError):  # that of the listing itself
            names.append(os.readlink(f"/proc/self/fd/{number}"))
    return names


@pytest.mark.skipif(SANITIZED, reason="a sanitizer keeps what was freed for a while")
@pytest.mark.parametrize("kind", ["writes", "reads", "errors", "handles", "ledger"])
def test_no_leak(store, path, law, kind):
    item = write_case(store, "a").item
    note, told = store.checkpoint(LOG, SIGNER), store.evidence(item)
    calls = {
        "writes": lambda i: store.register(body=LOG, events=ANSWERED, applicant=APPLICANT, key=f"{i}"),
        "reads": lambda i: (store.case(item, sealed=True), store.export(item), store.evidence(item, sealed=True)),
        "errors": lambda i: pytest.raises(foi.KeyReused, store.append, item, RECEIVED, expected=5, key="a"),
        "handles": lambda i: foi.Store(path, law, keys=lambda epoch: KEYS[epoch]).case(item, sealed=True),
        "ledger": lambda i: (foi.check_evidence(told, foi.Key.parse(SIGNER.public_text()), origin=LOG),
                             foi.cosign(note, SIGNER, WITNESS, time=i), foi.read_checkpoint(note, [SIGNER]))}
    for i in range(200):
        calls[kind](i)
    gc.collect()
    before = resident()
    for i in range(200, 1200):
        calls[kind](i)
    gc.collect()
    assert resident() - before < 3000, "kilobytes"


def test_only_a_register_is_opened(path, law, tmp_path):
    with pytest.raises(foi.Absent):
        foi.Store(path, law)
    new_store(path, law).close()
    assert path.stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other"
    other.symlink_to(path)
    with pytest.raises(foi.Foreign):
        foi.Store(other, law)
    other.unlink()
    other.write_text("this is no database, it is a text of more than a hundred bytes, so that it is looked at " * 2)
    for create in (False, True):
        with pytest.raises(foi.Foreign):
            foi.Store(str(other), law, create=create)
    spoil(path, "PRAGMA user_version = 2")
    with pytest.raises(foi.Foreign):
        foi.Store(path, law)
    with pytest.raises(foi.StorageError):
        foi.Store(tmp_path, law)
    with pytest.raises(ValueError, match="closed"):
        closed = foi.Law()
        closed.close()
        foi.Store(path, closed)


def test_a_reader_writes_nothing(store, path, law):
    item = write_case(store, "a").item
    with foi.Store(path, law, keys=KEYS, read_only=True) as reader:
        assert reader.case(item, sealed=True).version == 5
        with pytest.raises(foi.StorageError):
            reader.register(body=LOG, events=RECEIVED, key="k")


def test_busy(store, path, law):
    """Who writes for long keeps others out for as long as they said, no longer."""
    with foi.Store(path, law, keys=KEYS, wait=0.05) as other, contextlib.closing(sqlite3.connect(path)) as third:
        third.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with pytest.raises(foi.Busy):
            other.register(body=LOG, events=RECEIVED, key="k")
        assert time.monotonic() - begun < 2, "seconds"
        third.rollback()
        assert not other.register(body=LOG, events=RECEIVED, key="k").replayed


# ---- threads and processes -------------------------------------------------------------------------------------------

def test_two_threads_on_one_store(store):
    receipts: dict[int, list[foi.Receipt]] = {0: [], 1: []}

    def work(mine: int) -> None:
        for n in range(40):
            receipts[mine].append(store.register(body=LOG, events=REGISTERED, key=f"{mine}-{n}"))
            assert store.case(receipts[mine][-1].item).version == 2 and store.find(receipts[mine][-1].code)

    threads = [threading.Thread(target=work, args=(mine,)) for mine in receipts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    told = sorted(receipt.number for found in receipts.values() for receipt in found)
    assert told == [f"{n:03}/PPID/2025" for n in range(1, 81)]
    assert store.verify(LOG).leaves == 160


def test_closed_meanwhile(path, law):
    """A register closed while other threads use it: a result or "closed", never a crash."""
    store, found = new_store(path, law), []

    def work(mine: int) -> None:
        try:
            for n in range(10_000):
                found.append(store.register(body=LOG, events=RECEIVED, key=f"{mine}-{n}"))
        except ValueError as error:
            assert "closed" in str(error)

    threads = [threading.Thread(target=work, args=(mine,)) for mine in range(3)]
    for thread in threads:
        thread.start()
    while len(found) < 10:
        threads[0].join(0.001)
    store.close()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    with foi.Store(path, law) as again:
        assert again.verify(LOG).leaves == len(found)


def test_a_register_is_of_one_process(path, law):
    """In a child everything is refused, also when another thread was in the middle of a call at the fork."""
    inside, go_on = threading.Event(), threading.Event()

    def keys(epoch):
        inside.set()
        assert go_on.wait(60)
        return KEYS[epoch]

    store = new_store(path, law, keys=keys)
    writer = threading.Thread(target=store.register, kwargs={"body": LOG, "events": RECEIVED, "key": "a"})
    writer.start()
    assert inside.wait(60)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.alarm(20)
            for call in (store.bodies, lambda: store.register(body=LOG, events=RECEIVED, key="child"),
                         lambda: store.verify(LOG), lambda: store.checkpoint(LOG, SIGNER)):
                with pytest.raises(foi.ArgumentError):
                    call()
            store.close()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    go_on.set()
    writer.join(60)
    assert store.verify(LOG).leaves == 1
    store.close()


PROGRAM = """
import sys
import foi
sys.path.insert(0, {folder!r})
from test_store import KEYS, LOG, APPLICANT, REGISTERED, EXTENDED

path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with foi.Store(path, foi.Law(), keys=KEYS, wait=60) as store:
    for n in range(count):
        made = store.register(body=LOG, events=REGISTERED, applicant=APPLICANT, key=f"{{name}}-{{n}}")
        print(n, made.item, made.number, made.index, made.leaf, flush=True)
        more = store.append(made.item, EXTENDED, expected=2, key=f"{{name}}-{{n}}-more")
        print(n, more.item, more.number, more.index, more.leaf, flush=True)
""".format(folder=str(Path(__file__).parent))


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-B", "-c", PROGRAM, str(path), name, str(count)], stdout=subprocess.PIPE,
                            text=True)


def test_many_write_at_once(path, law):
    """Processes: no number is skipped, none is given twice, what was told is there."""
    new_store(path, law).close()
    writers = [start(path, f"w{n}", 15) for n in range(4)]
    told = [line.split() for writer in writers for line in writer.communicate(timeout=120)[0].splitlines()]
    assert [writer.returncode for writer in writers] == [0] * 4
    numbers = sorted(number for _, _, number, _, _ in told if number != "None")
    assert numbers == [f"{n:03}/PPID/2025" for n in range(1, 61)]
    assert len({index for *_, index, _ in told}) == len({item for _, item, *_ in told}) * 2 == 120
    with foi.Store(path, law) as store:
        assert store.verify(LOG).leaves == 180


def test_killed_in_the_middle(path, law, kills):
    """What was acknowledged is there, what was not is whole or absent, and a repetition completes it once."""
    new_store(path, law).close()
    chance, cases = random.Random(1), 0
    for cycle in range(kills):
        writer = start(path, f"c{cycle}", 1000)
        lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 12))]
        time.sleep(chance.random() / 200)
        writer.kill()
        lines += writer.stdout.readlines()
        writer.wait()
        writer.stdout.close()
        told = [line.split() for line in lines if line.endswith("\n")]
        assert told, "it wrote something"
        with foi.Store(path, law, keys=KEYS) as store:
            for n in range((len(told) + 3) // 2):  # what was told, and what may have been under way
                made = store.register(body=LOG, events=REGISTERED, applicant=APPLICANT, key=f"c{cycle}-{n}")
                more = store.append(made.item, EXTENDED, expected=2, key=f"c{cycle}-{n}-more")
                for receipt, line in zip((made, more), told[2 * n:2 * n + 2]):
                    assert receipt.replayed
                    assert [str(x) for x in (receipt.item, receipt.number, receipt.index, receipt.leaf)] == line[1:]
                cases += 1
                assert made.number == f"{cases:03}/PPID/2025"
                assert store.find(made.number, LOG) == made.item and store.case(made.item).version == 3
            told_all = store.verify(LOG)
            assert (told_all.leaves, told_all.cases, told_all.unopened) == (3 * cases, cases, 0)


# ---- nothing personal, nothing secret --------------------------------------------------------------------------------

PERSONAL = ["CANARY", ["CANARY"], {"CANARY": "CANARY"}, "CANARY\ud800", "CANARY\0", "CANARY" * 20000, ["CANARY", 5],
            [["CANARY"]], b"CANARY", {b"CANARY"}]


def test_no_canary(store, path, law, caplog, capfd):
    """Nothing that a person said of himself, and no key or code, is in an error, a repr, a log or the file."""
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []

    def look(call) -> None:
        try:
            shown.append(repr(call()))
        except Exception as error:
            shown.extend([str(error), repr(error), repr(error.__cause__)])
            if isinstance(error, foi.Error):
                shown.extend([error.text("id"), error.pointer, error.file, str(vars(error))])

    fields = {(kind.id, field.id, json.dumps({f.id: value_of(f) for f in kind.fields if f.required}))
              for kind in law.events for field in [*kind.fields, *NOTES] if field.personal != foi.Personal.NO}
    assert len(fields) > 25
    for n, (kind, name, needed) in enumerate(sorted(fields)):
        for m, value in enumerate(PERSONAL):
            event = {"kind": kind, "date": "2025-10-06", **json.loads(needed), name: value}
            key = f"{n}-{m}"
            look(lambda: store.register(body=LOG, events=event, key=key))
            look(lambda: store.register(body=LOG, events=[event, {"kind": "nothing"}], key=key + "x"))
            look(lambda: foi.Append(body=LOG, events=event, key=key))
    for m, value in enumerate(PERSONAL):
        for name in ("name", "nik"):
            look(lambda: store.register(body=LOG, events=RECEIVED, applicant={name: value}, key=f"{name}{m}"))
            look(lambda: foi.Append(body=LOG, events=RECEIVED, applicant={name: value}, key="k"))
    made = store.register(body=LOG, events=RECEIVED, applicant=APPLICANT, key="made")
    receipt = write_case(store, "a")
    for call in (lambda: str(store)[:9], lambda: made, lambda: receipt, lambda: store.case(receipt.item),
                 lambda: store.case(receipt.item, sealed=True), lambda: list(store.cases(LOG)), lambda: SIGNER,
                 lambda: store.find("CANARY-code"), lambda: store.find(made.code), lambda: store.evidence(receipt.item),
                 lambda: store.verify(LOG),
                 lambda: store.register(body=LOG, events=ANSWERED, applicant=APPLICANT, key="a"),
                 lambda: store.append(receipt.item, ANSWERED, expected=1, key="q")):
        look(call)
    assert len(shown) > 1000
    secrets = ["canary", "siti", "rudi", made.code.lower(), SIGNER.secret_text().split("+", 4)[4].lower()]
    printed = [*shown, caplog.text, *capfd.readouterr()]
    assert not [text for text in printed if any(secret in text.lower() for secret in secrets)]
    assert store.verify(LOG).sealed > 40, "the canary was written, sealed"
    for _ in ("open", "closed"):
        files = b"".join(file.read_bytes() for file in path.parent.glob("register.foi*"))
        assert b"request_answered" in files
        codes = [made.code.encode(), made.code.replace("-", "").encode()]
        assert not [raw for raw in (b"CANARY", b"Canary", b"Rudi", *codes, *KEYS.values(), b"\3" * 32) if raw in files]
        store.close()


NOTES = [foi.EventField("note", foi.FieldType.TEXT, foi.Personal.YES, False, [])]


def value_of(field: foi.EventField) -> object:
    plain = {foi.FieldType.DAY: "2025-10-06", foi.FieldType.RECEIPT: "2025-10-06", foi.FieldType.TEXT: "x",
             foi.FieldType.TEXTS: ["x"], foi.FieldType.NUMBER: 1, foi.FieldType.FLAG: True,
             foi.FieldType.TEXT_OR_TRUE: True}
    return plain[field.type] if field.type in plain else (
        field.values[:1] if field.type is foi.FieldType.CHOICES else field.values[0])


# ---- what is due -----------------------------------------------------------------------------------------------------

def test_the_due_list(store):
    for n, day in enumerate((1, 4, 11)):
        store.register(body=LOG, events={"kind": "request_received", "date": date(2025, 8, day)}, key=f"due-{n}")
    today = date(2025, 8, 19)
    rows = list(store.due(LOG, today, clock="response"))
    assert [row.due for row in rows] == [date(2025, 8, 15), today, date(2025, 8, 26)]
    assert rows[0].kind is foi.WaitKind.DUTY and rows[0].actor == "ppid" and rows[0].start == date(2025, 8, 1)
    assert list(store.due(LOG, today, clock="response", until=date(2025, 8, 18))) == rows[:1]
    assert list(store.due(LOG, today, clock="response", since=date(2025, 8, 20))) == rows[2:]
    assert {row.clock for row in store.due(LOG, today, kind=foi.WaitKind.RIGHT)} == {"objection_filing"}
    assert {row.actor for row in store.due(LOG, today, actor="applicant")} == {"applicant"}
    everything = list(store.due(LOG, today))
    assert everything == sorted(everything, key=lambda row: row.due or date.max)
    for row in everything:  # the list says what the case says
        clocks = {(c.id, c.due) for c in store.case(row.item).judge(today).clocks}
        assert (row.clock, row.due) in clocks
    assert store.unjudged(LOG) == 0 and store.refresh(LOG) == 3
    with pytest.raises(foi.Absent):
        next(store.due("none", today))
    with pytest.raises(foi.OutOfRange):
        next(store.due(LOG, 10 ** 9))


def test_the_due_list_is_read_in_pages(path, law):
    with new_store(path, law) as store:
        store.append_many([foi.Append(body=LOG, key=f"p{n}", events={
            "kind": "request_received", "date": date(2025, 1, 2) + timedelta(days=n % 200)}) for n in range(700)])
        rows = list(store.due(LOG, date(2025, 12, 1), clock="response"))
        assert len(rows) == 700 and len({row.item for row in rows}) == 700
        assert [row.due for row in rows] == sorted(row.due for row in rows)


def test_a_new_holiday_moves_what_waits(store):
    store.register(body=LOG, events={"kind": "request_received", "date": date(2025, 8, 4)}, key="moved")
    before, after = foi.Law(known_on=date(2025, 8, 6)), foi.Law(known_on=date(2025, 8, 7))
    moved = {move.clock: (move.before, move.after) for move in store.redate(LOG, before, after)}
    assert moved["response"] == (date(2025, 8, 18), date(2025, 8, 19))
    assert store.redate(LOG, after, after) == []
    with pytest.raises(AttributeError):
        store.redate(LOG, before, None)

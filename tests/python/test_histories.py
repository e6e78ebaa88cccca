"""Histories of a register that nobody thought of, each step compared with a model that a reader can check."""
from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import foi
import pytest

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.path.join(tempfile.gettempdir(), "hypothesis"))

pytest.importorskip("hypothesis", reason="python3-hypothesis is not installed: no histories are tried")
from hypothesis import HealthCheck, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule  # noqa: E402
from test_store import KEYS, SIGNER  # noqa: E402

LAW = foi.Law()
REST = date(2027, 1, 2)  # no clock runs any more
RECEIVED = {"kind": "request_received", "date": "2025-10-06"}
NUMBERED = {"kind": "request_registered", "date": "2025-10-06"}
SEALED = {"kind": "request_received", "date": "2025-10-06", "note": "for nobody else"}
EVENTS = [[RECEIVED], [NUMBERED], [RECEIVED, NUMBERED, NUMBERED], [SEALED], [SEALED, NUMBERED]]
events_of = st.sampled_from(EVENTS)
pick = st.integers(0, 10**6)


@dataclass
class Kept:
    """What the model knows of a case."""

    item: str
    origin: str
    version: int = 0
    events: list[dict] = field(default_factory=list)
    state: str = "open"
    numbers: list[str] = field(default_factory=list)


class Histories(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = foi.Store(self.folder / "r.foi", LAW, keys=KEYS, create=True)
        self.bodies: list[str] = []
        self.cases: list[Kept] = []
        self.leaves: dict[str, int] = {}
        self.given: dict[str, int] = {}  # numbers of each body
        self.keys: dict[str, tuple[tuple, foi.Receipt]] = {}  # what was asked and what came of it
        self.notes: dict[str, list[str]] = {}
        self.count = 0

    def new_key(self) -> str:
        self.count += 1
        return f"key {self.count}"

    @initialize()
    def first_body(self):
        self.add_body()

    @precondition(lambda self: len(self.bodies) < 3)
    @rule()
    def add_body(self):
        origin = f"body{len(self.bodies)}/log"
        self.store.add_body({"origin": origin, "numbers": {"request_registered": "{seq}/{year}"}})
        with pytest.raises(foi.Conflict):
            self.store.add_body({"origin": origin})
        self.bodies.append(origin)
        self.leaves[origin] = self.given[origin] = 0
        self.notes[origin] = []

    def wrote(self, case: Kept, events: list[dict], receipt: foi.Receipt) -> None:
        """The model of a write."""
        for event in events:
            if event["kind"] == "request_registered":
                self.given[case.origin] += 1
                case.numbers.append(f"{self.given[case.origin]}/2025")
        case.version += len(events)
        case.events += events
        self.leaves[case.origin] += len(events)
        numbered = any(event["kind"] == "request_registered" for event in events)
        assert (receipt.version, receipt.index, receipt.number, receipt.replayed) == (
            case.version, self.leaves[case.origin] - 1, case.numbers[-1] if numbered else None, False)

    @rule(body=pick, events=events_of)
    def register(self, body, events):
        origin, key = self.bodies[body % len(self.bodies)], self.new_key()
        asked = {"body": origin, "events": events, "key": key}
        receipt = self.store.register(**asked)
        case = Kept(receipt.item, origin)
        self.cases.append(case)
        self.wrote(case, events, receipt)
        assert self.store.find(receipt.code) == receipt.item
        self.keys[key] = (self.store.register, asked), receipt

    @precondition(lambda self: self.cases)
    @rule(case=pick, events=events_of, known=st.integers(-1, 1))
    def append(self, case, events, known):
        kept, key = self.cases[case % len(self.cases)], self.new_key()
        asked = {"item": kept.item, "events": events, "expected": kept.version + known, "key": key}
        if known or (kept.state != "open" and any("note" in event for event in events)):
            with pytest.raises(foi.StaleVersion if known else foi.Sealed) as caught:
                self.store.append(**asked)
            assert not known or caught.value.version == kept.version
            return
        receipt = self.store.append(**asked)
        assert receipt.item == kept.item and receipt.code is None
        self.wrote(kept, events, receipt)
        self.keys[key] = (self.store.append, asked), receipt

    @precondition(lambda self: self.cases)
    @rule(body=pick, size=st.integers(1, 4), spoiled=st.booleans(), events=events_of)
    def append_many(self, body, size, spoiled, events):
        origin = self.bodies[body % len(self.bodies)]
        batch = [foi.Append(body=origin, events=events, key=self.new_key()) for _ in range(size)]
        if spoiled:
            with pytest.raises(foi.Error) as caught:
                self.store.append_many([*batch, foi.Append(body=origin, events={"kind": "x"}, key=self.new_key())])
            assert caught.value.item == size
            return
        for receipt in self.store.append_many(batch):
            case = Kept(receipt.item, origin)
            self.cases.append(case)
            self.wrote(case, events, receipt)

    @precondition(lambda self: self.keys)
    @rule(which=pick, events=events_of)
    def again(self, which, events):
        """The same key: the first result for the same, however long ago; refused for anything else."""
        (call, asked), receipt = list(self.keys.values())[which % len(self.keys)]
        state = next(case.state for case in self.cases if case.item == receipt.item)
        try:
            told = getattr(self.store, call.__name__)(**asked)
        except foi.Sealed:  # what was asked for is compared under the key of the person, if it was written with it
            assert state != "open" and "events" in asked
            return
        assert told.replayed and {**vars(told), "replayed": False} == vars(receipt)
        if "events" in asked and events != asked["events"]:
            with pytest.raises(foi.KeyReused):
                getattr(self.store, call.__name__)(**{**asked, "events": events})

    @precondition(lambda self: self.cases)
    @rule(case=pick, act=st.sampled_from(["freeze", "release", "erase"]))
    def vault(self, case, act):
        kept, key = self.cases[case % len(self.cases)], self.new_key()
        asked = {"item": kept.item, "basis": "law", "expected": kept.version, "key": key, "today": REST}
        after = {"freeze": "frozen", "release": "open", "erase": "erased"}[act]
        if kept.state == "erased" or kept.state == after:
            with pytest.raises(foi.Sealed if kept.state == "erased" else foi.Conflict):
                getattr(self.store, act)(**asked)
            return
        receipt = getattr(self.store, act)(**asked)
        kept.state, kept.version = after, kept.version + 1
        self.leaves[kept.origin] += 1
        assert (receipt.version, receipt.index) == (kept.version, self.leaves[kept.origin] - 1)
        self.keys[key] = (getattr(self.store, act), asked), receipt

    @rule(body=pick)
    def checkpoint(self, body):
        origin = self.bodies[body % len(self.bodies)]
        notes = self.notes[origin]
        notes.append(self.store.checkpoint(origin, SIGNER))
        old, new = foi.read_checkpoint(notes[0]), foi.read_checkpoint(notes[-1])
        assert new.leaves == self.leaves[origin]
        proof = self.store.consistency(origin, old.leaves)
        assert proof.leaves == new.leaves
        foi.merkle_continues(new.root, new.leaves, old.root, old.leaves, proof.proof)
        for kept in [case for case in self.cases if case.origin == origin][-2:]:
            report = foi.check_evidence(self.store.evidence(kept.item), SIGNER, origin=origin)
            assert [event["version"] for event in report["events"]] == [*range(1, kept.version + 1)]

    @rule(epoch=st.integers(1, 3))
    def rotate(self, epoch):
        self.store.rotate(epoch)
        assert self.store.rotate(epoch) == 0

    @rule(gently=st.booleans())
    def reopen(self, gently):
        if gently:
            self.store.close()
        self.store = foi.Store(self.folder / "r.foi", LAW, keys=KEYS)

    @invariant()
    def is_as_the_model(self):
        assert [body["origin"] for body in self.store.bodies()] == self.bodies
        for origin in self.bodies:
            assert [(case.item, case.version) for case in self.store.cases(origin)] == [
                (case.item, case.version) for case in self.cases if case.origin == origin]
        for kept in self.cases[-3:]:
            case = self.store.case(kept.item)
            assert case.version == kept.version
            assert [event.kind for event in case.events] == [event["kind"] for event in kept.events]
            for number in kept.numbers:
                assert self.store.find(number, kept.origin) == kept.item
            with pytest.raises(foi.Sealed) if kept.state != "open" else contextlib.nullcontext():
                told = self.store.export(kept.item)
                assert len(told["events"]) == sum("note" in event for event in kept.events)

    def teardown(self):
        for origin in self.bodies:
            note = self.notes[origin][0] if self.notes[origin] else None
            told = self.store.verify(origin, note, SIGNER if note else None)
            mine = [case for case in self.cases if case.origin == origin]
            assert (told.leaves, told.cases) == (self.leaves[origin], len(mine))
            notes = [sum("note" in event for case in mine if (case.state == "open") == is_open for event in case.events)
                     for is_open in (True, False)]
            assert [told.sealed, told.unopened] == notes
            for number in range(1, self.given[origin] + 1):
                assert self.store.find(f"{number}/2025", origin)
            with pytest.raises(foi.Absent):
                self.store.find(f"{self.given[origin] + 1}/2025", origin)
        self.store.close()
        shutil.rmtree(self.folder)


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=60, stateful_step_count=30, deadline=None, derandomize=True,
                                  database=None, suppress_health_check=list(HealthCheck))

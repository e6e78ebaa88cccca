#!/usr/bin/env python3
"""A slow, plain model of `foi case --json`: what the report of a case must be, from the law and the formats alone.

It shares nothing with the library: the law is in the tables below, each row with its article; it judges the
whole case once in every world (every option of every contested reading) and compares. It parses no rule pack.
`cite`, `text` and hashes are left out.

usage: case_model.py FILE                 print the report of a case file
       case_model.py --batch              case files on stdin, one JSON a line -> report or {"error": ...} a line
       case_model.py --random N --seed S  print N random case files, one JSON a line
       case_model.py --selftest           hand-checked scenarios

Choices, where the contract is silent or can be read in two ways:

Input and law
 1. Which fields a kind may carry is the table of the formats, to the letter: `received` on another kind is an
    unknown key. `missing` is a text or a list of texts, `amount` a number or a text; all other free fields are
    texts. `reasons`: a text or true (false is a bad value). `cassation_decided.outcome` takes the words of
    `suit_decided`. null is a bad value everywhere. No event and no `as_of`: pointer /as_of.
 2. Events after `as_of` do not count for the law day, nor for days that no decree decides. If nothing has happened
    yet, the law day is `as_of`. If there are several `request_received`, the first in the order of the case counts.
 3. Undecided day of an event: its `date` or its day in the case. A `received` that is only day 0 of a clock, or a
    `hearing`, gives a due date null instead.
 4. A due date that needs no calendar (`provide_by`, `execute_by`, calendar days) is never null. `earliest` and
    `latest`: an undecided day is later than every decided one: `earliest` is the least known day (null if none),
    `latest` is null as soon as one is null. Likewise `until` and `safe_until` of merged steps.
 5. Calendar days, hence `days_left` in calendar days: `information_delivery`, `objection_execution`, and
    `cassation_filing` in the worlds where it counts so.

Clocks
 6. `trigger.date` is day 0 of the count: the day of receipt, the hearing day, L or L + 1 of a lapse.
 7. Lapse windows of different rounds are different clocks (their source is the lapse of the decision term of that
    objection); those of `objection_decision` are one clock in both options of `objection_decision_start`, but
    `objection_decision` itself, started by another event, is another clock (3.1 names only two exceptions).
 8. Lapses with one due date are acted upon in the order of the table of clocks, then of their start.
 9. `completeness_check` starts only if the request becomes registered, not while it is incomplete or complete: a
    certificate or a declaration is itself the check. It passes in silence into complete only from registered.
10. `completeness_fix` passes into closed_incomplete only from incomplete: a request that lapsed before stays lapsed.
11. `response` under `completed` runs from receipt, moves to registration, then to the declaration or correction.
    It moves or starts again only by an event that is not void. Lapsed: it does not run.
12. An extension in the world `late_extension` = `valid` undoes the lapse: the window that it opened is cancelled by
    the extension, the objection goes back to none, and ground c waits for the new due date.
13. The limit of a late extension is the due date (void) or 7 working days after it (valid); once extended, the
    extended due date in both. A notice may be late, unreasoned and repeated at once. An empty reason is none.
14. `request_extended` needs an unstopped `response` in each of its states, not only in lapsed.
15. Delivery with complete = false leaves only the state: it stops `response` and `information_delivery`, and opens a
    window, as any delivery.
16. "Decided" in the last column of `dispute_filing` is `dispute_decided`; a decision on the objection after the lapse
    leaves the lapse window running.
17. `dispute_start` is stopped also by `mediation_agreed` and `mediation_failed` (there was a mediation).
18. Cancelled by time (`dispute_start`, `dispute_decision` when not registered): stopped = {"event": null, "date":
    the day after the due date of `dispute_fix`}.
19. A filing stops every unstopped window of its kind, the lapsed too (they become late). Any other stop is of the last
    clock of its id (a decision in the second round says nothing of a term that lapsed in the first). A clock that
    lapsed is not touched by an ending act.
20. "Took place before that day" (Perki 1/2013 art. 62): a hearing, mediation or adjudication event that was not void.
    The period is judged by the day in the case of the event, not by the day 0 of its clock.
21. Order of clocks: by trigger day, then as started.

States
22. Objection: available is entered from none and barred only; a window that opens after a decision or settlement
    leaves the state. Likewise dispute (none, barred) and court (none, barred).
23. Open states of a dispute: filed, incomplete, registered, hearing, mediation, mediation_extended,
    mediation_failed, adjudication. not_registered and mediated are not open. "Registered to adjudication" likewise.
24. Court barred: the day after the last running suit term, also while one copy is not on file; then a second copy
    makes it available again. Dispute final only with both copies. A late suit after that leaves dispute final.
    After execution (court executed) the dispute may still become final by time; the court stays executed.
25. `judgment_received` needs a judgment on file, in whatever state of the court; it starts no clock outside judgment
    and cassation.
26. A request that is withdrawn ends the windows of every ground (b excepted).
27. Withdrawal from adjudication, then `dispute_filed`: it proceeds and its time is judged as well.

Verdicts
28. Grounds are judged from the facts, not from the clocks listed: a window exists for a ground even where none was
    started (a granted answer for d and e; while an earlier objection was undecided).
29. The answer is open while `response` runs (not stopped, not passed), or the request is incomplete.
30. Ground e and g after the promised day: its window stays beside that of a later delivery. `objection_silence_start`
    governs the windows from the lapse of `information_delivery` as well.
31. Ground g: late is late by `response` (or after the promised day), not by `refusal`: a refusal delivers nothing.
32. Objection with no request on file: finding `out_of_order`, it proceeds, neither time nor grounds are judged.
33. A decision without an objection on file counts as an objection decided in time. If every objection was settled the
    dispute is `dispute_without_objection`.
34. Registration of a dispute without filing (gap) is not judged.
35. `refusal_without_consequence_test` only with outcome refused or partial.
36. `dispute_notice_late` only at `dispute_incomplete`; a late registration is no notice.
37. `receipt_unknown` for every event of the five kinds that happened, void ones and regime 2010 included. All other
    findings of substance only for events that are not void.
38. `check_late` and `correction_late` replace `out_of_order` whenever `completeness_check` or the last
    `completeness_fix` has lapsed; `dispute_fix_late` in not_registered; `execution_before_final` in every state of the
    court but execution_requested, execution_ordered, executed; `cassation_without_judgment` if no judgment is on file;
    `suit_against_mediation` if the dispute was mediated.
39. `mediation_of_exemption`: the grounds of the last objection are a and nothing else.
40. `applicant_absent_twice`: void hearings do not count; a new dispute starts a new row; once a case.
41. `same_officer_decided`: both names given and equal to the letter.

Next
42. The right that a running duty will open: `until` is the due date of the window that the lapse would open,
    `safe_until` the least due of that window over the worlds. Order: steps of the clocks as listed, extension, rights
    to come, execution. No entry for a right whose first day is undecided. `execution_requested`: `until` and
    `safe_until` null, `not_before` the day it became final.
43. Annulled: the suit or the cassation has the outcome annulled.

Beside
44. A copy of the decision received after the judgment still starts a suit term (only a party that has sued is named).
45. id/court and id/election are judged as id, but for the 3 days of `response` in id/election (Perki 1/2019 art. 12);
    their extension is not modelled. The random cases leave both out.
46. A certificate after the check passed in silence is void world by world: counted from the day itself, the check
    may have passed where it had not by default. So `correction_late` may hold under `default` only, and `earliest` of
    `completeness_fix` be its due date.
"""
import datetime as dt
import itertools
import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import due_model  # noqa: E402  the calendar only

DAY = dt.timedelta(1)

# ---- the law ------------------------------------------------------------------------------------

UU14 = dt.date(2010, 4, 30)     # UU 14/2008 art. 64(1)
PERMA11 = dt.date(2011, 11, 29)  # Perma 2/2011 art. 15
PERKI13 = dt.date(2013, 4, 29)  # Perki 1/2013 art. 65
PMK19 = dt.date(2020, 1, 1)     # Permenaker 21/2019; likewise Perki 1/2019 for the election regime
PERKI21 = dt.date(2021, 6, 30)  # Perki 1/2021 art. 64

WD, CD = "working_day", "calendar_day"
# id: actor, length, unit, axes of the day 0 (F first_day, O off_day_receipt). In the order of the formats.
TERMS = {
    "completeness_check": ("ppid", 3, WD, "FO"),               # Perki 1/2021 art. 31(2)
    "completeness_fix": ("applicant", 3, WD, "F"),             # art. 33(3)
    "response": ("ppid", 10, WD, "FO"),                        # UU 14/2008 art. 22(7), Perki 1/2021 art. 31(3)
    "refusal": ("ppid", 10, WD, "FO"),                         # Perki 1/2021 art. 34(3)
    "information_delivery": ("ppid", None, CD, ""),            # as promised: UU 14/2008 art. 22(7), 1/2021 art. 31(4)f
    "objection_filing": ("applicant", 30, WD, "F"),            # UU 14/2008 art. 36(1)
    "objection_decision": ("superior", 30, WD, "FO"),          # art. 36(2)
    "objection_execution": ("ppid", None, CD, ""),             # as ordered: Perki 1/2010 art. 34(2)e
    "dispute_filing": ("applicant", 14, WD, "F"),              # UU 14/2008 art. 37(2), Perki 1/2013 art. 13
    "dispute_incomplete_notice": ("commission", 3, WD, "FO"),  # Perki 1/2013 art. 17(1)
    "dispute_fix": ("applicant", 7, WD, "F"),                  # art. 17(2)
    "dispute_start": ("commission", 14, WD, "F"),              # UU 14/2008 art. 38(1)
    "summons": ("commission", -3, WD, ""),                     # Perki 1/2013 art. 24(2)
    "mediation": ("mediator", 14, WD, "F"),                    # art. 41(1)
    "dispute_decision": ("commission", 100, WD, "F"),          # UU 14/2008 art. 38(2)
    "decision_copy": ("commission", 3, WD, "F"),               # Perki 1/2013 art. 59
    "suit_filing": (None, 14, WD, "F"),                        # UU 14/2008 art. 48(1), Perma 2/2011 art. 4(2)
    "court_answer": ("defendant", 30, WD, "F"),                # Perma 2/2011 art. 6(3)
    "court_decision": ("court", 60, WD, "F"),                  # art. 9(1)
    "cassation_filing": (None, 14, WD, "F"),                   # UU 14/2008 art. 50, Perma 2/2011 art. 9(2)
    "execution_order": ("court", 7, WD, "F"),                  # Perma 2/2011 art. 12(3)
}
RANK = {k: n for n, k in enumerate(TERMS)}
EXTENSION = 7   # UU 14/2008 art. 22(8); Perki 1/2021 art. 36(2); mediation: Perki 1/2013 art. 41(2)
OF_PERKI13 = ("dispute_incomplete_notice", "dispute_fix", "summons", "mediation", "decision_copy")
OF_PERMA11 = ("court_answer", "court_decision", "execution_order")

V, D, W, N = "violation", "defect", "warning", "note"
PARTY = "party"
FINDINGS = {  # code: severity, actor, clock
    "response_missing": (V, "ppid", "response"),                        # UU 14/2008 art. 22(7), 35(1)c
    "response_late": (V, "ppid", "response"),                           # art. 22(7), 35(1)g
    "refusal_late": (V, "ppid", "refusal"),                             # Perki 1/2021 art. 34(3)
    "extension_late": (V, "ppid", "response"),                          # UU 14/2008 art. 22(8)
    "extension_unreasoned": (V, "ppid", "response"),                    # art. 22(8)
    "extension_repeated": (V, "ppid", "response"),                      # Perki 1/2021 art. 36(2)
    "check_late": (V, "ppid", "completeness_check"),                    # art. 31(2)
    "refusal_without_exemption": (V, "ppid", None),                     # UU 14/2008 art. 17; Perki 1/2021 art. 34
    "refusal_without_consequence_test": (V, "ppid", None),              # UU 14/2008 art. 19; Perki 1/2021 art. 49
    "objection_decision_missing": (V, "superior", "objection_decision"),  # UU 14/2008 art. 36(2)
    "objection_decision_late": (V, "superior", "objection_decision"),   # art. 36(2)
    "objection_decision_unreasoned": (V, "superior", "objection_decision"),  # art. 36(3)
    "same_officer_decided": (V, "superior", None),                      # art. 35(1): to the superior
    "copy_late": (V, "commission", "decision_copy"),                    # Perki 1/2013 art. 59
    "correction_late": (D, "applicant", "completeness_fix"),            # Perki 1/2021 art. 33(3)-(4)
    "objection_premature": (D, "applicant", "objection_filing"),        # UU 14/2008 art. 36(1)
    "objection_late": (D, "applicant", "objection_filing"),             # art. 36(1)
    "objection_without_ground": (D, "applicant", "objection_filing"),   # art. 35(1)
    "dispute_without_objection": (D, "applicant", "dispute_filing"),    # art. 37(1); Perki 1/2013 art. 5
    "dispute_premature": (D, "applicant", "dispute_filing"),            # Perki 1/2013 art. 5 b
    "dispute_late": (D, "applicant", "dispute_filing"),                 # UU 14/2008 art. 37(2); 1/2013 art. 13
    "dispute_fix_late": (D, "applicant", "dispute_fix"),                # Perki 1/2013 art. 17(2)
    "dispute_after_withdrawal": (D, "applicant", None),                 # art. 15(4)
    "execution_before_final": (D, "applicant", None),                   # Perma 2/2011 art. 12
    "applicant_not_eligible": (D, "applicant", None),                   # UU 14/2008 art. 1(12)
    "settled_ground_a": (D, "superior", None),                          # art. 35(2)
    "mediation_of_exemption": (D, "commission", None),                  # art. 40(2)
    "mediation_extended_twice": (D, "mediator", "mediation"),           # Perki 1/2013 art. 41
    "suit_late": (D, PARTY, "suit_filing"),                             # UU 14/2008 art. 48(1)
    "suit_against_mediation": (D, PARTY, "suit_filing"),                # art. 39
    "cassation_late": (D, PARTY, "cassation_filing"),                   # art. 50
    "cassation_without_judgment": (D, PARTY, None),                     # art. 50
    "dispute_notice_late": (W, "commission", "dispute_incomplete_notice"),  # Perki 1/2013 art. 17(1)
    "summons_late": (W, "commission", "summons"),                       # art. 24(2)
    "dispute_overrun": (W, "commission", "dispute_decision"),           # UU 14/2008 art. 38(2): "dapat"
    "mediation_overrun": (W, "mediator", "mediation"),                  # Perki 1/2013 art. 41(1)
    "court_overrun": (W, "court", "court_decision"),                    # Perma 2/2011 art. 9(1)
    "execution_order_late": (W, "court", "execution_order"),            # art. 12(3)
    "applicant_absent_twice": (W, "applicant", None),                   # Perki 1/2013 art. 30
    "out_of_order": (W, None, None),
    "approval_unknown": (N, "ppid", None),                              # Perki 1/2021 art. 10(2)e-f
    "receipt_unknown": (N, None, None),
    "ground_unknown": (N, None, "objection_filing"),
    "unknown_rule_period": (N, None, None),
}
RECEIPT = {"request_incomplete": "completeness_fix", "request_answered": "response",
           "objection_decided": "dispute_filing", "dispute_incomplete": "dispute_fix", "hearing_summoned": "summons"}
STEPS = {
    "completeness_check": "request_completed", "completeness_fix": "request_corrected", "response": "request_answered",
    "information_delivery": "information_delivered", "objection_filing": "objection_received",
    "objection_decision": "objection_decided", "objection_execution": "objection_executed",
    "dispute_filing": "dispute_filed", "dispute_incomplete_notice": "dispute_registered",
    "dispute_fix": "dispute_corrected", "dispute_start": "hearing_held", "mediation": "mediation_agreed",
    "dispute_decision": "dispute_decided", "decision_copy": "decision_received", "suit_filing": "suit_filed",
    "court_decision": "suit_decided", "cassation_filing": "cassation_filed", "execution_order": "execution_ordered",
}
AXES = {  # in order, every option an axis has anywhere, the default first
    "first_day": ("next_day", "same_day"),
    "off_day_receipt": ("keep", "deemed_next"),
    "response_start": ("completed", "received", "registered"),
    "objection_decision_start": ("received", "registered"),
    "objection_silence_start": ("day_after_lapse", "lapse_day"),
    "dispute_silence_start": ("lapse_day", "day_after_lapse"),
    "cassation_unit": ("working_day", "calendar_day"),
    "cassation_start": ("received", "pronounced"),
    "late_extension": ("void", "valid"),
    "notice_edition": ("commission", "gazette"),
    "collective_leave": ("off", "working"),
}
SELECTABLE = ("notice_edition",)
REGIMES = ("id", "id/kemnaker", "id/court", "id/election", "id/non-government")


def offered(axis, regime, day):
    """The options of an axis in a regime on a day of the law, the default first."""
    ministry = regime == "id/kemnaker" and day >= PMK19
    if axis == "response_start":
        if ministry:
            return ("registered", "received")
        return ("completed", "received") if day >= PERKI21 else ("received",)
    if axis == "notice_edition":
        return () if ministry or day < PERKI21 else AXES[axis]
    if axis == "collective_leave":
        return AXES[axis] if regime == "id/non-government" else ("off",)
    return AXES[axis]


# ---- faults -------------------------------------------------------------------------------------

class Fault(Exception):
    def __init__(self, code, message, pointer=None):
        super().__init__(message)
        self.error = {"error": {"code": code, "message": message, "pointer": pointer}}


def pointer(*parts):
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in parts)


def bad(message, *parts):
    return Fault("input", message, pointer(*parts))


# ---- the case file ------------------------------------------------------------------------------

ZONES = {"Asia/Jakarta": 7, "Asia/Pontianak": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
APPLICANTS = ("individual", "legal_entity", "group", "public_body", "foreigner")
OUTCOMES = ("confirmed", "annulled", "modified")
TEXT, FLAG, DATE, REASONS, AMOUNT, TEXTS = "text", "flag", "date", "reasons", "amount", "texts"


def some(*words):
    return ("list", words)


PARTIES = ("applicant", "respondent")
KINDS = {  # kind: fields; a leading * marks a required one
    "request_received": {"channel": TEXT},
    "request_registered": {"number": TEXT},
    "request_incomplete": {"received": DATE, "missing": TEXTS},
    "request_corrected": {},
    "request_completed": {},
    "request_extended": {"reason": TEXT, "received": DATE},
    "request_answered": {"*outcome": ("granted", "partial", "refused", "not_held"),
                         "exemption": some(*["17" + c for c in "abcdefghij"]), "consequence_test": DATE,
                         "approved_by": some("atasan", "pimpinan"), "provide_by": DATE, "received": DATE,
                         "officer": TEXT},
    "fee_charged": {"amount": AMOUNT},
    "information_delivered": {"complete": FLAG},
    "request_withdrawn": {},
    "objection_received": {"grounds": some(*"abcdefg")},
    "objection_registered": {},
    "objection_decided": {"*outcome": ("granted", "partial", "confirmed"), "reasons": REASONS, "execute_by": DATE,
                          "received": DATE, "officer": TEXT},
    "objection_settled": {},
    "objection_executed": {},
    "dispute_filed": {},
    "dispute_incomplete": {"received": DATE},
    "dispute_corrected": {},
    "dispute_registered": {},
    "hearing_summoned": {"received": DATE, "*hearing": DATE},
    "hearing_held": {"stage": TEXT, "absent": PARTIES},
    "mediation_started": {},
    "mediation_extended": {},
    "mediation_agreed": {},
    "mediation_failed": {"cause": ("statement", "withdrawal", "time", "respondent_absent_twice")},
    "adjudication_started": {},
    "dispute_decided": {"*outcome": ("granted", "partial", "rejected", "inadmissible", "lapsed"),
                        "reason": ("premature", "late", "standing_applicant", "standing_respondent", "competence",
                                   "vexatious")},
    "dispute_withdrawn": {},
    "decision_received": {"*party": PARTIES},
    "suit_filed": {"*party": PARTIES, "court": TEXT},
    "suit_registered": {},
    "court_panel_set": {},
    "suit_decided": {"outcome": OUTCOMES},
    "judgment_received": {"*party": PARTIES},
    "cassation_filed": {"*party": PARTIES},
    "cassation_decided": {"outcome": OUTCOMES},
    "execution_requested": {},
    "execution_ordered": {},
    "decision_executed": {},
}
COMMON = {"kind": TEXT, "date": DATE, "at": "instant", "note": TEXT, "by": TEXT, "ref": TEXT}
REQUEST_KINDS = list(KINDS)[:10]


def pairs(items):
    out = {}
    for k, v in items:
        if k in out:
            raise Fault("json", f"key {k} twice")
        out[k] = v
    return out


def constant(text):
    raise ValueError(text)


def parse(text):
    """JSON text or bytes -> value; Fault json."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except (ValueError, RecursionError) as e:
        raise Fault("json", f"no JSON: {e}") from e


def day_of(value, *where):
    if isinstance(value, str):
        try:
            return due_model.iso(value)
        except ValueError:
            pass
    raise bad("not a day", *where)


INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def civil_day(value, zone, *where):
    m = INSTANT.fullmatch(value) if isinstance(value, str) else None
    if not m:
        raise bad("not an instant", *where)
    day = day_of(m[1], *where)
    hour, minute, second, offset = int(m[2]), int(m[3]), int(m[4]), m[6]
    if hour > 23 or minute > 59 or second > 60:
        raise bad("not an instant", *where)
    minutes = hour * 60 + minute
    if offset not in "Zz":
        oh, om = int(offset[1:3]), int(offset[4:])
        if oh > 23 or om > 59:
            raise bad("not an instant", *where)
        minutes -= (oh * 60 + om) * (-1 if offset[0] == "-" else 1)
    return day + (minutes + ZONES[zone] * 60) // 1440 * DAY


def value_of(kind, value, *where):
    """Check one field of an event and turn days into dates."""
    if kind == DATE:
        return day_of(value, *where)
    if kind == TEXT:
        good = isinstance(value, str)
    elif kind == FLAG:
        good = isinstance(value, bool)
    elif kind == REASONS:
        good = isinstance(value, str) or value is True
    elif kind == AMOUNT:
        good = isinstance(value, (int, float, str)) and not isinstance(value, bool)
    elif kind == TEXTS:
        good = isinstance(value, str) or isinstance(value, list) and all(isinstance(x, str) for x in value)
    elif kind[0] == "list":
        if not isinstance(value, list):
            raise bad("not a list", *where)
        for n, x in enumerate(value):
            if not isinstance(x, str) or x not in kind[1]:
                raise bad("bad value", *where, n)
        good = True
    else:
        good = isinstance(value, str) and value in kind
    if not good:
        raise bad("bad value", *where)
    return value


class Event:
    def __init__(self, index, kind, date, fields):
        self.index, self.kind, self.date, self.fields = index, kind, date, fields
        self.received = fields.get("received")
        late_day = kind in ("request_answered", "objection_decided", "hearing_summoned")
        self.day = self.received if late_day and self.received else date
        self.day0 = self.received or date    # day 0 of the clocks that run from receipt


def read_event(n, raw, zone):
    if not isinstance(raw, dict):
        raise bad("not an object", "events", n)
    if "kind" not in raw:
        raise bad("missing key", "events", n, "kind")
    kind = raw["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise bad("unknown kind", "events", n, "kind")
    if "date" in raw and "at" in raw:
        raise bad("date and at", "events", n, "at")
    spec = {k.lstrip("*"): v for k, v in KINDS[kind].items()}
    fields = {}
    for key, value in raw.items():
        where = ("events", n, key)
        if key == "at":
            fields["date"] = civil_day(value, zone, *where)
        elif key in COMMON or key in spec:
            fields[key] = value_of(COMMON.get(key) or spec[key], value, *where)
        else:
            raise bad("unknown key", *where)
    if "date" not in fields:
        raise bad("missing key", "events", n, "date")
    for key in KINDS[kind]:
        if key[0] == "*" and key[1:] not in fields:
            raise bad("missing key", "events", n, key[1:])
    if "received" in fields and fields["received"] < fields["date"]:
        raise bad("received before date", "events", n, "received")
    return Event(n, kind, fields["date"], fields)


class Case:
    """A case file, checked; Fault input or law."""

    def __init__(self, doc):
        if not isinstance(doc, dict):
            raise bad("not an object")
        for key in doc:
            if key not in ("foi_case", "regime", "body", "applicant", "as_of", "readings", "events"):
                raise bad("unknown key", key)
        for key in ("foi_case", "events"):
            if key not in doc:
                raise bad("missing key", key)
        if type(doc["foi_case"]) is not int or doc["foi_case"] != 1:
            raise bad("not 1", "foi_case")
        self.regime = doc.get("regime", "id")
        if not isinstance(self.regime, str):
            raise bad("bad value", "regime")
        for key, allowed in (("body", ("kind", "name", "timezone")), ("applicant", ("kind",))):
            part = doc.get(key, {})
            if not isinstance(part, dict):
                raise bad("not an object", key)
            for k, v in part.items():
                if k not in allowed:
                    raise bad("unknown key", key, k)
                if not isinstance(v, str):
                    raise bad("bad value", key, k)
        zone = doc.get("body", {}).get("timezone", "Asia/Jakarta")
        if zone not in ZONES:
            raise bad("unknown zone", "body", "timezone")
        self.applicant = doc.get("applicant", {}).get("kind", "individual")
        if self.applicant not in APPLICANTS:
            raise bad("unknown kind", "applicant", "kind")
        self.readings = doc.get("readings", {})
        if not isinstance(self.readings, dict):
            raise bad("not an object", "readings")
        for axis, option in self.readings.items():
            if axis not in AXES or not isinstance(option, str) or option not in AXES[axis]:
                raise bad("unknown axis or option", "readings", axis)
        if not isinstance(doc["events"], list):
            raise bad("not a list", "events")
        events = [read_event(n, raw, zone) for n, raw in enumerate(doc["events"])]
        if "as_of" in doc:
            self.as_of = day_of(doc["as_of"], "as_of")
        elif events:
            self.as_of = max(max(e.date, e.received or e.date) for e in events)
        else:
            raise bad("no day", "as_of")
        self.events = sorted((e for e in events if e.day <= self.as_of), key=lambda e: e.day)

        if self.regime not in REGIMES:
            raise Fault("law", "unknown regime", "/regime")
        first = {e.kind: e for e in reversed(self.events)}
        event = first.get("request_received") or first.get("request_registered") or (self.events or [None])[0]
        self.law_day = event.day if event else self.as_of
        if self.law_day < UU14:
            raise Fault("law", "no rule in force")
        self.new = self.law_day >= PERKI21
        for axis, option in self.readings.items():
            if option not in offered(axis, self.regime, self.law_day):
                raise Fault("law", "reading not offered", pointer("readings", axis))
        calendar = due_model.calendar((), None, True)
        for day in [self.as_of] + [d for e in self.events for d in (e.date, e.day)]:
            if not calendar.decided(day):
                raise Fault("calendar", f"{day} is not decided")

    def asks(self, axis):
        """Can the case ask for this axis at all?"""
        kinds = {e.kind for e in self.events}
        if axis == "off_day_receipt":
            leaves = (True, False) if self.regime == "id/non-government" else (True,)
            return any(not works(d, leave) for e in self.events for d in (e.date, e.day) for leave in leaves)
        return {
            "response_start": bool(kinds & {"request_registered", "request_completed", "request_corrected",
                                            "request_incomplete"}),
            "objection_decision_start": "objection_registered" in kinds,
            "objection_silence_start": bool(kinds & set(REQUEST_KINDS)),
            "dispute_silence_start": "objection_received" in kinds,
            "cassation_unit": bool(kinds & {"suit_decided", "judgment_received"}),
            "cassation_start": bool(kinds & {"suit_decided", "judgment_received"}),
            "late_extension": "request_extended" in kinds,
        }.get(axis, True)

    def worlds(self, everything=False):
        """The default world first."""
        axes = []
        for axis in AXES:
            options = offered(axis, self.regime, self.law_day)
            if axis in self.readings:
                options = (self.readings[axis],)
            elif axis in SELECTABLE or not (everything or self.asks(axis)):
                options = options[:1]
            axes.append([(axis, o) for o in options] or [(axis, None)])
        return [dict(w) for w in itertools.product(*axes)]


# ---- sums ---------------------------------------------------------------------------------------

SUMS = {}


def works(day, leave_off):
    return due_model.calendar((), None, leave_off).works(day)


def add(day, n, leave_off):
    """n working days on; None beyond the decided days."""
    key = (day, n, leave_off)
    if key not in SUMS:
        try:
            SUMS[key] = due_model.add_working(due_model.calendar((), None, leave_off), day, n)
        except due_model.Fault:
            SUMS[key] = None
    return SUMS[key]


def count(a, b, leave_off):
    """Working days in (a, b], negative when reversed."""
    if b < a:
        return -count(b, a, leave_off)
    return sum(works(a + n * DAY, leave_off) for n in range(1, (b - a).days + 1))


# ---- one world ----------------------------------------------------------------------------------

class Clock:
    def __init__(self, id_, actor, source, kind, day0, opens, due, unit, number):
        self.id, self.actor, self.source, self.kind = id_, actor, source, kind
        self.day0, self.opens, self.due, self.unit, self.number = day0, opens, due, unit, number
        self.stopped = None      # (event index, day)
        self.cancelled = False   # stopped by an ending act
        self.passed = False      # its lapse has been acted upon
        self.extended = None     # (event index, due before)
        self.round = None        # objection_decision: the event of its objection

    def runs(self):
        return self.stopped is None and not self.passed

    def late(self, day):
        return self.due is not None and day > self.due

    def key(self):
        if self.id == "response":
            return ("response",)
        if self.id == "cassation_filing":
            return (self.id, self.actor)
        return (self.id, self.source)

    def status(self, as_of):
        if self.stopped:
            return "cancelled" if self.cancelled else "late" if self.late(self.stopped[1]) else "met"
        if self.due is None or self.due > as_of:
            return "running"
        return "due_today" if self.due == as_of else "lapsed"


ANSWERS = ("granted", "partial", "refused", "not_held")
UNDECIDED = ("filed", "registered", "lapsed")
OPEN = ("filed", "incomplete", "registered", "hearing", "mediation", "mediation_extended", "mediation_failed",
        "adjudication")
SUABLE = ("granted", "partial", "rejected", "inadmissible")
ENDED = SUABLE + ("lapsed", "mediated", "withdrawn", "final")


class World:
    """A case judged in one world."""

    def __init__(self, case, options):
        self.case, self.options = case, options
        self.leave = options["collective_leave"] != "working"
        self.state = {"request": "none", "objection": "none", "dispute": "none", "court": "none"}
        self.clocks, self.found = [], {}
        # request
        self.complete_by = self.answer = None
        self.on_file = {}           # events that can start the response
        self.came = self.came_late = self.bill = self.response_lapse = None
        self.promises_broken = []
        # objection: one dict a round
        self.rounds = []
        # dispute
        self.outcome = None
        self.sessions = []          # days of hearings, mediation, adjudication
        self.withdrawn_from = None
        self.absences, self.absent_twice = 0, False
        self.copies, self.final_day = set(), None
        # court
        self.sued, self.judged, self.judgments, self.cassations = set(), False, set(), set()
        self.cassation_decided = self.executed = False
        self.once = set()
        self.annulled = False
        if case.applicant == "foreigner":
            for e in case.events:
                if e.kind in REQUEST_KINDS:
                    self.find("applicant_not_eligible", e)
                    break
        for e in case.events:
            self.pass_time(e.day)
            if e.kind in RECEIPT and e.received is None:
                self.find("receipt_unknown", e, clock=RECEIPT[e.kind])
            getattr(self, "on_" + e.kind)(e)
        self.pass_time(case.as_of)
        for c in self.clocks:
            if c.status(case.as_of) == "lapsed":
                code = {"response": "response_missing", "objection_decision": "objection_decision_missing",
                        "mediation": "mediation_overrun", "dispute_decision": "dispute_overrun",
                        "court_decision": "court_overrun", "execution_order": "execution_order_late"}.get(c.id)
                if code:
                    self.find(code, None)

    # -- helpers

    def find(self, code, event, party=None, clock=None):
        severity, actor, of = FINDINGS[code]
        self.found[code, None if event is None else event.index] = (severity, party if actor == PARTY else actor,
                                                                    clock or of)

    def disorder(self, event):
        self.find("out_of_order", event)

    def at(self, track, *states):
        return self.state[track] in states

    def add(self, day, n):
        return None if day is None else add(day, n, self.leave)

    def term(self, id_, day, length=None):
        """Due date of a term from day 0."""
        _, n, unit, axes = TERMS[id_]
        n = length or n
        if id_ == "response" and self.case.regime == "id/election" and self.case.law_day >= PMK19:
            n = 3
        same = "F" in axes and self.options["first_day"] == "same_day"
        if id_ == "cassation_filing" and self.options["cassation_unit"] == CD:
            return day + (n - same) * DAY
        if "O" in axes and self.options["off_day_receipt"] == "deemed_next":
            day = self.add(day, 0)
        if day is None:
            return None
        if same:
            try:
                if works(day, self.leave):
                    n -= 1
            except due_model.Fault:
                return None
        return day if n == 0 else self.add(day, n)

    def lapse_window(self, id_, last):
        """(day 0, due) of a window from the last day of a term."""
        axis = "objection_silence_start" if id_ == "objection_filing" else "dispute_silence_start"
        if self.options[axis] == "day_after_lapse":
            return last + DAY, self.term(id_, last + DAY)
        return last, self.add(last, TERMS[id_][1])

    def start(self, id_, event, day0=None, due=None, actor=None):
        """Start a clock by an event; without `due` it is counted from day 0. None: the rule is not in force yet."""
        day0 = day0 or event.day
        if id_ in OF_PERKI13 and (event.day < PERKI13 or any(d < PERKI13 for d in self.sessions)) or \
                id_ in OF_PERMA11 and event.day < PERMA11:
            self.find("unknown_rule_period", event)
            return None
        unit = self.options["cassation_unit"] if id_ == "cassation_filing" else TERMS[id_][2]
        c = Clock(id_, actor or TERMS[id_][0], ("event", event.index), event.kind, day0, day0,
                  due or self.term(id_, day0), unit, len(self.clocks))
        self.clocks.append(c)
        return c

    def open_window(self, id_, clock):
        """The window that the lapse of a clock opens."""
        day0, due = self.lapse_window(id_, clock.due)
        unit = TERMS[id_][2]
        of = {"response": None, "objection_decision": clock.round}.get(clock.id, clock.source)
        source = ("lapse", clock.id, of)
        self.clocks.append(Clock(id_, TERMS[id_][0], source, "lapse", day0, clock.due + DAY, due, unit,
                                 len(self.clocks)))

    def all(self, id_):
        return [c for c in self.clocks if c.id == id_]

    def one(self, id_):
        found = self.all(id_)
        return found[-1] if found else None

    def stop(self, id_, event, actor=None):
        """Stop the last clock of an id, or every unstopped window; returns whether one was late."""
        clocks = [c for c in self.all(id_) if actor in (None, c.actor)]
        if id_ not in ("objection_filing", "dispute_filing"):
            clocks = clocks[-1:]
        late = False
        for c in clocks:
            if c.stopped is None:
                c.stopped = (event.index, event.day)
                late = late or c.late(event.day)
        return late

    def end(self, event, *ids, day=None):
        # 3.2: cancelled on or before the due date; a clock that was due the day before passes by itself
        for c in self.clocks:
            if c.id in ids and c.runs() and not (c.due is not None and c.due < (day or event.day)):
                c.stopped, c.cancelled = (event.index if event else None, day or event.day), True

    def running(self, id_):
        return any(c.runs() for c in self.all(id_))

    # -- time

    def pass_time(self, day):
        """Act upon every lapse before a day, in order of due date."""
        while True:
            due = [c for c in self.clocks if c.runs() and c.due is not None and c.due < day]
            if not due:
                return
            c = min(due, key=lambda c: (c.due, RANK[c.id], c.number))
            c.passed = True
            getattr(self, "lapse_" + c.id, lambda c: None)(c)

    def lapse_completeness_check(self, c):
        if self.at("request", "registered"):
            self.state["request"], self.complete_by = "complete", "silence"

    def lapse_completeness_fix(self, c):
        if self.at("request", "incomplete"):
            self.state["request"] = "closed_incomplete"

    def lapse_response(self, c):
        self.response_lapse = c.due
        if self.at("request", "received", "registered", "incomplete", "complete", "extended"):
            self.state["request"] = "lapsed"
        self.objection_from_lapse(c)

    def lapse_information_delivery(self, c):
        self.promises_broken.append(c.due)
        self.objection_from_lapse(c)

    def objection_from_lapse(self, c):
        if not self.at("objection", *UNDECIDED):
            self.open_window("objection_filing", c)
            self.objection_available()

    def objection_available(self):
        if self.at("objection", "none", "barred"):
            self.state["objection"] = "available"

    def lapse_objection_filing(self, c):
        if self.at("objection", "available") and not self.running("objection_filing"):
            self.state["objection"] = "barred"

    def lapse_objection_decision(self, c):
        if self.at("objection", "filed", "registered"):
            self.state["objection"] = "lapsed"
        if not self.at("dispute", *OPEN, *ENDED):
            self.open_window("dispute_filing", c)
            self.dispute_available()

    def dispute_available(self):
        if self.at("dispute", "none", "barred"):
            self.state["dispute"] = "available"

    def lapse_dispute_filing(self, c):
        if self.at("dispute", "available") and not self.running("dispute_filing"):
            self.state["dispute"] = "barred"

    def lapse_dispute_fix(self, c):
        if self.at("dispute", "incomplete"):
            self.state["dispute"] = "not_registered"
            self.end(None, "dispute_start", "dispute_decision", day=c.due + DAY)

    def lapse_suit_filing(self, c):
        if self.running("suit_filing") or self.sued or self.judged:
            return
        if self.at("court", "available"):
            self.state["court"] = "barred"
        if len(self.copies) == 2 and self.at("dispute", *SUABLE):
            self.state["dispute"], self.final_day = "final", c.due + DAY

    def lapse_cassation_filing(self, c):
        if self.at("court", "judgment") and not self.running("cassation_filing") and \
                len(self.all("cassation_filing")) == 2 and not self.cassations:
            self.state["court"], self.final_day = "final", c.due + DAY

    # -- request

    def respond(self, event):
        """Start, move or restart `response` at an event of its start."""
        c, on = self.one("response"), self.on_file
        order = {"completed": ("completed", "registered", "received"), "received": ("received", "registered"),
                 "registered": ("registered", "received")}[self.options["response_start"]]
        e = next((on[k] for k in order if k in on), None)
        if e is None:      # under `received` a declaration alone starts nothing
            return
        length = 3 if self.options["notice_edition"] == "gazette" and e is on.get("completed") and \
            order[0] == "completed" else None
        if c is None:
            self.start("response", e)
            return
        restart = c.cancelled and e is on.get("completed") and e is event
        moves = c.runs() and c.extended is None and c.source != ("event", e.index)
        if restart or moves:
            c.stopped, c.cancelled, c.passed = None, False, False
            c.source, c.kind, c.day0, c.opens = ("event", e.index), e.kind, e.day, e.day
            c.due = self.term("response", e.day, length)

    def on_request_received(self, e):
        if not self.at("request", "none"):
            return self.disorder(e)
        self.state["request"] = "received"
        self.on_file["received"] = e
        self.respond(e)
        if self.case.new:
            self.start("refusal", e)

    def on_request_registered(self, e):
        if "registered" in self.once or \
                not self.at("request", "none", "received", "registered", "incomplete", "complete"):
            return self.disorder(e)
        self.once.add("registered")
        self.on_file["registered"] = e
        if self.at("request", "none", "received"):
            self.state["request"] = "registered"
            if self.case.new:
                self.start("completeness_check", e)
        self.respond(e)

    def check_lapsed(self):
        c = self.one("completeness_check")
        return c is not None and c.passed and not c.stopped

    def on_request_incomplete(self, e):
        if not self.at("request", "received", "registered"):
            return self.find("check_late", e) if self.check_lapsed() else self.disorder(e)
        self.state["request"] = "incomplete"
        self.stop("completeness_check", e)
        if self.case.new:
            self.start("completeness_fix", e, day0=e.day0)
            if self.options["response_start"] == "completed":
                self.end(e, "response")

    def completed(self, e):
        self.stop("completeness_check", e)
        self.stop("completeness_fix", e)
        self.state["request"] = "complete"
        self.on_file["completed"] = e
        self.respond(e)

    def on_request_corrected(self, e):
        if self.at("request", "complete") and self.complete_by == "silence":
            return
        if not self.at("request", "incomplete"):
            c = self.one("completeness_fix")
            late = c is not None and c.passed and not c.stopped
            return self.find("correction_late", e) if late else self.disorder(e)
        self.complete_by = "correction"
        self.completed(e)

    def on_request_completed(self, e):
        if self.at("request", "complete") and self.complete_by == "correction":
            return
        if not self.at("request", "received", "registered", "incomplete", "closed_incomplete"):
            return self.find("check_late", e) if self.check_lapsed() else self.disorder(e)
        self.complete_by = "declaration"
        self.completed(e)

    def on_request_extended(self, e):
        c = self.one("response")
        if not self.at("request", "received", "registered", "complete", "extended", "lapsed") or c is None or c.stopped:
            return self.disorder(e)
        limit = c.due
        if self.options["late_extension"] == "valid" and not c.extended:
            limit = self.add(c.due, EXTENSION)
        void = False
        for code, holds in (("extension_late", limit is not None and e.day > limit),
                            ("extension_unreasoned", not e.fields.get("reason")),
                            ("extension_repeated", c.extended is not None)):
            if holds:
                self.find(code, e)
                void = True
        if void:
            return
        for x in self.all("response") + self.all("refusal"):
            if not x.stopped:
                x.extended, x.due, x.passed = (e.index, x.due), self.add(x.due, EXTENSION), False
        self.state["request"] = "extended"
        if self.response_lapse:
            self.response_lapse = None
            for w in self.all("objection_filing"):
                if w.source[:2] == ("lapse", "response") and w.runs():
                    w.stopped, w.cancelled = (e.index, e.day), True
            if self.at("objection", "available") and not self.running("objection_filing"):
                self.state["objection"] = "none"

    def objection_window(self, e):
        if not self.at("objection", *UNDECIDED):
            self.start("objection_filing", e)
            self.objection_available()

    def stop_response(self, e):
        """An answer or a delivery; was it late?"""
        for c in self.all("completeness_check"):
            if c.runs():
                c.stopped = (e.index, e.day)
        self.end(e, "completeness_fix")
        late = self.stop("response", e)
        if late:
            self.find("response_late", e)
        return late

    def on_request_answered(self, e):
        if self.at("request", "none"):
            self.disorder(e)
        elif not self.at("request", "received", "registered", "incomplete", "complete", "extended", "lapsed",
                         "closed_incomplete"):
            return self.disorder(e)
        outcome = e.fields["outcome"]
        self.state["request"] = outcome
        late = self.stop_response(e)
        if outcome == "refused":
            if self.stop("refusal", e):
                self.find("refusal_late", e)
        else:
            self.end(e, "refusal")
        self.answer, self.came = e, e
        if late:
            self.came_late = e
        if outcome in ("refused", "partial"):
            if not e.fields.get("exemption"):
                self.find("refusal_without_exemption", e)
            else:
                test = e.fields.get("consequence_test")
                if test is None or test > e.date:
                    self.find("refusal_without_consequence_test", e)
                if self.case.new and not e.fields.get("approved_by"):
                    self.find("approval_unknown", e)
        if outcome in ("granted", "partial") and "provide_by" in e.fields:
            self.start("information_delivery", e, due=e.fields["provide_by"])
        if outcome != "granted" or late:
            self.objection_window(e)

    def on_fee_charged(self, e):
        if self.at("request", "none", "withdrawn", "closed_incomplete"):
            return self.disorder(e)
        self.bill = e
        self.objection_window(e)

    def on_information_delivered(self, e):
        if self.at("request", "withdrawn"):
            return self.disorder(e)
        if self.at("request", "none"):
            self.disorder(e)
        if e.fields.get("complete", True):
            self.state["request"] = "delivered"
        late = self.stop_response(e)
        self.end(e, "refusal")
        late = self.stop("information_delivery", e) or late
        self.came = e
        if late:
            self.came_late = e
        self.objection_window(e)

    def on_request_withdrawn(self, e):
        if not self.at("request", "received", "registered", "incomplete", "complete", "extended", "lapsed"):
            return self.disorder(e)
        self.state["request"] = "withdrawn"
        self.end(e, "completeness_check", "completeness_fix", "response", "refusal", "objection_filing")
        self.came = self.came_late = self.bill = self.response_lapse = self.answer = None
        self.promises_broken = []
        if self.at("objection", "available"):
            self.state["objection"] = "none"

    # -- objection

    def windows(self):
        """Due dates of the windows of each ground, from the facts."""
        def since(e):
            return [self.term("objection_filing", e.day)] if e else []

        def after(last):
            return [self.lapse_window("objection_filing", last)[1]]

        silence = after(self.response_lapse) if self.response_lapse else []
        promised = [d for last in self.promises_broken for d in after(last)]
        nothing = [] if self.came else silence
        refused = self.answer and self.answer.fields["outcome"] in ("refused", "partial")
        return {
            "a": since(self.answer) if refused else [],
            "c": silence,
            "d": since(self.came),
            "e": since(self.came) + promised + nothing,
            "f": since(self.bill),
            "g": since(self.came_late) + promised + nothing,
        }

    def on_objection_received(self, e):
        if self.at("objection", *UNDECIDED):
            return self.disorder(e)
        grounds = e.fields.get("grounds")
        if self.at("request", "none"):
            self.disorder(e)
        else:
            if grounds is None:
                self.find("ground_unknown", e)
            self.judge_objection(e, "acdefg" if grounds is None else grounds)
        self.stop("objection_filing", e)
        self.state["objection"] = "filed"
        self.rounds.append({"grounds": grounds, "decided": None, "settled": False, "clock": None, "event": e})
        c = self.start("objection_decision", e)
        c.round = e.index
        self.rounds[-1]["clock"] = c

    def judge_objection(self, e, grounds):
        c = self.one("response")
        is_open = c is not None and c.runs() or self.at("request", "incomplete")
        windows, verdicts = self.windows(), set()
        for g in grounds:
            if g == "b":
                verdicts.add("in_time")
            elif windows[g]:
                verdicts.add("in_time" if any(w is None or e.day <= w for w in windows[g]) else "late")
            else:
                verdicts.add("premature" if is_open and g != "f" else "absent")
        if "in_time" in verdicts:
            return
        if "premature" in verdicts:
            self.find("objection_premature", e)
        if "late" in verdicts:
            self.find("objection_late", e)
        if not verdicts - {"absent"}:
            self.find("objection_without_ground", e)

    def on_objection_registered(self, e):
        if not self.at("objection", "filed"):
            return self.disorder(e)
        self.state["objection"] = "registered"
        c = self.rounds[-1]["clock"]
        if self.options["objection_decision_start"] == "registered" and c.runs():
            c.source, c.kind, c.day0, c.opens = ("event", e.index), e.kind, e.day, e.day
            c.due = self.term("objection_decision", e.day)

    def on_objection_decided(self, e):
        if self.at("objection", "none", "available", "barred"):
            self.disorder(e)
            self.rounds.append({"grounds": None, "decided": None, "settled": False, "clock": None, "event": e})
        elif not self.at("objection", *UNDECIDED):
            return self.disorder(e)
        outcome = e.fields["outcome"]
        self.state["objection"] = outcome
        self.rounds[-1]["decided"] = e.day
        if self.stop("objection_decision", e):
            self.find("objection_decision_late", e)
        if outcome == "confirmed" and not e.fields.get("reasons"):
            self.find("objection_decision_unreasoned", e)
        officer = e.fields.get("officer")
        if officer and self.answer and self.answer.fields.get("officer") == officer:
            self.find("same_officer_decided", e)
        if outcome in ("granted", "partial") and "execute_by" in e.fields:
            self.start("objection_execution", e, due=e.fields["execute_by"])
        if not self.at("dispute", *OPEN, *ENDED):
            self.start("dispute_filing", e)
            self.dispute_available()

    def on_objection_settled(self, e):
        if not self.at("objection", *UNDECIDED):
            return self.disorder(e)
        if "a" in (self.rounds[-1]["grounds"] or ()):
            return self.find("settled_ground_a", e)
        self.state["objection"] = "settled"
        self.rounds[-1]["settled"] = True
        self.end(e, "objection_decision")
        for c in self.all("dispute_filing"):
            if c.kind == "lapse" and c.runs():
                c.stopped, c.cancelled = (e.index, e.day), True
        if self.at("dispute", "available") and not self.running("dispute_filing"):
            self.state["dispute"] = "none"

    def on_objection_executed(self, e):
        if not self.at("objection", "granted", "partial"):
            return self.disorder(e)
        self.state["objection"] = "executed"
        self.stop("objection_execution", e)

    # -- dispute

    def judge_dispute(self, e):
        verdict = "dispute_without_objection"
        for r in self.rounds:
            if r["settled"]:
                continue
            last = r["clock"].due if r["clock"] else None
            windows = []
            if r["decided"]:
                windows.append(self.term("dispute_filing", r["decided"]))
            overdue = last is not None and (r["decided"] or e.day) > last
            if overdue:
                windows.append(self.lapse_window("dispute_filing", last)[1])
            if not windows:
                verdict = "dispute_premature"
            elif any(w is None or e.day <= w for w in windows):
                return
            else:
                verdict = "dispute_late"
        self.find(verdict, e)

    def on_dispute_filed(self, e):
        if self.at("dispute", "withdrawn"):
            self.find("dispute_after_withdrawal", e)
            if self.withdrawn_from != "adjudication":
                return
        elif not self.at("dispute", "none", "available", "barred", "not_registered"):
            return self.disorder(e)
        self.judge_dispute(e)
        self.state["dispute"] = "filed"
        self.absences = 0
        self.stop("dispute_filing", e)
        for id_ in ("dispute_incomplete_notice", "dispute_start", "dispute_decision"):
            self.start(id_, e)

    def on_dispute_incomplete(self, e):
        if not self.at("dispute", "filed"):
            return self.disorder(e)
        self.state["dispute"] = "incomplete"
        if self.stop("dispute_incomplete_notice", e):
            self.find("dispute_notice_late", e)
        self.start("dispute_fix", e, day0=e.day0)

    def on_dispute_corrected(self, e):
        if self.at("dispute", "not_registered"):
            return self.find("dispute_fix_late", e)
        if not self.at("dispute", "incomplete"):
            return self.disorder(e)
        self.state["dispute"] = "filed"
        self.stop("dispute_fix", e)

    def on_dispute_registered(self, e):
        if self.at("dispute", "none", "available", "barred"):
            self.disorder(e)
        elif not self.at("dispute", "filed", "incomplete", "not_registered"):
            return self.disorder(e)
        self.state["dispute"] = "registered"
        for id_ in ("dispute_filing", "dispute_incomplete_notice", "dispute_fix"):
            self.stop(id_, e)

    def on_hearing_summoned(self, e):
        if not self.at("dispute", *OPEN):
            return self.disorder(e)
        hearing = e.fields["hearing"]
        c = self.start("summons", e, day0=hearing)
        if c:
            c.stopped = (e.index, e.day)
            if c.late(e.day):
                self.find("summons_late", e)

    def on_hearing_held(self, e):
        if self.at("dispute", "filed", "incomplete"):
            self.disorder(e)
        elif not self.at("dispute", *OPEN):
            return self.disorder(e)
        if self.at("dispute", "filed", "incomplete", "registered"):
            self.state["dispute"] = "hearing"
        self.sessions.append(e.day)
        self.stop("dispute_start", e)
        self.absences = self.absences + 1 if e.fields.get("absent") == "applicant" else 0
        if self.absences == 2 and not self.absent_twice:
            self.absent_twice = True
            self.find("applicant_absent_twice", e)

    def on_mediation_started(self, e):
        if self.at("dispute", "filed", "incomplete"):
            self.disorder(e)
        elif not self.at("dispute", "registered", "hearing"):
            return self.disorder(e)
        self.state["dispute"] = "mediation"
        self.stop("dispute_start", e)
        if self.rounds and set(self.rounds[-1]["grounds"] or ()) == {"a"}:
            self.find("mediation_of_exemption", e)
        self.start("mediation", e)
        self.sessions.append(e.day)

    def on_mediation_extended(self, e):
        if self.at("dispute", "mediation_extended"):
            return self.find("mediation_extended_twice", e)
        c = self.one("mediation")
        if not self.at("dispute", "mediation") or c and c.passed:
            return self.disorder(e)
        self.state["dispute"] = "mediation_extended"
        self.sessions.append(e.day)
        if c and c.runs():
            c.extended, c.due = (e.index, c.due), self.add(c.due, EXTENSION)

    def mediation_over(self, e, state):
        self.state["dispute"] = state
        self.sessions.append(e.day)
        self.stop("dispute_start", e)
        if self.stop("mediation", e):
            self.find("mediation_overrun", e)

    def on_mediation_agreed(self, e):
        if not self.at("dispute", *OPEN):
            return self.disorder(e)
        if not self.at("dispute", "mediation", "mediation_extended"):
            self.disorder(e)
        self.mediation_over(e, "mediated")
        self.outcome, self.final_day = "mediated", e.day
        self.end(e, "dispute_incomplete_notice", "dispute_fix")
        if self.stop("dispute_decision", e):
            self.find("dispute_overrun", e)

    def on_mediation_failed(self, e):
        if self.at("dispute", "filed", "incomplete", "registered", "hearing"):
            self.disorder(e)
        elif not self.at("dispute", "mediation", "mediation_extended"):
            return self.disorder(e)
        self.mediation_over(e, "mediation_failed")

    def on_adjudication_started(self, e):
        if self.at("dispute", "filed", "incomplete", "mediation", "mediation_extended"):
            self.disorder(e)
        elif not self.at("dispute", "registered", "hearing", "mediation_failed"):
            return self.disorder(e)
        self.state["dispute"] = "adjudication"
        self.sessions.append(e.day)
        self.stop("dispute_start", e)
        self.end(e, "mediation")

    def on_dispute_decided(self, e):
        if self.at("dispute", "none", "available", "barred", "filed", "incomplete"):
            self.disorder(e)
        elif not self.at("dispute", *OPEN):
            return self.disorder(e)
        self.outcome = e.fields["outcome"]
        self.state["dispute"] = self.outcome
        self.end(e, "dispute_filing", "dispute_incomplete_notice", "dispute_fix", "mediation")
        self.stop("dispute_start", e)
        if self.stop("dispute_decision", e):
            self.find("dispute_overrun", e)
        self.start("decision_copy", e)

    def on_dispute_withdrawn(self, e):
        if not self.at("dispute", *OPEN):
            return self.disorder(e)
        self.withdrawn_from = self.state["dispute"]
        self.state["dispute"] = "withdrawn"
        self.end(e, "dispute_incomplete_notice", "dispute_fix", "dispute_start", "mediation", "dispute_decision")

    def on_decision_received(self, e):
        party = e.fields["party"]
        if self.outcome is None or party in self.copies:
            return self.disorder(e)
        self.copies.add(party)
        copy = self.one("decision_copy")
        if copy and copy.late(e.day):
            self.find("copy_late", e)
        self.stop("decision_copy", e)
        if self.outcome in SUABLE and party not in self.sued:
            self.start("suit_filing", e, actor=party)
            if self.at("court", "none", "barred"):
                self.state["court"] = "available"

    # -- court

    def on_suit_filed(self, e):
        party = e.fields["party"]
        if self.outcome == "mediated":
            return self.find("suit_against_mediation", e, party)
        if self.outcome not in SUABLE or party in self.sued or \
                not self.at("court", "none", "available", "barred", "suit"):
            return self.disorder(e)
        self.sued.add(party)
        self.state["court"] = "suit"
        if self.stop("suit_filing", e, party):
            self.find("suit_late", e, party)

    def on_suit_registered(self, e):
        if not self.at("court", "suit") or "suit_registered" in self.once:
            return self.disorder(e)
        self.once.add("suit_registered")
        self.start("court_answer", e)

    def on_court_panel_set(self, e):
        if not self.at("court", "suit") or "court_panel_set" in self.once:
            return self.disorder(e)
        self.once.add("court_panel_set")
        self.start("court_decision", e)

    def on_suit_decided(self, e):
        if self.at("court", "none", "available", "barred") and self.outcome in SUABLE:
            self.disorder(e)
        elif not self.at("court", "suit"):
            return self.disorder(e)
        self.state["court"], self.judged = "judgment", True
        self.annulled = self.annulled or e.fields.get("outcome") == "annulled"
        self.end(e, "suit_filing", "court_answer")
        if self.stop("court_decision", e):
            self.find("court_overrun", e)
        if self.options["cassation_start"] == "pronounced":
            for party in PARTIES:
                self.start("cassation_filing", e, actor=party)

    def on_judgment_received(self, e):
        party = e.fields["party"]
        if not self.judged or party in self.judgments:
            return self.disorder(e)
        self.judgments.add(party)
        if self.at("court", "judgment", "cassation") and party not in self.cassations and \
                self.options["cassation_start"] == "received":
            self.start("cassation_filing", e, actor=party)

    def on_cassation_filed(self, e):
        party = e.fields["party"]
        if not self.judged:
            return self.find("cassation_without_judgment", e, party)
        if not self.at("court", "judgment", "cassation", "final") or self.cassation_decided or party in self.cassations:
            return self.disorder(e)
        self.cassations.add(party)
        self.state["court"] = "cassation"
        if self.stop("cassation_filing", e, party):
            self.find("cassation_late", e, party)

    def on_cassation_decided(self, e):
        if not self.at("court", "cassation"):
            return self.disorder(e)
        self.state["court"], self.cassation_decided, self.final_day = "final", True, e.day
        self.annulled = self.annulled or e.fields.get("outcome") == "annulled"
        self.end(e, "cassation_filing")

    def can_execute(self):
        return self.at("court", "final") or \
            self.at("dispute", "final", "mediated") and self.at("court", "none", "available", "barred")

    def on_execution_requested(self, e):
        if not self.can_execute():
            again = self.at("court", "execution_requested", "execution_ordered", "executed")
            return self.disorder(e) if again else self.find("execution_before_final", e)
        self.state["court"] = "execution_requested"
        self.start("execution_order", e)

    def on_execution_ordered(self, e):
        if not self.at("court", "execution_requested"):
            return self.disorder(e)
        self.state["court"] = "execution_ordered"
        if self.stop("execution_order", e):
            self.find("execution_order_late", e)

    def on_decision_executed(self, e):
        if self.outcome not in SUABLE + ("mediated",) or self.executed:
            return self.disorder(e)
        self.executed = True
        self.state["court"] = "executed"
        self.end(e, "execution_order")


# ---- the report ---------------------------------------------------------------------------------

def text(day):
    return None if day is None else str(day)


def least(days):
    known = [d for d in days if d is not None]
    return min(known) if known else None


def most(days):
    days = list(days)
    return None if None in days else max(days)


def left(case, world, c):
    if c.stopped or c.due is None:
        return None
    if c.unit == WD:
        return count(case.as_of, c.due, world.leave)
    return (c.due - case.as_of).days


def steps(case, worlds, bounds):
    """The next steps in the default world."""
    world, entries = worlds[0], {}

    def step(event, actor, opens, until, safe):
        entries.setdefault((event, actor), []).append((opens, until, safe))

    running = [c for c in world.clocks if c.status(case.as_of) in ("running", "due_today")]
    running.sort(key=lambda c: c.day0)
    for c in running:
        if c.id in STEPS:
            step(STEPS[c.id], c.actor, c.opens, c.due, bounds[c.key()][0])
    for c in running:
        if c.id == "response" and not c.extended and world.at("request", "received", "registered", "complete"):
            step("request_extended", "ppid", c.opens, c.due, bounds[c.key()][0])
    for c in running:
        for duty, track, window, event in (("response", "objection", "objection_filing", "objection_received"),
                                           ("objection_decision", "dispute", "dispute_filing", "dispute_filed")):
            if c.id == duty and world.at(track, "none"):
                if c.due is None:
                    continue
                safe = []
                for w in worlds:
                    for x in w.clocks:
                        same = x.id == duty and x.round == c.round
                        if same and x.due is not None and (x.runs() or x.passed and not x.stopped):
                            safe.append(w.lapse_window(window, x.due)[1])
                step(event, "applicant", c.due + DAY, world.lapse_window(window, c.due)[1], least(safe))
    if world.can_execute() and world.outcome in ("granted", "partial", "mediated") and not world.annulled:
        step("execution_requested", "applicant", world.final_day, None, None)
    return [{"event": event, "actor": actor, "not_before": text(least(o for o, _, _ in parts)),
             "until": text(most(u for _, u, _ in parts)), "safe_until": text(least(s for _, _, s in parts))}
            for (event, actor), parts in entries.items()]


def judge(doc, everything=False):
    """The report of a case file; Fault."""
    case = Case(doc)
    worlds = [World(case, options) for options in case.worlds(everything)]
    world = worlds[0]

    dues = {}
    for w in worlds:
        for c in w.clocks:
            dues.setdefault(c.key(), []).append(c.due)
    bounds = {key: (least(days), most(days)) for key, days in dues.items()}
    clocks = []
    for c in sorted(world.clocks, key=lambda c: c.day0):
        earliest, latest = bounds[c.key()]
        trigger = {"event": c.source[1], "kind": c.kind, "date": text(c.day0)}
        if c.kind == "lapse":
            trigger = {"event": None, "kind": "lapse", "clock": c.source[1], "date": text(c.day0)}
        clocks.append({
            "id": c.id, "actor": c.actor, "trigger": trigger, "due": text(c.due), "earliest": text(earliest),
            "latest": text(latest),
            "extended": c.extended and {"event": c.extended[0], "from": text(c.extended[1])},
            "stopped": c.stopped and {"event": c.stopped[0], "date": text(c.stopped[1])},
            "status": c.status(case.as_of), "days_left": left(case, world, c)})

    found = {}
    for w in worlds:
        for key, value in w.found.items():
            found.setdefault(key, (value, []))[1].append(w)
    findings = []
    for (code, event), ((severity, actor, clock), where) in found.items():
        under = "other" if where[0] is not world else "all" if len(where) == len(worlds) else "default"
        if under == "other" and severity != N:
            severity = W
        findings.append({"code": code, "severity": severity, "actor": actor, "event": event, "clock": clock,
                         "under": under})
    findings.sort(key=lambda f: (f["event"] is None, f["event"] or 0, f["code"]))

    return {"foi_report": 1, "as_of": text(case.as_of), "regime": case.regime, "readings": case.readings,
            "state": world.state, "clocks": clocks, "findings": findings, "next": steps(case, worlds, bounds)}


def answer(raw):
    """A line of input -> report or error, as a dict."""
    try:
        return judge(parse(raw))
    except Fault as e:
        return e.error


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


# ---- random cases -------------------------------------------------------------------------------

class Chain:
    """A plausible chain of events, each near the day that matters."""

    def __init__(self, r, day):
        self.r, self.day, self.events = r, day, []

    def chance(self, p):
        return self.r.random() < p

    def go(self, n):
        """A day about n working days on: early, in time, at the edge, late."""
        r = self.r
        kind = r.random()
        if kind < 0.45:
            k = r.randrange(0, n + 1)
        elif kind < 0.8:
            k = max(0, n + r.randrange(-2, 4))
        elif kind < 0.92:
            k = n + r.randrange(4, 25)
        else:
            k = 0
        self.day = (add(self.day, k, True) or self.day + 2 * k * DAY) if k else self.day
        if self.chance(0.1):
            self.day += r.randrange(1, 4) * DAY
        return self.day

    def push(self, kind, day=None, **fields):
        self.events.append({"kind": kind, "date": str(day or self.day), **fields})

    def receipt(self):
        """A `received` of the event, or none."""
        if self.chance(0.25):
            return {}
        day = self.day + self.r.choice((0, 0, 1, 1, 2, 3, 5, 8)) * DAY
        self.day = day
        return {"received": str(day)}

    def request(self, short):
        r = self.r
        self.push("request_received", **({"channel": "desk"} if self.chance(0.3) else {}))
        if self.chance(0.6 if not short else 0.15):
            self.day += r.choice((0, 0, 1, 2, 4)) * DAY
            self.push("request_registered", **({"number": "1"} if self.chance(0.3) else {}))
        if self.chance(0.4 if not short else 0.1):
            self.go(3)
            if self.chance(0.6):
                sent = self.day
                self.push("request_incomplete", sent, **self.receipt())
                if self.chance(0.7):
                    self.go(3)
                    self.push(r.choice(("request_corrected", "request_corrected", "request_completed")))
                    if self.chance(0.3):
                        self.push("request_completed")
            else:
                self.push("request_completed")
        if self.chance(0.35 if not short else 0.15):
            self.go(10)
            for _ in range(r.choice((1, 1, 1, 2))):
                self.push("request_extended", **({"reason": "belum dikuasai"} if self.chance(0.8) else {}))
                if self.chance(0.6):
                    self.go(r.choice((3, 7)))
        if self.chance(0.7):
            self.go(r.choice((10, 7)))
            if self.chance(0.2):
                self.push("fee_charged", amount=r.randrange(1, 9) * 1000)
                self.go(3)
            if self.chance(0.85):
                self.answer()
            if self.chance(0.3):
                self.go(5)
                self.push("information_delivered", **({"complete": self.chance(0.4)} if self.chance(0.4) else {}))
                if self.chance(0.2):
                    self.go(3)
                    self.push("information_delivered")
        elif self.chance(0.15):
            self.go(6)
            self.push("request_withdrawn")

    def answer(self):
        r = self.r
        f = {"outcome": r.choice(ANSWERS)}
        sent = self.day
        if f["outcome"] in ("refused", "partial") and self.chance(0.7) or self.chance(0.05):
            f["exemption"] = r.choice((["17h"], ["17a", "17b"], [], ["17j"]))
            if self.chance(0.7):
                f["consequence_test"] = str(sent + r.choice((-30, -1, 0, 1, 5)) * DAY)
            if self.chance(0.6):
                f["approved_by"] = r.choice((["atasan"], ["pimpinan"], ["atasan", "pimpinan"], []))
        if self.chance(0.4):
            f["provide_by"] = str(sent + r.choice((0, 1, 3, 5, 7, 14, 30, -2)) * DAY)
        if self.chance(0.3):
            f["officer"] = r.choice(("Pejabat A", "Pejabat B"))
        f.update(self.receipt())
        self.push("request_answered", sent, **f)

    def objection(self):
        r = self.r
        self.go(r.choice((30, 30, 10)))
        f = {}
        if self.chance(0.85):
            f["grounds"] = r.choice((["a"], ["c"], ["c"], ["b"], ["d"], ["e"], ["f"], ["g"], ["a", "d"], ["c", "g"],
                                     ["e", "f"], [], ["a", "c"], ["d", "e", "g"]))
        self.push("objection_received", **f)
        if self.chance(0.35):
            self.go(3)
            self.push("objection_registered")
        if self.chance(0.65):
            self.go(30)
            if self.chance(0.2):
                self.push("objection_settled")
                return
            sent = self.day
            f = {"outcome": r.choice(("granted", "partial", "confirmed"))}
            if self.chance(0.6):
                f["reasons"] = r.choice((True, "alasan", ""))
            if self.chance(0.4):
                f["execute_by"] = str(sent + r.randrange(0, 25) * DAY)
            if self.chance(0.3):
                f["officer"] = r.choice(("Pejabat A", "Pejabat B"))
            f.update(self.receipt())
            self.push("objection_decided", sent, **f)
            if self.chance(0.15):
                self.go(5)
                self.push("objection_executed")
        elif self.chance(0.5):
            self.go(30)

    def dispute(self, short):
        r = self.r
        self.go(14)
        self.push("dispute_filed")
        if self.chance(0.35 if not short else 0.1):
            self.go(3)
            sent = self.day
            self.push("dispute_incomplete", sent, **self.receipt())
            if self.chance(0.6):
                self.go(7)
                self.push("dispute_corrected")
        if self.chance(0.75 if not short else 0.3):
            self.go(4)
            self.push("dispute_registered")
        if self.chance(0.5 if not short else 0.1):
            self.go(5)
            sent, hearing = self.day, self.day + r.choice((1, 3, 4, 5, 6, 7, 10)) * DAY
            self.push("hearing_summoned", sent, hearing=str(hearing), **self.receipt())
            self.day = max(self.day, hearing)
        for _ in range(r.choice((0, 1, 1, 2, 3)) if not short else r.choice((0, 0, 1))):
            self.push("hearing_held", **({"absent": r.choice(("applicant", "applicant", "respondent"))}
                                         if self.chance(0.5) else {}))
            self.day += r.randrange(1, 9) * DAY
        if self.chance(0.45 if not short else 0.15):
            self.push("mediation_started")
            self.go(14)
            for _ in range(r.choice((0, 0, 1, 1, 2))):
                self.push("mediation_extended")
                self.go(7)
            if self.chance(0.8):
                kind = r.choice(("mediation_agreed", "mediation_failed"))
                self.push(kind, **({"cause": "time"} if kind == "mediation_failed" and self.chance(0.5) else {}))
        if self.chance(0.5 if not short else 0.2):
            self.go(4)
            self.push("adjudication_started")
        if self.chance(0.1):
            self.go(4)
            self.push("dispute_withdrawn")
            if self.chance(0.4):
                self.push("dispute_filed")
        if self.chance(0.75):
            self.go(r.choice((20, 20, 100)))
            self.decision()

    def decision(self):
        r = self.r
        self.push("dispute_decided", outcome=r.choice(("granted",) + SUABLE + ("lapsed",)),
                  **({"reason": "late"} if self.chance(0.2) else {}))
        for party in r.sample(PARTIES, r.choice((0, 1, 2, 2))):
            self.go(3)
            self.push("decision_received", party=party)

    def court(self):
        r = self.r
        if self.chance(0.85):
            self.go(14)
            for party in r.sample(PARTIES, r.choice((1, 1, 1, 2))):
                self.push("suit_filed", party=party)
                self.day += r.randrange(0, 4) * DAY
            if self.chance(0.5):
                self.push("suit_registered")
            if self.chance(0.5):
                self.go(10)
                self.push("court_panel_set")
            if self.chance(0.8):
                self.go(r.choice((60, 20)))
                self.push("suit_decided", **({"outcome": r.choice(OUTCOMES)} if self.chance(0.8) else {}))
                for party in r.sample(PARTIES, r.choice((0, 1, 2, 2))):
                    self.day += r.randrange(0, 5) * DAY
                    self.push("judgment_received", party=party)
                if self.chance(0.5):
                    self.go(14)
                    self.push("cassation_filed", party=r.choice(PARTIES))
                    if self.chance(0.6):
                        self.go(20)
                        self.push("cassation_decided", **({"outcome": r.choice(OUTCOMES)} if self.chance(0.8) else {}))
        if self.chance(0.5):
            self.go(15)
            self.push("execution_requested")
            if self.chance(0.6):
                self.go(7)
                self.push("execution_ordered")
        if self.chance(0.3):
            self.go(5)
            self.push("decision_executed")

    def any(self):
        """An event of any kind, with plausible fields."""
        r = self.r
        kind = r.choice(list(KINDS))
        f = {}
        for key, spec in KINDS[kind].items():
            name = key.lstrip("*")
            if key[0] != "*" and self.chance(0.5):
                continue
            if spec == DATE:
                f[name] = str(self.day + r.randrange(0, 9) * DAY)
            elif spec == FLAG:
                f[name] = self.chance(0.5)
            elif spec in (TEXT, REASONS, TEXTS, AMOUNT):
                f[name] = "isi"
            elif spec[0] == "list":
                f[name] = r.sample(spec[1], r.randrange(0, 3))
            else:
                f[name] = r.choice(spec)
        return {"kind": kind, "date": str(self.day), **f}


def first_day(r):
    pick = r.random()
    if pick < 0.6:
        a, b = dt.date(2021, 7, 1), dt.date(2026, 9, 1)
    elif pick < 0.72:
        a, b = dt.date(2010, 5, 1), dt.date(2021, 6, 1)
    elif pick < 0.92:
        near = r.choice((UU14, PERMA11, PERKI13, PMK19, PERKI21, dt.date(2024, 4, 10), dt.date(2023, 12, 29)))
        a, b = near - 30 * DAY, near + 20 * DAY
        if near in (PERMA11, PERKI13) and r.random() < 0.6:
            a = near - 200 * DAY
    else:
        a, b = dt.date(2027, 6, 1), dt.date(2028, 1, 5)
    return a + r.randrange((b - a).days + 1) * DAY


def iso_or(text_, other):
    try:
        return due_model.iso(text_)
    except ValueError:
        return other


def shift(event, days):
    """Move an event by whole days, its receipt and all."""
    for key in ("date", "received", "hearing"):
        if key in event:
            event[key] = str(iso_or(event[key], None) + days * DAY)


def random_case(r):
    start = first_day(r)
    chain = Chain(r, start)
    path = r.random()
    if path < 0.34:
        chain.request(False)
        if r.random() < 0.4:
            chain.objection()
    elif path < 0.58:
        chain.request(r.random() < 0.5)
        chain.objection()
        if r.random() < 0.6:
            chain.dispute(True)
        if r.random() < 0.3:
            chain.objection()
    elif path < 0.82:
        if r.random() < 0.8:
            chain.push("request_received")
            if r.random() < 0.4:
                chain.go(10)
                chain.answer()
            chain.objection()
        chain.dispute(False)
        if r.random() < 0.4:
            chain.court()
    else:
        if r.random() < 0.6:
            chain.push("request_received")
        if r.random() < 0.6:
            chain.objection()
        if r.random() < 0.8:
            chain.dispute(True)
        else:
            chain.decision()
        chain.court()
    events = chain.events
    # mutations
    if r.random() < 0.6:
        for _ in range(r.choice((1, 1, 1, 2, 3))):
            if not events:
                break
            pick, n = r.random(), r.randrange(len(events))
            if pick < 0.3:
                del events[n]
            elif pick < 0.45:
                events.insert(n + 1, json.loads(json.dumps(events[n])))
                shift(events[n + 1], r.choice((0, 0, 1, 4, 10)))
            elif pick < 0.6:
                shift(events[n], r.choice((-20, -5, -3, -2, -1, 1, 2, 3, 5, 20)))
            elif pick < 0.7 and len(events) > 1:
                m = r.randrange(len(events) - 1)
                a, b = events[m], events[m + 1]
                gap = (iso_or(b["date"], start) - iso_or(a["date"], start)).days
                shift(a, gap)
                shift(b, -gap)
            elif pick < 0.8 and "party" in events[n]:
                events[n]["party"] = r.choice(PARTIES)
            elif pick < 0.88:
                day = iso_or(events[n]["date"], start)
                while day.weekday() < 5:
                    day += DAY
                shift(events[n], (day - iso_or(events[n]["date"], start)).days)
            else:
                chain.day = iso_or(events[n]["date"], start)
                events.insert(n + 1, chain.any())
    if len(events) > 14:
        while len(events) > 14:
            del events[r.randrange(len(events)) if r.random() < 0.5 else -1]
    if not events:
        chain.day = start
        events.append(chain.any())
    if r.random() < 0.1:
        r.shuffle(events)
    doc = {"foi_case": 1}
    regime = r.choice(("id",) * 4 + ("id/kemnaker", "id/non-government"))
    if regime != "id" or r.random() < 0.5:
        doc["regime"] = regime
    zone = r.choice(list(ZONES))
    if r.random() < 0.1:
        doc["body"] = {"kind": "ministry", "name": "Badan", "timezone": zone}
    if r.random() < 0.12:
        doc["applicant"] = {"kind": r.choice(APPLICANTS)}
    first = min(e["date"] for e in events)
    last = max(max(e["date"], e.get("received", "")) for e in events)
    pick = r.random()
    if pick < 0.25:
        doc["as_of"] = str(iso_or(last, start) + r.randrange(0, 70) * DAY)
    elif pick < 0.5:
        days = (iso_or(last, start) - iso_or(first, start)).days
        doc["as_of"] = str(iso_or(first, start) + r.randrange(-2, days + 30) * DAY)
    elif pick < 0.65:
        doc["as_of"] = str(iso_or(last, start) + r.choice((1, 14, 20, 21, 30, 43, 44, 45, 150, 400)) * DAY)
    if "as_of" in doc and doc["as_of"] > "2027-12-31" and r.random() < 0.9:
        doc["as_of"] = "2027-12-31"
    if r.random() < 0.2:
        fixed = {}
        law_day = min((e["date"] for e in events if e["kind"] == "request_received"), default=first)
        for _ in range(r.choice((1, 1, 2, 3))):
            axis = r.choice(list(AXES))
            options = offered(axis, regime, iso_or(law_day, start)) or AXES[axis]
            fixed[axis] = r.choice(options if r.random() < 0.93 else AXES[axis])
        doc["readings"] = fixed
    if r.random() < 0.08:
        e = r.choice(events)
        zone_day = e.pop("date")
        e["at"] = zone_day + r.choice(("T08:00:00+07:00", "T23:59:59Z", "T00:30:00+09:00", "T16:30:00.5Z",
                                       "t15:00:00z"))
    doc["events"] = events
    return doc


def spoil(r, doc):
    """Faulty input: returns a line of text."""
    e = r.choice(doc["events"])
    pick = r.randrange(16)
    if pick == 0:
        return r.choice(("", "{", "[1,]", "nan", '{"foi_case": 1, "foi_case": 1, "events": []}', "{'foi_case': 1}"))
    if pick == 1:
        return r.choice(("[]", "null", "1", '"x"', "{}", '{"foi_case": 1}', '{"foi_case": 2, "events": []}',
                         '{"foi_case": 1, "events": {}}', '{"foi_case": 1, "events": []}',
                         '{"foi_case": 1, "events": [3]}', '{"foi_case": true, "events": []}'))
    if pick == 2:
        e["kin/d~"] = "x"
    elif pick == 3:
        e["kind"] = "request_lost"
    elif pick == 4:
        e.pop("at", None)
        e["date"] = r.choice(("2025-02-30", "2025-2-3", "kemarin", 20250101, None, "2025-13-01"))
    elif pick == 5:
        e.pop("date", None)
        e.pop("at", None)
    elif pick == 6:
        e["date"], e["at"] = "2025-01-06", "2025-01-06T08:00:00Z"
    elif pick == 7:
        doc["regime"] = r.choice(("id/unknown", "", "ID", 3))
    elif pick == 8:
        doc["readings"] = {r.choice(("first_day", "no_axis", "response_start")): r.choice(("third_day", "gazette", 1))}
    elif pick == 9:
        doc["events"].append({"kind": "request_answered", "date": "2025-10-07", "received": "2025-10-06",
                              "outcome": "granted"})
    elif pick == 10:
        kind = r.choice(("request_answered", "suit_filed", "hearing_summoned", "dispute_decided"))
        doc["events"].append({"kind": kind, "date": "2025-10-07"})
    elif pick == 11:
        doc["events"].append({"kind": "objection_received", "date": "2025-10-07",
                              "grounds": r.choice((["a", "h"], "a", [1]))})
    elif pick == 12:
        doc["as_of"] = r.choice(("2028-03-01", "2007-06-01", "x", 3))
    elif pick == 13:
        doc[r.choice(("body", "applicant"))] = r.choice(({"timezone": "Asia/Tokyo"}, {"kind": "alien", "x": 1}, [],
                                                         {"y": "z"}))
    elif pick == 14:
        doc["event"] = []
    else:
        e.pop("date", None)
        e["at"] = r.choice(("2025-01-06", "2025-01-06T25:00:00Z", "2025-01-06 08:00:00Z", "2025-01-06T08:00:00", 5))
    return json.dumps(doc, ensure_ascii=False)


def random_line(r):
    doc = random_case(r)
    return spoil(r, doc) if r.random() < 0.03 else json.dumps(doc, ensure_ascii=False)


# ---- hand-checked scenarios ---------------------------------------------------------------------
# (no holiday from 6 September to 24 December 2025)

EXAMPLE = {
    "foi_report": 1, "as_of": "2025-12-01", "regime": "id", "readings": {},
    "state": {"request": "lapsed", "objection": "available", "dispute": "none", "court": "none"},
    "clocks": [
        {"id": id_, "actor": "ppid", "trigger": {"event": 0, "kind": "request_received", "date": "2025-10-06"},
         "due": "2025-10-20", "earliest": "2025-10-17", "latest": "2025-10-20", "extended": None, "stopped": None,
         "status": "lapsed", "days_left": -30} for id_ in ("response", "refusal")] + [
        {"id": "objection_filing", "actor": "applicant",
         "trigger": {"event": None, "kind": "lapse", "clock": "response", "date": "2025-10-21"},
         "due": "2025-12-02", "earliest": "2025-11-28", "latest": "2025-12-02", "extended": None, "stopped": None,
         "status": "running", "days_left": 1}],
    "findings": [{"code": "response_missing", "severity": "violation", "actor": "ppid", "event": None,
                  "clock": "response", "under": "all"}],
    "next": [{"event": "objection_received", "actor": "applicant", "not_before": "2025-10-21", "until": "2025-12-02",
              "safe_until": "2025-11-28"}],
}

# name | head (as_of=, regime=, applicant=, reading axis:option) | events, "kind day field=value ..." split by ";" |
# expected, split by ";": "clock DUE EARLIEST LATEST STATUS" (* = whatever), "track=state", "code@event under",
# "!code", "next EVENT NOT_BEFORE UNTIL SAFE"
SCENARIOS = """
received on a Saturday | as_of=2025-10-13 | request_received 2025-10-11 | response 2025-10-24 2025-10-24 2025-10-27 running; next request_answered 2025-10-11 2025-10-24 2025-10-24; next request_extended 2025-10-11 2025-10-24 2025-10-24; next objection_received 2025-10-25 2025-12-05 2025-12-05
completeness path | as_of=2025-10-14 | request_received 2025-10-06; request_registered 2025-10-06; request_incomplete 2025-10-09 received=2025-10-09; request_completed 2025-10-14 | completeness_check 2025-10-09 2025-10-08 2025-10-09 met; completeness_fix 2025-10-14 2025-10-14 2025-10-14 met; check_late@2 other; response 2025-10-28 2025-10-17 2025-10-28 running; refusal 2025-10-20 2025-10-17 2025-10-20 running; request=complete
no correction | as_of=2025-10-15 | request_received 2025-10-06; request_registered 2025-10-06; request_incomplete 2025-10-09 received=2025-10-09 | request=closed_incomplete; response 2025-10-20 2025-10-17 2025-10-20 cancelled; completeness_fix 2025-10-14 * * lapsed
closed: the Act's term in the other reading | as_of=2025-10-24 | request_received 2025-10-06; request_incomplete 2025-10-09 received=2025-10-09 | request=closed_incomplete; response_missing@- other
late correction | as_of=2025-10-16 | request_received 2025-10-06; request_registered 2025-10-06; request_incomplete 2025-10-09 received=2025-10-09; request_corrected 2025-10-15 | correction_late@3 default; !out_of_order; request=closed_incomplete
silence at the check | as_of=2025-10-13 | request_received 2025-10-06; request_registered 2025-10-06; request_incomplete 2025-10-13 received=2025-10-13 | check_late@2 all; request=complete; response 2025-10-20 * * running; completeness_check 2025-10-09 * * lapsed
correction after silence | as_of=2025-10-13 | request_received 2025-10-06; request_registered 2025-10-06; request_corrected 2025-10-13 | !out_of_order; !correction_late; request=complete
extension | as_of=2025-10-30 | request_received 2025-10-06; request_extended 2025-10-20 reason=x | response 2025-10-29 2025-10-17 2025-10-29 lapsed; refusal 2025-10-29 * * lapsed; objection_filing 2025-12-11 2025-11-28 2025-12-11 running; extension_late@1 other; request=lapsed
late extension | as_of=2025-10-21 | request_received 2025-10-06; request_extended 2025-10-21 reason=x | extension_late@1 default; response 2025-10-20 2025-10-17 2025-10-29 lapsed; request=lapsed
late extension, valid | as_of=2025-10-28; late_extension:valid | request_received 2025-10-06; request_extended 2025-10-21 reason=x | !extension_late; response 2025-10-29 2025-10-28 2025-10-29 running; request=extended; objection=none; objection_filing * * * cancelled
too late for any reading | as_of=2025-10-30 | request_received 2025-10-06; request_extended 2025-10-30 reason=x | extension_late@1 all
unreasoned extension | as_of=2025-10-16 | request_received 2025-10-06; request_extended 2025-10-15 | extension_unreasoned@1 all; response 2025-10-20 * * running; request=received
repeated extension | as_of=2025-10-17 | request_received 2025-10-06; request_extended 2025-10-15 reason=x; request_extended 2025-10-17 reason=x | extension_repeated@2 all; response 2025-10-29 2025-10-28 2025-10-29 running
premature on the due date | as_of=2025-10-20 | request_received 2025-10-06; objection_received 2025-10-20 grounds=c | objection_premature@1 default; objection=filed
in time after the lapse | as_of=2025-10-21 | request_received 2025-10-06; objection_received 2025-10-21 grounds=c | !objection_premature; !objection_late; objection_filing 2025-12-02 2025-11-28 2025-12-02 met
last day of the silence window | as_of=2025-12-02 | request_received 2025-10-06; objection_received 2025-12-02 grounds=c | objection_late@1 other
West Java, 24 April 2025 | | request_received 2023-11-01; request_answered 2023-11-06 outcome=refused exemption=17h consequence_test=2023-11-06 approved_by=atasan received=2023-11-06; objection_received 2024-03-15 grounds=a | response 2023-11-15 2023-11-14 2023-11-15 met; objection_filing 2023-12-18 2023-12-15 2023-12-18 late; objection_late@2 all
one ground in time carries | as_of=2025-12-02 | request_received 2025-10-06; request_answered 2025-10-08 outcome=not_held received=2025-10-08; fee_charged 2025-11-10; objection_received 2025-12-01 grounds=e,f | !objection_late; !objection_premature
ground that never arose | as_of=2025-10-10 | request_received 2025-10-06; request_answered 2025-10-08 outcome=not_held received=2025-10-08; objection_received 2025-10-10 grounds=a | objection_without_ground@2 all
no grounds named | as_of=2025-10-10 | request_received 2025-10-06; request_answered 2025-10-08 outcome=not_held received=2025-10-08; objection_received 2025-10-10 | ground_unknown@2 all; !objection_without_ground
decision on an objection | as_of=2025-11-04 | request_received 2025-10-01; objection_received 2025-11-03 grounds=c | objection_decision 2025-12-15 2025-12-12 2025-12-15 running; next dispute_filed 2025-12-16 2026-01-07 2026-01-06
silence of the superior | as_of=2025-10-21 | objection_received 2025-09-08 | objection_decision 2025-10-20 2025-10-17 2025-10-20 lapsed; dispute_filing 2025-11-07 2025-11-06 2025-11-10 running; objection_decision_missing@- all; out_of_order@0 all; !ground_unknown; dispute=available; next dispute_filed 2025-10-21 2025-11-07 2025-11-06
premature dispute, strict count in time | as_of=2025-10-20 | objection_received 2025-09-08; dispute_filed 2025-10-20 | dispute_premature@1 default
late dispute but for L + 1 | as_of=2025-11-10 | objection_received 2025-09-08; dispute_filed 2025-11-10 | dispute_late@1 default
late dispute | as_of=2025-11-11 | objection_received 2025-09-08; dispute_filed 2025-11-11 | dispute_late@1 all
Central Commission, 2 December 2025 | as_of=2025-12-02 | request_received 2025-08-29; objection_received 2025-10-02 grounds=c; dispute_filed 2025-11-11 | objection_decision 2025-11-13 2025-11-12 2025-11-13 lapsed; dispute_premature@2 all
dispute after an answer | as_of=2025-10-24 | objection_received 2025-09-08; objection_decided 2025-10-06 outcome=confirmed reasons=x received=2025-10-06; dispute_filed 2025-10-24 | dispute_filing 2025-10-24 2025-10-23 2025-10-24 met; dispute_late@2 other
a holiday inside the window | | objection_received 2019-04-01; objection_decided 2019-04-22 outcome=confirmed reasons=x received=2019-04-22; dispute_filed 2019-05-13 | dispute_filing 2019-05-13 2019-05-10 2019-05-13 met; dispute_late@2 other
late in fact | | objection_received 2019-06-18; objection_decided 2019-07-05 outcome=confirmed reasons=x received=2019-07-05; dispute_filed 2019-08-06 | dispute_filing 2019-07-25 2019-07-24 2019-07-25 late; dispute_late@2 all
two windows | as_of=2025-11-14 | objection_received 2025-09-08; objection_decided 2025-10-27 outcome=granted received=2025-10-27; dispute_filed 2025-11-14 | objection_decision_late@1 all; dispute_late@2 other; objection_decision 2025-10-20 * * late
no objection | as_of=2025-10-06 | dispute_filed 2025-10-06 | dispute_without_objection@0 all; !dispute_premature; !out_of_order
not registered | as_of=2025-10-21 | dispute_filed 2025-10-06; dispute_incomplete 2025-10-09 received=2025-10-09 | dispute_incomplete_notice 2025-10-09 2025-10-08 2025-10-09 met; dispute_notice_late@1 other; dispute_fix 2025-10-20 2025-10-17 2025-10-20 lapsed; dispute_start 2025-10-24 * * cancelled; dispute_decision * * * cancelled; dispute=not_registered
late papers | as_of=2025-10-21 | dispute_filed 2025-10-06; dispute_incomplete 2025-10-09 received=2025-10-09; dispute_corrected 2025-10-21 | dispute_fix_late@2 all; dispute=not_registered
mediation | as_of=2025-10-24 | dispute_registered 2025-10-02; mediation_started 2025-10-06; mediation_extended 2025-10-24; mediation_extended 2025-10-24 | out_of_order@0 all; mediation 2025-11-04 2025-10-23 2025-11-04 running; mediation_extended_twice@3 default; dispute=mediation_extended
mediation of an exemption | as_of=2025-10-06 | objection_received 2025-07-01 grounds=a; dispute_registered 2025-10-02; mediation_started 2025-10-06 | mediation_of_exemption@2 all
agreement is final | as_of=2025-10-15 | dispute_registered 2025-10-02; mediation_started 2025-10-06; mediation_agreed 2025-10-14; suit_filed 2025-10-15 party=respondent | suit_against_mediation@3 all; court=none; next execution_requested 2025-10-14 - -
copies and suit | as_of=2025-10-20 | dispute_decided 2025-10-10 outcome=granted; decision_received 2025-10-15 party=applicant; decision_received 2025-10-16 party=respondent | decision_copy 2025-10-15 2025-10-14 2025-10-15 met; copy_late@1 other; copy_late@2 all; suit_filing 2025-11-04 2025-11-03 2025-11-04 running; court=available
final by time | as_of=2025-11-06 | dispute_decided 2025-10-10 outcome=granted; decision_received 2025-10-15 party=applicant; decision_received 2025-10-16 party=respondent | dispute=final; court=barred; next execution_requested 2025-11-06 - -
one copy is not enough | as_of=2025-11-06 | dispute_decided 2025-10-10 outcome=granted; decision_received 2025-10-15 party=applicant | dispute=granted; court=barred
late suit | as_of=2025-11-05 | dispute_decided 2025-10-10 outcome=rejected; decision_received 2025-10-15 party=applicant; suit_filed 2025-11-05 party=applicant | suit_late@2 all; court=suit
suit without a copy is not judged | as_of=2025-11-05 | dispute_decided 2025-10-10 outcome=rejected; suit_filed 2025-11-05 party=applicant | !suit_late; court=suit
court terms | as_of=2025-11-04 | dispute_decided 2025-08-01 outcome=granted; suit_filed 2025-09-01 party=respondent; court_panel_set 2025-09-08; suit_registered 2025-11-04 | court_decision 2025-12-01 2025-11-28 2025-12-01 running; court_answer 2025-12-16 2025-12-15 2025-12-16 running
cassation | as_of=2025-10-07 | dispute_decided 2025-08-01 outcome=granted; suit_decided 2025-10-06 outcome=confirmed; judgment_received 2025-10-06 party=applicant | out_of_order@1 all; cassation_filing 2025-10-24 2025-10-19 2025-10-24 running; court=judgment
cassation, pronounced | as_of=2025-10-27; cassation_start:pronounced | dispute_decided 2025-08-01 outcome=granted; suit_decided 2025-10-06 outcome=confirmed | court=final; next execution_requested 2025-10-25 - -
cassation without judgment | as_of=2025-10-06 | dispute_decided 2025-08-01 outcome=granted; cassation_filed 2025-10-06 party=applicant | cassation_without_judgment@1 all; court=none
execution order | as_of=2025-10-16 | dispute_registered 2025-09-01; mediation_agreed 2025-09-02; execution_requested 2025-10-06 | out_of_order@1 all; execution_order 2025-10-15 2025-10-14 2025-10-15 lapsed; execution_order_late@- all; court=execution_requested
execution too early | as_of=2025-10-16 | dispute_decided 2025-10-10 outcome=granted; execution_requested 2025-10-16 | execution_before_final@1 all
summons in time | as_of=2025-10-15 | dispute_registered 2025-10-01; hearing_summoned 2025-10-13 received=2025-10-15 hearing=2025-10-20 | summons 2025-10-15 2025-10-15 2025-10-15 met; !summons_late
summons late | as_of=2025-10-16 | dispute_registered 2025-10-01; hearing_summoned 2025-10-13 received=2025-10-16 hearing=2025-10-20 | summons 2025-10-15 * * late; summons_late@1 all
received on 29 June 2021 | as_of=2021-07-14 | request_received 2021-06-29; request_registered 2021-06-29; request_incomplete 2021-06-30 received=2021-06-30 | response 2021-07-13 2021-07-12 2021-07-13 lapsed; no refusal; no completeness_check; no completeness_fix; request=lapsed
gazette edition | as_of=2025-10-14; notice_edition:gazette | request_received 2025-10-06; request_incomplete 2025-10-07 received=2025-10-07; request_completed 2025-10-14 | response 2025-10-17 2025-10-16 2025-10-20 running
ministry of manpower | as_of=2025-10-08; regime=id/kemnaker | request_received 2025-10-06; request_registered 2025-10-08 | response 2025-10-22 2025-10-17 2025-10-22 running
collective leave of 18 August 2025 | as_of=2025-08-04; regime=id/non-government | request_received 2025-08-04 | response 2025-08-19 2025-08-15 2025-08-19 running
later events have not happened | as_of=2025-10-10 | request_received 2025-10-06; request_answered 2025-10-10 outcome=refused received=2025-10-13 | request=received; response 2025-10-20 * * running; !receipt_unknown
withdrawn dispute | as_of=2025-10-10 | dispute_filed 2025-10-06; dispute_withdrawn 2025-10-08; dispute_filed 2025-10-10 | dispute_after_withdrawal@2 all; dispute=withdrawn
withdrawn from adjudication | as_of=2025-10-10 | dispute_registered 2025-10-06; adjudication_started 2025-10-07; dispute_withdrawn 2025-10-08; dispute_filed 2025-10-10 | dispute_after_withdrawal@3 all; dispute=filed
ground a is not settled | as_of=2025-10-10 | objection_received 2025-10-06 grounds=a,d; objection_settled 2025-10-10 | settled_ground_a@1 all; objection=filed
settlement after the lapse | as_of=2025-10-22 | objection_received 2025-09-08 grounds=d; objection_settled 2025-10-22 | objection=settled; dispute=none; dispute_filing * * * cancelled
absent twice in a row | as_of=2025-10-30 | dispute_registered 2025-10-01; hearing_held 2025-10-08 absent=applicant; hearing_held 2025-10-15; hearing_held 2025-10-20 absent=applicant; hearing_held 2025-10-27 absent=applicant | applicant_absent_twice@4 all
before Perki 1/2013 | as_of=2013-05-20 | dispute_filed 2013-04-01; hearing_held 2013-04-10; mediation_started 2013-05-01 | unknown_rule_period@0 all; unknown_rule_period@2 all; no mediation; no dispute_incomplete_notice
same officer, no reasons | as_of=2025-11-10 | request_received 2025-10-06; request_answered 2025-10-08 outcome=refused officer=A received=2025-10-08; objection_received 2025-10-10 grounds=a; objection_decided 2025-11-10 outcome=confirmed officer=A | refusal_without_exemption@1 all; same_officer_decided@3 all; objection_decision_unreasoned@3 all; receipt_unknown@3 all
refusal: test after the day, nobody approved | as_of=2025-10-22 | request_received 2025-10-06; request_answered 2025-10-21 outcome=refused exemption=17h consequence_test=2025-10-22 received=2025-10-21 | refusal_without_consequence_test@1 all; approval_unknown@1 all; refusal_late@1 all; response_late@1 all
foreigner | as_of=2025-10-06; applicant=foreigner | request_received 2025-10-06 | applicant_not_eligible@0 all
promised day passed | as_of=2025-10-21 | request_received 2025-10-06; request_answered 2025-10-10 outcome=granted provide_by=2025-10-20 received=2025-10-10; objection_received 2025-10-21 grounds=g | information_delivery 2025-10-20 2025-10-20 2025-10-20 lapsed; !objection_late; !objection_without_ground; objection_filing 2025-12-02 2025-12-01 2025-12-02 met
beyond the decided days | as_of=2027-12-28 | request_received 2027-12-27 | response - - - running
second copy after one term | as_of=2025-11-06 | dispute_decided 2025-10-10 outcome=granted; decision_received 2025-10-15 party=applicant; decision_received 2025-11-06 party=respondent | court=available; dispute=granted
"""

FAULTS = [  # line, code, pointer
    ("", "json", None), ("{", "json", None), ('{"foi_case": 1, "foi_case": 1, "events": []}', "json", None),
    ("[]", "input", ""), ('{"foi_case": 1, "events": [], "as_of": "x"}', "input", "/as_of"),
    ('{"foi_case": 1}', "input", "/events"), ('{"foi_case": 1, "events": []}', "input", "/as_of"),
    ('{"foi_case": 1, "events": [{"kind": "request_received", "dat": "2025-10-06"}]}', "input", "/events/0/dat"),
    ('{"foi_case": 1, "events": [{"kind": "request_received"}]}', "input", "/events/0/date"),
    ('{"foi_case": 1, "events": [{"kind": "request_received", "date": "2025-10-06", "at": "2025-10-06T00:00:00Z"}]}',
     "input", "/events/0/at"),
    ('{"foi_case": 1, "events": [{"kind": "suit_filed", "date": "2025-10-06"}]}', "input", "/events/0/party"),
    ('{"foi_case": 1, "events": [{"kind": "request_incomplete", "date": "2025-10-06", "received": "2025-10-05"}]}',
     "input", "/events/0/received"),
    ('{"foi_case": 1, "readings": {"first_day": "third"}, "as_of": "2025-10-06", "events": []}', "input",
     "/readings/first_day"),
    ('{"foi_case": 1, "readings": {"response_start": "registered"}, "as_of": "2025-10-06", "events": []}', "law",
     "/readings/response_start"),
    ('{"foi_case": 1, "regime": "xx", "as_of": "2025-10-06", "events": []}', "law", "/regime"),
    ('{"foi_case": 1, "events": [{"kind": "request_received", "date": "2010-04-29"}]}', "law", None),
    ('{"foi_case": 1, "events": [{"kind": "request_received", "date": "2028-01-04"}]}', "calendar", None),
]


def scenario(head, events):
    doc = {"foi_case": 1, "events": []}
    for part in filter(None, (x.strip() for x in head.split(";"))):
        if ":" in part:
            doc.setdefault("readings", {}).update([part.split(":")])
        else:
            key, value = part.split("=")
            doc[key] = {"kind": value} if key == "applicant" else value
    for part in events.split(";"):
        kind, date, *fields = part.split()
        e = {"kind": kind, "date": date}
        for f in fields:
            key, value = f.split("=")
            e[key] = value.split(",") if key in ("grounds", "exemption", "approved_by") else value
        doc["events"].append(e)
    return doc


def unmet(report, want):
    """What of an expectation does not hold, or None."""
    p = want.split()
    if p[0] == "next":
        found = [[str(n[k] or "-") for k in ("not_before", "until", "safe_until")]
                 for n in report["next"] if n["event"] == p[1]]
        return None if p[2:] in found else found
    if p[0] == "no":
        return [c for c in report["clocks"] if c["id"] == p[1]] or None
    if p[0][0] == "!":
        return [f for f in report["findings"] if f["code"] == p[0][1:]] or None
    if "@" in p[0]:
        code, event = p[0].split("@")
        found = [f for f in report["findings"]
                 if f["code"] == code and f["event"] == (None if event == "-" else int(event))]
        return None if [f for f in found if f["under"] == p[1]] else found or "no such finding"
    if "=" in p[0]:
        track, state = p[0].split("=")
        return None if report["state"][track] == state else report["state"]
    found = [[str(c[k] or "-") for k in ("due", "earliest", "latest", "status")]
             for c in report["clocks"] if c["id"] == p[0]]
    return None if any(all(w in ("*", g) for w, g in zip(p[1:], row)) for row in found) else found


def selftest():
    failed = count_ = 0
    doc = scenario("as_of=2025-12-01", "request_received 2025-10-06 channel=desk")
    tests = [("example of the formats", None if judge(doc) == EXAMPLE else judge(doc))]
    for line in filter(None, SCENARIOS.split("\n")):
        name, head, events, wants = line.split("|")
        report = judge(scenario(head, events))
        wrong = [(w.strip(), unmet(report, w)) for w in wants.split(";")]
        tests.append((name.strip(), [w for w in wrong if w[1] is not None] or None))
    for line, code, where in FAULTS:
        out = answer(line).get("error", {})
        tests.append(("fault " + line, None if (out.get("code"), out.get("pointer")) == (code, where) else out))
    for name, wrong in tests:
        count_ += 1
        if wrong is not None:
            failed += 1
            print(f"{name}: {json.dumps(wrong)}")
    print(f"{count_ - failed} passed, {failed} failed")
    return 1 if failed else 0


# ---- command ------------------------------------------------------------------------------------

def main(argv):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    if argv == ["--batch"]:
        for line in sys.stdin.buffer:
            print(dump(answer(line.rstrip(b"\n"))), flush=True)
    elif len(argv) == 4 and argv[0] == "--random" and argv[2] == "--seed":
        r = random.Random(int(argv[3]))
        for _ in range(int(argv[1])):
            print(random_line(r))
    elif argv == ["--selftest"]:
        return selftest()
    elif len(argv) == 1 and not argv[0].startswith("--"):
        with open(argv[0], "rb") as f:
            out = answer(f.read())
        print(json.dumps(out, ensure_ascii=False, indent=1))
        return {"json": 2, "input": 2, "law": 3, "calendar": 3}[out["error"]["code"]] if "error" in out else 0
    else:
        print(__doc__.split("\nChoices")[0], file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

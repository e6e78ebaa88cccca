"""Answers for a page or a notebook: small tables and a timeline, in Indonesian or English."""
from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from foi._border import lang_number
from foi.dates import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foi.case import CaseClock, Judgement
    from foi.deadline import Deadline

WORDS = {
    "id": {"due": "Jatuh tempo", "earliest": "Hari aman", "latest": "Paling akhir", "status": "Kepastian",
           "cite": "Sumber", "decided": "ditetapkan", "amended": "berubah kemudian", "provisional": "sementara",
           "state": "Keadaan per", "clock": "Jangka waktu", "finding": "Temuan", "start": "Mulai",
           "open": "belum pasti", "running": "berjalan", "due_today": "jatuh tempo hari ini", "met": "dipenuhi",
           "late": "terlambat", "lapsed": "lewat", "cancelled": "berakhir", "void": "batal", "violation": "pelanggaran",
           "defect": "cacat", "warning": "peringatan", "note": "catatan"},
    "en": {"due": "Due", "earliest": "Safe day", "latest": "Latest", "status": "Certainty", "cite": "Sources",
           "decided": "decided", "amended": "amended later", "provisional": "provisional", "state": "State on",
           "clock": "Clock", "finding": "Finding", "start": "Start", "open": "open", "running": "running",
           "due_today": "due today", "met": "met", "late": "late", "lapsed": "lapsed", "cancelled": "ended",
           "void": "void", "violation": "violation", "defect": "defect", "warning": "warning", "note": "note"}}
COLOURS = {"running": "#3b6ea8", "due_today": "#c77700", "met": "#3a7d44", "late": "#b3261e", "lapsed": "#b3261e"}


def _table(rows: Iterable[Iterable[object]], head: Iterable[object] = ()) -> str:
    top = "".join(f"<th>{escape(str(cell))}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{top}</tr></thead>' if top else ''}<tbody>{body}</tbody></table>"


def deadline_html(d: Deadline, lang: str) -> str:
    """The answer, its bounds and its sources."""
    lang_number(lang)
    words = WORDS[lang]
    return _table([
        (words["due"], day_text(d.due, lang) if d.due else words["open"]),
        (words["earliest"], day_text(d.earliest, lang)), (words["latest"], day_text(d.latest, lang)),
        (words["status"], words[d.status]), (words["cite"], ", ".join(f"{c.key} {c.article}" for c in d.cite))])


def _name(clock: CaseClock, lang: str) -> str:
    return (clock.name_id if lang == "id" else clock.name_en) or clock.id


def case_html(j: Judgement, lang: str) -> str:
    """Timeline, states, clocks and findings."""
    lang_number(lang)
    words = WORDS[lang]
    head = [words[word] for word in ("clock", "status", "start", "due", "earliest", "latest")]
    clocks = _table(((_name(c, lang), words[c.status], c.start, c.due or words["open"], c.earliest or "",
                      c.latest or "") for c in j.clocks), head)
    findings = _table(((words[f.severity], f.text_id if lang == "id" else f.text_en) for f in j.findings),
                      [words["finding"], ""])
    states = ", ".join(f"{track}: {state}" for track, state in j.state.items())
    day = f"<p>{words['state']} {escape(day_text(j.as_of, lang))}: {escape(states)}</p>"
    return day + case_svg(j, lang) + clocks + (findings if j.findings else "")


def case_svg(j: Judgement, lang: str) -> str:
    """A bar from start to due date for each clock, and a line at the day judged."""
    lang_number(lang)
    left, width, row = 200, 480, 20
    days = [j.as_of] + [d for c in j.clocks for d in (c.start, c.due, c.stopped) if d]
    first, last = min(days), max(days)
    height = row * (len(j.clocks) + 1)

    def x(day: date) -> int:
        return left + (day - first).days * width // max(1, (last - first).days)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 100}" height="{height}" '
             'font-family="sans-serif" font-size="12">']
    for i, c in enumerate(j.clocks):
        y, end = row * i, c.due or last
        parts.append(f'<text x="0" y="{y + 14}">{escape(_name(c, lang))}</text>'
                     f'<rect x="{x(c.start)}" y="{y + 4}" width="{max(2, x(end) - x(c.start))}" height="12" '
                     f'fill="{COLOURS.get(c.status, "#888")}"><title>{c.start} - {c.due or WORDS[lang]["open"]}: '
                     f'{WORDS[lang][c.status]}</title></rect><text x="{x(end) + 4}" y="{y + 14}">{c.due or "?"}</text>')
    parts.append(f'<line x1="{x(j.as_of)}" y1="0" x2="{x(j.as_of)}" y2="{height}" stroke="#000" stroke-dasharray="3"/>'
                 f'<text x="{x(j.as_of) + 4}" y="{height - 6}">{j.as_of}</text></svg>')
    return "".join(parts)

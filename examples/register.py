#!/usr/bin/python3
"""A register of requests as a spreadsheet: read it, add due dates and findings, write it back, and draw a chart.

    register.py IN.csv OUT.csv [--as-of 2025-12-01] [--chart CHART.svg] [--lang en]

IN and OUT may be .csv, or .xlsx where openpyxl is installed. Columns of IN: nomor, diterima (received), diperpanjang
(extended), alasan (its reason), dijawab (answered), hasil (outcome), pengecualian (exemptions). The parts between the
"# %%" lines can be run one after the other as cells of a notebook.
"""
from __future__ import annotations

import argparse
import csv
from collections import Counter
from datetime import date, datetime
from html import escape
from pathlib import Path

import foi

OUTCOMES = {"dikabulkan": "granted", "sebagian": "partial", "ditolak": "refused", "tidak dikuasai": "not_held"}
COLOURS = {"met": "#3a7d44", "running": "#3b6ea8", "due_today": "#c77700", "late": "#b3261e", "lapsed": "#b3261e"}
WORDS = {
    "id": {"met": "dipenuhi", "running": "berjalan", "due_today": "jatuh tempo hari ini", "late": "terlambat",
           "lapsed": "lewat", "cancelled": "berakhir"},
    "en": {"met": "met", "running": "running", "due_today": "due today", "late": "late", "lapsed": "lapsed",
           "cancelled": "ended"}}
Row = dict[str, str]


# %% Read: every cell as text, days as YYYY-MM-DD.
def text(cell: object) -> str:
    return "" if cell is None else cell.date().isoformat() if isinstance(cell, datetime) else str(cell).strip()


def read(path: Path) -> list[Row]:
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        head, *rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
        return [dict(zip(map(text, head), map(text, row))) for row in rows]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# %% Judge: a row is a case. The law knows what follows from its days; this file knows only what the columns mean.
def judge(law: foi.Law, row: Row, as_of: date, lang: str) -> Row:
    case = law.case()
    case.apply("request_received", foi.parse_day(row["diterima"]))
    if row["diperpanjang"]:
        case.apply("request_extended", foi.parse_day(row["diperpanjang"]), **given(reason=row["alasan"]))
    if row["dijawab"]:
        case.apply("request_answered", foi.parse_day(row["dijawab"]), outcome=OUTCOMES[row["hasil"]],
                   **given(exemption=row["pengecualian"].split()))
    told = case.judge(as_of)
    clock = next(clock for clock in told.clocks if clock.id == "response")
    findings = [f.text_id if lang == "id" else f.text_en for f in told.findings
                if f.severity in ("violation", "defect")]
    return row | {"jatuh_tempo": str(clock.due or ""), "hari_aman": str(clock.earliest or ""), "keadaan": clock.status,
                  "temuan": " ".join(findings)}


def given(**fields: object) -> dict[str, object]:
    """The fields that the row has something for."""
    return {name: value for name, value in fields.items() if value}


# %% Write back.
def write(path: Path, rows: list[Row]) -> None:
    if path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        book.active.append(list(rows[0]))
        for row in rows:
            book.active.append([date.fromisoformat(cell) if is_day(cell) else cell for cell in row.values()])
        book.save(path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def is_day(cell: str) -> bool:
    try:
        return bool(foi.parse_day(cell))
    except foi.Error:
        return False


# %% Draw: how many requests are in which state.
def chart(rows: list[Row], lang: str) -> str:
    bars = Counter(row["keadaan"] for row in rows).most_common()
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="480" height="{24 * len(bars)}" font-family="sans-serif">']
    for i, (state, count) in enumerate(bars):
        width = 280 * count // bars[0][1]
        parts.append(f'<text x="0" y="{24 * i + 17}">{escape(WORDS[lang][state])}</text>'
                     f'<rect x="160" y="{24 * i + 3}" width="{width}" height="18" fill="{COLOURS.get(state, "#888")}"/>'
                     f'<text x="{width + 166}" y="{24 * i + 17}">{count}</text>')
    return "".join(parts) + "</svg>\n"


# %% All of it.
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--as-of", type=foi.parse_day, default=date.today(), help="the day judged (today)")
    parser.add_argument("--chart", type=Path, help="an SVG picture of the states")
    parser.add_argument("--lang", choices=["id", "en"], default="id", help="language of the findings")
    asked = parser.parse_args()
    law = foi.Law()
    rows = [judge(law, row, asked.as_of, asked.lang) for row in read(asked.source)]
    write(asked.target, rows)
    if asked.chart:
        asked.chart.write_text(chart(rows, asked.lang), encoding="utf-8")


if __name__ == "__main__":
    main()

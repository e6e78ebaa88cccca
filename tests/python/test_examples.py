"""The examples: run, and held against what they must print."""
from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT, outside

EXAMPLES = ROOT / "examples"
SAMPLE = EXAMPLES / "data/register.csv"
EXPECTED = Path(__file__).parent / "expected/register.csv"


def run(*arguments: object) -> str:
    done = subprocess.run([sys.executable, "-B", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ten_lines(command):
    """The same answer as the shell's and C's ten lines."""
    environment = outside() | {"PATH": f"{command.parent}:/usr/bin:/bin"}
    shell = subprocess.run([str(EXAMPLES / "ten-lines/ten-lines.sh")], capture_output=True, text=True, check=True,
                           env=environment)
    assert run(EXAMPLES / "ten-lines/ten-lines.py") == shell.stdout
    assert "20 October 2025" in shell.stdout


def test_register(tmp_path):
    """CSV in, CSV and chart out; the due dates of the sample were counted by hand."""
    target, chart = tmp_path / "out.csv", tmp_path / "chart.svg"
    run(EXAMPLES / "register.py", SAMPLE, target, "--as-of", "2025-12-01", "--chart", chart)
    assert target.read_text(encoding="utf-8") == EXPECTED.read_text(encoding="utf-8")
    texts = [node.text for node in ElementTree.parse(chart).iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["dipenuhi", "3", "terlambat", "2", "lewat", "1", "berjalan", "1"]
    run(EXAMPLES / "register.py", SAMPLE, target, "--as-of", "2025-12-01", "--lang", "en")
    assert "The time to answer passed without a written answer" in target.read_text(encoding="utf-8")


def test_register_xlsx(tmp_path):
    """The same as a spreadsheet, with days as days: the same rows."""
    openpyxl = pytest.importorskip("openpyxl", reason="python3-openpyxl is not installed")
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book = openpyxl.Workbook()
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append([date.fromisoformat(c) if c.startswith("2025-") else c or None for c in row])
    book.save(source)
    run(EXAMPLES / "register.py", source, target, "--as-of", "2025-12-01")
    cells = openpyxl.load_workbook(target).active.iter_rows(values_only=True)
    got = [[c.date().isoformat() if isinstance(c, datetime) else c or "" for c in row] for row in cells]
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        assert got == list(csv.reader(file))

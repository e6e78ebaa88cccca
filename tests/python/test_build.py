"""The border of the package: it covers the headers, drift stops the build, types are whole."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, outside

PYTHON = ROOT / "bindings/python"
# Functions that a program in Python has no use for: names of numbers that are enums here, dates that datetime.date has,
# the struct form of what is asked in JSON, one more reference, an error as JSON.
UNUSED = {
    "foi_case_apply", "foi_case_error_json", "foi_case_replace", "foi_certainty_name", "foi_clock_status_name",
    "foi_date_format", "foi_date_from_civil", "foi_date_to_civil", "foi_date_weekday", "foi_day_kind_name",
    "foi_deadline_ref", "foi_grade_name", "foi_severity_name", "foi_status_name", "foi_status_text", "foi_under_name",
    "foi_unit_name"}


def test_every_function_is_reached():
    headers = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "include/foi").glob("*.h"))
    functions, used = set(re.findall(r"FOI_API [^;(]*?\b(foi_\w+)\(", headers)), set()
    for path in [*(PYTHON / "foi").glob("*.py"), PYTHON / "calls.h"]:
        used |= set(re.findall(r"\b(foi_\w+)", path.read_text(encoding="utf-8")))
    assert len(functions) > 80
    assert functions - used == UNUSED


def build(tmp_path, spoil) -> subprocess.CompletedProcess[str]:
    """The C of the module from the headers as they are, compiled against headers that `spoil` changed."""
    include = tmp_path / "include"
    shutil.copytree(ROOT / "include", include, dirs_exist_ok=True)
    told = include if spoil is None else ROOT / "include"
    environment = outside() | {"FOI_INCLUDE": str(told), "FOI_VERSION": "0.1.0"}
    module = tmp_path / "_foi.c"
    subprocess.run(["/usr/bin/python3", "-B", str(PYTHON / "foi_build.py"), str(module)], check=True, env=environment,
                   capture_output=True)
    if spoil:
        header, old, new = spoil
        text = (include / "foi" / header).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (include / "foi" / header).write_text(text.replace(old, new), encoding="utf-8")
    program = "import sysconfig; print(sysconfig.get_path('include'))"
    python = subprocess.run(["/usr/bin/python3", "-c", program], check=True, capture_output=True, text=True,
                            env=outside()).stdout.strip()
    return subprocess.run(["cc", "-c", "-o", os.devnull, f"-I{include}", f"-I{PYTHON}", f"-I{python}", "-w",
                           str(module)], capture_output=True, text=True, env=outside(), check=False)


def test_same_headers_build(tmp_path):
    done = build(tmp_path, None)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("spoil, told", [
    (("deadline.h", "    foi_day from;        /**< day 0 */\n", "    foi_day added;\n    foi_day from;\n"),
     "place of foi_deadline_info.from"),
    (("base.h", "char file[128];", "char file[256];"), "foi_error"),
    (("deadline.h", "foi_day due;         /**< last day of", "int64_t due;         /**< last day of"),
     "foi_deadline_info.due"),
    (("law.h", "    FOI_UNIT_MONTH = 30,", "    FOI_UNIT_MONTH = 31,"), "value of FOI_UNIT_MONTH"),
    (("calendar.h", "foi_calendar_coverage(const foi_calendar *cal, int32_t year)",
      "foi_calendar_coverage(const foi_calendar *cal, int64_t year)"), "foi_calendar_coverage"),
], ids=["field-added", "array-grown", "type-changed", "constant-moved", "prototype-changed"])
def test_drift_stops_the_build(tmp_path, spoil, told):
    done = build(tmp_path, spoil)
    assert done.returncode != 0 and told in done.stderr


def test_names_that_the_headers_lack(tmp_path):
    """A function that the package uses and the headers lost is found before any C is compiled."""
    include = tmp_path / "include"
    shutil.copytree(ROOT / "include", include)
    header = include / "foi/calendar.h"
    text = header.read_text(encoding="utf-8")
    header.write_text(text.replace("foi_calendar_name(", "foi_calendar_title("), encoding="utf-8")
    environment = outside() | {"FOI_INCLUDE": str(include), "FOI_VERSION": "0.1.0"}
    done = subprocess.run(["/usr/bin/python3", "-B", str(PYTHON / "foi_build.py"), str(tmp_path / "_foi.c")],
                          env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "foi_calendar_name" in done.stderr


def test_types(tmp_path):
    """mypy --strict has nothing to say, of the package or of a program that uses it."""
    pytest.importorskip("mypy")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}"]
    environment = outside() | {"MYPYPATH": str(PYTHON)}
    done = subprocess.run([*mypy, str(PYTHON / "foi"), str(program)], capture_output=True, text=True, env=environment,
                          check=False)
    assert done.returncode == 0, done.stdout
    program.write_text(PROGRAM.replace("bounds: tuple[date, date]", "bounds: tuple[str, date]"), encoding="utf-8")
    done = subprocess.run([*mypy, str(program)], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1 and "program.py" in done.stdout


PROGRAM = """
from datetime import date

import foi

answer = foi.Law().due("response", date(2025, 10, 6), readings={"first_day": "same_day"})
due: date | None = answer.due
bounds: tuple[date, date] = answer.earliest, answer.latest
day: date = foi.Law().calendar().add(date(2025, 10, 6), 10)
number: int = foi.Law().calendar().add(20367, 10)
states: dict[str, str] = foi.Law().case().state
codes: list[str] = [finding.code for finding in foi.Law().case().findings]
"""

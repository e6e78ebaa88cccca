"""The border of the package: it covers the headers, drift stops the build, types are whole."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, outside

PYTHON = ROOT / "bindings/python"
# Functions that a program in Python has no use for: names of numbers that are enums here, dates that datetime.date has,
# the struct form of what is asked in JSON, one more reference, an error as JSON, a checkpoint of no register.
UNUSED = {
    "foi_case_apply", "foi_case_error_json", "foi_case_replace", "foi_certainty_name", "foi_checkpoint_sign",
    "foi_clock_status_name", "foi_date_format", "foi_date_from_civil", "foi_date_to_civil", "foi_date_weekday",
    "foi_day_kind_name", "foi_deadline_ref", "foi_grade_name", "foi_severity_name", "foi_status_name",
    "foi_status_text", "foi_under_name", "foi_unit_name"}


def test_every_function_is_reached():
    headers = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "include").glob("*/*.h"))
    functions, used = set(re.findall(r"FOI_API [^;(]*?\b(foi_\w+)\(", headers)), set()
    for path in [*(PYTHON / "foi").glob("*.py"), PYTHON / "calls.h"]:
        used |= set(re.findall(r"\b(foi_\w+)", path.read_text(encoding="utf-8")))
    assert len(functions) > 120
    assert functions - used == UNUSED


def generate(include: Path, module: Path, version: str = "0.1.0") -> subprocess.CompletedProcess[str]:
    """The C of the module from these headers."""
    environment = outside() | {"FOI_INCLUDE": str(include), "FOI_VERSION": version}
    return subprocess.run(["/usr/bin/python3", "-B", str(PYTHON / "foi_build.py"), str(module)], env=environment,
                          capture_output=True, text=True, check=False)


def compile_with(include: Path, module: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Compile it against these headers, as strictly as the package is built."""
    program = "import sysconfig; print(sysconfig.get_path('include'))"
    python = subprocess.run(["/usr/bin/python3", "-c", program], check=True, capture_output=True, text=True,
                            env=outside()).stdout.strip()
    command = ["cc", "-Werror=incompatible-pointer-types", f"-I{include}", f"-I{PYTHON}", f"-I{python}"]
    return subprocess.run([*command, str(module), *more], capture_output=True, text=True, env=outside(), check=False)


def spoiled(tmp_path: Path, header: str, old: str, new: str) -> Path:
    """A copy of the headers with one text replaced."""
    include = tmp_path / "include"
    shutil.copytree(ROOT / "include", include)
    file = include / header
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return include


def test_same_headers_build(tmp_path, command):
    """Built by hand against the library of the build it runs; for a newer library it refuses this one."""
    library = command.parent.parent
    shutil.copytree(PYTHON / "foi", tmp_path / "foi", ignore=shutil.ignore_patterns("__pycache__"))
    for version, status in (("0.1.0", 0), ("99.0.0", 1)):
        assert generate(ROOT / "include", tmp_path / "_foi.c", version).returncode == 0
        done = compile_with(ROOT / "include", tmp_path / "_foi.c", "-shared", "-fPIC", f"-L{library}", "-lfoi",
                            "-lfoi-store", f"-Wl,-rpath,{library}", "-o", str(tmp_path / "foi/_foi.abi3.so"))
        assert done.returncode == 0, done.stderr
        done = subprocess.run(["/usr/bin/python3", "-B", "-c", "import foi; foi.Law()"], capture_output=True, text=True,
                              env=outside() | {"PYTHONPATH": str(tmp_path)}, check=False)
        assert done.returncode == status and ("older than 99.0.0" in done.stderr) == bool(status)


@pytest.mark.parametrize("spoil, told", [
    (("foi/deadline.h", "    foi_day from;        /**< day 0 */\n", "    foi_day added;\n    foi_day from;\n"),
     "place of foi_deadline_info.from"),
    (("foi/base.h", "char file[128];", "char file[256];"), "foi_error"),
    (("foi/deadline.h", "foi_day due;         /**< last day of", "int64_t due;         /**< last day of"),
     "foi_deadline_info.due"),
    (("foi/law.h", "    FOI_UNIT_MONTH = 30,", "    FOI_UNIT_MONTH = 31,"), "value of FOI_UNIT_MONTH"),
    (("foi/calendar.h", "foi_calendar_coverage(const foi_calendar *cal, int32_t year)",
      "foi_calendar_coverage(const foi_calendar *cal, int64_t year)"), "foi_calendar_coverage"),
    (("foi-store/store.h", "char code[24];", "char code[32];"), "foi_receipt"),
    (("foi-store/store.h", "int (*key)(void *context, uint32_t epoch,", "int (*key)(void *context, uint64_t epoch,"),
     "foi_env"),
    (("foi-store/ledger.h", "FOI_KEY_WITNESS = 4", "FOI_KEY_WITNESS = 5"), "value of FOI_KEY_WITNESS"),
], ids=["field-added", "array-grown", "type-changed", "constant-moved", "prototype-changed", "store-array-grown",
        "callback-changed", "store-constant-moved"])
def test_drift_stops_the_build(tmp_path, spoil, told):
    assert generate(ROOT / "include", tmp_path / "_foi.c").returncode == 0
    done = compile_with(spoiled(tmp_path, *spoil), tmp_path / "_foi.c", "-c", "-o", os.devnull)
    assert done.returncode != 0 and told in done.stderr


def test_names_that_the_headers_lack(tmp_path):
    """A function that the package uses and the headers lost is found before any C is compiled."""
    include = spoiled(tmp_path, "foi/calendar.h", "foi_calendar_name(", "foi_calendar_title(")
    done = generate(include, tmp_path / "_foi.c")
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
with foi.Store("register.foi", foi.Law(), keys={0: bytes(32), 1: bytes(32)}, create=True) as store:
    receipt: foi.Receipt = store.register(body="log", events=[{"kind": "request_received", "date": date.max}], key="a")
    version: int | None = store.case(receipt.item).version
    items: list[str] = [case.item for case in store.cases("log")]
    note: str = store.checkpoint("log", foi.Key("log", bytes(32)))
"""

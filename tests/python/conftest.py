"""What the tests of the Python package share: the law, the tables and the command beside the package.

    PYTHONPATH=build/dev/python /usr/bin/python3 -m pytest -p no:cacheprovider tests/python

The command is bin/foi of the build folder that the package lies in; FOI_COMMAND names another one. --kills N sets how
often a writing process is killed (50).
"""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
import foi  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
sys.path.insert(0, str(ROOT / "tests" / "checks"))


def rows(name: str, cells: int) -> list[tuple[str, ...]]:
    """The lines of a table of tests/data, comments apart."""
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", f"{name}: no end of line"
    found = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    assert all(len(row) == cells for row in found), f"{name}: not as many cells as columns"
    return found


def outside() -> dict[str, str]:
    """The environment for other programs: without what is meant for this process."""
    return {k: v for k, v in os.environ.items() if k not in ("LD_PRELOAD", "FOI_LANG", "NO_COLOR")}


def pytest_addoption(parser):
    parser.addoption("--kills", type=int, default=50, help="how often a process that writes is killed")


@pytest.fixture
def kills(request) -> int:
    return request.config.getoption("--kills")


@pytest.fixture(scope="session")
def law() -> foi.Law:
    return foi.Law()


@pytest.fixture(scope="session")
def calendar(law: foi.Law) -> foi.Calendar:
    return law.calendar()


@pytest.fixture(scope="session")
def command() -> Path:
    """The `foi` command of the same build."""
    beside = Path(foi.__file__).resolve().parents[2] / "bin" / "foi"
    path = Path(os.environ.get("FOI_COMMAND", beside))
    assert path.exists(), f"no foi command at {path}; set FOI_COMMAND"
    return path


@pytest.fixture(scope="session")
def run_foi(command):
    """Run the command: (exit status, standard output)."""

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, bytes]:
        done = subprocess.run([str(command), *arguments], input=stdin, capture_output=True, env=outside(), check=False)
        return done.returncode, done.stdout

    return run

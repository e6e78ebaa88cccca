#!/usr/bin/python3
"""Cases in pure Python: the independent model's fold of one world, on the same cases.

usage: case_peers.py readings FOLDER         readings.txt: every contested reading fixed to its default
       case_peers.py round FOLDER ANSWERS    time the fold ("key value") and compare the answers
"""
import json
import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "model"))
import case_model as model

PASSES = 3


def read_cases(folder):
    with open(f"{folder}/cases.jsonl", encoding="utf-8") as file:
        return [model.Case(json.loads(line)) for line in file]


def write_readings(folder):
    case = read_cases(folder)[0]
    with open(f"{folder}/readings.txt", "w", encoding="ascii") as file:
        for axis, option in case.worlds(True)[0].items():
            if option is not None and axis not in model.SELECTABLE:
                print(f"{axis}={option}", file=file)


def answer(case, world):
    clocks = sorted(world.clocks, key=lambda c: c.day0)
    states = "".join(f"{state} " for state in world.state.values())
    return states + "".join(f" {c.id}:{model.text(c.due)}:{c.status(case.as_of)}" for c in clocks)


def run_round(folder, answers):
    cases = read_cases(folder)
    options = [case.worlds()[0] for case in cases]
    best, worlds = None, []
    for _ in range(PASSES):
        begun = time.process_time()
        worlds = [model.World(case, chosen) for case, chosen in zip(cases, options)]
        cost = time.process_time() - begun
        best = cost if best is None else min(best, cost)
    print(f"case_python {best * 1e9 / len(cases):.4f}")
    with open(f"{answers}/answers.txt", encoding="ascii") as file:
        for number, (line, case, world) in enumerate(zip(file, cases, worlds)):
            if line.rstrip("\n") != answer(case, world):
                sys.exit(f"case_peers.py: case {number}: {line.strip()}, the model {answer(case, world)}")


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "readings":
        write_readings(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "round":
        run_round(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)


main()

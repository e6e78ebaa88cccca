"""What the checks of the procedure share: a reader of packs, with the places of entries, and the table of cases."""
import importlib.machinery
import importlib.util
import json
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PACKS = os.path.join(ROOT, "lib", "packs", "id")
TABLE = os.path.join(ROOT, "tests", "data", "cases.tsv")
MODEL = os.path.join(ROOT, "tests", "model", "case_model.py")


# ---- packs: the part of YAML that they are written in ----------------------------------------------------------

class Quoted(str):
    """A text in double quotes, as written between them."""


class Reader:
    def __init__(self, text):
        self.text, self.at = text, 0

    def skip(self):
        """Over blanks, line ends and comments."""
        self.at = re.compile(r"(?:\s+|(?:(?<=\s)|\A)#[^\n]*)*").match(self.text, self.at).end()

    def column(self):
        return self.at - self.text.rfind("\n", 0, self.at) - 1

    def scalar(self, stop):
        if self.text[self.at] == '"':
            end = re.compile(r'"(?:\\.|[^"\\])*"', re.S).match(self.text, self.at).end()
            value = Quoted(" ".join(self.text[self.at + 1:end - 1].split()))
        else:
            end = re.compile(stop, re.S).search(self.text, self.at).start()
            value = " ".join(self.text[self.at:end].split())
        self.at = end
        return value

    def flow(self):
        self.skip()
        mark = self.text[self.at]
        if mark not in "{[":
            return self.scalar(r"[,\]}]|:\s|\s#")
        self.at += 1
        found = {} if mark == "{" else []
        while True:
            self.skip()
            if self.text[self.at] in "}]":
                self.at += 1
                return found
            if self.text[self.at] == ",":
                self.at += 1
                continue
            value = self.flow()
            if mark == "[":
                found.append(value)
                continue
            self.skip()
            self.at += 1  # the colon
            found[value] = self.flow()

    def block(self, least):
        """What stands here, if it is indented by at least so much."""
        self.skip()
        column = self.column()
        if self.at == len(self.text) or column < least:
            return None
        if self.text[self.at] in "{[":
            return self.flow()
        if self.text.startswith("- ", self.at):
            found = []
            while self.at < len(self.text) and self.column() == column and self.text.startswith("- ", self.at):
                self.at += 1
                found.append(self.block(column + 1))
                self.skip()
            return found
        if not re.compile(r'(?:"[^"\n]*"|[^\s:]+):(?:\s|$)').match(self.text, self.at):
            return self.scalar(r"\s#|\n")
        found = {}
        while self.at < len(self.text) and self.column() == column:
            key = self.scalar(r":(?:\s|$)")
            self.at += 1
            found[key] = self.block(column + 1)
            self.skip()
        return found


def read_file(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_pack(path):
    return Reader(read_file(path) + "\n").block(0)


def entries(text, name):
    """(begin, end, value) of each entry of a list under a key of the first column."""
    found = re.search(rf"^{name}:\n((?: .*\n|\n|#.*\n)*)", text, re.M)
    if not found:
        return
    begin, end = found.span(1)
    starts = [begin + m.start() for m in re.finditer(r"^  - ", text[begin:end], re.M)]
    for a, b in zip(starts, starts[1:] + [end]):
        yield a, b, Reader(text[a + 4:b].replace("\n    ", "\n") + "\n").block(0)


def write(value):
    """A value of a pack, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {write(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write, value)) + "]"
    if isinstance(value, Quoted) or re.search(r"[,:\[\]{}#]", value):
        return f'"{value}"'
    return value


# ---- the table of cases ------------------------------------------------------------------------------------------

class Row:
    """One case of the table."""

    def __init__(self, cells):
        self.name, options, self.as_of, events, self.states, clocks, findings, self.cite = cells
        self.options = {} if options == "-" else dict(o.split("=", 1) for o in options.split(","))
        self.events = []  # [kind, date, {field: text}]
        for text in events.split(";"):
            kind, date, *fields = text.split()
            self.events.append([kind, date, dict(f.split("=", 1) for f in fields)])
        self.clocks = [] if clocks == "-" else [c.split() for c in clocks.split("; ")]
        self.findings = [] if findings == "-" else [f.split() for f in findings.split("; ")]

    def document(self, types):
        """The case file."""
        doc = {"foi_case": 1, "as_of": self.as_of, "events": []}
        for key, value in self.options.items():
            if key == "regime":
                doc["regime"] = value
            elif key == "applicant":
                doc["applicant"] = {"kind": value}
            else:
                doc.setdefault("readings", {})[key] = value
        for kind, date, fields in self.events:
            event = {"kind": kind, "date": date}
            for name, value in fields.items():
                type_ = types[kind][name]
                if type_ in ("choices", "texts"):
                    event[name] = value.split(",") if value else []
                elif value in ("true", "false") and type_ in ("flag", "text_or_true"):
                    event[name] = value == "true"
                else:
                    event[name] = value
            doc["events"].append(event)
        return json.dumps(doc)


def table():
    with open(TABLE, encoding="utf-8") as file:
        return [Row(line.rstrip("\n").split("\t")) for line in file if line.strip() and not line.startswith("#")]


def field_types(pack):
    """{kind: {field: type}} of the procedure."""
    return {e["id"]: {f["id"]: f["type"] for f in e.get("fields", [])} for e in pack["events"]}


# ---- the model ---------------------------------------------------------------------------------------------------

def model(*args, lines=()):
    done = subprocess.run([sys.executable, MODEL, *args], input="".join(line + "\n" for line in lines),
                          stdout=subprocess.PIPE, encoding="utf-8", check=True,
                          env={**os.environ, "PYTHONHASHSEED": "0"})  # a seed gives the same cases in every process
    return done.stdout.splitlines()


def comparison():
    """tests/model/compare_cases as a module: what two reports must have in common."""
    path = os.path.join(ROOT, "tests", "model", "compare_cases")
    loader = importlib.machinery.SourceFileLoader("compare_cases", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare_cases", loader))
    loader.exec_module(module)
    return module

"""``python3 -m foi``: a deadline or the report of a case through the package. The command `foi` does much more."""
from __future__ import annotations

import argparse
import sys

import foi


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m foi", description=__doc__)
    parser.add_argument("--lang", choices=["id", "en"], default="id", help="language of the answer (id)")
    parser.add_argument("--json", action="store_true", help="the answer for machines")
    commands = parser.add_subparsers(dest="command", required=True)
    due = commands.add_parser("due", help="when a term ends")
    due.add_argument("clock", help="e.g. response")
    due.add_argument("day", help="day 0, YYYY-MM-DD")
    due.add_argument("--regime")
    case = commands.add_parser("case", help="the report of a case file")
    case.add_argument("file")
    given = parser.parse_args()
    try:
        law = foi.Law()
        if given.command == "due":
            answer = law.due(given.clock, foi.parse_day(given.day), regime=given.regime)
            sys.stdout.write(answer.to_json() + "\n" if given.json else answer.explain(given.lang))
        else:
            report = law.case(file=given.file)
            sys.stdout.write(report.report_json() + "\n" if given.json else report.report_text(lang=given.lang))
    except foi.Error as error:
        sys.stderr.write(f"foi: {error.text(given.lang)}\n")
        return 3 if isinstance(error, (foi.LawGap, foi.CalendarGap)) else 2
    except OSError as error:
        sys.stderr.write(f"foi: {error.filename}: {error.strerror}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the checks share: the C files of the library, and a view of C without comments or strings."""
import glob
import re

TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def c_files():
    return sorted(glob.glob("lib/*/*.c") + glob.glob("lib/*/*.h"))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def blank(text, comments=True, strings=True):
    """Comments and strings as spaces, so that places in the text stay where they were."""

    def spaces(match):
        token = match.group()
        if not (comments if token.startswith("/") else strings):
            return token
        return re.sub(r"[^\n]", " ", token)

    return TOKEN.sub(spaces, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def finish(complaints, done):
    """The verdict: complaints one a line, or what was looked at. A check that looked at nothing has failed."""
    print("\n".join(complaints) or f"{done} looked at")
    raise SystemExit(1 if complaints or not done else 0)

"""The C half of the package: a cffi module in API mode whose declarations are the public headers themselves.

    foi_build.py MODULE.c    write the C of the module, for a build that compiles it itself (CMake)

setup.py takes `ffi` from here. The C of the libraries is compiled in where it lies beside this file (csrc, see
`stage`); with FOI_SYSTEM=1 the module is linked to installed libraries instead, found by pkg-config. FOI_INCLUDE names
the folder of foi.h for the first form.
"""
from __future__ import annotations

import glob
import os
import re
import shlex
import subprocess
import sys
from typing import Any

import cffi

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM = os.environ.get("FOI_SYSTEM") == "1"
CALLBACKS = """
extern "Python" int64_t foi_python_now(void *);
extern "Python" int foi_python_key(void *, uint32_t, uint8_t *);
"""  # what the library calls in Python (foi_env)
STRICT = ["-Werror=incompatible-pointer-types", "-Werror=implicit-function-declaration", "-Werror=int-conversion"]


def output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pkg_config(*arguments: str) -> list[str]:
    return shlex.split(output_of("pkg-config", *arguments))


def declarations(include: str) -> str:
    """The public headers and calls.h without their preprocessor lines."""
    compiler = shlex.split(os.environ.get("CC", "cc"))
    return output_of(*compiler, "-E", "-P", "-DFOI_CDEF", f"-I{include}", os.path.join(HERE, "calls.h"))


def assertions(ffi: cffi.FFI, declared: str) -> str:
    """C that does not compile unless the compiler sees the structs, constants and prototypes that cffi was told."""
    lines = []
    for name in ffi.list_types()[0]:
        kind = ffi.typeof(name)
        if kind.kind == "struct" and kind.fields:
            lines.append(f"_Static_assert(sizeof({name}) == {ffi.sizeof(kind)}, \"size of {name}\");")
            lines += [f"_Static_assert(offsetof({name}, {field}) == {f.offset}, \"place of {name}.{field}\");"
                      for field, f in kind.fields]
    for name in re.findall(r"\benum (\w+)\s*{", declared):
        lines += [f"_Static_assert({constant} == ({value}), \"value of {constant}\");"
                  for constant, value in ffi.typeof(f"enum {name}").relements.items()]
    bare = re.sub(r"{[^{}]*}", "", declared)  # a prototype that differs from the header's is an error of C
    lines += [f"{' '.join(text.split())};" for text in bare.split(";") if "(" in text and "static" not in text]
    return "\n".join(lines)


def unknown_names(declared: str) -> list[str]:
    """Names of the library that the Python files use and neither the headers nor CALLBACKS have."""
    used: set[str] = set()
    for path in glob.glob(os.path.join(HERE, "foi", "*.py")):
        with open(path, encoding="utf-8") as file:
            used.update(re.findall(r"\blib\.(\w+)", file.read()))
    return sorted(used - set(re.findall(r"\w+", declared + CALLBACKS)))


def module(include: str, version: str, flags: list[str] | None = None, **how: Any) -> cffi.FFI:
    """The module, ready to be written or compiled; `how` goes to the compiler."""
    declared = declarations(include)
    if unknown_names(declared):
        sys.exit(f"foi_build.py: the package uses what the headers do not have: {', '.join(unknown_names(declared))}")
    ffi = cffi.FFI()
    ffi.cdef(declared + CALLBACKS)
    flags = STRICT + ["-fvisibility=hidden", "-g0"] + (flags or [])  # no path of this folder in the module
    source = f'#define FOI_PYTHON_VERSION "{version}"\n#include "calls.h"\n{assertions(ffi, declared)}\n'
    ffi.set_source("foi._foi", source, py_limited_api=True, extra_compile_args=flags, **how)
    return ffi


def from_sources() -> cffi.FFI:
    """The library inside the module: it exports nothing but its own entry."""
    tree = "csrc"  # relative: setuptools puts the objects where the sources say
    with open(os.path.join(HERE, tree, "VERSION"), encoding="utf-8") as file:
        version = file.read().strip()
    needs = ["yaml-0.1", "libsodium", "jansson", "sqlite3", "uuid"]
    return module(os.path.join(HERE, tree, "include"), version,
                  sources=sorted(glob.glob(f"{tree}/lib/*/*.c", root_dir=HERE)),
                  include_dirs=[".", f"{tree}/include", f"{tree}/lib"],
                  define_macros=[("FOI_API", ""), ("FOI_VERSION", f'"{version}"'),
                                 ("FOI_PACKS", f'"{tree}/lib/packs"'), ("_POSIX_C_SOURCE", "200809L")],
                  flags=["-std=c11", "-O2"] + pkg_config("--cflags", *needs),
                  extra_link_args=pkg_config("--libs", *needs))


def from_system() -> cffi.FFI:
    """The installed libraries beside the module."""
    include = pkg_config("--variable=includedir", "foi")[0]
    return module(include, pkg_config("--modversion", "foi")[0], include_dirs=[".", include],
                  extra_link_args=pkg_config("--libs", "foi-store"))


if __name__ == "__main__":
    module(os.environ["FOI_INCLUDE"], os.environ["FOI_VERSION"]).emit_c_code(sys.argv[1])
else:
    ffi = from_system() if SYSTEM else from_sources()

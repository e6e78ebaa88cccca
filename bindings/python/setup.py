"""What pyproject.toml cannot say: the C half, and that one wheel is for every CPython from 3.11 on."""
import os
import sys

from setuptools import setup

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
setup(cffi_modules=["foi_build.py:ffi"], options={"bdist_wheel": {"py_limited_api": "cp311"}})

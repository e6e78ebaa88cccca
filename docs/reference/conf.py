"""The Python package, from its docstrings: cmake --build BUILD --target reference"""
project = "foi"
extensions = ["sphinx.ext.autodoc"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
html_theme = "alabaster"
html_copy_source = False

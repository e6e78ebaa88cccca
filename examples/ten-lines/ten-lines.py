#!/usr/bin/python3
"""When is the answer due to a request received on 6 October 2025, which day is safe, and who says so?"""
from datetime import date

import foi

print(foi.Law().due("response", date(2025, 10, 6)).explain(lang="en"), end="")

#!/bin/sh
# When is the answer due to a request received on 6 October 2025, which day is safe, and who says so?
set -eu
foi due response --from 2025-10-06 --explain --lang en

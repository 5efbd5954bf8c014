"""Passages a code may have missed, found with spaCy and always with reasons."""

import os

# How sums are rounded depends on how many threads share them: with one, the same codings teach the
# same on every machine and in every process, and a core is left to the window.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"
os.environ["VECLIB_MAXIMUM_THREADS"] = "1"

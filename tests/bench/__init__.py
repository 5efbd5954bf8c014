"""Benchmarks: ``python -m tests.bench`` prints medians beside the figures to beat. Not run with the
tests.
"""

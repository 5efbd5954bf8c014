"""Liveable: code interviews and diaries on your own machine."""

__version__ = "0.1.0"

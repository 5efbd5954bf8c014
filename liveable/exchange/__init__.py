"""Whole codebooks and projects, in and out."""

"""Passages a code may have missed, found with spaCy and always with reasons."""

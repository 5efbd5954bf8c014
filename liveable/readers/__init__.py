"""A file in, a Transcript out."""

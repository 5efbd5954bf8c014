"""Bringing a team's copies together: what a copy's coder did since it was handed out, set against
what happened here meanwhile.

``sides`` reads a copy, ``plan`` compares, ``decide`` says what each decision means in rows,
``apply`` writes one operation, ``report`` says what was done. Nothing is written before ``apply``.
"""

"""The log file: what went wrong inside, for whoever is asked to help. It stays on the machine."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from liveable import paths


def file() -> Path:
    """The log file."""
    return paths.logs() / "liveable.log"


def start() -> None:
    """Send our own warnings and errors to the log file; without one where it cannot be written."""
    logger = logging.getLogger("liveable")
    if logger.handlers:
        return
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file(), maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False

"""The command line. Its words and JSON fields are stable: scripts rely on them."""

from __future__ import annotations

import contextlib
import logging
import os
import sys

from liveable import logs
from liveable.cli import (
    coding,
    corpus,
    editing,
    keeping,
    looking,
    merging,
    speaking,
    suggesting,
    team,
)
from liveable.cli.common import app
from liveable.core.progress import Cancelled
from liveable.errors import Refused

__all__ = [
    "app",
    "coding",
    "corpus",
    "editing",
    "keeping",
    "looking",
    "merging",
    "run",
    "speaking",
    "suggesting",
    "team",
]


def run(arguments: list[str]) -> int:
    """Run one command. Returns 0 when done, 1 when something was refused, 2 for wrong usage.

    Whatever goes wrong, the user gets one sentence; a traceback goes to the log file only.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    logs.start()
    try:
        app(arguments, prog_name="liveable")
        sys.stdout.flush()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print("Stopped; everything reported as done is kept.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone; give Python's own last flush nothing to trip over.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        logging.getLogger("liveable").exception("liveable %s", " ".join(arguments[:1]))
        print(
            "Something went wrong inside Liveable; nothing committed is lost. What happened is "
            f"written in {logs.file()}.",
            file=sys.stderr,
        )
        return 1
    return 0

"""Computing in a process of its own: fast on every core, no breath of the caller's is held for it,
and what kills it kills nothing else.

A worker is a fresh interpreter that loads what it needs and nothing else of the program, whatever
program started it (``multiprocessing`` would load the caller's main module into each). It takes
what it is asked on its standard input and answers on its standard output, both as pickles. It ends
by itself when its input ends, so none is left behind even by a caller that was killed.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from typing import Any, BinaryIO, Literal, TypeVar

T = TypeVar("T")
Say = Callable[[Any], object]
Told = Literal["said", "answered", "failed"]
_POLL = 0.05  # seconds between looks whether to go on waiting


class Lost(Exception):
    """A worker came to its end before it answered."""


class Failed(Exception):
    """What a worker was asked to do raised an error, told here with the places it passed."""


class Worker:
    """One process that runs some ``code``, which is to call ``serve``; raises OSError when none can
    be started.
    """

    def __init__(self, code: str) -> None:
        path = [entry for entry in sys.path if entry]
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", f"import sys; sys.path[:] = {path!r}\n{code}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the caller
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.pid = self._process.pid
        self.alive = True

    def ask(self, asked: object, hear: Say = lambda said: None) -> Any:
        """Wait for the answer, giving ``hear`` what the worker says before it.

        Raises Lost or Failed.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(asked, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            while True:
                told, value = pickle.load(self._process.stdout)
                if told == "answered":
                    return value
                if told == "failed":
                    raise Failed(value)
                hear(value)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise Lost from error

    def kill(self) -> None:
        """Stop the process; whoever waits for its answer hears that it is lost."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Stop the process and wait for it to be gone."""
        self.alive = False
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def attend(future: Future[T], look: Callable[[], object]) -> T:
    """Wait for something, looking up now and then: what ``look`` raises ends the waiting."""
    while True:
        try:
            return future.result(_POLL)
        except NotYet:
            look()


def serve(answer: Callable[[Any, Say], object]) -> None:
    """In a worker: answer what is asked until nobody asks any more.

    ``answer`` gets what is asked, and a function to say something with meanwhile.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    while True:
        try:
            asked = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            _tell(answers, "answered", answer(asked, lambda said: _tell(answers, "said", said)))
        except Exception:
            _tell(answers, "failed", traceback.format_exc())


def _tell(answers: BinaryIO, told: Told, value: object) -> None:
    pickle.dump((told, value), answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()

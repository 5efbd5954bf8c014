"""The user's own choices."""

from __future__ import annotations

import dataclasses
import json
import logging

import pytest

from liveable import logs, paths, settings


def test_a_new_machine_gets_a_person_who_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look mints the person's uid; every later one finds it."""
    first = settings.load()
    assert settings.load() == first
    assert first.person_uid
    assert first.name == settings.account_name()
    saved = dataclasses.replace(first, person_name="Ann", snapshot_minutes=5)
    settings.save(saved)
    assert settings.load() == saved
    assert saved.name == "Ann"


@pytest.mark.parametrize(
    "content",
    ["", "[1]", '{"person_uid": 7, "journal": "sideways", "snapshots": "yes", "new": 1}', "\x00"],
)
def test_damaged_rows_fall_to_their_default(content: str) -> None:
    """A broken settings file never keeps anybody from their work."""
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text(content, encoding="utf-8")
    loaded = settings.load()
    assert (loaded.journal, loaded.snapshots) == ("auto", True)
    assert (
        json.loads(settings.file().read_text(encoding="utf-8"))["person_uid"] == loaded.person_uid
    )


def test_what_fits_is_kept_beside_what_does_not() -> None:
    """One wrong row does not cost the others."""
    settings.file().write_text('{"person_uid": "u", "journal": "wal", "snapshot_minutes": true}')
    loaded = settings.load()
    assert (loaded.person_uid, loaded.journal, loaded.snapshot_minutes) == ("u", "wal", 30)


def test_shipped_things_are_found() -> None:
    """Resources and codebooks lie where the program looks for them."""
    assert (paths.resources() / "sample").is_dir()
    assert paths.codebooks().is_dir()


def test_the_log_holds_what_went_wrong() -> None:
    """Our own faults are written to a file of the user's, and nowhere else."""
    logger = logging.getLogger("liveable")
    before = list(logger.handlers)
    logger.handlers.clear()
    try:
        logs.start()
        logs.start()
        assert len(logger.handlers) == 1
        logging.getLogger("liveable.test").error("something")
        assert "ERROR liveable.test: something" in logs.file().read_text(encoding="utf-8")
    finally:
        for handler in logger.handlers:
            handler.close()
        logger.handlers[:] = before
        logger.propagate = True

"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from liveable.core.uid import mint
from liveable.errors import FileRefused


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in place of one of that name, in one step.

    Raises FileRefused where it cannot be written; what was there before is then untouched.
    """
    if not path.parent.is_dir():
        raise FileRefused(path.name, f"cannot be written: there is no folder {path.parent}")
    aside = path.with_name(f".{mint()}.new")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        raise FileRefused(path.name, f"cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)

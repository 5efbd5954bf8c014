"""The user's own choices, kept on this machine: one declared list, everything else derived."""

from __future__ import annotations

import contextlib
import getpass
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from liveable import paths
from liveable.core.files import write_whole
from liveable.core.uid import mint
from liveable.errors import FileRefused

Journal = Literal["auto", "wal", "rollback"]
Theme = Literal["system", "light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program remembers about its user. Every field is one row of the settings file.

    ``person_uid`` is who this user is in every project, so that two people of one name stay two.
    """

    person_uid: str = field(default_factory=mint)
    person_name: str = ""
    journal: Journal = "auto"
    snapshots: bool = True
    snapshot_minutes: int = 30
    snapshot_folder: str = ""
    theme: Theme = "system"
    zoom: int = 100
    recent: list[str] = field(default_factory=list)  # project files, latest first
    keys: dict[str, str] = field(default_factory=dict)  # a person's own keys, by command
    places: dict[str, str] = field(default_factory=dict)  # sizes of window and panes, in base64
    report_template: str = ""
    sentence_encoder: str = ""  # the folder of one, for suggestions
    spacy_pipeline: str = ""  # the name of an installed one, for suggestions

    @property
    def name(self) -> str:
        """The name acts are recorded under: the chosen one, else that of the computer's account."""
        return self.person_name or account_name()


def account_name() -> str:
    """The name of the computer's account, which every system can tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Coder"


def file() -> Path:
    """The settings file."""
    return paths.config() / "settings.json"


def load() -> Settings:
    """The saved settings; unknown rows are ignored and rows of a wrong type fall to their default.

    The first call on a machine mints the person's uid and saves it.
    """
    try:
        rows = json.loads(file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        rows = {}
    declared = get_type_hints(Settings)
    kept = {k: v for k, v in _rows(rows).items() if k in declared and _fits(v, declared[k])}
    settings = Settings(**kept)
    if "person_uid" not in kept:
        with contextlib.suppress(FileRefused):  # a read-only home: the uid then lasts for this run
            save(settings)
    return settings


def save(settings: Settings) -> None:
    """Write the settings; raises FileRefused where they cannot be kept."""
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileRefused(str(file()), f"cannot be written ({error.strerror})") from error
    written = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    write_whole(file(), written.encode())


def _rows(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _fits(value: Any, declared: Any) -> bool:
    if get_origin(declared) is Literal:
        return value in get_args(declared)
    if get_origin(declared) is list:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if get_origin(declared) is dict:
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return type(value) is declared and value != ""

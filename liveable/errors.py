"""The world's faults, each one sentence a researcher understands; our own faults stay ordinary
exceptions.

Every layer may import this module; it imports nothing.
"""


class Refused(Exception):
    """Something asked for cannot be done; ``str()`` is one sentence saying what and why."""


class FileRefused(Refused):
    """A file cannot be read or written.

    ``file`` is the name as the user gave it, ``cause`` the rest of the sentence
    ("is password-protected; save a copy without the password").
    """

    def __init__(self, file: str, cause: str) -> None:
        super().__init__(file, cause)  # both in args, to survive pickling from a worker
        self.file = file
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.file}: {self.cause}"


class NotFound(Refused):
    """A name or uid that the project does not have."""


class Ambiguous(Refused):
    """A name that fits several things; the sentence lists them."""


class Conflict(Refused):
    """An act that would run over work done since."""


class ProjectRefused(Refused):
    """A project file that cannot be opened as asked."""


class NotAProject(ProjectRefused):
    """The file is not a Liveable project."""


class NewerProject(ProjectRefused):
    """The file was written by a newer version of Liveable."""


class ProjectBusy(ProjectRefused):
    """Another process is writing to the project."""


class ReadOnly(ProjectRefused):
    """The project, or its folder, cannot be written to."""


class Damaged(ProjectRefused):
    """The file or its history is not as it was written."""


class DiskFull(ProjectRefused):
    """There is no room for the change; nothing of it was written."""

"""The program's door: ``liveable`` and ``python -m liveable``.

Kept bare on purpose: worker processes import this module again.
"""

from __future__ import annotations

import sys
from pathlib import Path

_SUFFIX = ".liveable"


def main() -> None:
    """Open the window, alone or on a project; anything else is a command. Leave with its code."""
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and arguments[0].endswith(_SUFFIX)):
        from liveable.gui import app

        sys.exit(app.run(Path(arguments[0]) if arguments else None))
    from liveable.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()

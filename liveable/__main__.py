"""The program's door: ``liveable`` and ``python -m liveable``.

Kept bare on purpose: worker processes import this module again.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from liveable.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

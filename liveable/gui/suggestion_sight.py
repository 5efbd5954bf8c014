"""Whether anything of suggestions is to be seen: in a project that has switched them off, nothing
is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from liveable.gui.actions import Actions
from liveable.gui.commands import COMMANDS
from liveable.gui.suggestion_settings import SuggestionSettings

if TYPE_CHECKING:
    from liveable.gui.project_page import ProjectPage

# The way back stays.
COMMANDS_HIDDEN = frozenset(
    command.name
    for command in COMMANDS
    if command.name.startswith(("suggest.", "cues.", "measures.")) or command.name == "code.cues"
) - {"suggest.settings"}


class SuggestionSight(QObject):
    """Keeps commands, the tab and the origin of codings out of sight while they are off."""

    def __init__(self, page: ProjectPage, actions: Actions) -> None:
        super().__init__(page)
        self._page, self._actions = page, actions
        page.work.choices_changed.connect(self.follow)

    def ask(self) -> None:
        """Ask what is to be suggested, and with what."""
        page = self._page
        SuggestionSettings(page.work, page.kept, page.window()).open()

    def leave(self) -> None:
        """Bring the commands back: another project may have suggestions."""
        self._actions.hide(frozenset())

    def follow(self) -> None:
        """Show what is to be seen now."""
        page, off = self._page, self._page.work.choices.off
        self._actions.hide(COMMANDS_HIDDEN if off else frozenset())
        page.excerpts.choice.offer_suggested(not off)
        if off:
            page.drawer.withhold(page.suggestions, page.excerpts)
        else:
            page.drawer.offer(page.suggestions, True)

"""What the import dialog's tables show of an intake, worked out once after every change."""

from __future__ import annotations

from collections.abc import Mapping

from liveable.core.intake import Doubt, Intake, Voice
from liveable.gui import import_words
from liveable.gui.import_rows import Cell
from liveable.gui.words import counted, tr


class Listing:
    """Files and speakers of an intake as rows. ``voices`` are the speakers' rows in order."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.voices: list[Voice] = []
        self._doubts: list[Mapping[Doubt, int]] = []
        self.renew()

    def renew(self) -> None:
        """Look at the intake again."""
        alike = self._intake.alike()
        self.voices = self._intake.voices(alike)
        self._doubts = [self._intake.doubts(n, alike) for n in range(len(self._intake.files))]

    @property
    def things(self) -> int:
        """How many things are worth a look."""
        return sum(map(len, self._doubts))

    def file(self, number: int, at: int) -> Cell:
        """A cell of the files' table."""
        file = self._intake.files[number]
        if at == 0:
            return Cell(file.path.name, import_words.icon(file), bold=True)
        if at == 1:
            return Cell(import_words.format(file), ink="ink2")
        if at == 2:
            return Cell(import_words.found(file))
        if at == 3:
            return Cell(f"{file.words:,}" if file.words else "–", right=True)
        icon, ink, word = import_words.state(file, self._doubts[number])
        return Cell(word, icon, ink)

    def file_said(self, number: int) -> str:
        """A row of the files' table in words."""
        words = self._intake.files[number].words
        parts = [self.file(number, at).text for at in (0, 1, 2, 4)]
        if words:
            parts.insert(3, counted(words, "word", "words"))
        return ", ".join(part for part in parts if part not in ("", "–"))

    def voice(self, number: int, at: int) -> Cell:
        """A cell of the speakers' table."""
        voice = self.voices[number]
        if at == 0:
            return Cell(voice.label, bold=True)
        if at == 1:
            return Cell(f"{voice.turns:,}", right=True)
        if at == 2:
            return role_cell(voice)
        return self._where(voice)

    def _where(self, voice: Voice) -> Cell:
        if voice.nobody:
            text = tr("Words of the turn before")
            return Cell(tr("{said}, as last time", said=text) if voice.remembered else text,
                        ink="ink3")  # fmt: skip
        if voice.joined:
            text = tr("Joined with {label}", label=voice.joined)
            if voice.remembered:
                text = tr("{said}, as last time", said=text)
            return Cell(text, "done", "good", act=tr("Take apart"), key="J")
        if voice.alike:
            text = tr("Same person as {label}?", label=voice.alike)
            return Cell(text, "alert", "warn", act=tr("Join them"), key="J")
        files = import_words.where(self._intake.files, voice.files)
        if voice.remembered:
            files = tr("{files} · as last time", files=files)
        return Cell(files, ink="ink2")

    def voice_said(self, number: int) -> str:
        """A row of the speakers' table in words."""
        voice = self.voices[number]
        turns = counted(voice.turns, "turn", "turns")
        return f"{voice.label}, {turns}, {self.voice(number, 2).text}, {self._where(voice).text}"


def role_cell(voice: Voice) -> Cell:
    """What a speaker does, as a choice."""
    if voice.nobody:
        return Cell(tr(import_words.NOBODY), ink="ink3", opens=True)
    return Cell(tr(import_words.ROLES[voice.role]), opens=True)

"""One cue of a code at a time: banned, promoted, put in other words, marked as misleading.

All cues of a code at once are an edit of the code (``codebook.edit``).
"""

from __future__ import annotations

from collections.abc import Callable

from liveable.core import cues
from liveable.core.codebook import Cues
from liveable.errors import Refused
from liveable.ops import codebook
from liveable.store.project import Project

_LABEL = 40  # characters of a phrase in the label of an act


def ban_cue(project: Project, code: str, phrase: str, coder: str) -> None:
    """Take a phrase out of a code's cues, never to be proposed again.

    Raises Refused where it is banned already.
    """
    label = "Ban ‘{cue}’ as a cue of ‘{code}’"
    refusal = "‘{cue}’ is banned as a cue of ‘{code}’ already."
    _act(project, code, phrase, coder, label, cues.ban, refusal)


def unban(project: Project, code: str, phrase: str, coder: str) -> None:
    """Let a banned phrase be proposed and made a cue again. Raises Refused where it is not
    banned.
    """
    label = "Allow ‘{cue}’ as a cue of ‘{code}’"
    refusal = "‘{cue}’ is not banned as a cue of ‘{code}’."
    _act(project, code, phrase, coder, label, cues.unban, refusal)


def promote(project: Project, code: str, phrase: str, coder: str) -> None:
    """Make a word or phrase a cue phrase of a code; it is banned or misleading no more.

    Raises Refused where it is one already.
    """
    label = "Make ‘{cue}’ a cue of ‘{code}’"
    refusal = "‘{cue}’ is a cue of ‘{code}’ already."
    _act(project, code, phrase, coder, label, cues.promote, refusal)


def change_cue(project: Project, code: str, old: str, new: str, coder: str) -> None:
    """Put a cue, a phrase or a single word, in other words.

    Raises Refused where there is no such cue.
    """
    if cues.tidied(old) == cues.tidied(new):
        return
    label = "Change ‘{old}’ to ‘{cue}’ as a cue of ‘{code}’"
    refusal = "‘{old}’ is no cue of ‘{code}’ any more."
    _act(project, code, new, coder, label, lambda c, to: cues.change(c, old, to), refusal, old)


def mislead(project: Project, code: str, word: str, coder: str) -> None:
    """Let a word weigh nothing for a code, neither as a cue nor by what is learned.

    Raises Refused for several words, and where it weighs nothing already.
    """
    word = cues.tidied(word)
    if " " in word:
        raise Refused(f"‘{_short(word)}’ is several words; mark one of them, or ban the cue.")
    label = "Let ‘{cue}’ weigh nothing for ‘{code}’"
    refusal = "‘{cue}’ weighs nothing for ‘{code}’ already."
    _act(project, code, word, coder, label, cues.mislead, refusal)


def unmislead(project: Project, code: str, word: str, coder: str) -> None:
    """Let a word weigh again what is learned of it. Raises Refused where it does."""
    label = "Let ‘{cue}’ weigh again for ‘{code}’"
    refusal = "‘{cue}’ is not marked as misleading for ‘{code}’."
    _act(project, code, word, coder, label, cues.unmislead, refusal)


def _act(
    project: Project,
    code: str,
    phrase: str,
    coder: str,
    label: str,
    change: Callable[[Cues, str], Cues],
    refusal: str,
    old: str = "",
) -> None:
    """Change a code's cues, and refuse what would change nothing."""
    phrase = cues.tidied(phrase)
    if not cues.same(phrase):
        raise Refused("A cue needs a word.")
    with project.reading() as session:
        name = codebook.label_of(session, code)
    said = {"cue": _short(phrase), "old": _short(cues.tidied(old)), "code": name}
    with project.operation(label.format_map(said), coder) as session:
        row = codebook.get(session, code)
        before = codebook.cues_of(row.cues)
        after = change(before, phrase)
        if after == before:
            raise Refused(refusal.format_map(said))
        row.cues = codebook.written_cues(after)


def _short(phrase: str) -> str:
    return phrase if len(phrase) <= _LABEL else f"{phrase[: _LABEL - 1]}…"

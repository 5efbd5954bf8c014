"""What can be said about the words of a suggestion: each asks which, where there are several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from liveable.core.cues import same
from liveable.core.suggestion import Reason, Suggestion
from liveable.gui.pick import Option, Picker, ask_line
from liveable.gui.words import tr
from liveable.gui.work import Work
from liveable.ops import cues
from liveable.ops.codebook import cues_of
from liveable.store.one_code import one_code
from liveable.store.project import Project

_Act = Callable[[Project, str, str, str], None]  # of a code, a word and a coder
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class CueActs:
    """Asked over a widget; ``done`` is called when something was said."""

    work: Work
    over: QWidget
    done: Callable[[], object]

    def mislead(self, suggestion: Suggestion, words: Sequence[Reason], passage: str) -> None:
        """A word is to weigh nothing for the code."""
        options = _words(words, passage, single=True)
        title = tr("Which word misleads for ‘{code}’?", code=self._name(suggestion))
        self._pick(
            title,
            options,
            lambda word: self._do(
                cues.mislead, suggestion, word, tr("“{word}” weighs nothing for ‘{code}’ any more")
            ),
        )

    def promote(self, suggestion: Suggestion, words: Sequence[Reason], passage: str) -> None:
        """A word, or a phrase that is typed, is to be a cue of the code."""
        options = _words([word for word in words if word.weight > 0], passage)
        title = tr("Which word is a cue of ‘{code}’?", code=self._name(suggestion))
        self._pick(
            title,
            options,
            lambda word: self._do(
                cues.promote, suggestion, word, tr("“{word}” is a cue of ‘{code}’ now")
            ),
        )

    def ban(self, suggestion: Suggestion) -> None:
        """A cue is to be none any more, and never again."""
        said = tr("“{word}” is no cue of ‘{code}’ any more, nor proposed again")
        self._one_of(
            suggestion,
            tr("Which cue of ‘{code}’ is to be banned?", code=self._name(suggestion)),
            lambda cue: self._do(cues.ban_cue, suggestion, cue, said),
        )

    def change(self, suggestion: Suggestion) -> None:
        """A cue is to be put in other words."""
        name = self._name(suggestion)

        def ask(cue: str) -> None:
            def keep(new: str) -> None:
                said = tr("“{word}” is “{new}” now, as a cue of ‘{code}’")
                self._do(
                    lambda project, code, word, coder: cues.change_cue(
                        project, code, word, new, coder
                    ),
                    suggestion, cue, said.replace("{new}", new),
                )  # fmt: skip

            title = tr("Change the cue of ‘{code}’", code=name)
            ask_line(self.over.window(), title, tr("The cue in other words"), keep, cue)

        self._one_of(suggestion, tr("Which cue of ‘{code}’?", code=name), ask)

    def _one_of(self, suggestion: Suggestion, title: str, then: Callable[[str], object]) -> None:
        found = self._cues(suggestion)
        if len(found) == 1:
            then(found[0])
        elif found:
            self._pick(title, [Option(cue, cue) for cue in found], then)
        else:
            self.work.say(tr("No cue of this code is in the passage."), bad=True)

    def _cues(self, suggestion: Suggestion) -> list[str]:
        """The cues, as they are written, that were found in the passage."""
        code = self.work.look(one_code, suggestion.code)
        if code is None:
            return []
        known = cues_of(code.cues)
        found: list[str] = []
        for reason in suggestion.reasons:
            if reason.kind != "word":
                kept = known.phrases if reason.kind == "phrase" else known.lemmas
                same_ = [cue for cue in kept if same(cue) == same(reason.text)]
                found += same_ or kept  # as it is said in the passage, it may be spelt otherwise
        return list(dict.fromkeys(found))

    def _pick(self, title: str, options: list[Option], then: Callable[[str], object]) -> None:
        if options:
            Picker(self.work.theme, self.over.window(), title, options, then).open()
        else:
            self.work.say(tr("There is no word to choose."), bad=True)

    def _do(self, act: _Act, s: Suggestion, word: str, said: str) -> None:
        def done(project: Project) -> bool:
            act(project, s.code, word, self.work.coder)
            return True

        if self.work.act(done):
            self.work.say(said.format(word=word, code=self._name(s)), undo=True)
            self.done()

    def _name(self, suggestion: Suggestion) -> str:
        code = self.work.codes.get(suggestion.code)
        return code.name if code is not None else ""


def _words(heaviest: Iterable[Reason], passage: str, *, single: bool = False) -> list[Option]:
    """What there is to choose: what weighs most, then all other words of the passage."""
    weighing = {" ".join(r.text.split()): r.weight for r in heaviest}
    found = [word for word in weighing if not (single and " " in word)]
    spoken = {word.casefold() for word in found}
    for match in _WORD.finditer(passage):
        if match.group().casefold() not in spoken:
            spoken.add(match.group().casefold())
            found.append(match.group())
    return [Option(word, word, _said(weighing.get(word))) for word in found]


def _said(weight: float | None) -> str:
    if not weight:
        return ""
    return tr("speaks for it") if weight > 0 else tr("speaks against it")

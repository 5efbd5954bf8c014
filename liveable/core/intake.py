"""Files about to be brought in, with what a person says of them before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple

from liveable.core import corrections, labels, told
from liveable.core.corrections import DOUBTFUL, Dated, how_sure
from liveable.core.likeness import look_alikes
from liveable.core.transcript import Kind, Original, Role, Sheet, Speaker, Transcript

MAX_HELD = 256_000_000  # bytes of originals kept in memory; the rest is read again when it is kept
_PREAMBLE = 3  # paragraphs shown of what stands before the first turn or entry
_AFTER_LABEL = " \t\n:.*_#-–—"
TEXT_FORMATS = ("txt", "md", "html", "csv", "vtt", "srt")  # whose encoding can be said

Doubt = Literal["letters", "dates", "year", "speakers"]
State = Literal["reading", "ready", "check", "out", "refused"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What was said of speakers in earlier imports, by ``labels.key`` of the label: roles, with
    whom they are one, who is nobody, and (with the label as it was told) who is a person too.
    """

    roles: Mapping[str, Role | None] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)
    nobody: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.roles or self.joined or self.nobody or self.people)

    def applied(self, transcript: Transcript) -> Transcript:
        """A transcript with all of it put right."""
        heard = told.people(transcript, self.people.values())
        heard = told.nobody(heard, self.nobody)
        by_key = {speaker.label: labels.key(speaker.label) for speaker in heard.speakers}
        into = {label: self.joined[key] for label, key in by_key.items() if key in self.joined}
        heard = corrections.joined(heard, into)
        roles = {
            speaker.label: self.roles[key]
            for speaker in heard.speakers
            if (key := labels.key(speaker.label)) in self.roles
        }
        return corrections.cast(heard, roles)


@dataclass(slots=True)
class Candidate:
    """One file: what was found in it, or why it cannot be read, and what the person says of it.

    ``twin`` names what has the same bytes: a document of the project, or a file before this one;
    ``other`` is what a table can be read as besides; ``former`` the document (uid and name) whose
    text it is, changed or with the same bytes in another encoding, which it gives a new version
    unless ``apart``.
    """

    path: Path
    folders: tuple[str, ...] = ()
    found: Transcript | Sheet | None = None
    original: Original | None = None
    words: int = 0
    refusal: str = ""
    twin: str = ""
    other: Transcript | Sheet | None = None
    former: tuple[str, str] | None = None
    apart: bool = False
    reading: bool = True
    out: bool = False
    kind: Kind | None = None
    encoding: str | None = None
    roles: dict[str, Role | None] = field(default_factory=dict)
    dates: dict[int, Dated | None] = field(default_factory=dict)  # by where an entry begins
    right: set[int] = field(default_factory=set)

    @property
    def state(self) -> State:
        """Whether it can be brought in; ``check`` is up to ``Intake``."""
        if self.reading:
            return "reading"
        if self.found is None:
            return "refused"
        return "out" if self.out else "ready"

    @property
    def goes(self) -> bool:
        """Whether it will be brought in."""
        return self.state == "ready"

    @property
    def version_of(self) -> tuple[str, str] | None:
        """The document it will give a new version."""
        return None if self.apart else self.former

    @property
    def is_text(self) -> bool:
        """Whether it is plain text, whose encoding may have to be said."""
        return self.encoding is not None or (
            self.found is not None and self.found.format in TEXT_FORMATS
        )

    @property
    def transcript(self) -> Transcript | None:
        """Its transcript with the dates put right."""
        if not isinstance(self.found, Transcript):
            return None
        return corrections.dated(self.found, self.dates)

    def doubtful_dates(self) -> list[int]:
        """The numbers of the entries whose date somebody should look at."""
        transcript = self.transcript
        if transcript is None:
            return []
        return [
            number
            for number, entry in enumerate(transcript.entries)
            if entry.start not in self.dates
            and entry.start not in self.right
            and how_sure(entry) in DOUBTFUL
        ]


class Voice(NamedTuple):
    """A label with one role, in one or several of the files.

    ``alike`` is the label it may be a slip for, ``joined`` the one it was joined with; ``nobody``
    says that it is no person, ``remembered`` that an earlier import told so.
    """

    label: str
    role: Role | None
    turns: int
    files: tuple[int, ...]
    alike: str = ""
    joined: str = ""
    remembered: bool = False
    nobody: bool = False


class Line(NamedTuple):
    """A stretch of a text as it will be kept, under the label or date it stands under."""

    head: str
    words: str


@dataclass(slots=True)
class Intake:
    """All files of one import, and what is said of their speakers."""

    rules: Rules = field(default_factory=Rules)
    files: list[Candidate] = field(default_factory=list)
    joined: dict[str, str] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)  # labels taken out of what was joined earlier
    nobody: set[str] = field(default_factory=set)  # keys of labels that are no persons
    somebody: set[str] = field(default_factory=set)  # of those that are, against earlier imports
    people: dict[str, str] = field(default_factory=dict)  # labels told to be persons, by key
    _held: int = 0
    _heard: dict[int, tuple[tuple[object, ...], Transcript]] = field(default_factory=dict)

    # --- what is known of the files

    def add(self, path: Path, folders: tuple[str, ...] = ()) -> None:
        """Put a file last, to be read."""
        self.files.append(Candidate(path, folders))

    def take(
        self,
        number: int,
        found: Transcript | Sheet,
        words: int = 0,
        original: Original | None = None,
        twin: str = "",
    ) -> None:
        """Keep what was found in a file. What was said of entries that are gone is forgotten."""
        file = self.files[number]
        first = file.original is None
        if file.found != found:
            file.dates, file.right = {}, set()
        file.found, file.words, file.refusal, file.reading = found, words, "", False
        if original is None or not first:
            return
        self._held += len(original.packed)
        file.original = original if self._held <= MAX_HELD else replace(original, packed=b"")
        file.twin = twin or self._twin(number, original.sha256)
        file.out = bool(file.twin)

    def know_former(self, number: int, former: tuple[str, str] | None) -> None:
        """Say whose text a file is, changed or read otherwise; of several files only the first."""
        others = (file for file in self.files if file is not self.files[number])
        taken = former is not None and any(file.former == former for file in others)
        self.files[number].former = None if taken else former

    def _twin(self, number: int, sha256: str) -> str:
        for file in self.files[:number]:
            if file.original is not None and file.original.sha256 == sha256:
                return file.path.name
        return ""

    def refuse(self, number: int, cause: str) -> None:
        """Say why a file cannot be read."""
        file = self.files[number]
        file.found, file.refusal, file.reading = None, cause, False

    def going(self) -> list[Candidate]:
        """The files that will be brought in: documents first, so that sheets find them."""
        going = [file for file in self.files if file.goes]
        return sorted(going, key=lambda file: isinstance(file.found, Sheet))

    def doubts(self, number: int, alike: Mapping[str, str]) -> dict[Doubt, int]:
        """What in a file is worth a look, and how much of it; ``alike`` as ``look_alikes`` says."""
        file = self.files[number]
        transcript = file.transcript
        if not file.goes or transcript is None or not isinstance(file.found, Transcript):
            return {}
        found: dict[Doubt, int] = {
            "letters": file.found.text.count("\ufffd"),  # what no encoding could make of the bytes
            "dates": len(file.doubtful_dates()),
            "year": int(corrections.lacks_year(transcript.entries)),
            "speakers": sum(
                speaker.label in alike and not self.target(speaker.label)
                for speaker in self._with_people(number, file.found, self._people()).speakers
            ),
        }
        return {doubt: count for doubt, count in found.items() if count}

    # --- speakers

    def target(self, label: str) -> str:
        """The label this one was joined with, "" for none."""
        if label in self.joined:
            return self.joined[label]
        return "" if label in self.apart else self._remembered_target(label)

    def _remembered_target(self, label: str) -> str:
        target = self.rules.joined.get(labels.key(label), "")
        return "" if target == label else target

    def alike(self) -> dict[str, str]:
        """The labels that may be slips for others, joined or not."""
        turns: dict[str, int] = {}
        for _, speaker in self._speakers():
            if not self.is_nobody(speaker.label):
                turns[speaker.label] = turns.get(speaker.label, 0) + speaker.turns
        return look_alikes(turns)

    def _speakers(self) -> Iterator[tuple[int, Speaker]]:
        """Everybody found or told, those too that are nobody."""
        for number, file in enumerate(self.files):
            if file.goes and isinstance(file.found, Transcript):
                for speaker in self._with_people(number, file.found, self._people()).speakers:
                    yield number, speaker

    def _with_people(self, number: int, found: Transcript, people: Mapping[str, str]) -> Transcript:
        """What was found in a file, with the turns of those who were told to be persons."""
        if not people:
            return found
        asked = (id(found), *people.values())
        known = self._heard.get(number)
        if known is None or known[0] != asked:
            known = self._heard[number] = asked, told.people(found, people.values())
        return known[1]

    def _people(self) -> dict[str, str]:
        """The labels told to be persons, earlier or here."""
        return {**self.rules.people, **self.people}

    def is_nobody(self, label: str) -> bool:
        """Whether a label was said to be no person, here or earlier."""
        key = labels.key(label)
        return key in self.nobody or (key in self.rules.nobody and key not in self.somebody)

    def dismiss(self, label: str) -> None:
        """Say that a label is no person; one that was only told here is forgotten."""
        key = labels.key(label)
        self.somebody.discard(key)
        if self.people.pop(key, None) is None or key in self.rules.people:
            self.nobody.add(key)

    def tell(self, label: str) -> None:
        """Say that a label is a person's: one that was not believed, or that was dismissed."""
        key = labels.key(label)
        self.nobody.discard(key)
        if key in self.rules.nobody:
            self.somebody.add(key)
        if not any(labels.key(speaker.label) == key for _, speaker in self._speakers()):
            self.people[key] = labels.tidy(label)

    def says(self, label: str) -> int:
        """How many lines of the files that will be brought in a label opens."""
        found = (file.found for file in self.files if file.goes)
        texts = [one for one in found if isinstance(one, Transcript)]
        return sum(1 for one in texts for _ in told.heard(one.text, label))

    def voices(self, alike: Mapping[str, str] | None = None) -> list[Voice]:
        """The speakers of the files that will be brought in, each label once for each role it has;
        a label that is like another, or joined with it, stands below it.
        """
        alike = self.alike() if alike is None else alike
        rows: dict[tuple[str, Role | None], Voice] = {}
        for number, speaker in self._speakers():
            label, role, key = speaker.label, self._role(number, speaker), labels.key(speaker.label)
            nobody = self.is_nobody(label)
            target = "" if nobody else self.target(label)
            remembered = (key in self.rules.roles and label not in self.files[number].roles) or (
                bool(target) and label not in self.joined
            )
            if nobody:
                role, remembered = None, key not in self.nobody
            like = "" if target or nobody else alike.get(label, "")
            known = rows.get((label, role)) or Voice(
                label, role, 0, (), like, target, remembered, nobody
            )
            rows[label, role] = known._replace(
                turns=known.turns + speaker.turns, files=(*known.files, number)
            )
        first = {voice.label: rank for rank, voice in reversed([*enumerate(rows.values())])}
        return _beside(sorted(rows.values(), key=lambda voice: first[voice.label]))

    def _role(self, number: int, speaker: Speaker) -> Role | None:
        said = self.files[number].roles
        if speaker.label in said:
            return said[speaker.label]
        return self.rules.roles.get(labels.key(speaker.label), speaker.role)

    def cast(self, voice: Voice, role: Role | None, only: int | None = None) -> None:
        """Say what a speaker does: in all the voice's files, or only in one of them."""
        if voice.nobody:
            self.tell(voice.label)
        for number in voice.files if only is None else (only,):
            self.files[number].roles[voice.label] = role

    def join(self, label: str, into: str) -> None:
        """Say that two labels are one person; what was joined with the first goes along."""
        into = self.target(into) or into
        if into == label:
            return
        for other in [o for o, target in self.joined.items() if target == label]:
            self.joined[other] = into
        self.joined[label] = into
        self.apart.discard(label)

    def part(self, label: str) -> None:
        """Take a label out of what it was joined with."""
        self.joined.pop(label, None)
        if self._remembered_target(label):
            self.apart.add(label)

    # --- what comes of it

    def heard(self, number: int) -> Transcript:
        """A document's transcript as it was found, with the turns of those told to be persons."""
        found = self.files[number].found
        assert isinstance(found, Transcript)
        return self._with_people(number, found, self._people())

    def corrected(self, number: int) -> Transcript | None:
        """A file's transcript with everything put right."""
        file = self.files[number]
        if not isinstance(file.found, Transcript):
            return None
        people = {key: one for key, one in self._people().items() if not self.is_nobody(key)}
        found = self._with_people(number, file.found, people)
        keys = {labels.key(s.label) for s in found.speakers if self.is_nobody(s.label)}
        transcript = corrections.dated(told.nobody(found, keys), file.dates)
        own = {speaker.label: speaker for speaker in transcript.speakers}
        into = {label: target for label in own if (target := self.target(label))}
        roles: dict[str, Role | None] = {}
        for label, speaker in own.items():
            if label not in into:
                roles[label] = self._role(number, speaker)
        for label, target in into.items():
            roles.setdefault(target, self._role(number, own[label]))
        return corrections.cast(corrections.joined(transcript, into), roles)

    def learnt(self) -> Rules:
        """What was said here of speakers, for the next import: who is one, nobody, or a person
        too, and roles said of a label in every file that has it.
        """
        said: dict[str, set[Role | None]] = {}
        all_said: dict[str, bool] = {}
        for number, speaker in self._speakers():
            key = labels.key(speaker.label)
            said.setdefault(key, set()).add(self._role(number, speaker))
            all_said[key] = all_said.get(key, True) and speaker.label in self.files[number].roles
        roles = {
            key: next(iter(said[key]))
            for key in said
            if all_said[key] and len(said[key]) == 1 and not self.is_nobody(key)
        }
        present = {speaker.label for _, speaker in self._speakers()}
        joined = {labels.key(one): to for one, to in self.joined.items() if one in present}
        people = {key: label for key, label in self.people.items() if key in said}
        return Rules(roles, joined, frozenset(self.nobody & said.keys()), people)

    def forgotten(self) -> Rules:
        """The rules of earlier imports that were taken back here."""
        joined = {labels.key(label): "" for label in self.apart}
        taken_back = {key: label for key, label in self.rules.people.items() if key in self.nobody}
        return Rules(joined=joined, nobody=frozenset(self.somebody), people=taken_back)


def _beside(voices: list[Voice]) -> list[Voice]:
    """Look-alikes below the voice they look like."""
    shown: list[Voice] = [v for v in voices if not (v.alike or v.joined)]
    for voice in voices:
        if voice.alike or voice.joined:
            likes = voice.joined or voice.alike
            like = [n for n, v in enumerate(shown) if likes in (v.label, v.joined, v.alike)]
            at = like[-1] if like else len(shown) - 1
            shown.insert(at + 1, voice)
    return shown


def first_lines(transcript: Transcript, count: int = 12, longest: int = 400) -> list[Line]:
    """How a text begins: stretches under their speakers or dates, what stands before them first."""
    text, turns, entries = transcript.text, transcript.turns, transcript.entries
    first = turns[0].start if turns else entries[0].start if entries else len(text)
    found = _paragraphs(text, first, _PREAMBLE if turns or entries else count)
    for turn in turns[:count]:
        found.append(Line(turn.speaker or turn.timestamp or "", text[turn.speech : turn.stop]))
    for entry in () if turns else entries[:count]:
        at = text.find(entry.label, entry.start, entry.stop)
        start = entry.start if at < 0 else at + len(entry.label)
        words = text[start : min(entry.stop, start + longest * 2)]
        found.append(Line(entry.label, words.lstrip(_AFTER_LABEL)))
    return [Line(line.head, _short(line.words, longest)) for line in found[:count]]


def _paragraphs(text: str, stop: int, count: int) -> list[Line]:
    lines = (line for line in _lines(text, 0, stop) if not line.isspace())
    return [Line("", line) for line, _ in zip(lines, range(count), strict=False)]


def _lines(text: str, start: int, stop: int) -> Iterator[str]:
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        if end > start:
            yield text[start:end]
        start = end + 1


def _short(words: str, longest: int) -> str:
    words = words.strip()
    return words if len(words) <= longest else words[:longest].rstrip() + "…"

"""How the import dialog speaks of files, speakers and dates."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from liveable.core.corrections import Sure
from liveable.core.intake import Candidate, Doubt, Intake
from liveable.core.transcript import Entry, Precision, Role, Sheet, Transcript
from liveable.gui.parts import Icon
from liveable.gui.words import MONTHS, counted, said_date, tr

ROLES: dict[Role | None, str] = {
    "interviewer": "Interviewer",
    "participant": "Participant",
    None: "Not told",
}
NOBODY = "Not a person"
PRECISIONS: dict[Precision, str] = {
    "day": "a day",
    "week": "a week, from its first day",
    "month": "a month",
    "unknown": "not known",
}
SURE: dict[Sure, str] = {
    "written": "as written",
    "neighbours": "from its neighbours",
    "week": "a week? please check",
    "weekday": "another weekday? please check",
    "nothing": "please say when",
}
# The encodings offered, by Python's names.
ENCODINGS: dict[str, str] = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Western)",
    "iso8859_15": "ISO 8859-15 (Western)",
    "mac_roman": "Mac Roman (Western)",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16, big-endian",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32, big-endian",
    "cp850": "DOS 850 (Western)",
    "cp1250": "Windows-1250 (Central European)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "cp852": "DOS 852 (Central European)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "koi8_u": "KOI8-U (Cyrillic)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "mac_cyrillic": "Mac Cyrillic",
    "cp866": "DOS 866 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "iso8859_6": "ISO 8859-6 (Arabic)",
    "cp932": "Shift JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "iso2022_jp": "ISO-2022-JP (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "euc_kr": "EUC-KR (Korean)",
}
_FORMATS = {
    "txt": "Text",
    "md": "Markdown",
    "docx": "Word",
    "odt": "OpenDocument",
    "rtf": "RTF",
    "html": "Web page",
    "pdf": "PDF",
    "vtt": "Captions",
    "srt": "Captions",
    "csv": "Table",
    "xlsx": "Spreadsheet",
}


def codec(encoding: str | None) -> str:
    """The one name of an encoding among its many, as in ``ENCODINGS``; "" for none."""
    if encoding is None:
        return ""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return encoding
    return next((one for one in ENCODINGS if codecs.lookup(one).name == name), name)


def encoding(name: str) -> str:
    """An encoding's name, without what it is for."""
    return tr(ENCODINGS.get(codec(name), name)).partition(" (")[0]


def icon(file: Candidate) -> Icon:
    """The sign of a file's kind."""
    return file.found.kind if isinstance(file.found, Transcript) else "survey"


def format(file: Candidate) -> str:
    """What a file is: "Text, UTF-8"."""
    if file.found is None:
        return file.path.suffix.lstrip(".").upper() or "–"
    name = tr(_FORMATS.get(file.found.format, file.found.format))
    return f"{name}, {encoding(file.found.encoding)}" if file.found.encoding else name


def found(file: Candidate) -> str:
    """What was found in a file, or why it cannot be read."""
    if file.reading:
        return ""
    if file.found is None:
        return sentence(file.refusal)
    if isinstance(file.found, Sheet):
        rows = counted(len(file.found.rows), "row", "rows")
        if file.found.questions is not None:
            asked = counted(len(file.found.questions.open), "question", "questions")
            return tr("{rows} of answers to {asked}", rows=rows, asked=asked)
        return tr("{rows} of attributes", rows=rows)
    transcript = file.transcript or file.found
    if transcript.entries:
        days = _from_to(transcript.entries)
        entries = counted(len(transcript.entries), "entry", "entries")
        return f"{entries}, {days}" if days else entries
    if transcript.speakers:
        speakers = counted(len(transcript.speakers), "speaker", "speakers")
        return f"{speakers} · {counted(len(transcript.turns), 'turn', 'turns')}"
    if transcript.turns:
        return counted(len(transcript.turns), "timed passage", "timed passages")
    return tr("Text without speakers")


def _from_to(entries: Sequence[Entry]) -> str:
    """From the first to the last day: "3–17 March", without the year unless it changes."""
    dates = [e.date for e in entries if e.date and len(e.date) > len("2024-03")]
    if not dates:
        return ""
    if dates[0][:-6] != dates[-1][:-6]:
        return f"{said_date(dates[0])} – {said_date(dates[-1])}"
    days = [each[-5:] for each in dates]
    first, last = (
        (int(d[-2:]), tr(MONTHS[int(d[:2]) - 1])) for d in (days[0], days[-1])
    )  # fmt: skip
    if first == last:
        return f"{first[0]} {first[1]}"
    start = str(first[0]) if first[1] == last[1] else f"{first[0]} {first[1]}"
    return f"{start}–{last[0]} {last[1]}"


def state(file: Candidate, doubts: Mapping[Doubt, int]) -> tuple[Icon | None, str, str]:
    """A file's state: its icon, the icon's and word's colour, the word."""
    if file.state == "reading":
        return None, "ink3", tr("Reading…")
    if file.state == "refused":
        return "cross", "bad", tr("Left out")
    if file.state == "out":
        return "cross", "ink2", tr("Left out: here already") if file.twin else tr("Left out")
    newer = []
    if file.version_of:
        said = tr("‘{name}’, read otherwise") if file.twin else tr("Newer text of ‘{name}’")
        newer.append(said.format(name=file.version_of[1]))
    if doubts:
        return "alert", "warn", " · ".join([*newer, *(_doubt(*each) for each in doubts.items())])
    if newer:
        return "memo", "good", newer[0]
    return "done", "good", tr("Ready")


def _doubt(doubt: Doubt, count: int) -> str:
    if doubt == "letters":
        return tr("{letters} unreadable", letters=counted(count, "letter", "letters"))
    if doubt == "dates":
        return tr("{dates} to check", dates=counted(count, "date", "dates"))
    if doubt == "year":
        return tr("no year")
    return tr("{n} speakers look alike", n=count + 1)


def title(intake: Intake) -> str:
    """The dialog's heading."""
    if not intake.files:
        return tr("Bring in files")
    return tr("Bring in {files}", files=counted(len(intake.files), "file", "files"))


def about(intake: Intake, doubts: int, passed: int, cut: bool) -> str:
    """What there is to know before going on, in a few sentences."""
    going = sum(file.goes for file in intake.files)
    out = len(intake.files) - going
    if not intake.files and not passed:
        return tr("Drop interviews, diaries, sheets or whole folders of them here, or add them.")
    said = []
    if intake.files and not out:
        said.append(tr("All can be read.") if going > 1 else tr("It can be read."))
    elif intake.files:
        read = tr("{n} can be read", n=going) if going else tr("None can be read")
        left = tr("1 is left out") if out == 1 else tr("{n} are left out", n=out)
        said.append(f"{read}, {left}.")
    if passed:
        projects = counted(passed, "project was", "projects were")
        said.append(tr("{projects} passed over.", projects=projects))
    if cut:
        said.append(tr("There are too many files to take all at once."))
    if doubts:
        things = counted(doubts, "thing is", "things are")
        said.append(tr("{things} worth a look before you go on.", things=things))
    return " ".join(said)


def sentence(cause: str) -> str:
    """A refusal's cause ("is empty") as a sentence of its own."""
    return tr("It {cause}.", cause=cause) if cause else ""


def where(files: Sequence[Candidate], numbers: Sequence[int], shown: int = 6) -> str:
    """In which files a speaker is."""
    names = [files[number].path.stem for number in numbers[:shown]]
    more = len(numbers) - shown
    said = ", ".join(names)
    return tr("{files} and {n} more", files=said, n=more) if more > 0 else said


def day(date_: str | None, precision: Precision) -> str:
    """A date as a person reads it: "11–17 March 2024", "3 March, no year"."""
    if date_ is None:
        return tr("not known")
    if date_.startswith("--"):
        whole = f"{int(date_[5:])} {tr(MONTHS[int(date_[2:4]) - 1])}"
        return tr("week of {day}", day=whole) if precision == "week" else whole
    year, month = int(date_[:4]), int(date_[5:7])
    if len(date_) == len("2024-03"):
        return f"{tr(MONTHS[month - 1])} {year}"
    first = date.fromisoformat(date_)
    if precision != "week":
        return _full(first)
    try:
        last = first + timedelta(days=6)
    except OverflowError:
        return tr("week of {day}", day=_full(first))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_full(last)}"
    return f"{first.day} {tr(MONTHS[first.month - 1])} – {_full(last)}"


def _full(day: date) -> str:
    return f"{day.day} {tr(MONTHS[day.month - 1])} {day.year}"

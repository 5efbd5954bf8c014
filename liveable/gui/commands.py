"""Everything the window can be told to do: one list, from which menus, palette, keys and the
manual's key table are made. What a command does is said by the panel that offers it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Menu = Literal["Project", "Document", "Code", "Find", "Suggest", "Report", "Team", "View", "Help"]
MENUS: tuple[Menu, ...] = (
    "Project", "Document", "Code", "Find", "Suggest", "Report", "Team", "View", "Help",
)  # fmt: skip
# What must be there for a command to make sense; the window keeps count of it.
# "document" is one in the middle, "listed" a row of the documents: one of them, or a folder;
# "review" is a merge that is looked at before it is written, "narrowed" a list that is, "cues"
# are those of a code laid open.
Need = Literal[
    "project", "document", "listed", "selection", "coding", "code", "suggestion", "undo", "redo",
    "review", "editing", "words", "narrowed", "cues",
]  # fmt: skip
# Where its keys are listened for: letters alone would be typed anywhere else.
Where = Literal["window", "text", "codes", "corpus", "queue", "review", "editor", "cues"]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. ``name`` is stable (settings keep a person's own keys under it).

    ``keys`` are Qt key sequences in their portable spelling; ``line`` begins a new group of its
    menu. A command without a menu is found in the palette and by its keys alone.
    """

    name: str
    menu: Menu | None
    text: str
    keys: tuple[str, ...] = ()
    need: Need | None = "project"
    where: Where = "window"
    line: bool = False
    check: bool = False


def _numbers() -> tuple[Command, ...]:
    return tuple(
        Command(f"code.recent{n}", None, f"Recent code {n}", (str(n),), "selection", "text")
        for n in range(1, 10)
    )


_OPEN, _SHUT = ("{", "Shift+{"), ("}", "Shift+}")  # some platforms tell of the Shift, others not

COMMANDS: tuple[Command, ...] = (
    Command("project.sample", "Project", "Open the sample project", ("Ctrl+Shift+O",), None),
    Command("project.new", "Project", "New project…", ("Ctrl+N",), None),
    Command("project.open", "Project", "Open a project…", ("Ctrl+O",), None),
    Command("project.close", "Project", "Close the project", ("Ctrl+W",)),
    Command("project.undo", "Project", "Undo", ("Ctrl+Z",), "undo", line=True),
    Command("project.redo", "Project", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Command("project.history", "Project", "History", ("Ctrl+H",)),
    Command("project.memo", "Project", "Memo on the project"),
    Command("project.snapshot", "Project", "Take a snapshot now", line=True),
    Command("project.restore", "Project", "Restore a snapshot…", (), None),
    Command("project.check", "Project", "Check the project"),
    Command("project.codebook_in", "Project", "Bring in a codebook…", line=True),
    Command("project.codebook_out", "Project", "Save the codebook…"),
    Command("project.preferences", "Project", "Preferences…", ("Ctrl+,",), None, line=True),
    Command("project.quit", "Project", "Quit", ("Ctrl+Q",), None, line=True),
    Command("document.import", "Document", "Add documents…", ("Ctrl+I",)),
    Command("document.next", "Document", "Next document", ("Alt+Down",)),
    Command("document.previous", "Document", "Previous document", ("Alt+Up",)),
    Command("document.read", "Document", "Mark as read", ("Ctrl+R",), "document"),
    Command("document.read_to", "Document", "Mark as read to here", ("Ctrl+Shift+R",), "document"),
    Command("document.edit", "Document", "Edit the text…", ("Ctrl+Shift+T",), "document"),
    Command("document.former", "Document", "Former texts…", (), "document"),
    Command("edit.go_on", None, "On with the edited text", ("Ctrl+Return",), "editing", "editor"),
    Command("document.rename", "Document", "Rename", ("F2",), "listed", "corpus", line=True),
    Command("document.folder", "Document", "New folder…"),
    Command("document.move", "Document", "Move to a folder…", (), "listed"),
    Command("document.delete", "Document", "Delete", ("Del",), "listed", "corpus"),
    Command("document.speakers", "Document", "Speakers and dates…", ("Ctrl+Shift+S",), "document"),
    Command("document.speaker_here", "Document", "Who speaks here…", (), "document"),
    Command("document.memo", "Document", "Memo on this document", ("Ctrl+Shift+M",), "document"),
    Command("document.cases", "Document", "Cases and attributes", ("Ctrl+Shift+A",)),
    Command("document.timeline", "Document", "Timeline", ("Ctrl+Shift+L",)),
    Command("code.quick", "Code", "Code the selection…", ("C",), "document", "text"),
    Command("code.again", "Code", "Code with the last code", ("R",), "selection", "text"),
    Command("code.in_vivo", "Code", "New code in the speaker's words", ("V",), "selection", "text"),
    *_numbers(),
    Command("code.remove", "Code", "Remove this coding", ("Del",), "coding", "text", line=True),
    Command("code.recode", "Code", "Change to another code…", ("Shift+C",), "coding", "text"),
    Command("code.star", "Code", "Star", ("S",), "coding", "text"),
    Command("code.memo", "Code", "Memo on this coding", ("M",), "coding", "text"),
    Command("code.start_left", "Code", "Start a word earlier", ("Alt+[",), "coding", "text"),
    Command("code.start_right", "Code", "Start a word later", ("Alt+Shift+[",), "coding", "text"),
    Command("code.stop_left", "Code", "End a word earlier", ("Alt+Shift+]",), "coding", "text"),
    Command("code.stop_right", "Code", "End a word later", ("Alt+]",), "coding", "text"),
    Command("code.new", "Code", "New code…", ("Ctrl+Shift+N",), line=True),
    Command("code.new_below", "Code", "New code under this one…", (), "code"),
    Command("code.rename", "Code", "Rename this code", ("F2",), "code", "codes"),
    Command("code.edit", "Code", "Edit the code card", ("Ctrl+E",), "code"),
    Command("code.cues", "Code", "Find cue phrases…", ("Ctrl+Shift+C",), "code"),
    Command("code.move", "Code", "Move under another code…", (), "code"),
    Command("code.up", "Code", "Move up", ("Ctrl+Up",), "code", "codes"),
    Command("code.down", "Code", "Move down", ("Ctrl+Down",), "code", "codes"),
    Command("code.merge", "Code", "Merge into another code…", (), "code"),
    Command("code.retire", "Code", "Retire, or use again", (), "code"),
    Command("code.delete", "Code", "Delete the code", ("Del",), "code", "codes"),
    Command("code.memo_code", "Code", "Memo on this code", (), "code"),
    Command("find.text", "Find", "Find in this text", ("Ctrl+F",), "words"),
    Command("find.next", "Find", "Next place", ("F3",), "words"),
    Command("find.previous", "Find", "Previous place", ("Shift+F3",), "words"),
    Command("find.code", "Find", "Filter the codebook", ("/",), "project", "text"),
    Command("find.all", "Find", "Search all texts", ("Ctrl+Shift+F",)),
    Command("find.document", "Find", "Find a document", ("Ctrl+L",)),
    Command("find.next_coding", "Find", "Next coding", ("]",), "document", "text", line=True),
    Command("find.previous_coding", "Find", "Previous coding", ("[",), "document", "text"),
    Command("find.next_uncoded", "Find", "Next uncoded turn", ("U",), "document", "text"),
    Command("find.word", "Find", "Select the word", ("W",), "document", "text", line=True),
    Command("find.sentence", "Find", "Select the sentence", ("Return",), "document", "text"),
    Command("find.turn", "Find", "Select the turn", ("T",), "document", "text"),
    Command("find.longer", "Find", "One sentence more", ("Shift+Return",), "document", "text"),
    Command("find.excerpts", "Find", "Excerpts of this code", ("Ctrl+Shift+E",), "code", line=True),
    Command("find.command", "Find", "Find a text, a code or a command", ("Ctrl+K",), None),
    Command("suggest.code", "Suggest", "Suggest passages for this code", ("Ctrl+G",), "code"),
    Command("suggest.document", "Suggest", "Suggest passages in this document", (), "document"),
    Command("suggest.all", "Suggest", "Suggest passages for all codes", ("Ctrl+Shift+G",)),
    Command("suggest.similar", "Suggest", "Passages like this one", ("Ctrl+Shift+P",), "document"),
    Command("suggest.queue", "Suggest", "Suggestions to judge", ("Ctrl+B",), line=True),
    Command("suggest.second", "Suggest", "What may be missed or looks doubtful", ("Ctrl+D",)),
    Command("suggest.torn", "Suggest", "Where coders or the model are torn", ("Ctrl+T",)),
    Command("suggest.next", "Suggest", "What to read next", ("Ctrl+U",)),
    Command("suggest.measures", "Suggest", "How good suggestions are", ("Ctrl+Shift+H",)),
    Command("suggest.drift", "Suggest", "Early and late uses of this code", (), "code"),
    Command("suggest.accept", "Suggest", "Accept", ("Return",), "suggestion", "queue", line=True),
    Command("suggest.reject", "Suggest", "Reject", ("X",), "suggestion", "queue"),
    Command("suggest.later", "Suggest", "Later", ("L",), "suggestion", "queue"),
    Command("suggest.shorter", "Suggest", "Drop the last word", ("[",), "suggestion", "queue"),
    Command("suggest.longer", "Suggest", "Add the next word", ("]",), "suggestion", "queue"),
    Command("suggest.start_left", "Suggest", "Add the word before", _OPEN, "suggestion", "queue"),
    Command("suggest.start_right", "Suggest", "Drop the first word", _SHUT, "suggestion", "queue"),
    Command("suggest.new", "Suggest", "Show the new suggestions", ("N",), "project", "queue"),
    Command("suggest.read", "Suggest", "Mark the passage as read", ("R",), "suggestion", "queue"),
    Command("suggest.near", "Suggest", "Read the nearest coding", ("1",), "suggestion", "queue"),
    Command("suggest.nearby", "Suggest", "Read the one after it", ("2",), "suggestion", "queue"),
    Command("suggest.mislead", "Suggest", "A word misleads…", ("M",), "suggestion", "queue",
            line=True),
    Command("suggest.promote", "Suggest", "Make a word a cue…", ("P",), "suggestion", "queue"),
    Command("suggest.change_cue", "Suggest", "Change the cue…", ("E",), "suggestion", "queue"),
    Command("suggest.ban", "Suggest", "Ban the cue…", ("B",), "suggestion", "queue"),
    Command("cues.take", None, "Take as a cue, or allow again", ("Return",), "cues", "cues"),
    Command("cues.ban", None, "Ban a cue for this code", ("X", "B"), "cues", "cues"),
    Command("cues.change", None, "Change a cue", ("E",), "cues", "cues"),
    Command("cues.write", None, "Write a cue phrase", ("N",), "cues", "cues"),
    Command("cues.next_place", None, "Next place of a phrase", (".",), "cues", "cues"),
    Command("cues.previous_place", None, "Previous place of a phrase", (",",), "cues", "cues"),
    Command("cues.show", None, "Show the place in the text", ("O",), "cues", "cues"),
    Command("suggest.settings", "Suggest", "Suggestions…", line=True),
    Command("report.write", "Report", "Write a report…", ("Ctrl+P",)),
    Command("team.hand_out", "Team", "Hand out copies…"),
    Command("team.copies", "Team", "Copies out"),
    Command("team.merge", "Team", "Merge a copy…"),
    Command("team.reports", "Team", "Save the report of a merge…"),
    Command("merge.next", "Team", "Next undecided", ("N",), "review", "review", line=True),
    Command("merge.previous", "Team", "Previous conflict", ("P",), "review", "review"),
    Command("merge.decide", "Team", "Decide and go on", ("Return",), "review", "review"),
    Command("merge.alike", "Team", "Same for all like this", ("A",), "review", "review"),
    Command("merge.write", "Team", "Merge", ("Ctrl+M",), "review", "review"),
    Command("view.corpus", "View", "Documents", ("Ctrl+1",)),
    Command("view.text", "View", "Text", ("Ctrl+2",)),
    Command("view.codes", "View", "Codebook", ("Ctrl+3",)),
    Command("view.drawer", "View", "Drawer", ("Ctrl+4",), check=True),
    Command("view.filter", "View", "Show only this code", ("Ctrl+J",), "code", check=True),
    Command("view.where", "View", "Only where…", ("Ctrl+Shift+W",)),
    Command("view.everything", "View", "Show everything again", ("Ctrl+.",), "narrowed"),
    Command("view.coders", "View", "Coders shown…"),
    Command("view.by_coder", "View", "Colour by coder", check=True),
    Command("view.larger", "View", "Larger text", ("Ctrl++", "Ctrl+="), None, line=True),
    Command("view.smaller", "View", "Smaller text", ("Ctrl+-",), None),
    Command("view.usual", "View", "Usual text size", ("Ctrl+0",), None),
    Command("view.system", "View", "Colours of the system", (), None, line=True),
    Command("view.light", "View", "Light", (), None),
    Command("view.dark", "View", "Dark", (), None),
    Command("view.contrast", "View", "High contrast", (), None),
    Command("help.manual", "Help", "Manual", ("F1",), None),
    Command("help.keys", "Help", "Keys…", ("Ctrl+/",), None),
    Command("help.about", "Help", "About Liveable", (), None),
)  # fmt: skip
BY_NAME: Mapping[str, Command] = {command.name: command for command in COMMANDS}
Doers = dict[str, Callable[[], object]]

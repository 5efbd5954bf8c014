"""What reports of every form say in the same words: of a whole, of a group, beneath a quote."""

from __future__ import annotations

from liveable.reports.excerpts import Group, Quote, Report
from liveable.reports.grouping import Counts
from liveable.reports.wording import day, joined, lines, number, path_name

NOTHING = "No coded passage fits what was chosen, so there is nothing to quote."
FIGURES = "The figures of a code count in the codes under it."
COLUMNS = ("Code", "Quotes", "Codings", "Documents", "Cases", "Coders")


def subtitle(report: Report) -> str:
    """What kind of report it is."""
    return f"Quotes by {report.group_by}"


def extent(counts: Counts, within: str = "") -> str:
    """How much there is and where it is from: "12 quotes from 3 documents and 2 cases".

    ``within`` a case or document, that one goes without saying.
    """
    sources = []
    if within != "document":
        sources.append(number(counts.documents, "document"))
    if within != "case" and counts.cases > (within == "document"):
        sources.append(number(counts.cases, "case"))
    quotes = number(counts.quotes, "quote")
    return f"{quotes} from {joined(sources)}" if sources else quotes


def summary(report: Report) -> str:
    """The extent of the whole, and how many coders it took; a sentence if there is nothing."""
    total = report.total
    if not total.quotes:
        return NOTHING
    codings = f"in {number(total.codings, 'coding')} " if total.codings != total.quotes else ""
    return f"{extent(total)}, {codings}by {number(total.coders, 'coder')}."


def choice(report: Report) -> str:
    """What was chosen, and as of which day."""
    said = [f"{label}: {words}" for label, words in report.chosen]
    return " · ".join((*said, f"Project as of {day(report.as_of)}"))


def group_line(group: Group, report: Report) -> str:
    """The extent of a group: its own quotes, and with them those under the codes below."""
    own, within = group.counts, group.within
    if own == within:
        return extent(own, report.group_by)
    below = f"{extent(within)}, in this code and those under it"
    if not own.quotes:
        return f"{extent(within)}, in the codes under it"
    return f"{extent(own)} ({below})"


def words(quote: Quote) -> list[str]:
    """A quote's paragraphs; a passage of nothing but white space is said to be one."""
    return lines(quote.text) or ["(blank)"]


def details(quote: Quote, report: Report) -> list[str]:
    """A quote's code, coders and star, where neither its heading nor its attribution says them."""
    code, coders = path_name(quote.code), joined(quote.coders)
    said = []
    if report.group_by != "code" and code not in quote.attribution:
        said.append(code)
    if len(quote.coders) > 1 and coders not in quote.attribution:
        said.append(f"coded by {coders}")
    if quote.star:
        said.append("starred")
    return said


def remark_head(coder: str) -> str:
    """What stands before a memo."""
    return f"Memo by {coder}" if coder else "Memo"


def figures(counts: Counts) -> tuple[int, ...]:
    """The numbers under ``COLUMNS``, but for the first."""
    return counts.quotes, counts.codings, counts.documents, counts.cases, counts.coders

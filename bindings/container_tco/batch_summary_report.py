"""The summary of many rows as text, Markdown and HTML. Texts of rows are hostile, and escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from container_tco._core import Money, html_text, markdown_text, printable, shown_money
from container_tco.table_text import text_rows

if TYPE_CHECKING:
    from container_tco.batch import Summary
    from container_tco.table import Table

_SHOWN_ROWS = 1000
_TEXT_ROWS = 12
_TEXT_WIDTH = 60
_SAVING = ["row", "currency", "winner", "saving"]
_PLACE = ["input_file", "input_row"]


@dataclass(frozen=True)
class Section:
    """A table of a report. Texts are as they came."""

    title: str
    head: list[str]
    rows: list[list[str]]
    left_out: int = 0
    """Rows that are too many to show."""

    @property
    def left_out_line(self) -> list[str]:
        """What says so, if there are some."""
        return [f"and {self.left_out:,} more"] if self.left_out else []


@dataclass(frozen=True)
class SummaryReport:
    """A summary with lines below its counts: prices, period, assumptions."""

    summary: Summary
    notes: Sequence[str] = ()

    @property
    def title(self) -> str:
        """Of the page."""
        return "Groups of rows compared" if self.summary.counts_groups else "Rows compared"

    def to_text(self) -> str:
        """For a terminal."""
        parts = ["\n".join([_counts(self.summary), *map(printable, self.notes)])]
        for section in _sections(self.summary, _TEXT_ROWS):
            lines = [[printable(cell, _TEXT_WIDTH) for cell in row] for row in [section.head, *section.rows]]
            widths = [max(len(line[i]) for line in lines) for i in range(len(section.head))]
            table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
            parts.append("\n".join([section.title, *(line.rstrip() for line in table), *section.left_out_line]))
        return "\n\n".join(parts)

    def to_markdown(self) -> str:
        """As Markdown; all text of rows is escaped."""
        parts = [f"# {self.title}", _counts(self.summary), "\n".join(f"- {markdown_text(note)}" for note in self.notes)]
        for section in _sections(self.summary, _SHOWN_ROWS):
            escaped = [[markdown_text(cell) for cell in row] for row in [section.head, *section.rows]]
            lines = [escaped[0], ["---"] * len(section.head), *escaped[1:]]
            table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
            parts += [f"## {section.title}", table, *section.left_out_line]
        return "\n\n".join(part for part in parts if part) + "\n"

    def to_html(self) -> str:
        """As a fragment of HTML; all text of rows is escaped."""
        parts = [f"<h1>{self.title}</h1>", f"<p>{_counts(self.summary)}</p>"]
        if self.notes:
            parts.append(f"<ul>{''.join(f'<li>{html_text(note)}</li>' for note in self.notes)}</ul>")
        for section in _sections(self.summary, _SHOWN_ROWS):
            head = _html_row("th", section.head)
            body = "\n".join(_html_row("td", row) for row in section.rows)
            table = f"<table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
            parts += [f"<h2>{section.title}</h2>", table, *(f"<p>{line}</p>" for line in section.left_out_line)]
        return "\n".join(parts)


def _html_row(tag: str, cells: list[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _counts(summary: Summary) -> str:
    return f"{summary.rows:,} {_counted(summary)}s, {summary.bad_rows:,} with an error"


def _counted(summary: Summary) -> str:
    return "group" if summary.counts_groups else "row"


def _sections(summary: Summary, limit: int) -> Iterator[Section]:
    yield _deployments(summary)
    groups = summary.groups
    if groups.column_names[0] != "currency":
        yield _shown("Groups", groups, limit, groups.column_names[: groups.column_names.index("saving") + 1])
    savings, errors = summary.top_savings, summary.errors
    if savings.row_count:
        yield _savings(summary, savings, limit)
    if errors.row_count:
        yield _shown("Errors", errors, limit, errors.column_names)


def _savings(summary: Summary, table: Table, limit: int) -> Section:
    """Rows are counted from 1 as people do, in the file where there are several; groups are told by their labels."""
    columns = table.column_names
    of_row = -len(_SAVING)  # Behind the labels, whatever these are called.
    if columns[-len(_PLACE) :] == _PLACE:
        columns = [*columns[: -len(_SAVING) - len(_PLACE)], *_PLACE, *_SAVING[1:]]
    elif summary.counts_groups:
        columns = [name for name in columns if name != "row"]
    shown = _shown("Top savings", table, limit, columns)
    if not summary.counts_groups:
        for cells in shown.rows:
            cells[of_row] = f"{int(cells[of_row]) + 1}"
    return shown


def _deployments(summary: Summary) -> Section:
    """A row for every deployment and currency, and one for every row under its winner."""
    rows = []
    for sums in text_rows(summary.currencies):
        currency = sums["currency"]
        if not currency:
            continue
        for name in summary.deployments:
            prefix = name.replace("-", "_") + "_"
            amounts = [_money(sums[prefix + part], currency) for part in ("infrastructure", "labour", "total")]
            rows.append([name, *(f"{int(sums[prefix + part]):,}" for part in ("rows", "wins")), *amounts])
        good_rows = int(sums["rows"]) - int(sums["bad_rows"])
        cheapest = _money(sums["cheapest"], currency)
        rows.append([f"the cheapest of each {_counted(summary)}", f"{good_rows:,}", "", "", "", cheapest])
        rows.append(["saved against the second cheapest", "", "", "", "", _money(sums["saving"], currency)])
    return Section("Totals", ["deployment", f"{_counted(summary)}s", "wins", "infrastructure", "labour", "total"], rows)


def _shown(title: str, table: Table, limit: int, columns: list[str]) -> Section:
    rows = [[_cell(name, row) for name in columns] for row in text_rows(table, limit)]
    return Section(title, columns, rows, max(0, table.row_count - limit))


def _cell(name: str, row: dict[str, str]) -> str:
    if name not in ("cheapest", "saving"):
        return row[name]
    return _money(row[name], row["currency"]) if row["currency"] else ""


def _money(amount: str, currency: str) -> str:
    return shown_money(Money(amount, currency))


__all__ = ["SummaryReport"]

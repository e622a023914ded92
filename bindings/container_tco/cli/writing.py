"""Where output goes: files at once or not at all, messages to standard error, nothing that steers a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import Any

import click

from container_tco.file_replacement import mode_of, require_folder
from container_tco.spreadsheets import safe_cell

# Control characters other than the line feed, and those that reorder text on a screen.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return `text` with every character that could steer a terminal written out."""
    return _STEERING.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def complain(message: str) -> None:
    """Write a message for a person to standard error."""
    click.echo(f"container-tco: {visible(message)}", err=True)


def write_output(text: str, path: str | None) -> None:
    """Write data to standard output, or to a file that is either complete or untouched. Raises OSError."""
    if not text.endswith("\n"):
        text += "\n"
    if path is None or path == "-":
        sys.stdout.write(text)
    elif os.path.exists(path) and not os.path.isfile(path):
        # A device or pipe cannot be replaced.
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    else:
        replace_file(os.path.realpath(path), text.encode("utf-8", errors="backslashreplace"))


def replace_file(path: str, content: bytes) -> None:
    """Write a file that is either complete or untouched. Raises OSError."""
    import tempfile  # Here, so that --version does not wait for it.

    require_folder(path)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".container-tco-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, mode_of(path))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def table_text(rows: Sequence[dict[str, str]], format: str) -> str:
    """Return rows that share their keys as "table", "json" or "csv"."""
    if format == "json":
        import json

        return json.dumps(list(rows), indent=2, ensure_ascii=False)
    if format == "csv":
        return _csv_text(rows)
    return _aligned(rows)


def _csv_text(rows: Sequence[dict[str, str]]) -> str:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in rows)
    return stream.getvalue()


def _aligned(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "nothing found"
    lines = [list(rows[0]), *([visible(str(value)).replace("\n", " ") for value in row.values()] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )

"""Results as text in the format that the command line asks for."""

from __future__ import annotations

import os
from typing import Any

import click

_SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".html": "html", ".htm": "html"}
_METHODS = {"table": "to_text", "json": "to_json", "csv": "to_csv", "md": "to_markdown", "html": "to_html"}

# What a browser needs around the fragment that notebooks show.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>"""

format_option = click.option(
    "--format",
    "format",
    type=click.Choice(list(_METHODS)),
    help="Default: by the suffix of the output file, else table.",
)


def rendered(shown: Any, format: str | None, output: str | None, title: str = "Containers on EC2 or Fargate") -> str:
    """Return `shown` in `format`, or in that of the suffix of `output`."""
    suffix = os.path.splitext(output or "")[1].lower()
    chosen = format or _SUFFIXES.get(suffix, "table")
    text: str = getattr(shown, _METHODS[chosen])()
    return page(text, title) if chosen == "html" else text


def page(body: str, title: str) -> str:
    """Return a whole page around the fragment that notebooks show."""
    return _PAGE.format(title=title, body=body)

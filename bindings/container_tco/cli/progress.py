"""A bar on a terminal that says how far a command is, how fast, and how long it will still take."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

no_progress_option = click.option("--no-progress", is_flag=True, help="No progress bar, also on a terminal.")


@contextmanager
def progress_bar(length: int | None, label: str, is_wanted: bool) -> Iterator[ProgressBar[str] | None]:
    """Show a bar on standard error while what is inside runs; none unless that is a terminal."""
    if not is_wanted or not sys.stderr.isatty():
        yield None
        return
    shown: ProgressBar[str] = click.progressbar(
        length=length, label=label, file=sys.stderr, show_pos=False, item_show_func=lambda item: item
    )
    with shown as bar:
        yield bar

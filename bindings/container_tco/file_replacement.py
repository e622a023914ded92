"""Files that are complete or untouched: where they may be written, and what rights they get."""

from __future__ import annotations

import os


def require_folder(path: str) -> None:
    """Raise FileNotFoundError unless the folder of `path` exists."""
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise FileNotFoundError(2, "the folder of the output file does not exist", path)


def mode_of(path: str) -> int:
    """Return the rights that the file has, or that a new one would get."""
    if os.path.exists(path):
        return os.stat(path).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

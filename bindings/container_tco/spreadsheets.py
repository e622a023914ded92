"""What a spreadsheet would run when it opens a CSV file."""

from __future__ import annotations

import re

# Also the wide forms, which spreadsheets in East Asia take for the same.
FORMULA_START = "^[=+\\-@\t\r\n＝＋－＠]"
"""A cell of text that starts like this may be run as a formula. A pattern that RE2 reads, too."""
PLAIN_NUMBER = "^[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?$"
"""A cell of text that is only a number, and stays one."""

_FORMULA_START = re.compile(FORMULA_START)
_PLAIN_NUMBER = re.compile(PLAIN_NUMBER)


def safe_cell(text: str) -> str:
    """Return the text, behind an apostrophe when a spreadsheet would run it."""
    is_formula = _FORMULA_START.match(text) and not (_PLAIN_NUMBER.match(text) and not text.endswith("\n"))
    return f"'{text}" if is_formula else text

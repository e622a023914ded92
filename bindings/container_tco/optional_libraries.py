"""Libraries that only some functions need: loaded when they are asked for, and named with the remedy when missing."""

from __future__ import annotations

import importlib
from types import ModuleType

_EXTRAS = {"pyarrow": "arrow", "pyspark": "spark"}


class MissingLibraryError(ImportError):
    """A library is not installed that only some functions need."""


def library(needed_by: str, name: str) -> ModuleType:
    """Return the module `name`, such as "pyarrow.parquet". Raises MissingLibraryError that says how to install it."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        distribution = name.split(".")[0]
        extra = _EXTRAS.get(distribution, distribution)
        raise MissingLibraryError(f"{needed_by} needs {distribution}: pip install 'container-tco[{extra}]'") from error

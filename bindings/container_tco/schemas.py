"""The published JSON Schemas and rule tables."""

from __future__ import annotations

import json
from typing import Any

from container_tco import _core
from container_tco.row_options import row_options_schema

_TEXTS = {
    "scenario": _core.scenario_schema,
    "price-table": _core.price_table_schema,
    "labour-profile": _core.labour_profile_schema,
    "contract": _core.contract_schema,
    "hosts": _core.hosts_schema,
    "pack": _core.pack_schema,
    "row-options": lambda: json.dumps(row_options_schema()),
    "worked-example": _core.worked_example_schema,
    "feasibility-rules": _core.feasibility_rules_json,
}

SCHEMA_NAMES = tuple(_TEXTS)
"""What `schema` knows."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of that name: one of SCHEMA_NAMES, such as "scenario", "contract" or "pack".

    "feasibility-rules" is the table of rules itself. Raises InvalidInputError for another name.
    """
    if name not in _TEXTS:
        known = ", ".join(SCHEMA_NAMES)
        raise _core.InvalidInputError(f"schema: expected {known}, found '{_core.printable(str(name))}'")
    document: dict[str, Any] = json.loads(_TEXTS[name]())
    return document

"""What rows of a batch choose by name: constraints on hosts, and labour profiles."""

from __future__ import annotations

import decimal
import json
import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from container_tco._core import (
    CandidateFilter,
    EstimateOptions,
    InvalidInputError,
    LabourOptions,
    nearest_names,
    printable,
)
from container_tco.documents import load_documents
from container_tco.options import KINDS, MEMBERS, expect_kind

Chosen = TypeVar("Chosen", CandidateFilter, LabourOptions)
EstimateWith = Callable[..., EstimateOptions]
"""The options of the call with some arguments of `compare` replaced."""

_OF_FILTERS = {
    *("instance_types", "families", "exclude", "burstable", "bare_metal", "current_generation_only"),
    *("min_vcpu", "max_vcpu", "min_memory_gib", "max_memory_gib"),
}
# The members of each, as `options` of a scenario has them: the argument of `compare` and what it must be.
_CHOICES = {
    "candidate_filters": {name: member for name, member in MEMBERS["hosts"].items() if name in _OF_FILTERS},
    "labour_profiles": {**MEMBERS["labour"], "profile": ("labour_profile", "a text")},
}
_JSON_TYPES: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    decimal.Decimal: {"type": "number"},
    list: {"type": "array", "items": {"type": "string"}},
}


def candidate_filters_of(
    given: Mapping[str, CandidateFilter | Mapping[str, Any]] | None, estimate_with: EstimateWith
) -> dict[str, CandidateFilter]:
    """Return constraints by name, from dicts of the members of a scenario's `options.hosts`.

    Raises InvalidInputError and TypeError that name the constraint.
    """
    return {
        name: value
        if isinstance(value, CandidateFilter)
        else _options_of("candidate_filters", name, value, estimate_with).hosts.candidates
        for name, value in (given or {}).items()
    }


def labour_profiles_of(
    given: Mapping[str, LabourOptions | Mapping[str, Any]] | None, estimate_with: EstimateWith
) -> dict[str, LabourOptions]:
    """Return labour by name, from dicts of the members of a scenario's `options.labour`, and `profile`.

    Raises InvalidInputError, ParseError and TypeError that name the profile.
    """
    return {
        name: value
        if isinstance(value, LabourOptions)
        else _options_of("labour_profiles", name, value, estimate_with).labour
        for name, value in (given or {}).items()
    }


def load_row_options(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the arguments `candidate_filters` and `labour_profiles` of a JSON or YAML file (schema("row-options")).

    Raises OSError, and InvalidInputError for a member that is unknown or of another kind.
    """
    loaded = load_documents(os.fspath(path))
    for problem in loaded.problems:
        raise InvalidInputError(problem.message)
    found: dict[str, Any] = {}
    for document in loaded.documents:
        try:
            content = json.loads(document.text, parse_float=decimal.Decimal)
        except (ValueError, RecursionError) as error:
            raise InvalidInputError(f"{document.name}: expected JSON, found otherwise: {error}") from error
        for kind, chosen in _members(content, document.name, "$", _CHOICES):
            for name, value in _members(chosen, document.name, f"$.{kind}"):
                where = f"$.{kind}.{printable(name)}"
                for member, setting in _members(value, document.name, where, _CHOICES[kind]):
                    expect_kind(setting, _CHOICES[kind][member][1], f"{document.name} at {where}.{member}")
            found[kind] = chosen
    return found


def row_options_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file."""

    def objects_of(members: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
        properties = {name: _json_type(kind) for name, (_, kind) in members.items()}
        return {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": False, "properties": properties},
        }

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Options of rows",
        "description": "Constraints on hosts and labour profiles that rows of a batch choose by name, each on top of "
        "the options of the run. The first of each is that of rows that name none.",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: objects_of(members) for name, members in _CHOICES.items()},
    }


def _json_type(kind: str) -> dict[str, Any]:
    types = KINDS[kind]
    alternatives = [_JSON_TYPES[each] for each in (types if isinstance(types, tuple) else (types,))]
    return {"description": kind, **(alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives})}


def _options_of(kind: str, name: str, given: object, estimate_with: EstimateWith) -> EstimateOptions:
    where = f"{kind}: {printable(str(name))}"
    members = _CHOICES[kind]
    settings = {members[member][0]: value for member, value in _members(given, "", where, members)}
    try:
        return estimate_with(**settings)
    except (InvalidInputError, TypeError) as error:
        raise type(error)(f"{where}: {error}") from error


def _members(value: object, file: str, path: str, known: Mapping[str, Any] | None = None) -> list[tuple[str, Any]]:
    """Return the members of an object after a look at their names."""
    where = f"{file} at {path}" if file else path
    if not isinstance(value, Mapping):
        raise InvalidInputError(f"{where}: expected an object, found {printable(repr(value))}")
    for name in value:
        if known is not None and name not in known:
            nearest = ", ".join(nearest_names(str(name), [*known], 3))
            raise InvalidInputError(
                f"{where}: expected a known member, found '{printable(str(name))}'; nearest: {nearest}"
            )
    return [*value.items()]

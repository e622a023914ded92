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
    printable,
)
from container_tco.documents import load_documents
from container_tco.options import KINDS, MEMBERS, expect_kind, members_of

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
    return _by_name(
        "candidate_filters", given, CandidateFilter, lambda **settings: estimate_with(**settings).hosts.candidates
    )


def labour_profiles_of(
    given: Mapping[str, LabourOptions | Mapping[str, Any]] | None, estimate_with: EstimateWith
) -> dict[str, LabourOptions]:
    """Return labour by name, from dicts of the members of a scenario's `options.labour`, and `profile`.

    Raises InvalidInputError, ParseError and TypeError that name the profile.
    """
    return _by_name("labour_profiles", given, LabourOptions, lambda **settings: estimate_with(**settings).labour)


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
        for kind, chosen in members_of(content, _CHOICES, f"{document.name} at $").items():
            for name, value in members_of(chosen, None, f"{document.name} at $.{kind}").items():
                where = f"{document.name} at $.{kind}.{printable(name)}"
                for member, setting in members_of(value, _CHOICES[kind], where).items():
                    expect_kind(setting, _CHOICES[kind][member][1], f"{where}.{member}")
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


def _by_name(
    kind: str, given: Mapping[str, Chosen | Mapping[str, Any]] | None, made: type[Chosen], make: Callable[..., Chosen]
) -> dict[str, Chosen]:
    """Return those that are `made` as they are, and what `make` makes of the settings of the others."""
    found: dict[str, Chosen] = {}
    for name, value in (given or {}).items():
        where = f"{kind}: {printable(str(name))}"
        if isinstance(value, made):
            found[name] = value
            continue
        members = members_of(value, _CHOICES[kind], where)
        settings = {_CHOICES[kind][member][0]: setting for member, setting in members.items()}
        try:
            found[name] = make(**settings)
        except (InvalidInputError, TypeError) as error:
            raise type(error)(f"{where}: {error}") from error
    return found

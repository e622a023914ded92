"""Files of items and host types for `pack`: CSV, JSON or YAML."""

from __future__ import annotations

import csv
import decimal
import gzip
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from container_tco._core import InvalidInputError, ParseError, nearest_names, printable
from container_tco.documents import MAX_BYTES, shown_name
from container_tco.gzip_files import readable
from container_tco.pack_rows import PlacedRows
from container_tco.prices import Path

_LISTS = ("items", "types", "daemons", "groups")
_MEMBERS = ("schema_version", *_LISTS, "options")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_optional_whole(value: object) -> bool:
    return value is None or _is_whole(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_zones(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, list) and all(isinstance(name, str) for name in value))


_OPTIONS: dict[str, tuple[Callable[[object], bool], str]] = {
    "zones": (_is_zones, "a whole number or a list of names"),
    "min_hosts_per_zone": (_is_whole, "a whole number"),
    "min_hosts": (_is_whole, "a whole number"),
    "max_hosts": (_is_optional_whole, "a whole number"),
    "max_types": (_is_optional_whole, "a whole number"),
    "headroom_percent": (_is_whole, "a whole number"),
    "target_capacity_percent": (_is_whole, "a whole number"),
    "survive_host_loss": (_is_flag, "true or false"),
    "iteration_limit": (_is_whole, "a whole number"),
    "seed": (_is_whole, "a whole number"),
    "generate_columns": (_is_flag, "true or false"),
    "strong_bound": (_is_flag, "true or false"),
}


def _is_exact(value: object) -> bool:
    return _is_whole(value) or isinstance(value, (str, decimal.Decimal))


def _is_whole_or_text(value: object) -> bool:
    return _is_whole(value) or isinstance(value, str)


def _is_names(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value))


_EXACT = ("vcpu", "cpu_milli", "cpu_units", "memory_gib", "memory_mib", "memory_bytes", "weight")
_WHOLE = ("count", "gpus", "network_slots", "max_copies_per_host", "volumes", "max_new_hosts", "min_hosts", "max_hosts")
_TEXTS = ("id", "name", "group")
_NAMES = ("exclusive", "apart_from", "labels", "tolerations", "taints")
_FIELDS: dict[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(_EXACT, (_is_exact, "a number")),
    **dict.fromkeys(_WHOLE, (_is_whole_or_text, "a whole number")),
    **dict.fromkeys(_TEXTS, (_is_whole_or_text, "a name")),
    **dict.fromkeys(_NAMES, (_is_names, "a name or a list of names")),
}


def _expect_kinds(rows: list[Any], where: str) -> None:
    for index, row in enumerate(rows):
        for field, value in row.items():
            is_right, expected = _FIELDS.get(field, (None, ""))
            if is_right is not None and value is not None and not is_right(value):
                found = printable(json.dumps(value, default=str).strip('"'), 80)
                raise InvalidInputError(f"{where}[{index}].{field}: expected {expected}, found {found}")


def load_fleet(items: Path, types: Path | None = None) -> dict[str, Any]:
    """Return keyword arguments of `pack` from files: pack(**load_fleet("items.csv", "types.csv")).

    items: a CSV file with a header, or JSON or YAML: a list of items, or an object (schema("pack")) that may hold
        types, daemons and options too; "-" is standard input. The JSON of a plan gives back what it was made from.
    types: the same for host types; what it holds wins.

    Raises OSError, ParseError, InvalidInputError.
    """
    found = _load(items, "items")
    if types is not None:
        found = _merged(found, _load(types, "types"))
    return found


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    if first.get("items") is not None and second.get("items") is not None:
        raise InvalidInputError("items: expected them in one of the two files, found them in both")
    return first | second


def _load(path: Path, kind: str) -> dict[str, Any]:
    name, content = _read(path)
    suffix = os.path.splitext(name)[1].lower()
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if suffix in (".yaml", ".yml"):
        return _from_document(_parsed_yaml(name, _decoded(name, content)), name, kind)
    if suffix == ".json" or (suffix not in (".csv", ".tsv") and start in (b"{", b"[")):
        return _from_document(_parsed_json(name, _decoded(name, content)), name, kind)
    return {kind: _csv_rows(name, _decoded(name, content))}


def _read(path: Path) -> tuple[str, bytes]:
    text = os.fspath(path)
    if text == "-":
        name, content = "<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        name = shown_name(text)
        with readable(name), gzip.open(text) if text.lower().endswith(".gz") else open(text, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ParseError(f"{name}: expected at most {MAX_BYTES} bytes, found more. Split the file")
    if not content.strip():
        raise ParseError(f"{name}: expected rows, found nothing")
    return name, content


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte 0x{content[error.start]:02x} at byte {error.start}"
        raise ParseError(f"{name}: expected UTF-8 text, found {found}. Save it as UTF-8") from None


def _parsed_json(name: str, text: str) -> Any:
    def no_number(token: str) -> None:
        raise ParseError(f"{name}: expected a number, found {token}")

    def once(members: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(members)
        if len(made) < len(members):
            names = [member for member, _ in members]
            twice = next(member for member in names if names.count(member) > 1)
            raise ParseError(f"{name}: expected each member once, found '{printable(twice)}' again")
        return made

    try:
        return json.loads(text, parse_float=decimal.Decimal, parse_constant=no_number, object_pairs_hook=once)
    except ParseError:
        raise
    except RecursionError:
        raise ParseError(f"{name}: expected at most 100 levels of nesting, found more") from None
    except ValueError as error:
        raise ParseError(f"{name}: expected JSON, found otherwise: {printable(str(error))}") from None


def _parsed_yaml(name: str, text: str) -> Any:
    from container_tco.yaml_documents import YamlError, yaml_to_json_documents

    try:
        documents = list(yaml_to_json_documents(name, text))
    except YamlError as error:
        raise ParseError(str(error)) from None
    if len(documents) != 1:
        raise ParseError(f"{name}: expected one document, found {len(documents)}")
    content = documents[0][1]
    return _parsed_json(name, content.decode() if isinstance(content, bytes) else content)


def _from_document(document: Any, name: str, kind: str) -> dict[str, Any]:
    if isinstance(document, list):
        placed = _placed(document, name, "$")
        _expect_kinds(document, f"{name} at $")
        return {kind: placed}
    if not isinstance(document, dict):
        raise ParseError(f"{name}: expected a list of {kind} or an object, found {printable(json.dumps(document))}")
    if document.get("kind") == "priced_fleet_plan" and isinstance(document.get("plan"), dict):
        document = document["plan"]
    if document.get("kind") == "fleet_plan":
        document = document.get("input")
        if not isinstance(document, dict):
            raise ParseError(f"{name} at $.input: expected what the plan was made from, found nothing")
    _expect_members(document, _MEMBERS, f"{name} at $")
    if document.get("schema_version", "1") != "1":
        found = printable(repr(document["schema_version"]))
        raise ParseError(f"{name} at $.schema_version: expected '1', found {found}")
    loaded: dict[str, Any] = {}
    for member in _LISTS:
        if member in document:
            if not isinstance(document[member], list):
                raise ParseError(f"{name} at $.{member}: expected a list, found something else")
            loaded[member] = _placed(document[member], name, f"$.{member}")
            _expect_kinds(document[member], f"{name} at $.{member}")
    if kind not in loaded:
        raise ParseError(f"{name} at $: expected the member '{kind}', found none")
    return loaded | _options(document.get("options", {}), f"{name} at $.options")


def _placed(rows: list[Any], name: str, path: str) -> PlacedRows:
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            found = printable(json.dumps(row, default=str))
            raise ParseError(f"{name} at {path}[{index}]: expected an object, found {found}")
    return PlacedRows(rows, [f"{name} at {path}[{index}]" for index in range(len(rows))])


def _options(options: Any, where: str) -> dict[str, Any]:
    if not isinstance(options, dict):
        raise ParseError(f"{where}: expected an object, found something else")
    _expect_members(options, tuple(_OPTIONS), where)
    for member, value in options.items():
        is_right, expected = _OPTIONS[member]
        if not is_right(value):
            found = printable(json.dumps(value, default=str))
            raise InvalidInputError(f"{where}.{member}: expected {expected}, found {found}")
    return options


def _expect_members(found: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for member in found:
        if member not in known:
            near = ", ".join(nearest_names(member, list(known), 3))
            raise InvalidInputError(f"{where}: expected a known member, found '{printable(member)}'; nearest: {near}")


def load_rows(path: Path, kind: str) -> PlacedRows:
    """Return the rows of a CSV file as texts, or those of a JSON list of objects or of JSON Lines.

    path: "-" is standard input; a name that ends in .gz is gzip. kind: what the rows are, for messages.

    Raises OSError, ParseError.
    """
    name, content = _read(path)
    text = _decoded(name, content)
    suffix = os.path.splitext(name.lower().removesuffix(".gz"))[1]
    start = text.lstrip()[:1]
    if suffix in (".jsonl", ".ndjson") or (suffix != ".json" and start == "{"):
        return _json_lines(name, text)
    if suffix != ".json" and start != "[":
        return _csv_rows(name, text)
    rows = _parsed_json(name, text)
    if not isinstance(rows, list) or not rows:
        raise ParseError(
            f"{name} at $: expected a list of {kind}, found {printable(json.dumps(rows, default=str), 80)}"
        )
    return _placed(rows, name, "$")


def _json_lines(name: str, text: str) -> PlacedRows:
    rows: list[dict[str, Any]] = []
    places: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        row = _parsed_json(where, line)
        if not isinstance(row, dict):
            raise ParseError(f"{where}: expected an object, found {printable(json.dumps(row, default=str), 80)}")
        rows.append(row)
        places.append(where)
    return PlacedRows(rows, places)


def _csv_rows(name: str, text: str) -> PlacedRows:
    header_text = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=header_text.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[dict[str, str]] = []
    places: list[str] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                if len(set(header)) < len(header):
                    raise ParseError(f"{name}, line {reader.line_num}: expected columns that differ, found one twice")
                continue
            if len(cells) != len(header):
                raise ParseError(
                    f"{name}, line {reader.line_num}: expected {len(header)} cells as in the header, found {len(cells)}"
                )
            rows.append({column: cell.strip() for column, cell in zip(header, cells, strict=True)})
            places.append(f"{name}, line {reader.line_num}")
    except csv.Error as error:
        raise ParseError(f"{name}, line {reader.line_num}: expected CSV, found otherwise: {error}") from None
    if not rows:
        raise ParseError(f"{name}: expected rows, found only a header")
    return PlacedRows(rows, places)

"""The bundled tables as they lie in pricing/, unfolded: what the tests of the data read."""

import json
from pathlib import Path

import jsonschema

PRICING = Path(__file__).resolve().parents[2] / "pricing"
SCHEMA_OF_KIND = {
    "prices": "price_table",
    "spot": "spot_table",
    "instance_types": "instance_types",
    "regions": "regions",
    "labour_rates": "labour_rates",
    "labour_activities": "labour_activities",
    "kubernetes_versions": "kubernetes_versions",
    "management_fees": "management_fees",
    "commitment_ratios": "commitment_ratios",
}


def load(path):
    return json.loads((PRICING / path).read_text(encoding="utf-8"))


def price_rows(table):
    """Rows of region, key, price and provenance id; those of the grids unfolded."""
    yield from table.get("rows", [])
    for grid in table.get("grids", []):
        for rest, *prices in grid["rows"]:
            for key, price in zip(grid["keys"], prices, strict=True):
                if price is not None:
                    yield [grid["region"], key.removesuffix("*") + rest, price, grid["provenance"]]


def spot_rows(table):
    """(region, key) and what was observed, by column."""
    for grid in table["grids"]:
        for rest, *values in grid["rows"]:
            place = (grid["region"], grid["key"].removesuffix("*") + rest)
            yield place, dict(zip(grid["columns"], values, strict=True))


def unit_of(table, key):
    """The unit of the key itself, or of the longest prefix that has one."""
    if key in table["units"]:
        return table["units"][key]
    found = [name for name in table["units"] if name.endswith("/*") and key.startswith(name[:-1])]
    return table["units"][max(found, key=len)] if found else None


def validator(name):
    schema = load(f"schema/{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


MANIFEST = load("price_book.json")
PATHS = {table["path"]: table for table in MANIFEST["tables"]}
TABLES = {path: load(path) for path in PATHS}
PRICES = {path: TABLES[path] for path, entry in PATHS.items() if entry["kind"] == "prices"}
ROWS = {path: list(price_rows(table)) for path, table in PRICES.items()}
BOOK = {(region, key): price for rows in ROWS.values() for region, key, price, _ in rows}
SPOT_TABLES = {path: TABLES[path] for path, entry in PATHS.items() if entry["kind"] == "spot"}
SPOT = {place: seen for table in SPOT_TABLES.values() for place, seen in spot_rows(table)}
TYPES = [
    dict(zip(TABLES["instance_types.json"]["columns"], row, strict=True))
    for row in TABLES["instance_types.json"]["rows"]
]
REGIONS = {row["region"]: row for row in TABLES["regions.json"]["rows"]}

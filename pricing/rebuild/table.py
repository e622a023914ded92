"""One price table: collects rows, checks them, writes them in the one file format."""

import json
import re
from pathlib import Path

PRICE = re.compile(r"^(0|[1-9][0-9]*)(\.[0-9]+)?$")
CONFIDENCES = ("verified", "single_source", "derived", "assumption", "unverified")


def dumps(value):
    """Return compact JSON text on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def short_ids():
    """a, b, ..., z, aa, ab, ..."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield from letters
    for first in letters:
        for second in letters:
            yield first + second


class Provenance:
    """Gives each distinct origin a short id; ids follow the sorted order of the origins."""

    def __init__(self):
        """Start with no origin."""
        self._seen = set()

    def key(self, source, as_of, confidence, note=""):
        """Record an origin and return it."""
        if confidence not in CONFIDENCES:
            raise ValueError(f"unknown confidence {confidence!r}")
        key = (source, as_of, confidence, note)
        self._seen.add(key)
        return key

    def ids(self):
        """Map each origin to its id."""
        return dict(zip(sorted(self._seen), short_ids(), strict=False))

    def lines(self):
        """Return the JSON members, one origin per line."""
        lines = []
        for (source, as_of, confidence, note), name in self.ids().items():
            entry = {"source": source, "as_of": as_of, "confidence": confidence}
            if note:
                entry["note"] = note
            lines.append(f"  {dumps(name)}: {dumps(entry)}")
        return ",\n".join(lines)


class PriceTable:
    """Prices by region and key."""

    def __init__(self, name, units, tier_units=None, currency="USD"):
        """Start an empty table."""
        self.name = name
        self.units = units
        self.tier_units = tier_units or {}
        self.currency = currency
        self.provenance = Provenance()
        self.rows = {}
        self.grids = []

    def add(self, region, key, price, origin):
        """price is the decimal string of the source, or a list of [begin, end or None, price]."""
        if (region, key) in self.rows:
            raise ValueError(f"{self.name}: {region} {key} appears twice")
        for text in [price] if isinstance(price, str) else [tier[2] for tier in price]:
            if not PRICE.match(text) or not text.strip("0."):
                raise ValueError(f"{self.name}: {region} {key}: bad price {text!r}")
        self.rows[region, key] = (price, self.provenance.key(*origin))

    def add_grid(self, region, keys, rows, origin):
        """Many keys a line: rows maps the rest of the key to one price or None for each of `keys` ("prefix/*")."""
        for name, prices in rows.items():
            for text in prices:
                if text is not None and (not PRICE.match(text) or not text.strip("0.")):
                    raise ValueError(f"{self.name}: {region} {name}: bad price {text!r}")
        self.grids.append((region, keys, rows, self.provenance.key(*origin)))

    def _grids_text(self, ids):
        return grids_text(
            ({"region": region, "keys": keys, "provenance": ids[origin]}, rows)
            for region, keys, rows, origin in sorted(self.grids, key=lambda grid: (grid[0], grid[1], ids[grid[3]]))
        )

    def prefixes(self):
        """Return the key prefixes under which every key of the table stands."""
        return key_prefixes([key for _, key in self.rows] + [key for _, keys, _, _ in self.grids for key in keys])

    def regions(self):
        """Return the regions that the table prices."""
        return sorted({region for region, _ in self.rows} | {region for region, _, _, _ in self.grids})

    def text(self):
        """Return the file."""
        ids = self.provenance.ids()
        rows = [
            f"  {dumps([region, key, price, ids[origin]])}"
            for (region, key), (price, origin) in sorted(self.rows.items(), key=lambda row: row[0])
        ]
        parts = [
            ' "schema_version": "1"',
            f' "table": {dumps(self.name)}',
            f' "currency": {dumps(self.currency)}',
            ' "provenance": {\n' + self.provenance.lines() + "\n }",
            ' "units": ' + object_text(self.units),
        ]
        if self.tier_units:
            parts.append(' "tier_units": ' + object_text(self.tier_units))
        if rows:
            parts.append(' "rows": [\n' + ",\n".join(rows) + "\n ]")
        if self.grids:
            parts.append(self._grids_text(ids))
        return "{\n" + ",\n".join(parts) + "\n}\n"


def key_prefixes(keys):
    """What the manifest says of a table: the service and kind of its keys, and for EC2 also how they are bought."""
    prefixes = set()
    for key in keys:
        parts = key.split("/")
        depth = 3 if parts[0] == "ec2" else 2
        prefixes.add("/".join(parts[:depth]) + ("/" if len(parts) > depth else ""))
    return sorted(prefixes)


def grids_text(grids):
    """The member `grids` of a table, from pairs of a head and rows by name; one row per line."""
    texts = []
    for head, rows in grids:
        lines = [f"   {dumps([name, *values])}" for name, values in sorted(rows.items())]
        texts.append("  " + dumps(head)[:-1] + ', "rows": [\n' + ",\n".join(lines) + "\n  ]}")
    return ' "grids": [\n' + ",\n".join(texts) + "\n ]"


def object_text(mapping):
    """An object with one member per line, sorted."""
    return "{\n" + ",\n".join(f"  {dumps(k)}: {dumps(v)}" for k, v in sorted(mapping.items())) + "\n }"


def rows_text(head, rows):
    """A file of one header and one row per line; head is an ordered list of (name, JSON text)."""
    parts = [f" {dumps(name)}: {text}" for name, text in head]
    parts.append(' "rows": [\n' + ",\n".join(f"  {dumps(row)}" for row in rows) + "\n ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write(path, text):
    """Write a file, its folder included."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

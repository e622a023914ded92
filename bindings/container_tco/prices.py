"""Price books, overlays and labour profiles from files."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from typing import Any, TypeAlias

from container_tco._core import Contract, LabourProfile, parse_contract, parse_labour_profile
from container_tco.documents import MAX_BYTES, shown_name
from container_tco.pickling import PriceBook

Path: TypeAlias = "str | os.PathLike[str]"


@functools.cache
def price_book() -> PriceBook:
    """Return the price book that comes with the package. It is immutable and made once."""
    return PriceBook.bundled()


def load_prices(path: Path, base: PriceBook | None = None) -> PriceBook:
    """Return a price book from a folder with `price_book.json` or that file, or `base` with a price table on top.

    `base` is the bundled book unless given. A row of the table replaces the row of the same key and region.
    Raises OSError, ParseError, AmbiguousPriceError.
    """
    name = os.fspath(path)
    if os.path.isdir(name) or os.path.basename(name) == "price_book.json":
        return PriceBook.load(name)
    rows = PriceBook.parse_prices(read_text(name), shown_name(name))
    return (base or price_book()).with_prices(rows)


def load_labour_profile(source: Path | Mapping[str, Any]) -> LabourProfile:
    """Return the labour profile in a file or dict (schema("labour-profile")). Raises OSError, ParseError."""
    if isinstance(source, Mapping):
        return parse_labour_profile(json.dumps(dict(source), default=str), "<dict>")
    name = os.fspath(source)
    return parse_labour_profile(read_text(name), shown_name(name))


def load_contract(source: Path | Mapping[str, Any], book: PriceBook | None = None) -> Contract:
    """Return the user's own terms in a file or dict (schema("contract")).

    Regions, families and instance types are those of `book`, the bundled one unless given. Raises OSError, ParseError,
    AmbiguousPriceError.
    """
    book = book or price_book()
    if isinstance(source, Mapping):
        return parse_contract(json.dumps(dict(source), default=str), "<dict>", book)
    name = os.fspath(source)
    return parse_contract(read_text(name), shown_name(name), book)


def price_book_of(prices: PriceBook | Path | None) -> PriceBook:
    """Return a price book from what a caller gives for `prices`; the bundled one for None."""
    if prices is None:
        return price_book()
    return prices if isinstance(prices, PriceBook) else load_prices(prices)


def contract_of(source: Contract | Mapping[str, Any] | Path | None, book: PriceBook) -> Contract | None:
    """Return the terms from what a caller gives for `contract`."""
    return source if source is None or isinstance(source, Contract) else load_contract(source, book)


def read_text(path: str) -> bytes:
    """Return the content of a file of at most 64 MiB; the core says what is wrong with longer ones. Raises OSError."""
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)

"""How values of the core that have no pickle of their own reach other processes: `copyreg` asks the functions here.

The bundled price book travels as its digest, which must be that of the other process; any other as the files of its
folder, read once in each process. Prices laid on top stand in these files, so that its digest is another.
"""

from __future__ import annotations

import copyreg
import functools
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from container_tco._core import BillingPeriod, InvalidInputError, LabourRate, PriceBook, PriceRow, PriceTier

Recipe: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]


def _keyword_recipe(names: tuple[str, ...], value: Any) -> Recipe:
    return _from_keywords, (type(value), {name: getattr(value, name) for name in names})


def _from_keywords(made: type, values: dict[str, Any]) -> Any:
    return made(**values)


def _period_recipe(period: BillingPeriod) -> Recipe:
    if BillingPeriod(period.hours) == period:
        return BillingPeriod, (period.hours,)
    # The name of a calendar month begins with what it is parsed from: "2026-02 (672 h)".
    return _parsed_period, (period.name.split()[0],)


def _parsed_period(text: str) -> BillingPeriod:
    return BillingPeriod.parse(text)


def _book_recipe(book: PriceBook) -> Recipe:
    bundled = PriceBook.bundled()
    if book.digest == bundled.digest:
        return _bundled_book, (bundled.version, bundled.digest)
    return _book_of_archive, (_archive_of(book),)


def _bundled_book(version: str, digest: str) -> PriceBook:
    book = PriceBook.bundled()
    if book.digest != digest:
        raise InvalidInputError(
            f"bundled price book: expected version {version} ({digest}), found version {book.version} ({book.digest}). "
            "Install the same container-tco in every process"
        )
    return book


@functools.lru_cache(maxsize=2)
def _archive_of(book: PriceBook) -> bytes:
    import tempfile
    import zipfile

    archive = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        root = Path(folder, "book")
        book.write(root)
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            name = path.relative_to(root).as_posix()
            # A ZipInfo of its own has a fixed date: the same book gives the same bytes.
            files.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive.getvalue()


@functools.lru_cache(maxsize=2)
def _book_of_archive(archive: bytes) -> PriceBook:
    import tempfile
    import zipfile

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(archive)) as files:
        files.extractall(folder)
        return PriceBook.load(folder)


copyreg.pickle(BillingPeriod, _period_recipe)
copyreg.pickle(PriceBook, _book_recipe)
copyreg.pickle(PriceTier, functools.partial(_keyword_recipe, ("begin", "end", "price")))
copyreg.pickle(
    PriceRow, functools.partial(_keyword_recipe, ("key", "region", "unit", "tiers", "provenance", "tier_unit"))
)
copyreg.pickle(LabourRate, functools.partial(_keyword_recipe, ("country", "role", "hourly", "provenance")))

__all__ = ["BillingPeriod", "LabourRate", "PriceBook", "PriceRow", "PriceTier"]

"""Prices from the files that AWS publishes, laid over a price book."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from container_tco._core import BookDifference, ImportResult, PriceBook, PriceRow, book_difference, import_offers
from container_tco.offer_files import opened
from container_tco.options import Names, names
from container_tco.prices import Path, price_book


@dataclass(frozen=True)
class PriceImport:
    """What an import read, and the price book with it.

    base: the book before; book: the same with the imported rows; result: the rows, and what each file held.
    """

    base: PriceBook
    book: PriceBook
    result: ImportResult

    @property
    def difference(self) -> BookDifference:
        """What the import changed: new, changed and unchanged prices."""
        return book_difference(self.base, self.book)

    def write(self, folder: Path, *, version: str | None = None) -> None:
        """Write the book as a folder that `load_prices` opens; an old book there is replaced at once or not at all.

        version: of the book; unless given, the newest publication date of the files, or the old version if that is
            later. Raises OSError, InvalidInputError.
        """
        self.book.write(os.fspath(folder), version=version or max(self.newest_date, self.base.version))

    @property
    def older_than_replaced(self) -> list[PriceRow]:
        """The imported rows that are older than those whose place they take."""
        replaced = ((row, self.base.find_price(row.key, row.region)) for row in self.result.prices)
        return [row for row, old in replaced if old is not None and row.provenance.as_of < old.provenance.as_of]

    @property
    def newest_date(self) -> str:
        """The newest publication date of the files, "2026-09-25"; empty when none has one."""
        return max((file.publication_date[:10] for file in self.result.files), default="")


def import_prices(
    *files: Path,
    base: PriceBook | None = None,
    regions: Names = (),
    progress: Callable[[int], None] | None = None,
) -> PriceImport:
    """Read offer files, get-products output, Savings Plan rates, Spot price history and the Fargate Spot feed.

    files: paths, plain or gzip; "-" is standard input. Each is read once, in constant memory; what a file is, its
        content tells.
    base: the book that the rows are laid over; the bundled one unless given. It stays as it is.
    regions: only these; all of the book when empty.
    progress: called with the number of bytes read from disk since the last call.

    Raises OfferImportError for a file that is broken, cut off or something else (its `kept` has what was read),
    AmbiguousPriceError for contradictory prices, InvalidInputError, OSError.
    """
    book = base or price_book()
    with opened([os.fspath(file) for file in files], progress or _ignore) as streams:
        result = import_offers(streams, book, regions=names("regions", regions))
    return PriceImport(book, _laid_over(book, result), result)


def _laid_over(book: PriceBook, result: ImportResult) -> PriceBook:
    if result.prices:
        book = book.with_prices(result.prices)
    return book.with_spot(result.spot) if result.spot else book


def _ignore(_bytes: int) -> None:
    pass


def open_books(sources: Iterable[Path]) -> list[PriceBook]:
    """Return the price books in folders; "bundled" is the one of the package. Raises OSError, ParseError."""
    return [price_book() if os.fspath(source) == "bundled" else PriceBook.load(os.fspath(source)) for source in sources]

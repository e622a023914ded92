"""Bills of AWS as measured usage: what it cost, what the price book says, and what it would have cost elsewhere."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from container_tco import _core
from container_tco._core import (
    Bill,
    BillCosts,
    BillLine,
    BillLineCost,
    BillReader,
    BillRole,
    BillTotal,
    BillWorkload,
    CostCategory,
    CurrencyMismatchError,
    Estimate,
    InvalidInputError,
    Money,
    PriceBook,
    PriceNotFoundError,
    Workload,
)
from container_tco.bill_files import add_file, bill_paths, plain_table, require_one_version
from container_tco.comparison import compare
from container_tco.prices import Path, price_book_of
from container_tco.table import Table

if TYPE_CHECKING:
    from container_tco.answer import Answer

_SHOWN_LINES = 30


def read_bill(
    source: Path | Iterable[Path] | Any, *, prices: PriceBook | Path | None = None, service_tag: str = ""
) -> MeasuredBill:
    """Read a Cost and Usage Report (2.0 or legacy) or a FOCUS export of AWS.

    source: a file, folder or glob of .csv, .csv.gz or .parquet (needs pyarrow), several of them, or a table that has
        `__arrow_c_stream__` (pandas, Polars, pyarrow, DuckDB).
    prices: as in compare. service_tag: a tag of your own that names the service, such as "application"; without it the
        tags of ECS and EKS do.

    Files are read piece by piece, and of Parquet only the columns that count. Memory grows with services times periods,
    about 150 bytes each (1,000 services, hour by hour in a month: 110 MB), not with rows.

    Of a folder, what begins with "_" or "." is left out, as Spark does. Raises OSError, ParseError, and
    InvalidInputError for what is no bill, for several versions of the bill of one month, and for files of which most
    rows of container usage stand in another one, too (the same resources, times, amounts and costs).
    """
    book = price_book_of(prices)
    reader = BillReader(book, service_tag)
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        reader.add(plain_table(source, service_tag))
    else:
        sources = [source] if isinstance(source, (str, os.PathLike)) else list(source)
        paths = (path for one in sources for path in bill_paths(one))
        found = {os.path.realpath(path): path for path in paths}  # Each once, however it is named.
        require_one_version(found)
        for path in found.values():
            add_file(reader, path, service_tag)
    return MeasuredBill(reader.finish(), book)


@dataclass(frozen=True)
class OtherSide:
    """What the services of one region cost where they ran, and what they would have cost on the other side."""

    region: str
    ran_on: str
    other_side: str
    actual: Money
    """Effective cost of the bill: on Fargate of its lines, on hosts the split cost with its unused share, their
    management fees, and their disks as far as the bill tells. Without the control plane: see `shared`."""
    answer: Answer | None
    """Both deployments, estimated; None when there is no estimate: see `not_priced`."""
    not_priced: str = ""
    """Why there is no estimate."""
    period: str = ""
    """The months with usage and their hours: "2026-02, 2026-03 (1416 h)"."""
    hours: Decimal = Decimal(0)
    """Of the period."""
    notes: tuple[str, ...] = ()
    """What `actual` has, and what not."""

    @property
    def shared(self) -> Money | None:
        """The control plane in the period, which both sides pay alike: in neither `actual` nor `estimated`."""
        found = self._complete(self.other_side)
        if found is None:
            return None
        fees = [line for line in found.lines if line.category == CostCategory.control_plane]
        return _core.sum_costs(fees, found.currency)

    @property
    def estimated(self) -> Money | None:
        """The other side without labour and control plane; None when it cannot be priced: see `answer`."""
        found, shared = self._complete(self.other_side), self.shared
        return None if found is None or shared is None else found.infrastructure_exact - shared

    @property
    def labour(self) -> Money | None:
        """The labour of the other side; None when it cannot be priced."""
        found = self._complete(self.other_side)
        return None if found is None else found.labour_exact

    @property
    def labour_where_it_ran(self) -> Money | None:
        """The labour of the side that ran, estimated: no bill has it. None when it is not among the deployments."""
        found = self._complete(self.ran_on)
        return None if found is None else found.labour_exact

    @property
    def difference(self) -> Money | None:
        """estimated − actual, both without labour: below zero when the other side is cheaper. None also when they are
        in different currencies."""
        estimated = self.estimated
        if estimated is None or estimated.currency != self.actual.currency:
            return None
        return estimated - self.actual

    @property
    def difference_with_labour(self) -> Money | None:
        """(estimated + labour) − (actual + labour_where_it_ran): below zero when the other side is cheaper."""
        difference, labour, ran = self.difference, self.labour, self.labour_where_it_ran
        if difference is None or labour is None or ran is None:
            return None
        return difference + labour - ran

    def _complete(self, deployment: str) -> Estimate | None:
        found = None if self.answer is None else self.answer.comparison.find(deployment)
        return found if found is not None and found.is_complete else None


class MeasuredBill:
    """A bill, line by line. In a notebook it shows itself as a table."""

    def __init__(self, bill: Bill, book: PriceBook) -> None:
        """Made by read_bill."""
        self._bill = bill
        self._book = book

    @property
    def bill(self) -> Bill:
        """The result of the core, with exact amounts."""
        return self._bill

    @cached_property
    def costs(self) -> BillCosts:
        """What the price book says of each line, with exact amounts."""
        return _core.price_bill(self._bill, self._book)

    @cached_property
    def lines(self) -> Table:
        """A row for each line: quantity, billed, effective and model cost, the difference, or why there is no price."""
        return Table(_core.bill_lines_table(self._bill, self.costs))

    @cached_property
    def by_service(self) -> Table:
        """A row for each service: vCPU-hours, GB-hours, the size of its tasks and how that is known, cost."""
        return Table(_core.bill_services_table(self._bill))

    @property
    def totals(self) -> list[BillTotal]:
        """Costs of the whole bill, by currency."""
        return self._bill.totals

    @property
    def notes(self) -> list[str]:
        """What a reader must know."""
        return self._bill.notes

    @cached_property
    def workloads(self) -> list[BillWorkload]:
        """The measured services as workloads, one for each region, plane and control plane."""
        return _core.bill_workloads(self._bill)

    @property
    def workload(self) -> Workload:
        """The one workload of the bill. Raises InvalidInputError when there are several, or none."""
        return self._one().workload

    def compare(self, region: str | None = None, **options: Any) -> Answer:
        """Price the measured services of a region on both sides, with the options of `compare`.

        Raises InvalidInputError when the bill has several workloads there: take one of `workloads`.
        """
        one = self._one(region)
        return compare(one.workload, region=one.region, period=one.period, prices=self._book, **options)

    def other_side(self, **options: Any) -> list[OtherSide]:
        """What the services would have cost on the other side: of Fargate that is hosts, of hosts it is Fargate.

        options: those of compare, but for region, period and prices. Workloads without a service that can be priced are
        not in it: see `left_out` of `workloads`. One in a currency that labour and rates do not have says so in
        `not_priced`, unless it is the only one: then that is raised.
        """
        found = []
        failure: Exception | None = None
        known = {region.code for region in self._book.regions}
        for one in self.workloads:
            if not one.workload.services:
                continue
            names = [one.ran_on.name, one.other_side.name]
            given = {"deployments": names} | options
            side = OtherSide(
                region=one.region,
                ran_on=names[0],
                other_side=names[1],
                actual=one.actual,
                answer=None,
                period=one.period_text,
                hours=_core.to_decimal(one.period.hours),
                notes=tuple(one.notes),
            )
            if one.region not in known:
                reason = f"the price book has no region {_core.printable(one.region) or 'for its usage types'}"
                found.append(replace(side, not_priced=reason))
                continue
            try:
                answer = compare(one.workload, region=one.region, period=one.period, prices=self._book, **given)
                found.append(replace(side, answer=answer))
            except (CurrencyMismatchError, PriceNotFoundError) as error:
                failure = error
                found.append(replace(side, not_priced=str(error)))
        if failure is not None and all(side.answer is None for side in found):
            raise failure
        return found

    def _one(self, region: str | None = None) -> BillWorkload:
        fitting = [one for one in self.workloads if region in (None, one.region) and one.workload.services]
        if len(fitting) == 1:
            return fitting[0]
        names = ", ".join(f"{one.ran_on.name} in {one.region}" for one in fitting) or "none"
        raise InvalidInputError(
            f"bill: expected services of one region and plane, found {names}. Take one of `workloads`"
        )

    def rows(self) -> list[dict[str, str]]:
        """Return the lines as texts with exact amounts, container compute first."""
        return [_line_row(line, cost, None) for line, cost in zip(self._bill.lines, self.costs.lines, strict=True)]

    def _shown(self, digits: int) -> list[dict[str, str]]:
        pairs = zip(self._bill.lines, self.costs.lines, strict=True)
        return [_line_row(line, cost, digits) for line, cost in pairs if line.role != BillRole.other]

    def _summary(self, digits: int) -> list[str]:
        def short(money: Money) -> str:
            return _short(money, digits)

        texts = []
        for total, cost in zip(self._bill.totals, self.costs.totals, strict=True):
            texts.append(
                f"{total.currency}: billed {short(total.billed)}, effective {short(total.effective)}; container "
                f"compute with a price {short(cost.effective)} (price book: {short(cost.model)}, difference "
                f"{short(cost.difference)}), without a price {short(cost.without_price)}, not container compute "
                f"{short(cost.not_container)}"
            )
        period = f", usage in {self._bill.period_text}" if self._bill.months else ""
        return [f"{self._bill.row_count:,} rows ({self._bill.format}){period}", *texts, *self._bill.notes]

    def to_text(self, digits: int = 2) -> str:
        """Return plain text for a terminal, amounts of money with so many digits after the point."""
        rows = self._shown(digits)
        more = [f"… and {len(rows) - _SHOWN_LINES} more lines"] if len(rows) > _SHOWN_LINES else []
        return "\n".join([*map(_visible, self._summary(digits)), "", *_aligned(rows[:_SHOWN_LINES]), *more])

    def to_html(self, digits: int = 2) -> str:
        """Return HTML that needs nothing else; text of the bill is escaped."""
        rows = self._shown(digits)
        head = "".join(f"<th>{html.escape(name.replace('_', ' '))}</th>" for name in (rows[0] if rows else {}))
        cells = [[f"<td>{html.escape(_visible(value))}</td>" for value in row.values()] for row in rows[:_SHOWN_LINES]]
        body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
        texts = "".join(f"<p>{html.escape(_visible(text))}</p>" for text in self._summary(digits))
        return f"{texts}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __repr__(self) -> str:
        """Return what `to_text` returns."""
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def _line_row(line: BillLine, cost: BillLineCost, digits: int | None) -> dict[str, str]:
    def amount(money: Money | None) -> str:
        if money is None:
            return ""
        return f"{_core.to_decimal(money.amount):f}" if digits is None else _short(money, digits)

    return {
        "role": line.role.name,
        "region": line.region,
        "usage_type": line.usage_type or line.description or line.service,
        "charge_type": line.charge_type,
        "purchase": line.purchase.name,
        "month": line.month,
        "quantity": f"{_core.to_decimal(line.quantity):f}",
        "unit": line.unit or "",
        "currency": line.billed.currency,
        "billed": amount(line.billed),
        "effective": amount(line.effective),
        "model": amount(cost.model),
        "difference": amount(cost.difference),
        "no_price": cost.no_price,
    }


def _short(money: Money, digits: int) -> str:
    return f"{money.rounded(digits):f}"


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in text)


def _aligned(rows: list[dict[str, str]]) -> list[str]:
    if not rows:
        return ["no line of container compute was recognised"]
    lines = [list(rows[0]), *([_visible(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]

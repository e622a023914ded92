"""`prices diff`, `prices check` and `prices impact`: price books against each other and against what is plausible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from container_tco.cli.sources import (
    EXIT_INPUT_PROBLEMS,
    estimate_options,
    merged_options,
    output_options,
    read_sources,
    workload_options,
)
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco._core import PriceChange, PriceDifference, PriceRow

EXIT_FINDINGS = 1

_rows_format = click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")


@click.command("diff")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option("--region", metavar="REGION", help="Only this region.")
@click.option("--key", "key_prefix", default="", metavar="PREFIX", help="Only keys that start so: fargate/ecs.")
@_rows_format
@output_options
def diff_command(
    before: str, after: str, region: str | None, key_prefix: str, format: str, output: str | None, quiet: bool
) -> int:
    """Show what changed from one price book to another.

    BEFORE and AFTER are folders with price_book.json; "bundled" is the book of this program.
    """
    from container_tco._core import book_difference
    from container_tco.price_imports import open_books

    old, new = open_books([before, after])
    found = book_difference(old, new, key_prefix, region)
    rows = [row for change in found.changed for row in _changed_rows(change)]
    rows += [_one_sided("new", row) for row in found.added] + [_one_sided("gone", row) for row in found.removed]
    rows.sort(key=lambda row: (row["key"], row["region"]))
    write_output(table_text(rows, format) if rows or format != "table" else "no difference", output)
    if not quiet:
        complain(
            f"{len(found.changed)} changed, {len(found.added)} new, {len(found.removed)} gone, {found.unchanged} "
            f"equal; {found.spot_changed} Spot observations differ"
        )
        complain(f"from {old.version} ({old.digest[:19]}) to {new.version} ({new.digest[:19]})")
    return 0


def _changed_rows(change: PriceDifference) -> list[dict[str, str]]:
    old, new = change.before, change.after
    if len(old.tiers) != len(new.tiers) or not change.change_fractions:
        return [_difference_row("changed", old, _shown(old), _shown(new), "")]
    return [
        _difference_row(
            "changed", old, _amount(before.price.amount), _amount(after.price.amount), _percent(fraction),
            str(before.begin) if old.is_tiered else "",
        )
        for before, after, fraction in zip(old.tiers, new.tiers, change.change_fractions, strict=True)
        if fraction != 0 or change.bounds_changed
    ]  # fmt: skip


def _one_sided(kind: str, row: PriceRow) -> dict[str, str]:
    shown = _shown(row)
    return _difference_row(kind, row, "" if kind == "new" else shown, shown if kind == "new" else "", "")


def _difference_row(
    kind: str, row: PriceRow, before: str, after: str, percent: str, from_units: str = ""
) -> dict[str, str]:
    return {
        "change": kind, "key": row.key, "region": row.region, "before": before, "after": after, "percent": percent,
        "from_units": from_units, "currency": row.tiers[0].price.currency, "unit": row.unit,
    }  # fmt: skip


def _shown(row: PriceRow) -> str:
    return ", ".join(
        f"{_amount(tier.price.amount)} from {tier.begin}" if row.is_tiered else _amount(tier.price.amount)
        for tier in row.tiers
    )


def _amount(number: Any) -> str:
    return f"{number:f}" if hasattr(number, "as_tuple") else str(number)


def _percent(fraction: Any) -> str:
    """Two digits for the eye; the prices beside it are exact."""
    return f"{float(fraction) * 100:+.2f}"


@click.command("check")
@click.argument("book", metavar="BOOK", default="bundled")
@click.option("--as-of", metavar="DATE", help="The day from which ages are counted; today unless given.")
@click.option("--notes/--no-notes", default=False, help="Show notes beside errors and warnings.")
@_rows_format
@output_options
def check_command(book: str, as_of: str | None, notes: bool, format: str, output: str | None, quiet: bool) -> int:
    """Say what is wrong or implausible in a price book.

    BOOK is a folder with price_book.json; the book of this program unless given. The exit code is 1 when there are
    errors.
    """
    import datetime

    from container_tco._core import FindingSeverity, check_book
    from container_tco.price_imports import open_books

    (opened,) = open_books([book])
    findings = check_book(opened, date=as_of or datetime.date.today().isoformat())
    shown = [finding for finding in findings if notes or finding.severity is not FindingSeverity.note]
    rows = [
        {
            "severity": finding.severity.name, "rule": finding.rule, "key": finding.key, "region": finding.region,
            "found": finding.what, "expected": finding.why,
        }
        for finding in shown
    ]  # fmt: skip
    write_output(table_text(rows, format) if rows or format != "table" else "no errors and no warnings", output)
    count = {severity: sum(f.severity is severity for f in findings) for severity in FindingSeverity}
    if not quiet:
        complain(", ".join(f"{number} {severity.name}s" for severity, number in count.items()))
    return EXIT_FINDINGS if count[FindingSeverity.error] else 0


@click.command("impact")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@workload_options
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@estimate_options
@_rows_format
@output_options
def impact_command(
    before: str,
    after: str,
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    deployments: tuple[str, ...],
    format: str,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Price one workload under two price books: what did the price change cost?

    BEFORE and AFTER are folders with price_book.json; "bundled" is the book of this program. The price effect is the
    old plan at the new prices; the plan effect is what choosing other hosts does on top.
    """
    import warnings

    from container_tco.price_age import StalePriceWarning
    from container_tco.price_effects import price_impact
    from container_tco.price_imports import open_books

    result, options = read_sources(inputs, services, usage, quiet)
    options = merged_options(options, given)
    if deployments:
        options["deployments"] = list(deployments)
    old, new = open_books([before, after])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", StalePriceWarning)  # Old prices are the point here.
        impact = price_impact(result.workload, before=old, after=new, **options)
    for name, why in impact.left_out.items():
        complain(f"{name} is left out: {why}")
    write_output(table_text([row for change in impact.changes for row in _impact_rows(change)], format), output)
    if not quiet:
        complain(f"from {old.version} ({old.digest[:19]}) to {new.version} ({new.digest[:19]})")
    if not impact.changes:
        complain("no deployment is priced under both books")
        return 1
    return EXIT_INPUT_PROBLEMS if result.problems else 0


def _impact_rows(change: PriceChange) -> list[dict[str, str]]:
    name = change.before.deployment.name
    currency = change.total_before.currency
    rows = [
        _impact_row(name, line.id, line.before, line.after, line.price_effect, line.plan_effect, currency)
        for line in change.lines
        if line.price_effect.amount or line.plan_effect.amount
    ]
    total = ("total", change.total_before, change.total_after, change.price_effect, change.plan_effect)
    return [*rows, _impact_row(name, *total, currency)]


def _impact_row(
    deployment: str, line: str, before: Any, after: Any, price_effect: Any, plan_effect: Any, currency: str
) -> dict[str, str]:
    shown = [("before", before), ("after", after), ("price_effect", price_effect), ("plan_effect", plan_effect)]
    return {
        "deployment": deployment, "line": line,
        **{title: "" if money is None else _cents(money.amount) for title, money in shown}, "currency": currency,
    }  # fmt: skip


def _cents(amount: Any) -> str:
    from decimal import ROUND_HALF_UP, Decimal

    from container_tco import to_decimal

    return f"{to_decimal(amount).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"

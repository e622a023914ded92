"""`bill` and `focus`: bills in as measured usage, estimates out in the shape of a bill."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import click

from container_tco.cli.rendering import page
from container_tco.cli.sources import (
    EXIT_INPUT_PROBLEMS,
    estimate_options,
    make_answer,
    open_price_book,
    output_options,
    price_options,
    read_sources,
    told_of_old_prices,
    workload_options,
)
from container_tco.cli.writing import complain, replace_file, table_text, write_output

if TYPE_CHECKING:
    from container_tco import MeasuredBill, OtherSide, Table


@click.command("bill")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--show",
    type=click.Choice(["lines", "services", "other-side"]),
    default="lines",
    help="Model minus actual by line (default), the services, or what they would have cost on the other side.",
)
@click.option("--service-tag", default="", metavar="NAME", help="A tag of your own that names the service.")
@estimate_options
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json", "csv", "html"]), default="table")
@output_options
def bill_command(
    files: tuple[str, ...],
    show: str,
    service_tag: str,
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Read a bill of AWS: what it cost, what the price book says, what it would have cost on the other side.

    FILE is a Cost and Usage Report (2.0 or legacy) or a FOCUS export: .csv, .csv.gz or .parquet, a folder or a glob.
    Flags about estimates count for --show other-side; region and period are those of the bill.
    """
    import container_tco as tco

    if given.pop("region", None) or given.pop("period", None):
        raise click.UsageError("region and period are those of the bill: leave --region and --hours out")
    bill = tco.read_bill(list(files), prices=open_price_book(price_book, overlays), service_tag=service_tag)
    if not quiet:
        for note in bill.notes:
            complain(note)
    options = {name: value for name, value in given.items() if value is not None}
    digits = options.get("digits", 2)
    left_out = False
    if show == "other-side":
        with told_of_old_prices(quiet):
            sides = bill.other_side(**options)
        left_out = _say_left_out(bill, sides)
        write_output(table_text([_side_row(side, digits) for side in sides], _plain(format)), output)
    elif show == "services":
        write_output(_services(bill, _plain(format), options.get("digits")), output)
    elif format == "html":
        write_output(page(bill.to_html(digits), "A bill and the price book"), output)
    else:
        write_output(bill.to_text(digits) if format == "table" else table_text(bill.rows(), format), output)
    return EXIT_INPUT_PROBLEMS if left_out else 0


@click.command("focus")
@workload_options
@click.option("--month", required=True, metavar="MONTH", help="Charge period: 2026-12. Its hours are priced.")
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@click.option("--account", "billing_account_id", default="estimate", metavar="ID", help="BillingAccountId.")
@click.option("--organisation", metavar="NAME", help="Whose labour it is.")
@estimate_options
@price_options
@click.option("--format", "format", type=click.Choice(["csv", "parquet"]), help="Default: by the suffix, else csv.")
@output_options
def focus_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    month: str,
    deployments: tuple[str, ...],
    billing_account_id: str,
    organisation: str | None,
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str | None,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Write estimates as rows of FOCUS 1.2, to stand beside those of a bill. Every row is marked as an estimate.

    The hours of --month are priced, unless --hours states others, such as 730; another month than --month is refused.

    Deployments are alternatives: rows of several add up to nothing that anyone pays. Name one with --deployment, or
    keep them apart by x_Deployment.
    """
    import container_tco as tco

    result, options = read_sources(inputs, services, usage, quiet)
    given["deployments"] = list(deployments) or None
    if given.get("period") is None and re.fullmatch(r"\d{4}-\d{2}", month):  # Another one is refused as a month.
        given["period"] = month
    answer = make_answer(result, options, open_price_book(price_book, overlays), given, quiet)
    names = tco.FocusOptions(scenario=answer.comparison.workload, billing_account_id=billing_account_id)
    if organisation:
        names = names.with_(organisation=organisation)
    table = answer.to_focus(month=month, options=names)
    alternatives = [one.deployment.name for one in answer.estimates if one.is_complete]
    if len(alternatives) > 1 and not quiet:
        complain(
            f"the rows are those of {len(alternatives)} alternatives: do not add them up. Keep them apart by "
            f"x_Deployment, or name one with --deployment: {', '.join(alternatives)}"
        )
    is_parquet = format == "parquet" or (format is None and str(output or "").lower().endswith((".parquet", ".pq")))
    if is_parquet:
        _write_parquet(table, output)
    else:
        write_output(_table(table, "csv"), output)
    return EXIT_INPUT_PROBLEMS if result.problems else 0


def _plain(format: str) -> str:
    if format == "html":
        raise click.UsageError("--format html is for --show lines")
    return format


def _services(bill: MeasuredBill, format: str, digits: int | None) -> str:
    """Money is rounded for people, and for programs where digits are asked for."""
    if digits is None and format != "table":
        return _table(bill.by_service, format)
    from container_tco.table_text import text_rows

    rows = []
    for row, service in zip(text_rows(bill.by_service), bill.bill.services, strict=True):
        costs = {"billed_cost": service.billed, "effective_cost": service.effective}
        rows.append(row | {name: f"{cost.rounded(2 if digits is None else digits):f}" for name, cost in costs.items()})
    return table_text(rows, format)


def _table(table: Table, format: str) -> str:
    from container_tco.table_text import csv_text, text_rows

    return csv_text(table) if format == "csv" else table_text(list(text_rows(table)), format)


def _write_parquet(table: Table, output: str | None) -> None:
    from container_tco.optional_libraries import library

    if output in (None, "-"):
        raise click.UsageError("Parquet goes to a file: -o rows.parquet")
    pyarrow, parquet = (library("writing Parquet", name) for name in ("pyarrow", "pyarrow.parquet"))
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table(table), sink)
    replace_file(os.path.realpath(str(output)), sink.getvalue().to_pybytes())


def _side_row(side: OtherSide, digits: int) -> dict[str, str]:
    def shown(money: Any) -> str:
        return "" if money is None else f"{money.rounded(digits):f}"

    found = side.answer and side.answer.comparison.find(side.other_side)
    assumed = side.answer.assumptions if side.answer else []
    reasons = [side.not_priced] if side.not_priced else []
    reasons += [gap.what for gap in found.gaps] if found else []
    return {
        "region": side.region,
        "period": side.period,
        "hours": f"{side.hours:f}",
        "ran_on": side.ran_on,
        "actual": shown(side.actual),
        "other_side": side.other_side,
        "estimated": shown(side.estimated),
        "difference": shown(side.difference),
        "labour_where_it_ran": shown(side.labour_where_it_ran),
        "labour": shown(side.labour),
        "difference_with_labour": shown(side.difference_with_labour),
        "in_neither": f"control plane {shown(side.shared)}" if side.shared and side.shared.amount else "",
        "currency": side.actual.currency,
        "notes": "; ".join(side.notes),
        "assumed": "; ".join(one.text for one in assumed if one.id.startswith("bill_")),
        "not_priced": "; ".join(reasons),
    }


def _say_left_out(bill: MeasuredBill, sides: list[OtherSide]) -> bool:
    texts = [text for one in bill.workloads for text in one.left_out]
    texts += [f"{side.ran_on} in {side.region}: {side.not_priced}" for side in sides if side.not_priced]
    for text in texts:
        complain(f"not on the other side: {text}")
    return bool(texts)

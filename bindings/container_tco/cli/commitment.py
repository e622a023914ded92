"""`commitment`: how much to commit to for usage that is given hour by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from container_tco.cli.sources import open_price_book, output_options, price_options
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco import MixedCommitments, OptimalCommitment, UsageProfile


def _amounts(_context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return KEY=AMOUNT options as a dict."""
    found = {}
    for each in given:
        key, equals, amount = each.rpartition("=")
        if not equals or not key:
            raise click.BadParameter(f"expected KEY=AMOUNT, found '{each}'", param=parameter)
        found[key] = amount
    return found


@click.command("commitment")
@click.argument("usage", metavar="USAGE")
@click.option("--region", required=True, metavar="REGION", help="Whose prices the usage has.")
@click.option(
    "--plan",
    type=click.Choice(["compute", "ec2-instance", "reserved", "mix"]),
    default="compute",
    help="What to buy; mix: EC2 Instance plans and a Compute plan together (default compute).",
)
@click.option("--term", type=click.Choice(["1yr", "3yr"]), default="1yr", help="Default 1yr.")
@click.option(
    "--payment",
    type=click.Choice(["no_upfront", "partial_upfront", "all_upfront"]),
    default="no_upfront",
    help="Default no_upfront.",
)
@click.option("--family", metavar="NAME", help="Of the EC2 Instance plan: m5; several of a mix: m5,c5.")
@click.option("--instance-type", metavar="TYPE", help="Of the Reserved Instances.")
@click.option("--os", "operating_system", type=click.Choice(["linux", "windows"]), help="Of the Reserved Instances.")
@click.option("--offering-class", type=click.Choice(["standard", "convertible"]), help="Of the Reserved Instances.")
@click.option("--owned", metavar="FILE", help="A contract file with commitments that are owned already.")
@click.option("--falls-by", metavar="SHARE", help="What is lost if usage falls by this share: 0.2.")
@click.option(
    "--list-price", "list_prices", multiple=True, callback=_amounts, metavar="KEY=AMOUNT", help="Of a line of your own."
)
@click.option("--rate", "rates", multiple=True, callback=_amounts, metavar="KEY=AMOUNT", help="What the plan charges.")
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table", help="Default table.")
@output_options
def commitment_command(
    usage: str,
    region: str,
    plan: str,
    owned: str | None,
    list_prices: dict[str, str],
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Find the commitment with the least cost over the hours of USAGE, exactly.

    A CSV, JSON or JSON Lines file, also with .gz, or a Parquet file. Its columns are on-demand price keys (or names
    with --list-price), each row one hour; a column "hour" is checked. "-" is standard input, CSV or JSON.
    """
    import container_tco as tco

    book = open_price_book(price_book, overlays)
    profile = tco.UsageProfile.from_file(usage, region=region, list_prices=list_prices, prices=book)
    terms = {name: value for name, value in given.items() if value}
    if owned:
        terms["owned"] = tco.load_contract(owned, book)
    found = _found(profile, plan, terms)
    write_output(found.to_json() if format == "json" else table_text(_rows(found, format), format), output)
    if not quiet:
        for note in found.applied.notes:
            complain(note)
    return 0


def _found(profile: UsageProfile, plan: str, terms: dict[str, Any]) -> OptimalCommitment | MixedCommitments:
    import container_tco as tco

    if plan != "mix":
        return tco.optimal_commitment(profile, plan, **terms)
    families = terms.pop("family", ())
    for name in ("instance_type", "operating_system", "offering_class", "falls_by", "rates"):
        if name in terms:
            raise click.UsageError(f"--{name.replace('_', '-')} does not go with --plan mix")
    return tco.best_commitment_mix(profile, families, **terms)


def _rows(found: OptimalCommitment | MixedCommitments, format: str) -> list[dict[str, str]]:
    """One figure a row; of a table rounded to 4 digits, of CSV exact."""
    figures = found.to_dict()
    applied = figures.pop("applied")
    rows = [
        ("amount of " + name, value)
        for name, value in (figures.get("amounts") or {figures.get("commitment"): figures.get("amount")}).items()
    ]
    rows += [(name, figures[name]) for name in ("saving", "cost_before", "utilisation", "gap") if name in figures]
    rows += [(name, applied[name]) for name in ("cost", "commitment_cost", "on_demand_cost", "coverage")]
    rows += [(f"regret: {name}", value) for name, value in figures.get("regret", {}).items()]
    rows += [("coverage of " + kind["key"], kind["coverage"]) for kind in applied["kinds"]]
    rows += [("not covered: " + kind, "") for kind in applied["never_covered"]]
    return [{"figure": name, "value": _shown(value, format)} for name, value in rows]


def _shown(value: Any, format: str) -> str:
    if value == "" or format == "csv":
        return str(value)
    from decimal import ROUND_HALF_UP, Decimal

    return f"{Decimal(value).quantize(Decimal('0.0001'), ROUND_HALF_UP):,f}"

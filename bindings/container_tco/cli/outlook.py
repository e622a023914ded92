"""`outlook`: years ahead, what decides, how sure, and the recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from container_tco.cli.sources import (
    EXIT_INPUT_PROBLEMS,
    estimate_options,
    make_answer,
    open_price_book,
    output_options,
    price_options,
    read_sources,
    workload_options,
)
from container_tco.cli.writing import complain, table_text, write_output

if TYPE_CHECKING:
    from container_tco import Money
    from container_tco.outlook import OutlookResult


def _ranges(_context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, Any]:
    """Return INPUT=LOW,MODE,HIGH options as a dict."""
    found = {}
    for each in given:
        name, _, numbers = each.rpartition("=")
        parts = tuple(numbers.split(","))
        if not name or len(parts) != 3:
            raise click.BadParameter(f"expected INPUT=LOW,MODE,HIGH, found '{each}'", param=parameter)
        found[name] = parts
    return found


@click.command("outlook")
@workload_options
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@click.option("--years", type=click.IntRange(1, 5), default=3, help="Horizon (default 3).")
@click.option("--growth", metavar="SHARE", default="0", help="Of tasks a year: 0.25 for 25 %.")
@click.option("--discount-rate", metavar="SHARE", default="0", help="Of present values, effective a year.")
@click.option("--current", metavar="NAME", default="", help="The deployment that runs now, for payback.")
@click.option(
    "--range",
    "ranges",
    multiple=True,
    callback=_ranges,
    metavar="INPUT=LOW,MODE,HIGH",
    help="What may vary beside the table's hours: task_scale=0.8,1,1.5; growth=0,0.1,0.3 looks at all years.",
)
@click.option("--draws", type=click.IntRange(1, 10_000_000), default=10_000, help="Default 10000.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, help="Default 1.")
@estimate_options
@price_options
@click.option("--format", "format", type=click.Choice(["table", "json"]), default="table")
@output_options
def outlook_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    overlays: tuple[str, ...],
    price_book: str | None,
    deployments: tuple[str, ...],
    years: int,
    growth: str,
    discount_rate: str,
    current: str,
    ranges: dict[str, Any],
    draws: int,
    seed: int,
    format: str,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """How long the answer holds and how sure it is.

    Cost over the years, the inputs that decide, how likely each deployment is the cheapest, and a recommendation.
    """
    result, options = read_sources(inputs, services, usage, quiet)
    given["deployments"] = list(deployments) or None
    answer = make_answer(result, options, open_price_book(price_book, overlays), given, quiet)
    if answer.best is None:
        complain("no deployment can be ranked: `container-tco compare` says why")
        return 1
    horizon = years if "growth" in ranges else None
    parts = {
        "recommendation": answer.recommendation(ranges, draws=draws, seed=seed, years=horizon),
        "years": answer.years(years, growth_per_year=growth, discount_rate_per_year=discount_rate, current=current),
        "sensitivity": answer.sensitivity(ranges, years=horizon),
        "uncertainty": answer.uncertainty(ranges, draws=draws, seed=seed, years=horizon),
    }
    write_output(_json(parts) if format == "json" else _text(parts), output)
    return EXIT_INPUT_PROBLEMS if result.problems else 0


def _json(parts: dict[str, OutlookResult]) -> str:
    import json

    return json.dumps({name: part.to_dict() for name, part in parts.items()}, indent=2, ensure_ascii=False)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _amount(money: Money) -> str:
    return f"{money.rounded(2)} {money.currency}"


def _text(parts: dict[str, OutlookResult]) -> str:
    years, drawn = parts["years"], parts["uncertainty"]
    sums = [
        {
            "deployment": one.deployment,
            "nominal": _amount(one.nominal),
            "present value": _amount(one.net_present_value),
            "payback month": str(one.payback_month or ""),
        }
        for one in years.deployments
    ]
    flips = [
        {"month": str(flip.month), "from": flip.from_deployment, "to": flip.to_deployment}
        for flip in years.monthly_flips
    ]
    swings = [
        {
            "input": one.input,
            "what it is": _short(one.description),
            "low": str(one.low.value),
            "high": str(one.high.value),
            "lead at low": _amount(one.low.lead),
            "lead at high": _amount(one.high.lead),
            "flips": "yes" if one.flips else "",
        }
        for one in parts["sensitivity"].swings
        if one.swing.amount > 0
    ]
    risks = [
        {
            "deployment": one.deployment,
            "cheapest in": str(one.probability_cheapest),
            "P10": _amount(one.p10),
            "P50": _amount(one.p50),
            "P90": _amount(one.p90),
            "expected regret": _amount(one.expected_regret),
        }
        for one in drawn.deployments
    ]
    sections = {
        "Recommendation": str(parts["recommendation"]),
        f"Over {len(years.deployments[0].months)} months": table_text(sums, "table"),
        "The cheapest changes": table_text(flips, "table") if flips else "never",
        "What decides": table_text(swings, "table") if swings else "no input that has a range moves it",
        f"How sure, in {drawn.draws} draws (seed {drawn.seed})": table_text(risks, "table"),
    }
    return "\n\n".join(f"{title}\n{text}" for title, text in sections.items())

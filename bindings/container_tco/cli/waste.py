"""`waste`: what of a bill is unused, what one more copy costs, and what would cost less."""

from __future__ import annotations

from typing import Any

import click

from container_tco.cli.rendering import format_option, rendered
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
from container_tco.cli.writing import write_output


@click.command("waste")
@workload_options
@click.option("--deployment", required=True, metavar="NAME", help="One of those that `compare` names.")
@click.option(
    "--most-cut",
    "most_request_cut",
    metavar="SHARE",
    default="0.25",
    help="How much less a task may ask for to reach a smaller Fargate size, above 0 and below 1 (default 0.25).",
)
@estimate_options
@price_options
@format_option
@output_options
def waste_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    deployment: str,
    most_request_cut: str,
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str | None,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """What of one deployment's bill is unused, and what would lower it.

    Stranded room, overhead and rounding, part by part; what one more copy of each service costs; and changes that
    would cost less, each priced in full: task and host sizes, Arm, one fewer zone.
    """
    result, options = read_sources(inputs, services, usage, quiet)
    given["deployments"] = [deployment]
    answer = make_answer(result, options, open_price_book(price_book, overlays), given, quiet)
    review = answer.review(deployment, most_request_cut=most_request_cut)
    write_output(rendered(review, format, output), output)
    return EXIT_INPUT_PROBLEMS if result.problems else 0

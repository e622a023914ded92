"""`compare`, `explain` and `feasibility`."""

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
from container_tco.cli.writing import complain, table_text, write_output


@click.command("compare")
@workload_options
@estimate_options
@price_options
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@format_option
@output_options
def compare_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    overlays: tuple[str, ...],
    price_book: str | None,
    deployments: tuple[str, ...],
    format: str | None,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Rank the ways to run the workload, with and without labour.

    INPUT is a file, folder or glob of ECS task definitions, describe-services output, Kubernetes manifests or
    scenarios, in JSON or YAML; "-" is standard input.
    """
    result, options = read_sources(inputs, services, usage, quiet)
    given["deployments"] = list(deployments) or None
    answer = make_answer(result, options, open_price_book(price_book, overlays), given, quiet)
    write_output(rendered(answer, format, output), output)
    if answer.best is None:
        complain("no deployment can be ranked: the report says why")
        return 1
    return EXIT_INPUT_PROBLEMS if result.problems else 0


@click.command("explain")
@workload_options
@click.option("--deployment", required=True, metavar="NAME", help="Such as ecs-ec2, eks-auto-mode, ecs-ec2-spot.")
@estimate_options
@price_options
@format_option
@output_options
def explain_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    deployment: str,
    overlays: tuple[str, ...],
    price_book: str | None,
    format: str | None,
    output: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Every line of one deployment: quantity, unit price, cost, source.

    Exit code 1 when the deployment is impossible or lacks a price.
    """
    result, options = read_sources(inputs, services, usage, quiet)
    given["deployments"] = [deployment]
    answer = make_answer(result, options, open_price_book(price_book, overlays), given, quiet)
    write_output(rendered(answer.explain(deployment), format, output), output)
    if answer.best is None:
        complain("the deployment cannot be had or priced in full: the report says why")
        return 1
    return EXIT_INPUT_PROBLEMS if result.problems else 0


@click.command("feasibility")
@workload_options
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@click.option("--format", "format", type=click.Choice(["table", "json", "csv"]), default="table")
@output_options
def feasibility_command(
    inputs: tuple[str, ...],
    services: tuple[str, ...],
    usage: str | None,
    deployments: tuple[str, ...],
    format: str,
    output: str | None,
    quiet: bool,
) -> int:
    """What stands against each deployment, before any money is counted."""
    import container_tco as tco

    result, _ = read_sources(inputs, services, usage, quiet)
    # A strategy is judged part by part, when it is priced.
    judged = [one for one in tco.Deployment.all() if one.data_plane.name != "by_strategy"]
    chosen = [tco.Deployment.parse(name) for name in deployments] or judged
    rows = [
        {
            "deployment": checked.deployment,
            "verdict": finding.verdict.name,
            "service": finding.service,
            "rule": finding.rule,
            "where": finding.json_path,
            "reason": finding.reason,
            "remedy": finding.remedy,
        }
        for checked in (tco.check_feasibility(result.workload, one) for one in chosen)
        for finding in checked.findings
    ]
    write_output(table_text(rows, format), output)
    return EXIT_INPUT_PROBLEMS if result.problems else 0

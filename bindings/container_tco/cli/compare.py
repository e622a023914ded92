"""`compare`, `explain` and `feasibility`."""

from __future__ import annotations

import os
from typing import Any

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

_SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".html": "html", ".htm": "html"}
_METHODS = {"table": "to_text", "json": "to_json", "csv": "to_csv", "md": "to_markdown", "html": "to_html"}

# What a browser needs around the fragment that notebooks show.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Containers on EC2 or Fargate</title>
</head>
<body>
{}
</body>
</html>"""

_format_option = click.option(
    "--format",
    "format",
    type=click.Choice(list(_METHODS)),
    help="Default: by the suffix of the output file, else table.",
)


def _rendered(shown: Any, format: str | None, output: str | None) -> str:
    suffix = os.path.splitext(output or "")[1].lower()
    chosen = format or _SUFFIXES.get(suffix, "table")
    text: str = getattr(shown, _METHODS[chosen])()
    return _PAGE.format(text) if chosen == "html" else text


@click.command("compare")
@workload_options
@estimate_options
@price_options
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@_format_option
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
    write_output(_rendered(answer, format, output), output)
    if answer.best is None:
        complain("no deployment can be ranked: the report says why")
        return 1
    return EXIT_INPUT_PROBLEMS if result.problems else 0


@click.command("explain")
@workload_options
@click.option("--deployment", required=True, metavar="NAME", help="ecs-ec2, ecs-fargate, eks-ec2 or eks-fargate.")
@estimate_options
@price_options
@_format_option
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
    """Every line of one deployment: quantity, unit price, cost, source."""
    result, options = read_sources(inputs, services, usage, quiet)
    given["deployments"] = [deployment]
    answer = make_answer(result, options, open_price_book(price_book, overlays), given, quiet)
    write_output(_rendered(answer.explain(deployment), format, output), output)
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
    chosen = [tco.Deployment.parse(name) for name in deployments] or tco.Deployment.all()
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

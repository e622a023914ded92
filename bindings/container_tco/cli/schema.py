"""`schema`: the published formats."""

from __future__ import annotations

import json

import click

from container_tco.cli.writing import write_output


@click.command("schema")
@click.argument("name", metavar="NAME")
@click.option("-o", "--output", metavar="FILE", help="Write there, complete or not at all.")
def schema_command(name: str, output: str | None) -> int:
    """Print a JSON Schema.

    NAME is scenario, price-table, labour-profile, contract, hosts, pack, row-options or worked-example;
    feasibility-rules prints the rules themselves.
    """
    import container_tco as tco

    write_output(json.dumps(tco.schema(name), indent=2, ensure_ascii=False), output)
    return 0

"""`batch`: the rows of files compared, one by one, into a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from container_tco.cli.progress import no_progress_option, progress_bar
from container_tco.cli.rendering import rendered
from container_tco.cli.sources import (
    EXIT_INPUT_PROBLEMS,
    open_price_book,
    price_options,
    row_estimate_options,
)
from container_tco.cli.writing import complain, write_output
from container_tco.file_replacement import require_folder

if TYPE_CHECKING:
    from container_tco.batch import Summary
    from container_tco.batch_files.groups import FileGroups
    from container_tco.batch_files.run import FileBatch, Progress

_OF_ROWS = {
    "labels",
    "only_results",
    "prefix",
    "services_per_fleet",
    "services_per_cluster",
    "row_options",
    "row_group_rows",
}
_SUMMARY_SUFFIXES = (".html", ".htm", ".md", ".txt")


def _columns(_context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return ROLE=NAME options as a dict."""
    found = {}
    for each in given:
        role, equals, name = each.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"expected ROLE=NAME, found '{each}'", param=parameter)
        found[role] = name
    return found


def _names(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> list[str]:
    """Return the names of an option that may be repeated and may hold commas."""
    return [name for each in given for name in each.split(",")]


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="OUT", help="Written at once when complete; format by suffix.")
@click.option("--summary", "summary_file", metavar="FILE", help="What the rows come to: .html, .md or .txt.")
@click.option("--deployment", "deployments", multiple=True, metavar="NAME", help="Default ecs-fargate and ecs-ec2.")
@click.option(
    "--columns", multiple=True, callback=_columns, metavar="ROLE=NAME", help="What the input calls a column: vcpu=cpu."
)
@click.option(
    "--pack-by",
    multiple=True,
    callback=_names,
    metavar="LIST",
    help="Pack rows that are alike in these columns, such as cluster, on hosts they share; a row out for each group.",
)
@click.option("--groups-per-fleet", type=click.IntRange(1), default=1, help="Groups that share a fleet's labour.")
@click.option("--group-by", multiple=True, callback=_names, metavar="LIST", help="Columns to sum by: team,month.")
@click.option("--label", "labels", multiple=True, callback=_names, metavar="LIST", help="Columns that tell a row.")
@click.option("--top", type=click.IntRange(0, 10_000), default=10, help="Greatest savings to list (default 10).")
@click.option("--on-error", type=click.Choice(["mark", "stop"]), default="mark", help="At a bad row (default mark).")
@click.option("--only-results", is_flag=True, help="Leave the columns of the input out.")
@click.option("--prefix", default="", metavar="TEXT", help="Before the names of results.")
@click.option("--services-per-fleet", type=click.IntRange(1), default=1, help="Rows that share a fleet's labour.")
@click.option("--services-per-cluster", type=click.IntRange(1), default=1, help="Rows that share a cluster's fee.")
@click.option(
    "--row-options",
    metavar="FILE",
    help="What rows choose by name in candidate_filter and labour_profile: schema row-options.",
)
@click.option("--threads", type=click.IntRange(0), default=0, help="Default 0: as many as the machine runs at a time.")
@click.option(
    "--row-group-rows", type=click.IntRange(1), default=262_144, show_default=True, help="Rows written at a time."
)
@click.option("--restart", is_flag=True, help="Begin anew where an interrupted run could be continued.")
@no_progress_option
@row_estimate_options
@price_options
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error; problems are still said.")
def batch_command(
    inputs: tuple[str, ...],
    output: str,
    summary_file: str | None,
    deployments: tuple[str, ...],
    pack_by: list[str],
    groups_per_fleet: int,
    on_error: str,
    only_results: bool,
    prefix: str,
    row_options: str | None,
    row_group_rows: int,
    restart: bool,
    no_progress: bool,
    overlays: tuple[str, ...],
    price_book: str | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Compare every row of files: a row is a service of equal tasks, and gets its cheapest deployment and its saving.

    INPUT is a file, folder or glob of .csv, .jsonl, .ndjson (also .gz) and .parquet, or "-" for standard input with CSV
    or JSON Lines. Columns: region, vcpu or cpu_units, memory_gib or memory_mib, and perhaps task_count, task_seconds or
    task_hours, architecture, operating_system, ephemeral_storage_gib, deployments, purchase_option, candidate_filter,
    labour_profile.

    With --pack-by rows of one group and region are packed together, and OUT has a row for each of these; --group-by
    then sums over columns of --pack-by, or region. Messages count rows of a file from 1, without its header.

    Until OUT is complete, OUT.unfinished holds what is: after an interruption the same command goes on from there.
    Exit code 4 when rows have an error.
    """
    from container_tco.batch import DEPLOYMENTS, GroupRows, RowComparer
    from container_tco.batch_files import file_batch, file_groups
    from container_tco.row_options import load_row_options

    if summary_file and os.path.splitext(summary_file)[1].lower() not in _SUMMARY_SUFFIXES:
        raise click.UsageError(f"--summary: expected a file that ends in {', '.join(_SUMMARY_SUFFIXES)}")
    if summary_file:
        require_folder(summary_file)
    options = {name: value for name, value in given.items() if value is not None}
    options |= {"deployments": deployments or DEPLOYMENTS, "prices": open_price_book(price_book, overlays)}
    if pack_by:
        _refuse_options_of_rows()
        for name in _OF_ROWS & options.keys():
            del options[name]
        rows = GroupRows(pack_by=pack_by, groups_per_fleet=groups_per_fleet, on_error=on_error, **options)
        run_of_groups = file_groups(inputs, output, rows, restart)
        return _compare_groups(run_of_groups, summary_file, not (no_progress or quiet), quiet)
    comparer = RowComparer(**options, **(load_row_options(row_options) if row_options else {}))
    run = file_batch(
        inputs,
        output,
        comparer,
        only_results=only_results,
        prefix=prefix,
        stops_at_bad_row=on_error == "stop",
        row_group_rows=row_group_rows,
        restart=restart,
    )
    summary = _run(run, not (no_progress or quiet), quiet)
    if summary_file:
        _write_summary(summary, run.metadata, summary_file)
    if not quiet:
        _show(summary, run.metadata)
    if summary.bad_rows:
        complain(f"{summary.bad_rows:,} of {summary.rows:,} rows have an error: column {prefix}error_text says why")
        return EXIT_INPUT_PROBLEMS
    return 0


def _refuse_options_of_rows() -> None:
    """Raise UsageError where an option is given that groups have no use for."""
    context = click.get_current_context()
    for parameter in context.command.params:
        is_given = context.get_parameter_source(parameter.name or "") == ParameterSource.COMMANDLINE
        if parameter.name in _OF_ROWS and is_given:
            raise click.UsageError(
                f"{parameter.opts[0]} is about rows that are compared one by one: not with --pack-by"
            )


def _show(summary: Summary, metadata: dict[str, str]) -> None:
    click.echo(summary.to_text(), err=True)
    if warnings := metadata.get("container_tco.warnings"):
        complain(warnings)


def _write_summary(summary: Summary, metadata: dict[str, str], path: str) -> None:
    from container_tco.batch_summary_report import SummaryReport

    report = SummaryReport(summary, _notes(metadata))
    write_output(rendered(report, None, path, report.title), path)


def _compare_groups(run: FileGroups, summary_file: str | None, shows_progress: bool, quiet: bool) -> int:
    try:
        with _progress_of_groups(run.bytes or None, shows_progress) as (on_read, on_packed):
            groups = run.run(on_read, on_packed, _say_continued("groups", quiet))
    except BaseException:
        _say_kept(run.kept_groups, "groups")
        raise
    summary = groups.summary
    if summary_file:
        _write_summary(summary, groups.metadata, summary_file)
    if not quiet:
        _show(summary, groups.metadata)
    if summary.bad_rows:
        complain(f"{summary.bad_rows:,} of {summary.rows:,} groups have an error: column error_text says why")
        return EXIT_INPUT_PROBLEMS
    return 0


def _run(run: FileBatch, shows_progress: bool, quiet: bool) -> Summary:
    try:
        with _progress(run.bytes, shows_progress) as progress:
            return run.run(progress, _say_continued("rows", quiet))
    except BaseException:
        _say_kept(run.kept_rows, "rows")
        raise


def _say_continued(counted: str, quiet: bool) -> Callable[[int], None]:
    def say(count: int) -> None:
        if not quiet:
            complain(
                f"going on behind {count:,} {counted} that an interrupted run left complete (--restart begins anew)"
            )

    return say


def _say_kept(count: int, counted: str) -> None:
    if count:
        complain(
            f"{count:,} {counted} are complete and kept; the same command goes on behind them while the inputs stay as "
            f"they are (once one has changed, --restart begins anew)"
        )


@contextmanager
def _progress_of_groups(length: int | None, is_wanted: bool) -> Iterator[tuple[Progress, Progress]]:
    """A bar for the rows that are read, and another one behind it for the groups that are packed."""
    with ExitStack() as shown:
        packing: Progress | None = None

        def on_packed(groups: int, all_groups: int) -> None:
            nonlocal packing
            if packing is None:
                shown.close()
                packing = shown.enter_context(_progress(all_groups, is_wanted, "packing", "groups"))
            packing(groups, groups)

        yield shown.enter_context(_progress(length, is_wanted, "reading")), on_packed


@contextmanager
def _progress(
    length: int | None, is_wanted: bool, label: str = "comparing", counted: str = "rows"
) -> Iterator[Progress]:
    with progress_bar(length, label, is_wanted) as bar:
        first_count: int | None = None
        begin = time.monotonic()
        shown_length = 0

        def advance(done: int, count: int) -> None:
            nonlocal first_count, begin, shown_length
            if bar is None:
                return
            if first_count is None:  # Those of an interrupted run took no time of this one.
                first_count, begin = count, time.monotonic()
            rate = (count - first_count) / max(time.monotonic() - begin, 0.001)
            bar.update(done - shown_length, f"{count:,} {counted}, {rate:,.0f} a second")
            shown_length = done

        yield advance


def _notes(metadata: dict[str, str]) -> list[str]:
    return [f"{name.removeprefix('container_tco.').replace('_', ' ')}: {text}" for name, text in metadata.items()]

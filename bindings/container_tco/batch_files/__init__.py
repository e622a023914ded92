"""Files of rows compared: CSV, JSON Lines and Parquet in, one file out, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from container_tco._core import OnRowError
from container_tco.batch import BatchAnswer, GroupRows, RowComparer, Summary, on_row_error
from container_tco.optional_libraries import library
from container_tco.options import Names, flag, text, whole_number

if TYPE_CHECKING:
    from container_tco.batch_files.groups import FileGroups
    from container_tco.batch_files.run import FileBatch

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def batch_compare_files(
    inputs: Paths,
    output: str | os.PathLike[str],
    *,
    only_results: bool = False,
    prefix: str = "",
    on_error: OnRowError | str = OnRowError.mark,
    row_group_rows: int = 262_144,
    restart: bool = False,
    **options: Any,
) -> Summary:
    """Compare the rows of files as `batch_compare` does those of a table, write them to `output`, return the summary.

    inputs: paths of .csv, .jsonl, .ndjson (also with .gz) and .parquet files, folders and globs of such; all have the
        same columns. Folders called year=2026, below a folder or in a glob, are columns of text. Cells of CSV, with
        spaces around them, and numbers of JSON are taken as the text that they are; names of columns without spaces.
    output: a .csv, .jsonl, .ndjson (also with .gz) or .parquet file: the columns of the input, then those of the
        result. It appears at once when it is complete. Until then what is complete stands in a folder beside it,
        OUTPUT.unfinished; the same call goes on from there, and what comes out is the same.
    on_error: "mark" gives a bad row an error and nulls, "stop" raises InvalidInputError that names file and row,
        counted from 1 without the header; what is complete until there is kept. A row of CSV of more or fewer cells
        than the header, and a line of JSON Lines that is no object of the members of the first rows or has one twice,
        is a bad row; more than 100 behind one another end the run.
    only_results: leave the columns of the input out.
    prefix: put before the names of results, where the input has columns that are called so.
    row_group_rows: rows that are written at a time, and that an interrupted run loses at the most, or those of five
        seconds.
    restart: begin anew where an interrupted run could be continued.
    options: the others of `batch_compare`.

    Needs pyarrow. Raises OSError, ParseError for a file that is not what its suffix says, and what `batch_compare`
    raises.
    """
    run = file_batch(
        inputs,
        output,
        RowComparer(**options),
        only_results=flag("only_results", only_results),
        prefix=text("prefix", prefix),
        stops_at_bad_row=on_row_error(on_error) == OnRowError.stop,
        row_group_rows=whole_number("row_group_rows", row_group_rows),
        restart=flag("restart", restart),
    )
    return run.run()


def batch_compare_group_files(
    inputs: Paths, output: str | os.PathLike[str], *, pack_by: Names, restart: bool = False, **options: Any
) -> BatchAnswer:
    """Compare the rows of files as `batch_compare_groups` does those of a table; write and return a row for each group.

    Messages name the file and the row in it, counted from 1 without the header.

    inputs, output: as `batch_compare_files` has them. All rows are read, and those columns of them that count kept in
        memory, before the first group is packed. Groups that are packed are written down in OUTPUT.unfinished; the same
        call reads the rows again and packs those that are left.
    pack_by: the columns that are the same in all rows of a group, such as "cluster".
    restart: begin anew where an interrupted run could be continued.
    options: the others of `batch_compare_groups`.

    Needs pyarrow. Raises OSError, ParseError for a file that is not what its suffix says, and what
    `batch_compare_groups` raises.
    """
    return file_groups(inputs, output, GroupRows(pack_by=pack_by, **options), flag("restart", restart)).run()


def file_groups(inputs: Paths, output: str | os.PathLike[str], rows: GroupRows, restart: bool) -> FileGroups:
    """Return what batch_compare_group_files runs."""
    library("reading and writing files of rows", "pyarrow")
    from container_tco.batch_files.groups import FileGroups

    return FileGroups(_paths(inputs), os.fspath(output), rows, restart)


def _paths(inputs: Paths) -> list[str]:
    return [os.fspath(path) for path in ([inputs] if isinstance(inputs, str | os.PathLike) else inputs)]


def file_batch(inputs: Paths, output: str | os.PathLike[str], comparer: RowComparer, **options: Any) -> FileBatch:
    """Return what batch_compare_files runs. `comparer` marks bad rows; `options` are those of RunOptions."""
    library("reading and writing files of rows", "pyarrow")
    from container_tco.batch_files.run import FileBatch, RunOptions

    return FileBatch(_paths(inputs), os.fspath(output), comparer, RunOptions(**options))


__all__ = ["batch_compare_files", "batch_compare_group_files"]

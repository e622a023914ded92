"""Rows of tables compared: columns in, columns out, each row as its own estimate would have it."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from container_tco import _core
from container_tco._core import (
    BatchSummary,
    CandidateFilter,
    Deployment,
    EstimateOptions,
    FleetShare,
    InvalidInputError,
    LabourOptions,
    OnRowError,
    PriceBook,
    Provisioning,
    SummaryOptions,
)
from container_tco._version import version
from container_tco.batch_summary_report import SummaryReport
from container_tco.comparison import deployments_named, estimate_options, refuse_unknown
from container_tco.options import Names, names, text, whole_number
from container_tco.prices import price_book_of
from container_tco.row_options import candidate_filters_of, labour_profiles_of
from container_tco.table import Table

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

DEPLOYMENTS = ("ecs-fargate", "ecs-ec2")


class RowComparer:
    """Compares the rows of tables, one table after the other, and sums up what they come to.

    For tables that do not fit into memory: `compare` takes them batch by batch. `batch_compare` is the same for one
    table, and says what the arguments mean. Threads may share a comparer, and it can be pickled: the one of another
    process has the same prices and options, and begins to count.
    """

    def __init__(
        self,
        *,
        deployments: Iterable[str | Deployment] | str = DEPLOYMENTS,
        region: str = "",
        prices: PriceBook | str | os.PathLike[str] | None = None,
        columns: Mapping[str, str] | None = None,
        candidate_filters: Mapping[str, CandidateFilter | Mapping[str, Any]] | None = None,
        labour_profiles: Mapping[str, LabourOptions | Mapping[str, Any]] | None = None,
        services_per_fleet: int = 1,
        services_per_cluster: int = 1,
        group_by: Names = (),
        labels: Names = (),
        top: int = 10,
        on_error: OnRowError | str = OnRowError.mark,
        threads: int = 0,
        **options: Any,
    ) -> None:
        """Raises what `batch_compare` raises for the same arguments."""
        if options.get("provisioning") in ("mixed", Provisioning.mixed):
            raise InvalidInputError(
                "provisioning of rows: expected single_type, as hosts of a row are of one type, found 'mixed'. Pack "
                "the rows of a group together (pack_by), or leave it out"
            )
        book = price_book_of(prices)
        estimate_with = functools.partial(_estimate_of_rows, book, region, options)
        filters = candidate_filters_of(candidate_filters, estimate_with)
        profiles = labour_profiles_of(labour_profiles, estimate_with)
        settings: dict[str, Any] = dict(
            estimate=estimate_with(),
            deployments=deployments_named(deployments),
            candidate_filters=list(filters.values()),
            candidate_filter_names=list(filters),
            labour_profiles=list(profiles.values()),
            labour_profile_names=list(profiles),
            share=FleetShare(
                services_per_fleet=whole_number("services_per_fleet", services_per_fleet),
                services_per_cluster=whole_number("services_per_cluster", services_per_cluster),
            ),
            column_names=dict(columns or {}),
            region=region,
            summary=SummaryOptions(
                group_by=names("group_by", group_by), labels=names("labels", labels), top=whole_number("top", top)
            ),
        )
        self._use(settings, book, whole_number("threads", threads), on_row_error(on_error))

    def _use(self, settings: dict[str, Any], book: PriceBook, threads: int, on_error: OnRowError) -> None:
        self._settings = settings
        self._book = book
        self._manner = (threads, on_error)
        self._core = _core.RowComparer(book=book, threads=threads, on_error=on_error, **settings)

    def __getstate__(self) -> tuple[Any, ...]:
        """What a pickle holds: prices and options, but no sums."""
        return (self._settings, self._book, *self._manner)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """As if made anew."""
        self._use(*state)

    def compare(self, table: Any) -> Table:
        """Return a row of results for every row of `table`, which is any table that speaks Arrow, or a part of one.

        Raises InvalidInputError for a column that is missing or of a type that cannot hold its values, and for a bad
        row when `on_error` is "stop".
        """
        return Table(self._core.compare(table))

    @property
    def columns(self) -> dict[str, str]:
        """The columns of a result and their types."""
        empty = self.empty_result
        return dict(zip(empty.column_names, empty.column_types, strict=True))

    @property
    def empty_result(self) -> Table:
        """A result without rows."""
        return Table(self._core.empty_result())

    @property
    def columns_read(self) -> set[str]:
        """Every column that is looked for in a table; others are left alone."""
        renamed, summary = self._settings["column_names"], self._settings["summary"]
        return {*_columns_of_rows(renamed), *summary.group_by, *summary.labels}

    @property
    def identity(self) -> dict[str, str]:
        """What results depend on beside the rows: equal for comparers that give the same results and summaries."""
        return _identity_of(self._settings, self._book)

    @property
    def summary(self) -> Summary:
        """What the rows so far come to."""
        return Summary(self._core.summary())

    def continue_after(self, *, groups: Any, top_savings: Any, errors: Any) -> None:
        """Count on as if the rows of an earlier summary, whose tables these are, had been compared here.

        Raises InvalidInputError for tables that no summary of the same options has, and after rows were compared.
        """
        self._core.continue_after(Table(groups)._core, Table(top_savings)._core, Table(errors)._core)


class Summary:
    """What many rows come to. Sums are exact sums of the amounts of rows.

    That of groups of rows packed together counts groups: wherever it says a row, it means a group.
    """

    def __init__(self, core: BatchSummary, counts_groups: bool = False) -> None:
        """Made by `RowComparer` and `batch_compare_groups`."""
        self._core = core
        self._counts_groups = counts_groups

    @property
    def counts_groups(self) -> bool:
        """Whether its rows are groups of rows packed together."""
        return self._counts_groups

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self._core.rows

    @property
    def bad_rows(self) -> int:
        """Those with an error, of which no deployment was compared."""
        return self._core.bad_rows

    @property
    def deployments(self) -> list[str]:
        """The deployments compared, in their order."""
        return self._core.deployments

    @property
    def groups(self) -> Table:
        """A row for every group and currency: rows, the sum of every deployment, of the cheapest, of the savings.

        A deployment has no cost in some rows (`…_rows` tells), so that its sum may be that of fewer rows.
        """
        return Table(self._core.groups())

    @property
    def currencies(self) -> Table:
        """The same sums over all groups, a row for every currency; that of bad rows is empty."""
        return Table(self._core.currencies())

    @property
    def top_savings(self) -> Table:
        """The rows that save most against their second cheapest deployment, with their labels.

        Column `row` is the index of a row, from 0, over all tables or files; messages and reports count rows from 1.
        """
        return Table(self._core.top_savings())

    @property
    def errors(self) -> Table:
        """A row for every kind of error: how many rows have it and what it means."""
        return Table(self._core.errors())

    def merge(self, other: Summary) -> None:
        """Add the rows of `other` to these. Raises InvalidInputError for one by other groups."""
        self._core.merge(other._core)

    def to_text(self) -> str:
        """As text: totals, wins, groups, top savings, errors by kind."""
        return SummaryReport(self).to_text()

    def to_markdown(self) -> str:
        """As Markdown; all text of rows is escaped."""
        return SummaryReport(self).to_markdown()

    def to_html(self) -> str:
        """As a fragment of HTML; all text of rows is escaped."""
        return SummaryReport(self).to_html()

    def __repr__(self) -> str:
        """As text."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """As HTML for a notebook; all text is escaped."""
        return self.to_html()


class BatchAnswer(Table):
    """The rows of a result as a table, and `summary`."""

    def __init__(self, table: _core.Table, summary: Summary) -> None:
        """Made by `batch_compare` and `batch_compare_groups`."""
        super().__init__(table)
        self._summary = summary

    @property
    def summary(self) -> Summary:
        """What the rows come to."""
        return self._summary


def batch_compare(
    table: pyarrow.Table | pandas.DataFrame | polars.DataFrame | Any,
    *,
    deployments: Iterable[str | Deployment] | str = DEPLOYMENTS,
    region: str = "",
    prices: PriceBook | str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    candidate_filters: Mapping[str, CandidateFilter | Mapping[str, Any]] | None = None,
    labour_profiles: Mapping[str, LabourOptions | Mapping[str, Any]] | None = None,
    services_per_fleet: int = 1,
    services_per_cluster: int = 1,
    group_by: Names = (),
    labels: Names = (),
    top: int = 10,
    on_error: OnRowError | str = OnRowError.mark,
    threads: int = 0,
    **options: Any,
) -> BatchAnswer:
    """Compare the deployments of every row of `table`: a row is one service of equal tasks, priced as if alone.

    table: any table that speaks Arrow: pandas, Polars, pyarrow, DuckDB. Columns: `region`, `vcpu` or `cpu_units`,
        `memory_gib` or `memory_mib`, and, if it has them, `architecture`, `operating_system`,
        `ephemeral_storage_gib`, `task_count` (1), `task_seconds` or `task_hours` (billed, of each task in the period;
        all of it), `deployments`, `purchase_option`, `candidate_filter`, `labour_profile`. Others are left alone.
    deployments: at most 32; rows may ask for some of them in their column `deployments`: "ecs-fargate,ecs-ec2", and for
        those on demand or on Spot in `purchase_option`: "on_demand", "spot".
    region: of all rows, when no column tells.
    columns: what the table calls its columns: {"vcpu": "cpu_request"}.
    candidate_filters, labour_profiles: by the names that rows call them by, on top of the `options` of the call:
        {"graviton": {"families": ["m7g"]}}, {"seoul": {"country": "KR", "hourly_rate": "45"}}; the members are those of
        schema("row-options"). The first is that of rows that name none.
    services_per_fleet, services_per_cluster: labour and fees that come once for a fleet or cluster are shared by so
        many rows.
    group_by, labels, top: columns to sum by in the summary, and those that tell a row among the `top` savings.
    on_error: "mark" gives a bad row an error and nulls, "stop" raises InvalidInputError at the first one, counted from
        1. A row that no deployment has a cost for is a bad one.
    threads: 0 for as many as the machine runs at one time; results are the same on any number.
    options: of every estimate, as `compare` has them: period, zones, instance_types, hourly_rate, labour_country …
        Hosts are of one type for each row. What a contract charges by all usage together, such as commitments, counts
        in every row as if it were alone: then `metadata` has "container_tco.warnings".

    The result has a row for every row, in its order: `error`, `error_text`, `currency`, `winner`, `saving`, and of each
    deployment its infrastructure, labour and total as decimals of ten digits after the point (rounded half to even),
    its error, and its Fargate size or instance type and count. Raises InvalidInputError for columns that are missing or
    of another type and for options that no estimate takes, TypeError for what is no table.
    """
    comparer = RowComparer(
        deployments=deployments,
        region=region,
        prices=prices,
        columns=columns,
        candidate_filters=candidate_filters,
        labour_profiles=labour_profiles,
        services_per_fleet=services_per_fleet,
        services_per_cluster=services_per_cluster,
        group_by=group_by,
        labels=labels,
        top=top,
        on_error=on_error,
        threads=threads,
        **options,
    )
    result = comparer._core.compare(table)
    return BatchAnswer(result, comparer.summary)


def batch_compare_groups(
    table: pyarrow.Table | pandas.DataFrame | polars.DataFrame | Any,
    *,
    pack_by: Names,
    deployments: Iterable[str | Deployment] | str = DEPLOYMENTS,
    region: str = "",
    prices: PriceBook | str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    groups_per_fleet: int = 1,
    group_by: Names = (),
    top: int = 10,
    on_error: OnRowError | str = OnRowError.mark,
    threads: int = 0,
    **options: Any,
) -> BatchAnswer:
    """Compare the deployments of rows that share hosts: those of one group and region are packed together.

    table, columns, region: as `batch_compare` has them; rows have no constraints or labour profile of their own.
    pack_by: the columns that are the same in all rows of a group, such as "cluster".
    groups_per_fleet: labour that comes once for a fleet is shared by so many groups; each group is a cluster.
    group_by, top: columns of `pack_by`, or "region", to sum groups by in the summary, and how many savings to keep.
    on_error: "mark" gives a group with a bad row, or without any cost, nulls and an error, that of the first bad row,
        counted from 1 over the table; "stop" raises InvalidInputError.
    options: of every estimate, as `compare` has them: period, provisioning, zones, instance_types, labour_country …
        Contracts as `batch_compare` has them.

    The result has a row for every group and region, in the order of their texts: the columns of `pack_by`, `region`,
    `rows`, `bad_rows`, `tasks`, `error`, `error_text`, `currency`, `winner`, `saving`, and of each deployment its
    infrastructure, labour, total and error, and of hosts `…_instances` and `…_instance_types`. Its `summary` is that of
    `batch_compare`, of groups. All rows stay in memory until then. Raises what `batch_compare` raises.
    """
    rows = GroupRows(
        pack_by=pack_by,
        deployments=deployments,
        region=region,
        prices=prices,
        columns=columns,
        groups_per_fleet=groups_per_fleet,
        group_by=group_by,
        top=top,
        on_error=on_error,
        threads=threads,
        **options,
    )
    rows.add(table)
    return rows.compare()


class GroupRows:
    """The rows of one table after another, kept until their groups are compared. Inside of the package."""

    def __init__(
        self,
        *,
        pack_by: Names,
        deployments: Iterable[str | Deployment] | str = DEPLOYMENTS,
        region: str = "",
        prices: PriceBook | str | os.PathLike[str] | None = None,
        columns: Mapping[str, str] | None = None,
        groups_per_fleet: int = 1,
        group_by: Names = (),
        top: int = 10,
        on_error: OnRowError | str = OnRowError.mark,
        threads: int = 0,
        **options: Any,
    ) -> None:
        """Take what batch_compare_groups takes, and raise what it raises."""
        book = price_book_of(prices)
        self._settings: dict[str, Any] = dict(
            estimate=_estimate_of_rows(book, region, options),
            deployments=deployments_named(deployments),
            share=FleetShare(services_per_fleet=whole_number("groups_per_fleet", groups_per_fleet)),
            pack_by=names("pack_by", pack_by),
            column_names=dict(columns or {}),
            region=region,
            summary=SummaryOptions(group_by=names("group_by", group_by), top=whole_number("top", top)),
        )
        self._book = book
        self.threads = whole_number("threads", threads)
        """That groups are compared on; 0 for as many as the machine runs at one time."""
        self._core = _core.GroupComparer(
            book=book, threads=self.threads, on_error=on_row_error(on_error), **self._settings
        )

    @property
    def columns_read(self) -> set[str]:
        """Every column that is looked for in a table; others are left alone."""
        return {*_columns_of_rows(self._settings["column_names"]), *self._settings["pack_by"]}

    @property
    def identity(self) -> dict[str, Any]:
        """As that of `RowComparer`, and what rows are packed by."""
        return {"pack_by": self._settings["pack_by"], **_identity_of(self._settings, self._book)}

    def add(self, table: Any) -> None:
        """Keep the rows of `table`."""
        self._core.add(table)

    def begin_source(self, name: str) -> None:
        """Rows from here on are those of the file `name`, counted from 1 in messages."""
        self._core.begin_source(name)

    @property
    def group_count(self) -> int:
        """How many groups the rows so far have."""
        return self._core.group_count

    def compare(self) -> BatchAnswer:
        """Return a row for every group so far, and their summary."""
        return self.compare_some(0, self.group_count)

    def compare_some(self, first: int, count: int) -> BatchAnswer:
        """Return those of at most `count` groups behind the first `first`, in the order of all."""
        table, summary = self._core.compare(first, count)
        return BatchAnswer(table, Summary(summary, counts_groups=True))

    def summary_of(self, *, groups: Any, top_savings: Any, errors: Any) -> Summary:
        """Return the summary whose tables these are. Raises InvalidInputError for those of other options."""
        tables = (Table(one)._core for one in (groups, top_savings, errors))
        return Summary(self._core.summary_of(*tables), counts_groups=True)


def _identity_of(settings: dict[str, Any], book: PriceBook) -> dict[str, str]:
    text = repr(sorted(settings.items()))
    return {"version": version, "prices": book.digest, "options": hashlib.sha256(text.encode()).hexdigest()}


def _columns_of_rows(renamed: Mapping[str, str]) -> set[str]:
    return {*(renamed.get(column.name, column.name) for column in _core.row_columns()), *renamed.values()}


def _estimate_of_rows(book: PriceBook, region: str, options: dict[str, Any], **replaced: Any) -> EstimateOptions:
    refuse_unknown(options)
    # Rows bring their own regions; this one is for what an amount without a currency is in.
    one = text("region", region) or next(iter(book.regions)).code
    return estimate_options(**options | replaced, region=one, prices=book)


def on_row_error(value: OnRowError | str) -> OnRowError:
    """Return what happens at a bad row. Raises InvalidInputError for another name."""
    if isinstance(value, OnRowError):
        return value
    known = [one.name for one in OnRowError]
    if value not in known:
        raise InvalidInputError(f"on_error: expected {' or '.join(known)}, found {_core.printable(str(value))}")
    return OnRowError[value]


__all__ = ["BatchAnswer", "RowComparer", "Summary", "batch_compare", "batch_compare_groups"]

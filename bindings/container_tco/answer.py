"""What `compare` returns: an answer that shows itself in a notebook and a terminal, and unfolds into its lines."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from container_tco import _core
from container_tco._core import (
    Assumption,
    BillReview,
    BreakEven,
    CheaperVariant,
    Claim,
    Comparison,
    Difference,
    Estimate,
    FocusOptions,
    HiringStep,
    LineItem,
    MarginalCost,
    Migration,
    PlannedPriceChange,
    PriceBook,
    ReportFormat,
    ReportOptions,
    VariantOptions,
    Workload,
    YearsOptions,
)

if TYPE_CHECKING:
    import pandas

    from container_tco.options import Exact
    from container_tco.outlook import Advised, Models, OutlookResult, Range
    from container_tco.table import Table
    from container_tco.unused import Records, Review, WasteShares


class Rendered:
    """Ways to show a result. The core writes every text; here is only where it goes."""

    _subject: Comparison | Estimate | BillReview
    _report: ReportOptions

    def _render(self, format: ReportFormat) -> str:
        if isinstance(self._subject, Comparison):
            return _core.render(self._subject, format, self._report)
        if isinstance(self._subject, BillReview):
            return _core.render(self._subject, format, self._report)
        return _core.render(self._subject, format, self._report)

    def to_text(self) -> str:
        """Return a plain text table for a terminal."""
        return self._render(ReportFormat.table)

    def to_markdown(self) -> str:
        """Return Markdown, for an issue or a pull request."""
        return self._render(ReportFormat.markdown)

    def to_html(self) -> str:
        """Return HTML that needs nothing else; text of the inputs is escaped."""
        return self._render(ReportFormat.html)

    def to_csv(self) -> str:
        """Return CSV with one header row."""
        return self._render(ReportFormat.csv)

    def to_json(self) -> str:
        """Return JSON with exact amounts as text, and all that is needed to reproduce the result."""
        return self._render(ReportFormat.json)

    def to_dict(self) -> dict[str, Any]:
        """Return what `to_json` holds, as a dict. Amounts are text: Decimal(text) where it has no "/"."""
        document: dict[str, Any] = json.loads(self.to_json())
        return document

    def __repr__(self) -> str:
        """Return what `to_text` returns."""
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        makers = {"text/plain": self.to_text, "text/markdown": self.to_markdown, "text/html": self.to_html}
        return {
            kind: make()
            for kind, make in makers.items()
            if (not include or kind in include) and (not exclude or kind not in exclude)
        }


class Explanation(Rendered):
    """Every line of one deployment: quantity × unit price = cost, with where the price comes from."""

    _subject: Estimate

    def __init__(self, estimate: Estimate, report: ReportOptions) -> None:
        """Made by Answer.explain."""
        self._subject = estimate
        self._report = report

    @property
    def estimate(self) -> Estimate:
        """The estimate that is explained."""
        return self._subject

    @property
    def lines(self) -> list[LineItem]:
        """Every cost component."""
        return self._subject.lines

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row a line. Amounts are Decimal. Needs pandas."""
        rows = [
            {
                "id": line.id,
                "category": line.category.name,
                "service": line.service,
                "description": line.description,
                "derivation": line.derivation,
                "quantity": _core.to_decimal(line.quantity.value),
                "unit": line.quantity.unit,
                "unit_price": _core.to_decimal(line.unit_price.money.amount),
                "price_basis": line.price_basis.name,
                "list_unit_price": line.list_unit_price and _core.to_decimal(line.list_unit_price.money.amount),
                "cost": _core.to_decimal(line.cost.amount),
                "currency": line.cost.currency,
                "price_key": line.price_key,
                "source": line.provenance.source,
                "as_of": line.provenance.as_of,
                "confidence": line.provenance.confidence,
            }
            for line in self.lines
        ]
        return data_frame(rows)


class Answer(Rendered):
    """Deployments of one workload, ranked, with and without labour.

    In a notebook it shows itself as a table. `best.total` is a Decimal; see Estimate for how exact.
    """

    _subject: Comparison

    def __init__(self, comparison: Comparison, report: ReportOptions, workload: Workload, book: PriceBook) -> None:
        """Made by compare."""
        self._subject = comparison
        self._report = report
        self._workload = workload
        self._book = book

    @property
    def comparison(self) -> Comparison:
        """The result of the core, with exact amounts."""
        return self._subject

    @property
    def best(self) -> Estimate | None:
        """The cheapest complete estimate, labour included; None when no estimate is complete."""
        return self._subject.best

    @property
    def estimates(self) -> list[Estimate]:
        """Complete ones by total, then incomplete ones, then those that cannot run."""
        return self._subject.estimates

    @property
    def verdict(self) -> list[str]:
        """The answer in plain sentences."""
        return _core.verdict_sentences(self._subject, self._report)

    @property
    def claims(self) -> list[Claim]:
        """Whether "EC2 + labour > Fargate" holds, for each control plane."""
        return self._subject.claims

    @property
    def warnings(self) -> list[str]:
        """Where two sides do not offer the same, and what to look at in each estimate."""
        own = [f"{estimate.deployment.name}: {text}" for estimate in self.estimates for text in estimate.warnings]
        return list(dict.fromkeys([*self._subject.capacity_warnings, *own]))

    @property
    def assumptions(self) -> list[Assumption]:
        """What was taken for granted in any of the estimates, each once."""
        found = {(a.id, a.text, a.source): a for estimate in self.estimates for a in estimate.assumptions}
        return list(found.values())

    def explain(self, deployment: str) -> Explanation:
        """Every line of one deployment. Raises InvalidInputError for one that was not compared."""
        return Explanation(self._find(deployment), self._report)

    def waste(self, deployment: str) -> WasteShares:
        """What becomes of all that a deployment pays for compute: used, overhead, stranded, rounded up …

        Raises InvalidInputError for a deployment that was not compared or is not complete.
        """
        from container_tco.unused import WasteShares

        return WasteShares(_core.waste_of(self._find(deployment)))

    def marginal_costs(self, deployment: str) -> Records[MarginalCost]:
        """What one more copy of each service costs: a line on Fargate, a step on hosts.

        Raises InvalidInputError for a deployment that was not compared or is not complete.
        """
        from container_tco import unused

        estimate = self._find(deployment)
        costs = _core.marginal_costs(self._workload, estimate.deployment, self._book, estimate.options)
        return unused.marginal_costs(costs)

    def cheaper_variants(self, deployment: str, *, most_request_cut: Exact = "0.25") -> Records[CheaperVariant]:
        """Changes that would cost less, by saving: task size, host size, Arm, one fewer zone … May be empty.

        most_request_cut: how much less a task may ask for to reach a smaller Fargate size, or to fit a host once
            more, above 0 and below 1.

        Raises InvalidInputError for a deployment that was not compared or is not complete.
        """
        from container_tco import unused

        estimate = self._find(deployment)
        options = VariantOptions(most_request_cut=most_request_cut)
        found = _core.cheaper_variants(self._workload, estimate.deployment, self._book, estimate.options, options)
        return unused.cheaper_variants(found)

    def review(self, deployment: str, *, most_request_cut: Exact = "0.25") -> Review:
        """Waste, cost of one more copy and cheaper variants together, to be shown or written.

        Raises what `cheaper_variants` raises.
        """
        from container_tco.unused import Review

        estimate = self._find(deployment)
        options = VariantOptions(most_request_cut=most_request_cut)
        found = _core.review_bill(self._workload, estimate.deployment, self._book, estimate.options, options)
        return Review(found, self._report)

    def to_focus(self, *, month: str = "", options: FocusOptions | None = None) -> Table:
        """Every line of the complete estimates as a row of FOCUS 1.2, marked as an estimate: see focus_rows.

        month: the charge period, such as "2026-12"; needed unless a calendar month was priced.
        """
        from container_tco.focus import focus_rows

        given = options or FocusOptions(scenario=self._subject.workload)
        return focus_rows(self.estimates, month=month, options=given, prices=self._book)

    def _find(self, deployment: str) -> Estimate:
        estimate = self._subject.find(deployment)
        if estimate is None:
            known = ", ".join(one.deployment.name for one in self.estimates)
            found = _core.printable(str(deployment))
            raise _core.InvalidInputError(f"deployment: expected one that was compared ({known}), found '{found}'")
        return estimate

    def break_even(self, input: str) -> list[BreakEven]:
        """Where EC2 and Fargate cost the same, for "labour_hours", "node_fill" or "task_count"; str() gives a sentence.

        Raises InvalidInputError for another input.
        """
        return self._subject.break_even(input)

    @cached_property
    def _models(self) -> Models:
        from container_tco.outlook import Models

        return Models(self._workload, self._book, self._subject)

    def years(
        self,
        years: int = 3,
        *,
        growth_per_year: Exact = 0,
        growth_per_month: Exact | None = None,
        seasonality: Iterable[Exact] = (),
        discount_rate_per_year: Exact = 0,
        hiring: Iterable[HiringStep] = (),
        price_changes: Iterable[PlannedPriceChange] = (),
        current: str = "",
        migrations: Iterable[Migration] = (),
    ) -> OutlookResult:
        """What the deployments cost month by month, with present values, payback and every flip of the ranking.

        years: 1 to 5. growth_per_year, growth_per_month: of tasks, a share ("0.25" for 25 %).
        seasonality: twelve factors, of months 1 to 12 of every year. discount_rate_per_year: effective, a share.
        hiring, price_changes: from a month on. current, migrations: what runs now, and ways from it.

        Raises InvalidInputError.
        """
        from container_tco import outlook

        options = YearsOptions(
            years=years,
            growth_per_year=growth_per_year,
            growth_per_month=growth_per_month,
            seasonality=list(seasonality),
            discount_rate_per_year=discount_rate_per_year,
            hiring=list(hiring),
            price_changes=list(price_changes),
            current=current,
            migrations=list(migrations),
        )
        return outlook.years(self._models, options)

    def sensitivity(self, ranges: Mapping[str, Range] | None = None, *, years: int | None = None) -> OutlookResult:
        """A tornado of every input with a range, largest swing first, and the three that decide.

        ranges: by input, low and high, in place of those of the tables. years: look at the sum of 1 to 5 years, in
        which "growth" (of tasks, a share a year) is an input. Raises InvalidInputError.
        """
        from container_tco import outlook

        return outlook.sensitivity(self._models, ranges or {}, years)

    def uncertainty(
        self,
        ranges: Mapping[str, Range] | None = None,
        *,
        draws: int = 10_000,
        seed: int = 1,
        correlations: Mapping[tuple[str, str], Exact] | None = None,
        table_ranges: bool = True,
        threads: int = 0,
        years: int | None = None,
    ) -> OutlookResult:
        """How likely each deployment is the cheapest, P10, P50 and P90, regret, and the value of knowing an input.

        ranges: by input, a Distribution, or low, most likely and high (PERT). table_ranges: whether inputs with a
        range in the tables vary too. correlations: by pair of inputs. The same seed gives the same result on any number
        of threads. years: draw the sum of 1 to 5 years, in which "growth" (of tasks, a share a year) is an input in
        place of "task_scale". Raises InvalidInputError.
        """
        from container_tco import outlook

        return outlook.uncertainty(
            self._models,
            ranges or {},
            correlations or {},
            draws=draws,
            seed=seed,
            table_ranges=table_ranges,
            threads=threads,
            years=years,
        )

    def recommendation(
        self,
        ranges: Mapping[str, Range] | None = None,
        *,
        draws: int = 10_000,
        seed: int = 1,
        years: int | None = None,
    ) -> Advised:
        """What to choose, by how much, how sure, what would change it and what to measure next; str() is the text.

        Raises InvalidInputError.
        """
        from container_tco import outlook

        drawn = self.uncertainty(ranges, draws=draws, seed=seed, years=years)
        return outlook.recommendation(drawn, self.sensitivity(ranges, years=years))

    def break_even_curve(
        self,
        x: str,
        y: str,
        *,
        x_range: tuple[Exact, Exact] | None = None,
        y_range: tuple[Exact, Exact] | None = None,
        x_points: int = 21,
        years: int = 3,
        hosts_deployment: str = "",
        fargate_deployment: str = "",
    ) -> OutlookResult:
        """For each x all values of y at which the cheaper side changes; may be none.

        x, y: "labour_hours", "wage", "node_fill", "task_count", "hours_a_day", "discount", "fargate_discount",
        "growth" (over `years`), or an input of the model. Raises InvalidInputError.
        """
        from container_tco import outlook

        return outlook.break_even_curve(
            self._models,
            x,
            y,
            x_range,
            y_range,
            x_points=x_points,
            years=years,
            hosts_deployment=hosts_deployment,
            fargate_deployment=fargate_deployment,
        )

    def differences(self, left: str, right: str) -> list[Difference]:
        """Line by line, what `right` costs more or less than `left`. Raises InvalidInputError."""
        return self._subject.differences(left, right)

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row a deployment. Amounts are Decimal. Needs pandas."""
        rows = [
            {
                "deployment": estimate.deployment.name,
                "total": estimate.total,
                "infrastructure": estimate.infrastructure,
                "labour": estimate.labour,
                "list_cost": _core.to_decimal(estimate.list_cost.amount),
                "contracted_cost": _core.to_decimal(estimate.contracted_cost.amount),
                "effective_cost": _core.to_decimal(estimate.effective_cost.amount),
                "currency": estimate.currency,
                "labour_hours": _core.to_decimal(estimate.labour_hours),
                "is_complete": estimate.is_complete,
                "is_feasible": estimate.is_feasible,
            }
            for estimate in self.estimates
        ]
        return data_frame(rows)


def data_frame(rows: list[dict[str, Any]], columns: list[str] | None = None) -> pandas.DataFrame:
    """Return rows as a DataFrame. Raises ImportError without pandas."""
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise ImportError("to_pandas needs pandas: pip install 'container-tco[pandas]'") from error
    return pandas.DataFrame(rows, columns=columns)

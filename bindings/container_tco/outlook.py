"""How long an answer holds and how sure it is: years ahead, sensitivity, uncertainty, break-even curves, advice."""

from __future__ import annotations

import enum
import fractions
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from container_tco import _core
from container_tco._core import (
    BreakEvenCurve,
    Comparison,
    CostModel,
    Crossing,
    Distribution,
    Money,
    PriceBook,
    Recommendation,
    Sensitivity,
    Uncertainty,
    Workload,
    YearsOptions,
    YearsOutlook,
)
from container_tco.answer import data_frame

if TYPE_CHECKING:
    import pandas

    from container_tco.options import Exact

Range: TypeAlias = "Distribution | tuple[Exact, Exact] | tuple[Exact, Exact, Exact]"
"""A distribution; or low and high; or low, most likely and high, which stand for PERT."""


class OutlookResult:
    """A result of the core, as rows and as JSON."""

    def __init__(self, summary: Any, rows: Callable[[Any], list[dict[str, Any]]]) -> None:
        """Made by the methods of Answer."""
        self._summary = summary
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the core's result."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._summary, name)

    @property
    def summary(self) -> Any:
        """The result of the core, with exact amounts."""
        return self._summary

    def rows(self) -> list[dict[str, Any]]:
        """Return the main table: one dict a row. Amounts are Decimal."""
        return self._rows(self._summary)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the main table. Amounts are Decimal. Needs pandas."""
        return data_frame(self.rows())

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values; numbers are exact texts."""
        plain: dict[str, Any] = _plain(self._summary)
        return plain

    def to_json(self) -> str:
        """Return everything as JSON; numbers are exact texts."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    def __repr__(self) -> str:
        """Return what the core says of the result."""
        return repr(self._summary)


class Advised(OutlookResult):
    """The recommendation; str() gives its sentences."""

    def __str__(self) -> str:
        """Return one sentence a line."""
        return "\n".join(advice.text for advice in self._summary.advice)


class Models:
    """Compiled models of one comparison, by the task counts that they cover."""

    def __init__(self, workload: Workload, book: PriceBook, comparison: Comparison) -> None:
        """Made by Answer."""
        self._source = (workload, book, comparison)
        self._known: dict[tuple[Any, ...], CostModel] = {}

    def covering(self, scales: Iterable[Any]) -> CostModel:
        """Return a model from the least to the greatest of `scales`, 1 among them."""
        values = [fractions.Fraction(1), *(fractions.Fraction(scale) for scale in scales)]
        points = tuple(_core.scale_points(min(values), max(values)))
        if points not in self._known:
            self._known[points] = _core.compile_model(*self._source, list(points))
        return self._known[points]

    def for_ranges(self, inputs: Mapping[str, tuple[Any, Any]], years: int | None) -> CostModel:
        """Return a model in which each input may take its range: of one period, or of all months of `years`."""
        if years is None:
            return self.covering(inputs.get("task_scale", ()))
        least, most = inputs.get("growth", (0, 0))
        model = self.covering(_core.horizon_scales(years, least, most))
        return _core.horizon_model(model, years, least, most)

    def reach(self) -> int:
        """Return how many times the tasks of now a curve over them goes up to: four, or as far as all can be priced."""
        for times in (4, 3, 2):
            try:
                self.covering((fractions.Fraction(1, 4), times))
            except _core.InvalidInputError:
                continue
            return times
        return 1

    def tasks(self) -> fractions.Fraction:
        """Return how many tasks run now."""
        return fractions.Fraction(self.covering(()).current_tasks)


def years(models: Models, options: YearsOptions) -> OutlookResult:
    """Return what the deployments cost month by month."""
    model = models.covering(_core.task_scales(options))
    return OutlookResult(_core.years_outlook(model, options), _year_rows)


def sensitivity(models: Models, ranges: Mapping[str, Range], years: int | None) -> OutlookResult:
    """Return a tornado."""
    ends = [_input_range(name, given) for name, given in ranges.items()]
    model = models.for_ranges({one.input: (one.low, one.high) for one in ends}, years)
    return OutlookResult(_core.sensitivity(model, ends), _swing_rows)


def uncertainty(
    models: Models,
    ranges: Mapping[str, Range],
    correlations: Mapping[tuple[str, str], Exact],
    years: int | None,
    **options: Any,
) -> OutlookResult:
    """Return probabilities, percentiles, regret and the value of knowing."""
    inputs = [_core.UncertainInput(input=name, distribution=_distribution(name, one)) for name, one in ranges.items()]
    pairs = [
        _core.Correlation(input=pair[0], with_input=pair[1], coefficient=coefficient)
        for pair, coefficient in correlations.items()
    ]
    model = models.for_ranges({one.input: _ends(one.distribution) for one in inputs}, years)
    drawn = _core.UncertaintyOptions(inputs=inputs, correlations=pairs, **options)
    return OutlookResult(_core.uncertainty(model, drawn), _risk_rows)


def recommendation(drawn: OutlookResult, swings: OutlookResult) -> Advised:
    """Return the answer in words."""
    return Advised(_core.recommend(drawn.summary, swings.summary), _advice_rows)


_CURVE_RANGES: dict[str, tuple[Any, Any]] = {
    "labour_hours": (0, 160),
    "wage": (1, 200),
    "node_fill": ("0.05", 1),
    "hours_a_day": (0, 24),
    "discount": (0, "0.9"),
    "fargate_discount": (0, "0.9"),
    "growth": (0, "0.5"),
}


def break_even_curve(
    models: Models,
    x: str,
    y: str,
    x_range: tuple[Exact, Exact] | None,
    y_range: tuple[Exact, Exact] | None,
    **options: Any,
) -> OutlookResult:
    """Return all crossings in y for each x."""
    x_from, x_to = x_range or _default_range(models, x)
    y_from, y_to = y_range or _default_range(models, y)
    query = _core.BreakEvenQuery(x=x, y=y, x_from=x_from, x_to=x_to, y_from=y_from, y_to=y_to, **options)
    scales: list[fractions.Fraction] = []
    for name, ends in ((x, (query.x_from, query.x_to)), (y, (query.y_from, query.y_to))):
        if name == "task_count":
            scales += [fractions.Fraction(end) / (models.tasks() or 1) for end in ends]
        elif name == "task_scale":
            scales += [fractions.Fraction(end) for end in ends]
        elif name == "growth":
            plan = YearsOptions(years=query.years, growth_per_year=ends[1])
            scales += [fractions.Fraction(scale) for scale in _core.task_scales(plan)]
            plan = YearsOptions(years=query.years, growth_per_year=ends[0])
            scales += [fractions.Fraction(scale) for scale in _core.task_scales(plan)]
    return OutlookResult(_core.break_even_curve(models.covering(scales), query), _curve_rows)


def _default_range(models: Models, name: str) -> tuple[Any, Any]:
    if name in _CURVE_RANGES:
        return _CURVE_RANGES[name]
    if name == "task_count":
        return models.tasks() / 4, models.tasks() * models.reach()
    for one in models.covering(()).inputs:
        if one.name == name and one.low is not None and one.low != one.high:
            return one.low, one.high
    raise _core.InvalidInputError(f"range of {_core.printable(str(name))}: expected from and to, found nothing")


def _input_range(name: str, given: Range) -> _core.InputRange:
    low, high = _ends(given) if isinstance(given, Distribution) else (given[0], given[-1])
    return _core.InputRange(input=name, low=low, high=high)


def _distribution(name: str, given: Range) -> Distribution:
    if isinstance(given, Distribution):
        return given
    kind = _core.DistributionKind
    if len(given) == 3:
        return Distribution(kind=kind.pert, low=given[0], mode=given[1], high=given[2])
    found = _core.printable(repr(given))
    raise _core.InvalidInputError(
        f"range of {_core.printable(name)}: expected low, most likely and high, found {found}"
    )


def _ends(one: Distribution) -> tuple[Any, Any]:
    """The least and the greatest value; of a normal distribution four deviations from the mean, above 0."""
    kinds = _core.DistributionKind
    if one.kind is kinds.normal:
        mean, reach = fractions.Fraction(one.mean), 4 * fractions.Fraction(one.deviation)
        return max(mean - reach, mean / 8), mean + reach
    if one.kind is kinds.empirical:
        return min(one.samples, default=1), max(one.samples, default=1)
    return (one.mode, one.mode) if one.kind is kinds.fixed else (one.low, one.high)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, fractions.Fraction):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, Money):
        return {"amount": _plain(value.amount), "currency": value.currency}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    names = [name for name, member in vars(type(value)).items() if isinstance(member, property)]
    return {name: _plain(getattr(value, name)) for name in names}


def _decimal(money: Money) -> Any:
    return _core.to_decimal(money.amount)


def _year_rows(outlook: YearsOutlook) -> list[dict[str, Any]]:
    return [
        {
            "deployment": one.deployment,
            "month": month.month,
            "task_scale": _core.to_decimal(month.task_scale),
            "infrastructure": _decimal(month.infrastructure),
            "labour": _decimal(month.labour),
            "one_time": _decimal(month.one_time),
            "total": _decimal(month.total),
            "cumulative": _decimal(month.cumulative),
            "present_value": _decimal(month.present_value),
            "currency": month.total.currency,
        }
        for one in outlook.deployments
        for month in one.months
    ]


def _swing_rows(result: Sensitivity) -> list[dict[str, Any]]:
    return [
        {
            "input": one.input,
            "description": one.description,
            "unit": one.unit,
            "low": _core.to_decimal(one.low.value),
            "high": _core.to_decimal(one.high.value),
            "lead_at_low": _decimal(one.low.lead),
            "lead_at_high": _decimal(one.high.lead),
            "swing": _decimal(one.swing),
            "flips": one.flips,
            "decides": one.input in result.deciding,
        }
        for one in result.swings
    ]


def _risk_rows(result: Uncertainty) -> list[dict[str, Any]]:
    return [
        {
            "deployment": one.deployment,
            "probability_cheapest": _core.to_decimal(one.probability_cheapest),
            "p10": _decimal(one.p10),
            "p50": _decimal(one.p50),
            "p90": _decimal(one.p90),
            "mean": _decimal(one.mean),
            "expected_regret": _decimal(one.expected_regret),
            "currency": one.mean.currency,
        }
        for one in result.deployments
    ]


def _curve_rows(curve: BreakEvenCurve) -> list[dict[str, Any]]:
    none: list[Crossing | None] = [None]
    return [
        {
            curve.x: _core.to_decimal(point.x),
            curve.y: None if crossing is None else _core.to_decimal(crossing.value),
            "exact": None if crossing is None else crossing.exact,
            "cheaper_at_start": point.cheaper_at_start.name,
        }
        for point in curve.points
        for crossing in (point.crossings or none)
    ]


def _advice_rows(result: Recommendation) -> list[dict[str, Any]]:
    return [{"topic": one.topic, "rule": one.rule, "text": one.text} for one in result.advice]

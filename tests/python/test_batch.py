"""Rows of tables compared: every digit is that of the single comparison, and bad rows stop nobody."""

import functools
import math
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import duckdb
import numpy
import polars
import pyarrow
import pytest
from row_answers import UNPRICED, column, service, totals

ROWS = {
    "service": ["web", "api", "batch", "tiny"],
    "team": ["shop", "shop", "data", "data"],
    "region": ["us-east-1", "ap-northeast-2", "eu-west-1", "us-east-1"],
    "vcpu": ["1", "0.5", "3.3", "0.25"],
    "memory_gib": ["2", "1", "7.5", "0.5"],
    "task_count": [4, 10, 3, 1],
    "task_hours": ["730", "730", "100.5", "730"],
}


def table(**changes):
    return pyarrow.table({**ROWS, **changes})


def test_a_row_of_fargate_by_hand():
    # AWS price pages of 2026-11: us-east-1, Linux/x86: $0.04048 a vCPU-hour and $0.004445 a GB-hour.
    # 4 tasks × 730 h × (1 × 0.04048 + 2 × 0.004445) = 2920 × 0.04937 = 144.1604
    result = tco.batch_compare(table(), fargate_hours_per_month=0, ec2_hours_per_month=0)
    assert column(result, "ecs_fargate_infrastructure")[0] == Decimal("144.1604")
    assert column(result, "ecs_fargate_labour")[0] == 0
    assert column(result, "ecs_fargate_vcpu")[0] == 1
    assert column(result, "ecs_fargate_memory_mib")[0] == 2048
    # 3.3 vCPU and 7.5 GiB are bought as 4 vCPU and 8 GB.
    assert column(result, "ecs_fargate_vcpu")[2] == 4
    assert column(result, "ecs_fargate_memory_mib")[2] == 8192


@pytest.mark.parametrize("row", [0, 1, 3])
def test_a_row_has_the_digits_of_its_comparison(row):
    result = tco.batch_compare(table())
    alone = service("row", ROWS["vcpu"][row], ROWS["memory_gib"][row], ROWS["task_count"][row])
    single = totals([alone], ROWS["region"][row], provisioning="single_type")
    ours = {name: column(result, f"{name.replace('-', '_')}_total")[row] for name in ("ecs-fargate", "ecs-ec2")}
    assert ours == {name: single[name] for name in ours}
    assert column(result, "winner")[row] == min(ours, key=ours.get)
    assert column(result, "saving")[row] == max(ours.values()) - min(ours.values())


@pytest.mark.parametrize("gib", ["0.3", "10.5", "20", "20.1", "30.25", "100.0000001"])
def test_parts_of_a_gib_of_storage_count_as_in_the_comparison(gib):
    result = tco.batch_compare(table(ephemeral_storage_gib=[gib] * 4))
    for row in (0, 1, 3):
        alone = service("row", ROWS["vcpu"][row], ROWS["memory_gib"][row], ROWS["task_count"][row])
        task = alone.task.with_(ephemeral_storage=tco.Bytes.from_gib(gib))
        single = totals([alone.with_(task=task)], ROWS["region"][row], provisioning="single_type")
        ours = {name: column(result, f"{name.replace('-', '_')}_total")[row] for name in ("ecs-fargate", "ecs-ec2")}
        assert ours == {name: single[name] for name in ours}
        assert column(result, "saving")[row] == max(ours.values()) - min(ours.values())


def test_a_part_of_a_gib_on_a_host_by_hand():
    # Amazon EBS price page of 2026-11: us-east-1, gp3, $0.08 a GB-month. 4 tasks × 10.5 GiB × 0.08 = 3.36
    def of(gib):
        result = tco.batch_compare(table(ephemeral_storage_gib=[gib] * 4))
        return column(result, "ecs_ec2_infrastructure")[0], column(result, "ecs_fargate_infrastructure")[0]

    (none_ec2, none_fargate), (ec2, fargate) = of(None), of("10.5")
    assert ec2 - none_ec2 == Decimal("3.36")
    assert fargate == none_fargate  # 20 GiB come with a task.
    # Fargate sells whole GiB: 20.1 are 21, of which one is billed: 4 × 730 h × 0.000111 = 0.32412
    assert of("20.1")[1] - none_fargate == Decimal("0.32412")


def test_every_deployment_can_be_asked_for():
    wanted = [deployment.name for deployment in tco.Deployment.all() if deployment.name != "ecs-strategy"]
    result = tco.batch_compare(table(), deployments=wanted, families="m5,c5,r5")
    for name in wanted:
        prefix = name.replace("-", "_")
        for total, error in zip(column(result, f"{prefix}_total"), column(result, f"{prefix}_error"), strict=True):
            assert (total is None) == (error is not None), name
    assert all(winner in wanted for winner in column(result, "winner"))


@pytest.mark.parametrize(
    "convert",
    [
        lambda made: made,
        lambda made: made.to_pandas(),
        polars.DataFrame,
        lambda made: duckdb.sql("from made"),
        lambda made: tco.Table(made),
        lambda made: pyarrow.table({n: made[n].dictionary_encode() if n == "region" else made[n] for n in ROWS}),
        lambda made: pyarrow.concat_tables([made.slice(0, 1), made.slice(1, 0), made.slice(1)]),
    ],
    ids=["pyarrow", "pandas", "polars", "duckdb", "table", "dictionary", "chunks"],
)
def test_any_table_goes_in(convert):
    plain = tco.batch_compare(table())
    assert tco.batch_compare(convert(table())).to_arrow().to_pylist() == plain.to_arrow().to_pylist()


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_threads_change_nothing(threads):
    rows = pyarrow.concat_tables([table()] * 100)
    one = tco.batch_compare(rows, threads=1).to_arrow().combine_chunks()
    assert tco.batch_compare(rows, threads=threads).to_arrow().combine_chunks().equals(one)


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("vcpu", [None, 1.0, 1.0, 1.0], "missing_value"),
        ("vcpu", [math.nan, 1.0, 1.0, 1.0], "not_a_number"),
        ("vcpu", [math.inf, 1.0, 1.0, 1.0], "not_a_number"),
        ("vcpu", ["a lot", "1", "1", "1"], "unreadable_value"),
        ("vcpu", ["-1", "1", "1", "1"], "negative_amount"),
        ("vcpu", [10**17, 1, 1, 1], "out_of_range"),
        ("memory_gib", ["0", "1", "1", "1"], "no_memory"),
        ("memory_gib", [None, "1", "1", "1"], "missing_value"),
        ("task_count", [0, 1, 1, 1], "nothing_runs"),
        ("task_count", [2.5, 1, 1, 1], "unreadable_value"),
        ("task_count", [10_000_001, 1, 1, 1], "too_many_tasks"),
        ("task_hours", ["730.1", "1", "1", "1"], "longer_than_period"),
        ("region", ["mars-1", "us-east-1", "us-east-1", "us-east-1"], "unknown_region"),
        ("region", [None, "us-east-1", "us-east-1", "us-east-1"], "missing_value"),
    ],
)
def test_a_bad_row_has_an_error_and_nulls_and_the_others_go_on(name, values, error):
    result = tco.batch_compare(pyarrow.table({**ROWS, name: pyarrow.array(values)}))
    assert column(result, "error") == [error, None, None, None]
    for other in result.column_names:
        if not other.startswith("error") and not other.endswith("_error"):
            assert column(result, other)[0] is None, other
    assert all(column(result, "ecs_fargate_total")[1:])
    assert result.summary.bad_rows == 1
    assert result.summary.errors.to_arrow().to_pylist()[0]["error"] == error
    with pytest.raises(tco.InvalidInputError, match=f"row 1.*{error}"):
        tco.batch_compare(pyarrow.table({**ROWS, name: pyarrow.array(values)}), on_error="stop")


@pytest.mark.parametrize("name", ["architecture", "operating_system"])
def test_an_unknown_platform_is_an_error_of_its_row(name):
    result = tco.batch_compare(table(**{name: ["riscv", None, " ", "beos\x1b[31m"]}))
    assert column(result, "error") == [f"unknown_{name}", "missing_value", f"unknown_{name}", f"unknown_{name}"]


def test_the_text_of_an_error_names_the_column():
    result = tco.batch_compare(table(vcpu=["x", "1", "1", "1"]))
    assert column(result, "error_text")[0].startswith("Column vcpu: ")
    renamed = table(vcpu=["x", "1", "1", "1"]).rename_columns({"vcpu": "cpu"})
    assert column(tco.batch_compare(renamed, columns={"vcpu": "cpu"}), "error_text")[0].startswith("Column cpu: ")


def test_no_size_of_fargate_is_an_error_of_that_deployment_alone():
    result = tco.batch_compare(table(vcpu=["40", "1", "1", "1"]))
    assert column(result, "error")[0] is None
    assert column(result, "ecs_fargate_error")[0] == "too_large_for_fargate"
    assert column(result, "winner")[0] == "ecs-ec2"
    assert column(result, "saving")[0] is None


def test_columns_that_are_missing_double_or_of_another_type_are_refused():
    for names in (["region"], ["vcpu"], ["memory_gib"]):
        with pytest.raises(tco.InvalidInputError, match=names[0]):
            tco.batch_compare(table().drop_columns(names))
    with pytest.raises(tco.InvalidInputError, match="vcpu and cpu_units"):
        tco.batch_compare(table(cpu_units=[1, 1, 1, 1]))
    with pytest.raises(tco.InvalidInputError, match=r"vcpu.*list"):
        tco.batch_compare(pyarrow.table({**ROWS, "vcpu": [[1], [2], [3], [4]]}))
    with pytest.raises(tco.InvalidInputError, match=r"region.*int64"):
        tco.batch_compare(table(region=[1, 2, 3, 4]))
    with pytest.raises(tco.InvalidInputError, match="nowhere"):
        tco.batch_compare(table(), columns={"vcpu": "nowhere"})
    with pytest.raises(tco.InvalidInputError, match="vcpus"):
        tco.batch_compare(table(), columns={"vcpus": "vcpu"})
    with pytest.raises(TypeError):
        tco.batch_compare([1, 2, 3])
    with pytest.raises(tco.InvalidInputError, match="on_error"):
        tco.batch_compare(table(), on_error="ignore")


def test_units_say_the_same():
    units = table(cpu_units=[1024, 512, 3380, 256], memory_mib=[2048, 1024, 7680, 512]).drop_columns(
        ["vcpu", "memory_gib"]
    )
    seconds = units.append_column("task_seconds", pyarrow.array([2628000, 2628000, 361800, 2628000])).drop_columns(
        ["task_hours"]
    )
    # 3.3 vCPU are 3379.2 units, which hosts of a whole vCPU do not tell from 3380.
    expected = column(tco.batch_compare(table()), "ecs_fargate_total")
    assert column(tco.batch_compare(seconds), "ecs_fargate_total") == expected


def test_rows_without_optional_columns_take_defaults_that_the_result_names():
    least = table().select(["vcpu", "memory_gib"])
    result = tco.batch_compare(least, region="eu-west-1")
    assert "one task in every row" in result.metadata["container_tco.assumptions"]
    assert "eu-west-1 in every row" in result.metadata["container_tco.assumptions"]
    full = table(region=["eu-west-1"] * 4, task_count=[1] * 4, task_hours=["730"] * 4)
    assert column(tco.batch_compare(full), "ecs_ec2_total") == column(result, "ecs_ec2_total")
    assert result.metadata["container_tco.price_book_digest"] == tco.price_book().digest


def test_rows_can_ask_for_deployments_filters_and_profiles():
    asked = table(
        deployments=["ecs-fargate", "", None, "ecs-ec2, ecs-fargate"],
        candidate_filter=["any", "m5", None, "nonsense"],
        labour_profile=["us", "kr", None, None],
    )
    result = tco.batch_compare(
        asked,
        candidate_filters={
            "any": tco._core.CandidateFilter(),
            "m5": tco._core.CandidateFilter(families=["m5"]),
        },
        labour_profiles={
            "us": tco._core.LabourOptions(),
            "kr": tco._core.LabourOptions(hourly_rate=tco.Money("10", "USD")),
        },
    )
    assert column(result, "error") == [None, None, None, "unknown_option"]
    assert column(result, "ecs_ec2_error")[0] == "not_requested"
    assert column(result, "ecs_ec2_instance_type")[1].startswith("m5.")
    plain = tco.batch_compare(table())
    assert column(result, "ecs_ec2_labour")[1] < column(plain, "ecs_ec2_labour")[1]


def test_the_summary_adds_up():
    result = tco.batch_compare(table(vcpu=["1", "0.5", "x", "0.25"]), group_by="team", labels="service", top=1)
    groups = {(row["team"], row["currency"]): row for row in result.summary.groups.to_arrow().to_pylist()}
    totals = column(result, "ecs_fargate_total")
    assert groups["shop", "USD"]["ecs_fargate_total"] == totals[0] + totals[1]
    assert groups["data", "USD"]["ecs_fargate_total"] == totals[3]
    assert groups["data", ""]["bad_rows"] == 1
    savings = [saving or 0 for saving in column(result, "saving")]
    assert sum(row["saving"] for row in groups.values()) == sum(savings)
    (best,) = result.summary.top_savings.to_arrow().to_pylist()
    assert best["saving"] == max(savings)
    assert best["service"] == ROWS["service"][savings.index(max(savings))]
    assert best["row"] == savings.index(max(savings))


def test_a_summary_over_batches_is_that_of_all_rows():
    rows = pyarrow.concat_tables([table(), table(vcpu=["2", "x", "1", "1"])])
    whole = tco.RowComparer(group_by="team", labels="service")
    whole.compare(rows)
    parts = tco.RowComparer(group_by="team", labels="service")
    for first in range(rows.num_rows):
        parts.compare(rows.slice(first, 1))
    for name in ("groups", "top_savings", "errors"):
        one, other = (getattr(each.summary, name).to_arrow().to_pylist() for each in (whole, parts))
        assert one == other
    merged, half = tco.RowComparer(group_by="team"), tco.RowComparer(group_by="team")
    merged.compare(rows.slice(0, 3))
    half.compare(rows.slice(3))
    summary = merged.summary
    summary.merge(half.summary)
    assert summary.groups.to_arrow().to_pylist() == whole.summary.groups.to_arrow().to_pylist()
    with pytest.raises(tco.InvalidInputError):
        summary.merge(tco.RowComparer(group_by="service").summary)


def test_too_many_groups_are_an_error():
    comparer = tco.RowComparer(group_by="id")
    ids = pyarrow.table(
        {"region": ["us-east-1"] * 100_001, "vcpu": [1] * 100_001, "memory_gib": [2] * 100_001, "id": range(100_001)}
    )
    with pytest.raises(tco.InvalidInputError, match="groups by id"):
        comparer.compare(ids)


def test_hostile_text_is_escaped():
    hostile = "<script>alert(1)</script>\x1b[2J"
    result = tco.batch_compare(table(team=[hostile] * 4), group_by="team", labels="team")
    assert "<script>" not in result.summary._repr_html_()
    assert "\x1b" not in repr(result.summary)


def test_no_rows_make_a_result_without_rows():
    result = tco.batch_compare(table().slice(0, 0))
    assert result.row_count == 0
    assert result.column_names == list(tco.RowComparer().columns)


def test_random_rows_against_fractions():
    """Fargate against rationals: AWS's sizes and the book's own prices, by hand."""
    random = numpy.random.default_rng(20261126)
    count = 2_000
    vcpu = random.integers(1, 16 * 8, count)
    gib = random.integers(1, 120 * 4, count)
    tasks = random.integers(1, 1000, count)
    seconds = random.integers(60, 2_628_000, count)
    rows = pyarrow.table(
        {
            "region": ["us-east-1"] * count,
            "vcpu": vcpu / 8,
            "memory_gib": gib / 4,
            "task_count": tasks,
            "task_seconds": seconds,
        }
    )
    result = tco.batch_compare(rows, deployments="ecs-fargate", fargate_hours_per_month=0).to_arrow().to_pylist()
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html (2026-11): vCPU and GB.
    sizes = [(Fraction(1, 4), [Fraction(1, 2), 1, 2]), (Fraction(1, 2), range(1, 5)), (1, range(2, 9))]
    sizes += [(2, range(4, 17)), (4, range(8, 31)), (8, range(16, 61, 4)), (16, range(32, 121, 8))]
    for i, row in enumerate(result):
        fits = [
            (Fraction(cpu) * Fraction("0.04048") + Fraction(memory) * Fraction("0.004445"), cpu, memory)
            for cpu, memories in sizes
            for memory in memories
            if cpu * 8 >= int(vcpu[i]) and Fraction(memory) * 4 >= int(gib[i])
        ]
        price, cpu, memory = min(fits)
        exact = price * int(tasks[i]) * int(seconds[i]) / 3600
        scaled = exact * 10**10
        whole = scaled.numerator // scaled.denominator
        rest = scaled - whole
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
        assert row["ecs_fargate_total"] == Decimal(whole).scaleb(-10)
        assert (row["ecs_fargate_vcpu"], row["ecs_fargate_memory_mib"]) == (Decimal(str(float(cpu))), memory * 1024)


def test_a_row_that_no_deployment_has_a_price_for_is_a_bad_row():
    rows = pyarrow.table(UNPRICED)
    result = tco.batch_compare(rows)
    assert column(result, "error") == ["currency_mismatch", None, None]
    assert column(result, "error_text")[0].startswith("Wages and prices are in different currencies")
    assert column(result, "winner")[0] is None
    assert column(result, "currency")[0] is None
    assert (result.summary.rows, result.summary.bad_rows) == (3, 1)
    assert column(result.summary.errors, "error") == ["currency_mismatch"]
    assert "3 rows, 1 with an error" in str(result.summary)
    with pytest.raises(tco.InvalidInputError, match="row 1:"):
        tco.batch_compare(rows, on_error="stop")
    alone = tco.batch_compare(rows, deployments="ecs-fargate")
    assert column(alone, "error") == ["currency_mismatch", None, "too_large_for_fargate"]


def test_a_row_whose_deployments_have_different_errors_points_at_them():
    result = tco.batch_compare(pyarrow.table(UNPRICED), instance_types=["m7i.large"])
    assert column(result, "error")[2] == "no_deployment_priced"
    assert column(result, "error_text")[2] == (
        "No deployment has a cost for the row; the error of each deployment says why."
    )
    assert column(result, "ecs_fargate_error")[2] == "too_large_for_fargate"
    assert column(result, "ecs_ec2_error")[2] == "fits_no_host"


def test_a_period_that_is_not_whole_seconds_is_refused():
    # 730.0001 h are 2,628,000.36 s: a task of 2,628,000 s would be one of all the period, and is none.
    for period in ("730.0001", "0.0001"):
        for compare in (tco.batch_compare, functools.partial(tco.batch_compare_groups, pack_by="team")):
            with pytest.raises(tco.InvalidInputError, match=r"period of rows: expected whole seconds.*found .*h"):
                compare(table(), period=period)
    whole = tco.batch_compare(table(), period="730.25", deployments="ecs-fargate")
    assert column(whole, "error") == [None] * 4


def test_reports_count_rows_from_1():
    summary = tco.batch_compare(table(), labels="service", top=1).summary
    (best,) = summary.top_savings.to_arrow().to_pylist()
    line = next(one for one in str(summary).splitlines() if one.startswith(best["service"] + " "))
    assert line.split()[1] == str(best["row"] + 1)


def test_a_column_of_another_type_says_what_it_takes():
    for value, expected in (([b"us-east-1"] * 4, "region.*text"),):
        with pytest.raises(tco.InvalidInputError, match=expected) as raised:
            tco.batch_compare(table(region=pyarrow.array(value, pyarrow.binary())))
        assert "whole number" not in str(raised.value)
    lengths = pyarrow.array([1, 2, 3, 4], pyarrow.duration("s"))
    with pytest.raises(tco.InvalidInputError, match=r"vcpu.*numbers: whole numbers, decimals, floats or text"):
        tco.batch_compare(table(vcpu=lengths))
    with pytest.raises(tco.InvalidInputError, match=r"column 'region'.*expected text"):
        tco.batch_compare(table(region=pyarrow.array([1.5, None, None, None])))


def test_a_column_of_nulls_may_be_of_any_type():
    for type_ in (pyarrow.null(), pyarrow.float64(), pyarrow.bool_(), pyarrow.date32()):
        nulls = pyarrow.nulls(4, type_)
        result = tco.batch_compare(table(deployments=nulls, ephemeral_storage_gib=nulls))
        assert column(result, "error") == [None] * 4, type_
        assert column(tco.batch_compare(table(vcpu=nulls)), "error") == ["missing_value"] * 4

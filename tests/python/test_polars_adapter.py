"""`container_tco.polars.cost`: the digits of `batch_compare`, eagerly, lazily and in batches of any size."""

import container_tco as tco
import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("pyarrow")
from service_rows import OPTIONS, service_rows  # noqa: E402


@pytest.fixture(scope="module")
def frame():
    return pl.from_arrow(service_rows(5000))


@pytest.fixture(scope="module")
def expected(frame):
    results = pl.DataFrame(tco.batch_compare(frame, **OPTIONS))
    return results.with_columns(pl.col(pl.Categorical).cast(pl.String))


def test_a_frame_keeps_its_columns_beside_the_results(frame, expected):
    costed = tco.polars.cost(frame, **OPTIONS)
    assert costed.select(frame.columns).equals(frame)
    assert costed.drop(frame.columns).equals(expected)
    assert costed.schema["ecs_ec2_total"] == pl.Decimal(28, 10)
    assert costed["error"].null_count() < len(costed)


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
@pytest.mark.parametrize("rows_per_batch", [1, 7, 2048, 5000])
def test_a_lazy_frame_gives_the_same_in_any_batches(frame, expected, engine, rows_per_batch):
    part = frame.head(20 if rows_per_batch == 1 else 5000)
    lazy = pl.concat([rows.lazy() for rows in part.iter_slices(rows_per_batch)])
    costed = tco.polars.cost(lazy, keep=[], **OPTIONS)
    assert costed.collect_schema() == expected.schema
    assert costed.collect(engine=engine).equals(expected.head(len(part)))


def test_a_scan_streams_into_a_file(frame, expected, tmp_path):
    frame.write_parquet(tmp_path / "in.parquet", row_group_size=500)
    costed = tco.polars.cost(pl.scan_parquet(tmp_path / "in.parquet"), keep="id", **OPTIONS)
    costed.sink_parquet(tmp_path / "out.parquet")
    written = pl.read_parquet(tmp_path / "out.parquet").sort("id")
    assert written["id"].equals(frame["id"])
    assert written.drop("id").equals(expected)


def test_filters_and_selections_of_results_wait_for_them(frame):
    costed = tco.polars.cost(frame.lazy(), **OPTIONS)
    winners = costed.filter(pl.col("winner") == "ecs-fargate").select("id", "winner").head(10).collect()
    whole = tco.polars.cost(frame, **OPTIONS).filter(pl.col("winner") == "ecs-fargate")
    assert winners.equals(whole.select("id", "winner").head(10))


def test_mistakes_are_found_before_anything_is_collected(frame):
    lazy = frame.lazy()
    with pytest.raises(tco.InvalidInputError, match="expected a column vcpu or cpu_units"):
        tco.polars.cost(lazy)
    with pytest.raises(tco.InvalidInputError, match="column 'tags': expected numbers"):
        tco.polars.cost(lazy, columns={"vcpu": "tags"})
    with pytest.raises(tco.InvalidInputError, match="keep: expected columns of the table, found 'nothing'"):
        tco.polars.cost(lazy, keep="nothing", **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match=r"found 'Winner', 'saving'. Rename them"):
        tco.polars.cost(lazy.with_columns(Winner=1, saving=2), **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match=r"found 'group_by'. Sum the result up with group_by"):
        tco.polars.cost(lazy, group_by="region", **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match="found 'no_such_option'"):
        tco.polars.cost(lazy, no_such_option=1)


def test_a_bad_row_stops_where_it_shall(frame):
    with pytest.raises(tco.InvalidInputError, match="row 4: expected a row without errors, found 'unknown_region'"):
        tco.polars.cost(frame, on_error="stop", **OPTIONS)
    # Batches run in any order: of a LazyFrame the cells say which row it is.
    lazy = pl.LazyFrame(
        {"region": ["us-east-1"] * 5, "vcpu": [1.0, 2.0, None, 4.0, 0.5], "memory_gib": [2, 4, 8, 16, 1]}
    )
    for engine in ("in-memory", "streaming"):
        with pytest.raises(Exception, match=r"a row with region us-east-1, vcpu None, memory_gib 8: .*'missing_value'"):
            tco.polars.cost(lazy, on_error="stop").collect(engine=engine)

"""`container_tco.spark.cost` on a real Spark with two Python workers: the digits of `batch_compare`."""

import dataclasses
import datetime
import os
import pickle
from decimal import Decimal

import container_tco as tco
import pytest
from local_spark import JAVA_IS_HERE, local_spark

if not JAVA_IS_HERE:
    pytest.skip("Spark needs Java 17, and there is no java on the PATH and no JAVA_HOME", allow_module_level=True)

import pyarrow as pa
from own_prices import own_book
from pyspark.errors import PythonException
from service_rows import OPTIONS, service_rows

ROWS = 600


@pytest.fixture(scope="module")
def spark():
    with local_spark() as session:
        yield session


@pytest.fixture(scope="module")
def services(spark):
    return spark.createDataFrame(service_rows(ROWS)).persist()


def plain(table):
    """`table` with text in place of dictionaries, in one chunk."""
    types = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(zip(table.column_names, types, strict=True))).combine_chunks()


@pytest.fixture(scope="module")
def expected():
    return plain(tco.batch_compare(service_rows(ROWS), **OPTIONS).to_arrow())


def found(costed, expected):
    """The results of `costed` in the order of the rows, in the form of `expected`."""
    table = costed.toArrow().sort_by("id")
    return table.select(expected.column_names).cast(expected.schema).combine_chunks()


@pytest.mark.parametrize(("partitions", "rows_per_batch"), [(1, 10_000), (2, 1), (3, 7), (5, 64)])
def test_the_digits_of_batch_compare_in_any_partitions_and_batches(
    spark, services, expected, partitions, rows_per_batch
):
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", rows_per_batch)
    costed = tco.spark.cost(services.repartition(partitions), **OPTIONS)
    assert costed.columns == [*services.columns, *expected.column_names]
    assert dict(costed.dtypes)["ecs_ec2_total"] == "decimal(28,10)"
    assert found(costed, expected).equals(expected)
    assert expected["winner"].null_count < ROWS
    spark.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")


def test_spark_sums_exactly(services):
    costed = tco.spark.cost(services, **OPTIONS).filter("error is null")
    sums = {row[0]: row[1] for row in costed.groupBy("region").agg({"ecs_ec2_total": "sum"}).collect()}
    groups = tco.batch_compare(service_rows(ROWS), group_by="region", **OPTIONS).summary.groups.to_arrow().to_pylist()
    ours = {row["region"]: row["ecs_ec2_total"] for row in groups if row["ecs_ec2_rows"]}
    assert sums == ours
    assert len(ours) == 3


def caches(spark):
    """Of each worker process, how many comparers it has made."""

    def probe(batches):
        import time

        import pyarrow
        from container_tco.spark import _comparer

        list(batches)
        time.sleep(0.5)  # so that no worker takes both partitions
        yield pyarrow.record_batch({"pid": [os.getpid()], "made": [_comparer.cache_info().misses]})

    table = spark.range(0, 2, numPartitions=2).mapInArrow(probe, "pid long, made long").toArrow()
    return dict(zip(table["pid"].to_pylist(), table["made"].to_pylist(), strict=True))


def test_each_of_two_workers_makes_one_comparer(spark, services, expected):
    before = caches(spark)
    costed = tco.spark.cost(services.repartition(12), services_per_cluster=3, **OPTIONS)
    assert costed.count() == ROWS
    assert costed.toArrow().num_rows == ROWS  # another job, the same workers
    made = [made - before.get(pid, 0) for pid, made in caches(spark).items()]
    assert len(made) == 2
    assert all(count <= 1 for count in made)
    assert sum(made) > 0


def test_prices_of_ones_own_are_broadcast(spark, services, tmp_path):
    book = own_book(tmp_path)
    options = {**OPTIONS, "deployments": "ecs-fargate"}
    rows = service_rows(ROWS)
    rows = rows.filter(pa.compute.equal(rows["region"], "us-east-1"))
    costed = tco.spark.cost(services.filter("region = 'us-east-1'").repartition(3), prices=book, **options)
    ours = plain(tco.batch_compare(rows, prices=book, **options).to_arrow())
    assert found(costed, ours).equals(ours)
    assert not ours.equals(plain(tco.batch_compare(rows, **options).to_arrow()))

    shipped = tco.spark._shipped(services, tco.RowComparer(prices=book))
    assert not isinstance(shipped.content, bytes)
    assert len(pickle.dumps(tco.spark._shipped(services, tco.RowComparer()))) < 4096


def test_paths_are_read_by_the_driver(services, tmp_path):
    path = tmp_path / "contract.json"
    path.write_text('{"schema_version": "1", "discounts": [{"name": "ours", "percent": "10"}]}')
    costed = tco.spark.cost(services, contract=path, deployments="ecs-fargate", **OPTIONS)
    rows = plain(tco.batch_compare(service_rows(ROWS), contract=path, deployments="ecs-fargate", **OPTIONS).to_arrow())
    path.unlink()
    assert found(costed, rows).equals(rows)


class DeadlyOnce(str):
    """A name that kills the first process in which it is unpickled, and leaves a file there."""

    def __reduce__(self):
        code = (
            f"(lambda os: '{self}' if os.path.exists({self.marker!r}) else (open({self.marker!r}, 'w').close(), "
            "os.kill(os.getpid(), 9)))(__import__('os'))"
        )
        return eval, (code,)


def test_a_worker_that_dies_is_replaced(services, expected, tmp_path):
    name = DeadlyOnce("cpu_request")
    name.marker = str(tmp_path / "died")
    costed = tco.spark.cost(services.repartition(4), **{**OPTIONS, "columns": {"vcpu": name}})
    assert not os.path.exists(name.marker)
    assert found(costed, expected).equals(expected)
    assert os.path.exists(name.marker)


def test_a_bad_row_stops_the_job_where_it_shall(services):
    costed = tco.spark.cost(services.filter("id = 3"), keep="id", on_error="stop", **OPTIONS)
    wanted = "row of id=3, region=mars-1, .*: expected a row without errors, found 'unknown_region'. Column region:"
    with pytest.raises(PythonException, match=wanted):
        costed.count()
    good = tco.spark.cost(services.filter("id < 2"), on_error="stop", **OPTIONS)
    assert good.count() == 2


def test_only_some_columns_or_none(services, expected):
    assert tco.spark.cost(services, keep=[], **OPTIONS).columns == expected.column_names
    some = tco.spark.cost(services, keep=["tags", "id"], **OPTIONS)
    assert some.columns == ["tags", "id", *expected.column_names]
    assert some.filter("id = 7").first()["tags"] == ["a", "7"]


def test_columns_of_other_types_and_names_pass_by(spark):
    row = {
        "a.b": [1, None],
        "c`d": {"x": Decimal("1.50")},
        "when": datetime.datetime(2026, 11, 25, 13, 0, 0, 7),
        "day": datetime.date(2026, 11, 25),
        "bytes": bytearray(b"\x00\xff"),
        "flag": True,
    }
    types = "`a.b` array<int>, `c``d` map<string, decimal(9,2)>, when timestamp, day date, bytes binary, flag boolean"
    values = spark.createDataFrame([tuple(row.values())], types).selectExpr("*", "1 as vcpu", "2 as memory_gib")
    values = values.selectExpr("*", "interval 1 day as span", "struct(flag, day) as pair")
    costed = tco.spark.cost(values, region="us-east-1")
    assert costed.columns[: len(values.columns)] == values.columns
    for frame in (values, costed):
        (back,) = frame.collect()
        assert {name: back[name] for name in row} == row
        assert back["pair"] == (True, row["day"])
    kept = tco.spark.cost(values, region="us-east-1", keep=["c`d"]).first()
    assert kept["c`d"] == row["c`d"]
    assert kept["ecs_fargate_vcpu"] == 1


def test_no_rows(services, expected):
    costed = tco.spark.cost(services.filter("id < 0"), **OPTIONS)
    assert costed.count() == 0
    sparse = tco.spark.cost(services.filter("id = 5").repartition(4, "id"), **OPTIONS)
    assert found(sparse, expected).equals(expected.slice(5, 1).combine_chunks())


def test_mistakes_are_found_before_a_job_starts(services):
    with pytest.raises(tco.InvalidInputError, match="expected a column vcpu or cpu_units"):
        tco.spark.cost(services)
    with pytest.raises(tco.InvalidInputError, match="column 'tags': expected numbers"):
        tco.spark.cost(services, columns={"vcpu": "tags"})
    with pytest.raises(tco.InvalidInputError, match=r"found 'Saving'. Rename them"):
        tco.spark.cost(services.selectExpr("*", "1 as Saving"), **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match=r"found 'labels'. Sum the result up with df.groupBy"):
        tco.spark.cost(services, labels="id", **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match=r"found 'threads'. A worker has one"):
        tco.spark.cost(services, threads=4, **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match="on_error: expected mark or stop"):
        tco.spark.cost(services, on_error="explode", **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match="found 'no_such_option'"):
        tco.spark.cost(services, no_such_option=1, **OPTIONS)


def test_options_that_cannot_travel_are_refused(services):
    class Local(str):
        pass

    with pytest.raises(tco.InvalidInputError, match=r"expected values that can be pickled, for they travel.*Local"):
        tco.spark.cost(services, columns={"vcpu": Local("cpu_request")})


def test_a_worker_of_another_version_says_so(services):
    shipped = tco.spark._shipped(services, tco.RowComparer())
    with pytest.raises(tco.InvalidInputError, match=r"the driver, 0\.0\.9, on every worker, found \d"):
        dataclasses.replace(shipped, version="0.0.9").unpickled()

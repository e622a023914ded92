"""`container_tco.duckdb.cost`: the digits of `batch_compare` as a relation."""

import container_tco as tco
import pytest

pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")
from service_rows import OPTIONS, service_rows  # noqa: E402

ROWS = 3000


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        services = service_rows(ROWS)
        connection.from_arrow(services).create("services")
        yield connection


@pytest.fixture(scope="module")
def expected():
    table = tco.batch_compare(service_rows(ROWS), **OPTIONS).to_arrow().combine_chunks()
    plain = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(zip(table.column_names, plain, strict=True)))


def test_a_relation_keeps_its_columns_beside_the_results(connection, expected):
    costed = tco.duckdb.cost(connection.table("services"), connection=connection, **OPTIONS)
    found = costed.order("id").to_arrow_table()
    assert found.select(["id", "region"]).equals(service_rows(ROWS).select(["id", "region"]))
    assert found.select(expected.column_names).cast(expected.schema).equals(expected)
    assert str(costed.types[costed.columns.index("ecs_ec2_total")]) == "DECIMAL(28,10)"


def test_a_name_and_a_query_give_the_same(connection, expected):
    for relation in ("services", connection.sql("from services order by id")):
        costed = tco.duckdb.cost(relation, connection=connection, keep="id", **OPTIONS)
        assert costed.columns == ["id", *expected.column_names]
        # A relation can be asked twice.
        for _ in range(2):
            total = costed.aggregate("sum(ecs_ec2_total), count(error)").fetchall()[0]
            assert total == (
                pa.compute.sum(expected["ecs_ec2_total"]).as_py(),
                len(expected) - expected["error"].null_count,
            )


def test_a_result_joins_with_other_tables(connection):
    costed = tco.duckdb.cost("services", connection=connection, keep=["id"], **OPTIONS)
    joined = costed.join(connection.sql('select id as other, "service" from services'), "id = other")
    assert joined.aggregate("count(*)").fetchall() == [(ROWS,)]


def test_names_need_no_care(connection):
    rows = connection.sql('select id as "a""b", region, 1 as "vcpu ""x""", 2 as memory_gib from services')
    costed = tco.duckdb.cost(rows, connection=connection, keep=['a"b'], columns={"vcpu": 'vcpu "x"'})
    assert costed.columns[0] == 'a"b'


def test_the_default_connection():
    relation = duckdb.sql("select 'us-east-1' as region, 1 as vcpu, 2 as memory_gib")
    costed = tco.duckdb.cost(relation, keep=[])
    assert costed.cross(duckdb.sql("select 1 as one")).fetchall()[0][-1] == 1


def test_mistakes(connection):
    with pytest.raises(tco.InvalidInputError, match="expected a column vcpu or cpu_units"):
        tco.duckdb.cost("services", connection=connection)
    with pytest.raises(tco.InvalidInputError, match=r"found 'WINNER'. Rename them"):
        tco.duckdb.cost(connection.sql("select *, 1 as WINNER from services"), connection=connection, **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match=r"found 'top'. Sum the result up in SQL"):
        tco.duckdb.cost("services", connection=connection, top=1, **OPTIONS)
    with pytest.raises(tco.InvalidInputError, match="unknown_region"):
        tco.duckdb.cost("services", connection=connection, on_error="stop", **OPTIONS)
    with pytest.raises(duckdb.CatalogException, match="nothing"):
        tco.duckdb.cost("nothing", connection=connection)

"""Tables in and out by the Arrow PyCapsule interface, held against the libraries that speak it."""

import datetime
import subprocess
import sys
from decimal import Decimal

import container_tco as tco
import pytest

pa = pytest.importorskip("pyarrow")
pl = pytest.importorskip("polars")
pd = pytest.importorskip("pandas")
duckdb = pytest.importorskip("duckdb")
na = pytest.importorskip("nanoarrow")

WHEN = datetime.datetime(2026, 11, 25, 13, 0, 0, 7, tzinfo=datetime.UTC)
VALUES = {
    pa.int8(): [-128, None, 127],
    pa.int16(): [-32768, None, 32767],
    pa.int32(): [-(2**31), None, 2**31 - 1],
    pa.int64(): [-(2**63), None, 2**63 - 1],
    pa.uint8(): [0, None, 255],
    pa.uint16(): [0, None, 65535],
    pa.uint32(): [0, None, 2**32 - 1],
    pa.uint64(): [0, None, 2**64 - 1],
    pa.float32(): [0.5, None, float("inf")],
    pa.float64(): [0.1, None, -1e300],
    pa.bool_(): [True, None, False],
    pa.decimal128(28, 10): [Decimal("0.0000000001"), None, Decimal("-999999999999999999.9999999999")],
    pa.decimal128(38, 0): [Decimal(10**38 - 1), None, Decimal(1 - 10**38)],
    pa.string(): ["", None, "zürich"],
    pa.null(): [None, None, None],
    pa.date32(): [datetime.date(2026, 11, 25), None, datetime.date(1969, 12, 31)],
    pa.date64(): [datetime.date(2026, 11, 25), None, datetime.date(1969, 12, 31)],
    pa.timestamp("us", "UTC"): [WHEN, None, WHEN],
    pa.timestamp("ns"): [WHEN.replace(tzinfo=None), None, None],
    pa.dictionary(pa.int32(), pa.string()): ["ec2", None, "fargate"],
}


def ids(type_):
    return str(type_)


@pytest.mark.parametrize("type_", VALUES, ids=ids)
def test_a_column_comes_back_with_its_type_and_values(type_):
    given = pa.table({"column": pa.array(VALUES[type_], type_)})
    back = pa.table(tco.Table(given))
    back.validate(full=True)
    assert back.schema.field(0).type == type_
    assert back.column(0).to_pylist() == VALUES[type_]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (pa.large_string(), pa.string()),
        (pa.string_view(), pa.string()),
        (pa.dictionary(pa.uint8(), pa.string()), pa.dictionary(pa.int32(), pa.string())),
        (pa.dictionary(pa.int64(), pa.large_string()), pa.dictionary(pa.int32(), pa.string())),
    ],
    ids=ids,
)
def test_every_form_of_text_is_read(given, kept):
    texts = ["", None, "a text of more than twelve bytes", "ü"]
    back = pa.table(tco.Table(pa.table({"t": pa.array(texts, pa.string()).cast(given)})))
    back.validate(full=True)
    assert back.schema.field(0).type == kept
    assert back.column(0).to_pylist() == texts


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (pa.decimal256(50, 10), pa.decimal128(38, 10)),
        (pa.decimal256(20, 2), pa.decimal128(20, 2)),
        (pa.decimal128(5, -2), pa.decimal128(7, 0)),
        (pa.decimal32(9, 2), pa.decimal128(9, 2)),
        (pa.decimal64(18, 2), pa.decimal128(18, 2)),
    ],
    ids=ids,
)
def test_decimals_of_every_width_become_decimal128(given, kept):
    values = [Decimal("-300"), None, Decimal("1200")]
    back = pa.table(tco.Table(pa.table({"d": pa.array(values, given)})))
    back.validate(full=True)
    assert back.schema.field(0).type == kept
    assert back.column(0).to_pylist() == values


def test_a_decimal_of_more_than_38_digits_names_its_row():
    table = pa.table({"cost": pa.array([Decimal(1), Decimal(10**40)], pa.decimal256(50, 0))})
    with pytest.raises(tco.InvalidInputError, match=r"column 'cost'.*decimal128\(38, 0\), in row 1.*Cast it before"):
        tco.Table(table)


@pytest.mark.parametrize("type_", VALUES, ids=ids)
def test_sliced_and_chunked_tables(type_):
    values = VALUES[type_] * 5
    array = pa.array(values, type_)
    chunks = pa.chunked_array([array.slice(1, 9), array.slice(3, 0), array.slice(10, 5)])
    table = pa.table({"a": chunks}).slice(2)
    back = pa.table(tco.Table(table))
    back.validate(full=True)
    assert back.column(0).to_pylist() == table.column(0).to_pylist() == (values[1:10] + values[10:15])[2:]
    (one,) = pa.Table.from_batches([pa.record_batch(tco.Table(table))]).column(0).chunks
    one.validate(full=True)
    assert one.to_pylist() == table.column(0).to_pylist()


def test_dictionaries_that_differ_from_chunk_to_chunk():
    chunks = [pa.array(["a", "b"]).dictionary_encode(), pa.array(["c", None, "b"]).dictionary_encode()]
    table = tco.Table(pa.table({"d": pa.chunked_array(chunks)}))
    assert pa.table(table).column(0).to_pylist() == ["a", "b", "c", None, "b"]
    assert pa.record_batch(table).column(0).to_pylist() == ["a", "b", "c", None, "b"]


def test_empty_tables():
    no_rows = tco.Table(pa.table({"a": pa.array([], pa.int64()), "b": pa.array([], pa.string())}))
    assert pa.table(no_rows).to_pydict() == {"a": [], "b": []}
    assert pa.record_batch(no_rows).num_rows == 0
    no_batches = pa.RecordBatchReader.from_batches(pa.schema([("a", pa.string())]), [])
    assert pa.table(tco.Table(no_batches)).schema.names == ["a"]
    no_columns = tco.Table(pa.record_batch({"a": pa.array([1, 2])}).select([]))
    assert no_columns.column_names == []
    assert len(no_columns) == 2
    assert pa.record_batch(no_columns).num_columns == 0


def test_struct_rows_that_are_null():
    rows = pa.array([{"a": 1}, None, {"a": None}], pa.struct([("a", pa.int64())]))
    assert pa.table(tco.Table(rows)).to_pydict() == {"a": [1, None, None]}


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (pa.array([[1]], pa.list_(pa.int64())), "list"),
        (pa.array([b"x"], pa.binary()), "binary"),
        (pa.array([{"x": 1}]), "struct"),
        (pa.array([datetime.timedelta(1)]), "duration"),
        (pa.array([datetime.time(1)]), "time64"),
        (pa.array([1.5], pa.float16()), "float16"),
        (pa.array([1]).dictionary_encode(), "dictionary<int32, int64>"),
    ],
    ids=str,
)
def test_an_unsupported_type_is_an_error_that_says_what_to_do(values, named):
    with pytest.raises(tco.InvalidInputError, match=rf"column 'odd': expected .*found '{named}.*Cast it before"):
        tco.Table(pa.table({"good": [1], "odd": values}))
    with pytest.raises(tco.InvalidInputError, match="odd"):
        tco.Table(pa.table({"odd": values.slice(0, 0)}))


def test_polars_goes_in_and_out():
    frame = pl.DataFrame(
        {
            "region": ["us-east-1", None, "a region with a long name"],
            "winner": pl.Series(["ec2", "fargate", None], dtype=pl.Categorical),
            "kind": pl.Series(["a", "b", None], dtype=pl.Enum(["b", "a"])),
            "cost": pl.Series([Decimal("0.25"), None, Decimal("3")], dtype=pl.Decimal(28, 10)),
            "count": pl.Series([1, None, 3], dtype=pl.UInt16),
            "day": [datetime.date(2026, 11, 25), None, None],
            "empty": pl.Series([None, None, None], dtype=pl.Null),
        }
    )
    back = tco.Table(frame).to_polars()
    assert back.rows() == frame.rows()
    assert back.schema["cost"] == pl.Decimal(28, 10)
    assert tco.Table(frame.slice(1, 1)).to_polars().rows() == frame.rows()[1:2]
    chunked = pl.concat([frame, frame], rechunk=False)
    assert tco.Table(chunked).to_polars().rows() == chunked.rows()


def test_pandas_goes_in_and_out():
    frame = pd.DataFrame({"id": [1, 2], "name": ["a", None], "kind": pd.Categorical(["x", "y"]), "size": [0.5, 1.5]})
    back = tco.Table(frame).to_pandas()
    assert back["id"].tolist() == [1, 2]
    assert back["name"].tolist()[0] == "a"
    assert back["name"].isna().tolist() == [False, True]
    assert back["kind"].tolist() == ["x", "y"]
    assert back["size"].tolist() == [0.5, 1.5]
    assert back.groupby("kind")["id"].sum().to_dict() == {"x": 1, "y": 2}
    cost = tco.Table(pa.table({"cost": pa.array([Decimal("0.1")], pa.decimal128(28, 10))})).to_pandas()["cost"]
    assert cost.dtype == pd.ArrowDtype(pa.decimal128(28, 10))
    assert pd.DataFrame.from_arrow(tco.Table(frame))["id"].tolist() == [1, 2]


def test_duckdb_goes_in_and_out():
    relation = duckdb.sql("select i, i::decimal(28,10) / 4 as cost, 'row ' || i as name from range(5000) r(i)")
    ours = tco.Table(relation)
    assert len(ours) == 5000
    assert duckdb.sql("select sum(i), max(name), count(*) from ours").fetchall() == [(12497500, "row 999", 5000)]
    assert ours.to_arrow().to_pylist()[1] == {"i": 1, "cost": Decimal("0.25"), "name": "row 1"}


def test_nanoarrow_agrees_on_the_buffers():
    table = tco.Table(pa.table({"n": pa.array([1, None, 3], pa.int16()), "t": ["a", None, "b"]}))
    array = na.c_array(table)
    assert array.length == 3
    assert [child.null_count for child in array.children] == [1, 1]
    assert [child.n_buffers for child in array.children] == [2, 3]
    assert na.Array(table).to_pylist() == [{"n": 1, "t": "a"}, {"n": None, "t": None}, {"n": 3, "t": "b"}]
    assert na.c_schema(table).format == "+s"
    assert tco.Table(na.c_array_stream(table)).column_names == ["n", "t"]


def test_capsules_have_their_names_and_are_released_once():
    table = tco.Table(pa.table({"a": ["x"]}))
    assert '"arrow_schema"' in repr(table.__arrow_c_schema__())
    assert '"arrow_array_stream"' in repr(table.__arrow_c_stream__())
    schema, array = table.__arrow_c_array__()
    assert '"arrow_schema"' in repr(schema)
    assert '"arrow_array"' in repr(array)
    stream = table.__arrow_c_stream__()
    holder = type("Holder", (), {"__arrow_c_stream__": lambda self, requested_schema=None: stream})()
    assert pa.table(holder).num_rows == 1
    with pytest.raises(tco.InvalidInputError, match="has not been read before"):
        tco.Table(holder)


def test_a_requested_schema_is_met_where_it_can_be():
    table = tco.Table(pa.table({"d": pa.array(["a", "b"]).dictionary_encode(), "n": pa.array([1, 2], pa.int64())}))
    wanted = pa.schema([("d", pa.string()), ("n", pa.int8())])
    stream = table.__arrow_c_stream__(wanted.__arrow_c_schema__())
    holder = type("Holder", (), {"__arrow_c_stream__": lambda self, requested_schema=None: stream})()
    assert pa.table(holder).schema.types == [pa.string(), pa.int8()]
    assert pa.table(table, schema=wanted).to_pydict() == {"d": ["a", "b"], "n": [1, 2]}
    with pytest.raises(TypeError, match="arrow_schema"):
        table.__arrow_c_stream__("int8")


@pytest.mark.parametrize(
    "source", [None, 5, "table", [1, 2], {"a": [1]}, object()], ids=lambda source: type(source).__name__
)
def test_what_is_no_table_is_a_type_error(source):
    with pytest.raises(TypeError, match="expected a table with __arrow_c_stream__"):
        tco.Table(source)


@pytest.mark.parametrize("answer", [None, 5, (), (1, 2), "x"], ids=repr)
def test_methods_that_return_nonsense_are_type_errors(answer):
    for method in ("__arrow_c_stream__", "__arrow_c_array__"):
        holder = type("Holder", (), {method: lambda self, requested_schema=None: answer})()
        with pytest.raises(TypeError, match="expected"):
            tco.Table(holder)


def test_a_column_alone_is_no_table():
    with pytest.raises(tco.InvalidInputError, match="a table: a struct of columns"):
        tco.Table(pa.array([1, 2]))


def test_a_source_that_fails_midway_tells_its_own_reason():
    def batches():
        yield pa.record_batch({"a": [1]})
        raise ValueError("the file ends too early")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("a", pa.int64())]), batches())
    with pytest.raises(tco.InvalidInputError, match="the file ends too early"):
        tco.Table(reader)


def test_malformed_arrays_are_refused():
    offsets = pa.array([0, 5, 2, 7], pa.int32()).buffers()[1]
    text = pa.StringArray.from_buffers(3, offsets, pa.py_buffer(b"0123456"))
    with pytest.raises(tco.InvalidInputError, match="column 't': expected offsets of text that rise"):
        tco.Table(pa.table({"t": text}))
    codes = pa.DictionaryArray.from_arrays(pa.array([0, 9], pa.int8()), pa.array(["a"]), safe=False)
    with pytest.raises(tco.InvalidInputError, match="a dictionary of 1 values, in row 1"):
        tco.Table(pa.table({"t": codes}))
    broken = pa.StringArray.from_buffers(1, pa.array([0, 1], pa.int32()).buffers()[1], pa.py_buffer(b"\xff"))
    with pytest.raises(tco.InvalidInputError, match="UTF-8, in row 0"):
        tco.Table(pa.table({"t": broken}))
    digits = pa.Array.from_buffers(pa.decimal128(3, 0), 1, [None, pa.py_buffer((1000).to_bytes(16, "little"))])
    with pytest.raises(tco.InvalidInputError, match=r"decimal128\(3, 0\)"):
        tco.Table(pa.table({"d": digits}))


def test_it_shows_itself_with_text_escaped():
    table = tco.Table(
        pa.table({"<b>": ["<script>\x1b[2J", None], "cost": pa.array([Decimal("1.5"), None], pa.decimal128(28, 10))})
    )
    page = table._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page + repr(table)
    assert "1.5000000000" in repr(table)
    assert "decimal128(28, 10)" in repr(table)
    assert "null" in repr(table)
    assert repr(table).startswith("Table of 2 rows and 2 columns")
    long = tco.Table(pa.table({f"c{i}": list(range(1000)) for i in range(30)}))
    assert "first 20 rows, first 12 columns shown" in repr(long)
    assert long._repr_html_().count("<tr>") == 21


def test_no_library_is_loaded_unless_asked_for():
    code = """
import sys
import container_tco as tco
loaded = {"pyarrow", "pandas", "polars", "duckdb", "numpy"}
try:
    tco.Table(5)
except TypeError:
    pass
assert not loaded & set(sys.modules), loaded & set(sys.modules)
for name in ("pyarrow", "polars", "pandas"):
    sys.modules[name] = None
from container_tco.optional_libraries import library
for method, name in (("to_arrow", "pyarrow"), ("to_polars", "polars"), ("to_pandas", "pandas")):
    try:
        library(method, name)
    except ImportError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "to_arrow needs pyarrow: pip install 'container-tco[arrow]'",
        "to_polars needs polars: pip install 'container-tco[polars]'",
        "to_pandas needs pandas: pip install 'container-tco[pandas]'",
    ]

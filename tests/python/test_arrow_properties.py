"""Random tables go through the core and come back equal."""

import datetime
from decimal import Decimal

import container_tco as tco
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")

TEXT = st.text(max_size=20)
WHOLE = {
    pa.int8(): (-(2**7), 2**7 - 1),
    pa.int16(): (-(2**15), 2**15 - 1),
    pa.int32(): (-(2**31), 2**31 - 1),
    pa.int64(): (-(2**63), 2**63 - 1),
    pa.uint8(): (0, 2**8 - 1),
    pa.uint16(): (0, 2**16 - 1),
    pa.uint32(): (0, 2**32 - 1),
    pa.uint64(): (0, 2**64 - 1),
}
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
TYPES = {
    **{type_: st.integers(*bounds) for type_, bounds in WHOLE.items()},
    pa.float32(): st.floats(width=32, allow_nan=False),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    pa.decimal128(28, 10): st.integers(1 - 10**28, 10**28 - 1).map(lambda n: Decimal(n).scaleb(-10)),
    pa.string(): TEXT,
    pa.large_string(): TEXT,
    pa.string_view(): TEXT,
    pa.dictionary(pa.int8(), pa.string()): st.sampled_from(["a", "b", "", "a longer name"]),
    pa.dictionary(pa.uint32(), pa.large_string()): TEXT,
    pa.date32(): DAYS,
    pa.timestamp("us", "UTC"): st.datetimes(timezones=st.just(datetime.UTC), min_value=datetime.datetime(1900, 1, 1)),
    pa.null(): st.none(),
}


@st.composite
def tables(draw):
    """Draw chunks of one schema, each of them perhaps a slice of something longer."""
    types = draw(st.lists(st.sampled_from(list(TYPES)), max_size=4))
    schema = pa.schema([(f"column {i}", type_) for i, type_ in enumerate(types)])
    batches = []
    for _ in range(draw(st.integers(0, 3))):
        count = draw(st.integers(0, 12))
        columns = [
            pa.array(draw(st.lists(st.none() | TYPES[type_], min_size=count, max_size=count)), pa.string()).cast(type_)
            if pa.types.is_dictionary(type_) or pa.types.is_string_view(type_)
            else pa.array(draw(st.lists(st.none() | TYPES[type_], min_size=count, max_size=count)), type_)
            for type_ in types
        ]
        if columns:
            batch = pa.record_batch(columns, schema=schema)
            start = draw(st.integers(0, count))
            batches.append(batch.slice(start, draw(st.integers(0, count - start))))
    return pa.Table.from_batches(batches, schema)


@settings(max_examples=300, deadline=None)
@given(tables())
def test_a_table_comes_back_equal(table):
    read = tco.Table(table)
    back = pa.table(read)
    back.validate(full=True)
    assert back.schema.names == table.schema.names
    assert back.to_pydict() == table.to_pydict()
    assert [chunk.num_rows for chunk in back.to_batches()] == [chunk.num_rows for chunk in table.to_batches()]
    one = pa.record_batch(read)
    one.validate(full=True)
    assert one.to_pydict() == table.to_pydict()
    again = pa.table(tco.Table(read))
    assert again.schema == back.schema
    assert again.to_pydict() == table.to_pydict()

"""Footers of Parquet files moved, so that files behind one another in one file become one file.

Parquet keeps the places of its columns as bytes from the beginning of the file, in a footer of Thrift's compact
protocol (https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift). pyarrow joins footers
(`append_row_groups`), but cannot move one; this is all that is done here.
"""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

MAGIC = b"PAR1"
TAIL_BYTES = 8
"""At the end of a file: the length of the footer, and MAGIC."""

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_WHOLE_NUMBERS = (4, 5, 6)
_LONG_LIST = 15

_ROW_GROUP = (4,)
_COLUMN_CHUNK = (*_ROW_GROUP, 1)
_COLUMN_METADATA = (*_COLUMN_CHUNK, 3)
# Paths of field numbers: row_groups.file_offset; columns.file_offset, offset_index_offset, column_index_offset;
# meta_data.data_page_offset, index_page_offset, dictionary_page_offset, bloom_filter_offset.
_OFFSETS = {
    (*_ROW_GROUP, 5),
    *((*_COLUMN_CHUNK, field) for field in (2, 4, 6)),
    *((*_COLUMN_METADATA, field) for field in (9, 10, 11, 14)),
}


def joined_footer(segments: list[tuple[bytes, int]]) -> bytes:
    """Return what ends a file that holds whole Parquet files behind one another.

    segments: the footer of each, without the tail, and where the file begins. All have the same columns.
    """
    metadata, *others = (_metadata(moved_footer(footer, begin)) for footer, begin in segments)
    for part in others:
        metadata.append_row_groups(part)
    sink = pa.BufferOutputStream()
    metadata.write_metadata_file(sink)
    # Written as a file of its own, which begins with MAGIC.
    content: bytes = sink.getvalue().to_pybytes()
    return content[len(MAGIC) :]


def moved_footer(footer: bytes, by: int) -> bytes:
    """Return the footer of the same file behind `by` other bytes."""
    source, target = io.BytesIO(footer), io.BytesIO()
    _copy_struct(source, target, (), by)
    return target.getvalue()


def _metadata(footer: bytes) -> pq.FileMetaData:
    return pq.read_metadata(pa.BufferReader(MAGIC + footer + len(footer).to_bytes(4, "little") + MAGIC))


def _copy_struct(source: io.BytesIO, target: io.BytesIO, path: tuple[int, ...], by: int) -> None:
    field = 0
    while (header := _byte(source)) != 0:
        target.write(bytes([header]))
        delta, kind = header >> 4, header & 15
        if delta:
            field += delta
        else:
            number = _varint(source)
            _write_varint(target, number)
            field = _signed(number)
        if kind not in (_TRUE, _FALSE):  # Of a field these are the value themselves.
            _copy_value(source, target, kind, (*path, field), by)
    target.write(b"\0")


def _copy_value(source: io.BytesIO, target: io.BytesIO, kind: int, path: tuple[int, ...], by: int) -> None:
    if kind in _WHOLE_NUMBERS:
        number = _varint(source)
        offset = _signed(number)
        # 0 stands for a part that is not there.
        _write_varint(target, 2 * (offset + by) if path in _OFFSETS and offset > 0 else number)
    elif kind == _BINARY:
        length = _varint(source)
        _write_varint(target, length)
        target.write(source.read(length))
    elif kind in (_LIST, _SET):
        _copy_list(source, target, path, by)
    elif kind == _STRUCT:
        _copy_struct(source, target, path, by)
    elif kind in (_TRUE, _FALSE, _BYTE):
        target.write(source.read(1))
    elif kind == _DOUBLE:
        target.write(source.read(8))
    else:
        raise ValueError(f"a Parquet footer with a field of kind {kind}")


def _copy_list(source: io.BytesIO, target: io.BytesIO, path: tuple[int, ...], by: int) -> None:
    header = _byte(source)
    target.write(bytes([header]))
    count = header >> 4
    if count == _LONG_LIST:
        count = _varint(source)
        _write_varint(target, count)
    for _ in range(count):
        _copy_value(source, target, header & 15, path, by)


def _byte(source: io.BytesIO) -> int:
    return source.read(1)[0]


def _signed(zigzag: int) -> int:
    return (zigzag >> 1) ^ -(zigzag & 1)


def _varint(source: io.BytesIO) -> int:
    value = shift = 0
    while (byte := _byte(source)) & 128:
        value |= (byte & 127) << shift
        shift += 7
    return value | byte << shift


def _write_varint(target: io.BytesIO, value: int) -> None:
    while value > 127:
        target.write(bytes([value & 127 | 128]))
        value >>= 7
    target.write(bytes([value]))

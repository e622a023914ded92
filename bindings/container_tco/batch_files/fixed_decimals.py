"""Decimals as text without an exponent."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc


def fixed_notation(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the decimals of a column as text: 0.0000000001, where Arrow writes 1E-10."""
    texts = pc.cast(column, pa.string())
    has_exponent = pc.fill_null(pc.match_substring(texts, "E"), False)
    if not pc.any(has_exponent).as_py():
        return texts
    short = pc.filter(texts, has_exponent).combine_chunks().dictionary_encode()
    names = pa.array([f"{Decimal(name):f}" for name in short.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(texts.combine_chunks(), has_exponent.combine_chunks(), names.take(short.indices))

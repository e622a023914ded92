"""Rows of services for the tests of tables: every kind of column, good rows and bad ones, the same every time."""

import pyarrow as pa

REGIONS = ("us-east-1", "eu-west-1", "ap-northeast-2", "mars-1")
MEMORY_GIB = (0.5, 1.0, 2.0, 4.0, None)
TASK_SECONDS = (2_628_000, 86_400, 3_600)


def service_rows(count):
    """A table of `count` rows, of which every fourth has no region and every fifth no memory."""
    rows = range(count)
    return pa.table(
        {
            "id": pa.array(rows, pa.int64()),
            "service": [f"service {i}" for i in rows],
            "region": [REGIONS[i % 4] for i in rows],
            "cpu_request": pa.array([(1 + i % 8) * 0.25 for i in rows], pa.float64()),
            "memory_gib": pa.array([MEMORY_GIB[i % 5] for i in rows], pa.float64()),
            "task_count": pa.array([1 + i % 7 for i in rows], pa.int32()),
            "task_seconds": pa.array([TASK_SECONDS[i % 3] for i in rows], pa.int64()),
            "architecture": [("x86_64", "arm64")[i % 2] for i in rows],
            "tags": pa.array([["a", str(i)] for i in rows], pa.list_(pa.string())),
        }
    )


OPTIONS = {"columns": {"vcpu": "cpu_request"}, "hourly_rate": "55.5", "period": "2026-01", "services_per_fleet": 20}

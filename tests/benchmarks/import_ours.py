"""The import of container_tco from Python. Prints rows, seconds and peak memory: python import_ours.py PATH."""

import resource
import sys
import time

import container_tco._core as core


def main():
    """Import the file and print what came of it."""
    book = core.PriceBook.bundled()
    book.regions  # noqa: B018  # opens the table, which is no part of an import
    start = time.perf_counter()
    with open(sys.argv[1], "rb", buffering=0) as file:
        result = core.import_offers([(sys.argv[1], file)], book)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    import json  # Here, so that its memory is not counted: the import needs none of it.

    rows = [[row.key, row.region, str(row.tiers[0].price.amount.normalize())] for row in result.prices]
    json.dump({"rows": rows, "seconds": seconds, "peak_kib": peak}, sys.stdout)


if __name__ == "__main__":
    main()

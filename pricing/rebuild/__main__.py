"""python pricing/rebuild --facts PATH: writes the tables of pricing/ from the gathered facts files."""

import argparse
from pathlib import Path

import ec2
import instance_types
import labour
import regions
import services
from table import dumps, rows_text, write

VERSION = "2026-11-22"
DESCRIPTION = "AWS list prices, EC2 instance types and labour tables for comparing containers on EC2 and on Fargate"


def _manifest(ec2_regions, tables):
    entries = [{"path": f"{table.name}.json", "kind": "prices"} for table in tables]
    entries += [{"path": f"ec2/{region}.json", "kind": "prices", "region": region} for region in ec2_regions]
    entries += [
        {"path": "instance_types.json", "kind": "instance_types"},
        {"path": "regions.json", "kind": "regions"},
        {"path": "labour/rates.json", "kind": "labour_rates"},
        {"path": "labour/activities.json", "kind": "labour_activities"},
    ]
    head = [("schema_version", '"1"'), ("version", dumps(VERSION)), ("description", dumps(DESCRIPTION))]
    return rows_text(head, entries).replace(' "rows": [', ' "tables": [')


def main():
    """Read the facts, write every table and the manifest."""
    parser = argparse.ArgumentParser(prog="rebuild", description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="folder with ec2/*.csv and services/*.csv")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1], help="default: pricing/")
    options = parser.parse_args()

    by_region = ec2.build(options.facts)
    tables = services.build(options.facts, sorted(by_region))
    for table in [*by_region.values(), *tables]:
        write(options.out / f"{table.name}.json", table.text())
        print(f"{table.name}.json: {len(table.rows)} rows")
    write(options.out / "instance_types.json", instance_types.build(options.facts))
    write(options.out / "regions.json", regions.build(options.facts))
    write(options.out / "labour" / "rates.json", labour.build(options.facts))
    write(options.out / "price_book.json", _manifest(sorted(by_region), tables))
    print("instance_types.json, regions.json, labour/rates.json, price_book.json")


if __name__ == "__main__":
    main()

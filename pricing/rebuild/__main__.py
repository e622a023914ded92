"""python pricing/rebuild --facts PATH: writes the tables of pricing/ from the gathered facts files."""

import argparse
from pathlib import Path

import ec2
import fees
import instance_types
import labour
import regions
import reserved
import savings_plans
import services
import spot
from table import dumps, rows_text, write

VERSION = "2026-11-25"
DESCRIPTION = (
    "AWS list prices, Reserved Instances, Spot observations, EC2 instance types and labour tables for comparing "
    "containers on EC2 and on Fargate"
)
# Written by hand, each row with its source.
BY_HAND = {
    "kubernetes_versions.json": "kubernetes_versions",
    "management_fees.json": "management_fees",
    "commitment_ratios.json": "commitment_ratios",
    "labour/activities.json": "labour_activities",
}


def _entry(table, kind, only_regions):
    entry = {"path": f"{table.name}.json", "kind": kind, "keys": table.prefixes()}
    return entry | ({"regions": table.regions()} if only_regions else {})


def _manifest(price_tables, regional, spot_tables):
    entries = [_entry(table, "prices", False) for table in price_tables]
    entries += [_entry(table, "prices", True) for table in regional]
    entries += [_entry(table, "spot", table.name != "spot/fargate") for table in spot_tables]
    entries += [
        {"path": "instance_types.json", "kind": "instance_types"},
        {"path": "regions.json", "kind": "regions"},
        {"path": "labour/rates.json", "kind": "labour_rates"},
    ]
    entries += [{"path": path, "kind": kind} for path, kind in BY_HAND.items()]
    head = [("schema_version", '"1"'), ("version", dumps(VERSION)), ("description", dumps(DESCRIPTION))]
    return rows_text(head, entries).replace(' "rows": [', ' "tables": [')


def main():
    """Read the facts, write every table and the manifest."""
    parser = argparse.ArgumentParser(prog="rebuild", description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="folder with ec2/*.csv and services/*.csv")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1], help="default: pricing/")
    options = parser.parse_args()

    by_region = ec2.build(options.facts)
    zones = ec2.zones(options.facts)
    service_regions = sorted(set(by_region) - {"cn-north-1"})
    price_tables = [*services.build(options.facts, service_regions), savings_plans.build(options.facts)]
    regional = [
        *(by_region[region] for region in sorted(by_region)),
        zones,
        *reserved.build(options.facts).values(),
        *fees.build(options.facts).values(),
    ]
    spot_tables = [*spot.ec2(options.facts).values(), spot.fargate(options.facts)]
    for table in [*price_tables, *regional, *spot_tables]:
        write(options.out / f"{table.name}.json", table.text())
    zone_groups = {group for table in [zones, *spot_tables] for group in table.regions()} - set(regions.PREFIXES)
    write(options.out / "instance_types.json", instance_types.build(options.facts))
    write(options.out / "regions.json", regions.build(options.facts, zone_groups))
    write(options.out / "labour" / "rates.json", labour.build(options.facts))
    write(options.out / "price_book.json", _manifest(price_tables, regional, spot_tables))
    print(f"{len(price_tables) + len(regional)} price tables, {len(spot_tables)} tables of Spot observations, 3 others")


if __name__ == "__main__":
    main()

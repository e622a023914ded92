"""pricing/fees/<region>.json: the fees of ECS Managed Instances and EKS Auto Mode, as published in 2025-10.

The price maps name these meters by hashes. A hash was taken for an instance type when the rule of 12 % of the on-demand
price held in nearly all of its regions, so which figure belongs to which type is an inference.
"""

from collections import defaultdict

from sources import read
from table import PriceTable

COLUMNS = {
    "ecs/managed_instances/*": ("ecs_managed_instances_fee_usd_hour", "ecs_match", "ecs", "2025-10-27"),
    "eks/auto_mode/*": ("eks_auto_mode_fee_usd_hour", "eks_match", "eks", "2025-10-28"),
}
NOTES = {
    "unique": "matched to the type by the 12 % rule",
    "ambiguous": "matched by the 12 % rule together with another type of the same price",
    "differs-from-rule": "matched by the 12 % rule in other regions; here the published figure is not 12 %",
}


def _origin(key, match):
    _, _, service, as_of = COLUMNS[key]
    source = f"AWS price map copy, lamngockhuong/aws-price@508fb45 lib/data/pricing/{service}.json"
    return (source, as_of, "derived", NOTES[match])


def build(facts):
    """Region -> table."""
    found = defaultdict(lambda: defaultdict(dict))
    for row in read(facts / "services" / "control_planes_instance_fees.csv"):
        for key, (price, match, _, _) in COLUMNS.items():
            if row[price]:
                found[row["region"]][key, row[match]][row["instance_type"]] = [row[price]]
    tables = {}
    for region, grids in sorted(found.items()):
        table = tables[region] = PriceTable(f"fees/{region}", {key: "Hours" for key, _ in grids})
        for (key, match), rows in sorted(grids.items()):
            table.add_grid(region, [key], rows, _origin(key, match))
    return tables

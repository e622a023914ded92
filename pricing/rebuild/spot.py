"""pricing/spot/: what Spot capacity has cost. Observations with a date, never prices."""

from collections import defaultdict

from sources import read, source_name
from table import Provenance, dumps, grids_text, key_prefixes, object_text

COLUMNS = [
    "average", "last", "minimum", "median", "maximum", "snapshots", "saving_percent", "interruption_band",
]  # fmt: skip
FACTS_COLUMNS = ["usd_per_hour_avg_2026_05_12", "usd_per_hour_2026_01_19", "min", "median", "max"]
EC2_ORIGIN = (
    "average: ec2instances.info tidy dump, jawaadjariwala/AWS-EC2-Pricing-Landscape-Analysis@b7dbceb; last price and"
    " spread: AWS Spot page copies, ww898/aws-price-parser@f049f4f",
    "2026-05-12",
    "single_source",
    "average as of 2026-05-12; last price of 2026-01-19; minimum, median and maximum over up to 8 snapshots from"
    " 2025-03-27 to 2026-01-19",
)
ADVISOR_ORIGIN = (
    "AWS Spot Instance Advisor copy, alexei-led/spotinfo@5eedf20",
    "2025-06-28",
    "single_source",
    "saving and interruption band over the month before",
)
# The feed of the pricing page as read by a third party; newer than what the facts have for this region.
FEED = ("AWS Fargate Spot price feed, third-party read of 2026-09-28", "2026-09-28", "single_source", "")
FEED_PRICES = {
    ("us-east-1", "x86_64/vcpu"): "0.01288871",
    ("us-east-1", "x86_64/memory"): "0.00141527",
    ("us-east-1", "arm64/vcpu"): "0.01030969",
    ("us-east-1", "arm64/memory"): "0.00113349",
}
DIMENSIONS = {"vcpu_hour": "vcpu", "memory_gb_hour": "memory"}
ARCHITECTURES = {"x86": "x86_64", "arm64": "arm64"}


class SpotTable:
    """Observations by region and key."""

    def __init__(self, name, units):
        """Start an empty table."""
        self.name = name
        self.units = units
        self.provenance = Provenance()
        self.grids = []

    def add_grid(self, region, key, rows, origin, interruption_origin=None):
        """Rows map the rest of the key to values in the order of COLUMNS."""
        ids = [self.provenance.key(*one) if one else None for one in (origin, interruption_origin)]
        self.grids.append((region, key, rows, *ids))

    def prefixes(self):
        """Return the key prefixes of the table."""
        return key_prefixes(key for _, key, _, _, _ in self.grids)

    def regions(self):
        """Return the regions that were observed."""
        return sorted({region for region, *_ in self.grids})

    def text(self):
        """Return the file."""
        ids = self.provenance.ids()
        grids = []
        for region, key, rows, origin, interruption in sorted(self.grids, key=lambda g: (g[0], g[1], ids[g[3]])):
            head = {"region": region, "key": key, "provenance": ids[origin]}
            if interruption:
                head["interruption_provenance"] = ids[interruption]
            grids.append((head | {"columns": COLUMNS}, rows))
        parts = [
            ' "schema_version": "1"',
            f' "table": {dumps(self.name)}',
            ' "currency": "USD"',
            ' "provenance": {\n' + self.provenance.lines() + "\n }",
            ' "units": ' + object_text(self.units),
            grids_text(grids),
        ]
        return "{\n" + ",\n".join(parts) + "\n}\n"


def ec2(facts):
    """Region -> table."""
    advised = {
        (row["region"], row["os"], row["instance_type"]): [int(row["savings_pct"]), row["interruption_band"]]
        for row in read(facts / "ec2" / "spot_advisor.csv")
    }
    found = defaultdict(lambda: defaultdict(dict))
    for row in read(facts / "ec2" / "spot.csv"):
        name = (row["region"], row["os"], row["instance_type"])
        prices = [row[column] or None for column in FACTS_COLUMNS]
        count = int(row["snapshots"]) if row["snapshots"] else None
        found[row["region"]][row["os"]][row["instance_type"]] = [*prices, count, *advised.pop(name, [None, None])]
    if advised:
        raise ValueError(f"advice without a price: {sorted(advised)[:3]}")
    tables = {}
    for region, systems in sorted(found.items()):
        units = {f"ec2/{system}/spot/*": "Hours" for system in systems}
        tables[region] = SpotTable(f"spot/{region}", units)
        for system, rows in sorted(systems.items()):
            tables[region].add_grid(region, f"ec2/{system}/spot/*", rows, EC2_ORIGIN, ADVISOR_ORIGIN)
    return tables


def fargate(facts):
    """Return the one table of Fargate Spot, newest reading of each region."""
    newest = {name: (price, FEED) for name, price in FEED_PRICES.items()}
    for row in read(facts / "services" / "fargate.csv"):
        if row["purchase"] != "spot":
            continue
        name = (row["region"], f"{ARCHITECTURES[row['arch']]}/{DIMENSIONS[row['dimension']]}")
        note = "an old sample: Spot moves" if row["as_of"] < "2025" else ""
        origin = (source_name(row["source"]), row["as_of"], "single_source", note)
        if name not in newest or newest[name][1][1] < row["as_of"]:
            newest[name] = (row["usd"], origin)
    grouped = defaultdict(dict)
    for (region, key), (price, origin) in newest.items():
        grouped[region, origin][key] = [None, price, *[None] * 6]
    units = {f"fargate/ecs_spot/linux/{a}/vcpu": "vCPU-Hours" for a in ARCHITECTURES.values()}
    units |= {f"fargate/ecs_spot/linux/{a}/memory": "GB-Hours" for a in ARCHITECTURES.values()}
    table = SpotTable("spot/fargate", units)
    for (region, origin), rows in sorted(grouped.items()):
        table.add_grid(region, "fargate/ecs_spot/linux/*", rows, origin)
    return table

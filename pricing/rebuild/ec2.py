"""pricing/ec2/: EC2 on-demand, Linux and Windows, shared tenancy, by region; all zones in one table."""

from sources import EC2_PRICE_SOURCES, read
from table import PriceTable

UNITS = {"ec2/linux/on_demand/*": "Hours", "ec2/windows/on_demand/*": "Hours"}
LINUX = {"ec2/linux/on_demand/*": "Hours"}
FILES = {
    "on_demand_linux.csv": "linux",
    "on_demand_linux_us_gov.csv": "linux",
    "on_demand_windows.csv": "windows",
}

# (region, Windows type) whose price is wrong in the only source, and why.
WRONG = {("ap-northeast-3", "u-12tb1.112xlarge"): "the licence alone, 448 × 0.046"}


def _origin(row):
    names = row["sources"].split(";")
    source = "; ".join(EC2_PRICE_SOURCES[name] for name in names)
    return (source, row["as_of"], "verified" if len(names) >= 2 else "single_source", "")


def build(facts):
    """Region -> table."""
    tables = {}
    for file, system in FILES.items():
        for row in read(facts / "ec2" / file):
            region = row["region"]
            if system == "windows" and (region, row["instance_type"]) in WRONG:
                continue
            table = tables.setdefault(region, PriceTable(f"ec2/{region}", UNITS))
            key = f"ec2/{system}/on_demand/{row['instance_type']}"
            table.add(region, key, row["usd_per_hour"], _origin(row))
    return tables | {"cn-north-1": _china(facts)}


def _china(facts):
    """In yuan, and of 2024."""
    table = PriceTable("ec2/cn-north-1", LINUX, currency="CNY")
    source = "Karpenter price table, aws/karpenter-provider-aws@655d473 (2024-11-06)"
    for row in read(facts / "ec2" / "on_demand_linux_cn.csv"):
        if row["currency"] != "CNY":
            raise ValueError(f"on_demand_linux_cn.csv: {row}")
        key = f"ec2/linux/on_demand/{row['instance_type']}"
        table.add(row["region"], key, row["price_per_hour"], (source, row["as_of"], "single_source", ""))
    return table


def zones(facts):
    """Return the table of Local and Wavelength Zones."""
    table = PriceTable("ec2/zones", LINUX)
    for row in read(facts / "ec2" / "on_demand_linux_zones.csv"):
        table.add(row["zone_group"], f"ec2/linux/on_demand/{row['instance_type']}", row["usd_per_hour"], _origin(row))
    return table

"""pricing/ec2/<region>.json: EC2 on-demand, Linux and Windows, shared tenancy."""

from sources import EC2_PRICE_SOURCES, read
from table import PriceTable

UNITS = {"ec2/linux/on_demand/*": "Hours", "ec2/windows/on_demand/*": "Hours"}
FILES = {
    "on_demand_linux.csv": "linux",
    "on_demand_linux_us_gov.csv": "linux",
    "on_demand_windows.csv": "windows",
}


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
            table = tables.setdefault(region, PriceTable(f"ec2/{region}", UNITS))
            key = f"ec2/{system}/on_demand/{row['instance_type']}"
            table.add(region, key, row["usd_per_hour"], _origin(row))
    return tables

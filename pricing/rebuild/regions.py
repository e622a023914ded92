"""pricing/regions.json: names from the facts, billing prefixes from the AWS page "region billing codes".

Zone groups stand beside the regions: they have EC2 prices of their own.
"""

from sources import read
from table import rows_text

PREFIXES = {
    "af-south-1": "AFS1", "ap-east-1": "APE1", "ap-east-2": "APE2", "ap-northeast-1": "APN1",
    "ap-northeast-2": "APN2", "ap-northeast-3": "APN3", "ap-south-1": "APS3", "ap-south-2": "APS5",
    "ap-southeast-1": "APS1", "ap-southeast-2": "APS2", "ap-southeast-3": "APS4", "ap-southeast-4": "APS6",
    "ap-southeast-5": "APS7", "ap-southeast-6": "APS8", "ap-southeast-7": "APS9", "ca-central-1": "CAN1",
    "ca-west-1": "CAN2", "cn-north-1": "CNN1", "eu-central-1": "EUC1", "eu-central-2": "EUC2", "eu-north-1": "EUN1",
    "eu-south-1": "EUS1", "eu-south-2": "EUS2", "eu-west-1": "EU", "eu-west-2": "EUW2", "eu-west-3": "EUW3",
    "il-central-1": "ILC1", "me-central-1": "MEC1", "me-south-1": "MES1", "mx-central-1": "MXC1",
    "sa-east-1": "SAE1", "us-east-1": "USE1", "us-east-2": "USE2", "us-gov-east-1": "UGE1",
    "us-gov-west-1": "UGW1", "us-west-1": "USW1", "us-west-2": "USW2",
}  # fmt: skip
NAMES = {
    "cn-north-1": "China (Beijing)",
    "us-gov-west-1": "AWS GovCloud (US-West)",  # the price list says "AWS GovCloud (US)"
}
CURRENCIES = {"cn-north-1": "CNY"}
KIND_NAMES = {"local_zone": "Local Zone", "wavelength_zone": "Wavelength Zone"}


def _zone(group):
    """A zone group is named after its region: us-west-2-lax-1, us-east-1-wl1-atl1."""
    parent = next(region for region in sorted(PREFIXES, key=len, reverse=True) if group.startswith(f"{region}-"))
    kind = "wavelength_zone" if group.removeprefix(f"{parent}-").startswith("wl") else "local_zone"
    name = f"{KIND_NAMES[kind]} {group}"
    return {"region": group, "name": name, "currency": "USD", "kind": kind, "parent": parent}


def build(facts, zones):
    """Return the text of regions.json."""
    names = {row["region"]: row["region_name"] for row in read(facts / "services" / "fargate.csv")} | NAMES
    if set(names) != set(PREFIXES):
        raise ValueError(f"regions without name or prefix: {set(names) ^ set(PREFIXES)}")
    rows = [
        {
            "region": region, "name": names[region], "usage_type_prefix": PREFIXES[region],
            "currency": CURRENCIES.get(region, "USD"),
        }
        for region in sorted(names)
    ]  # fmt: skip
    return rows_text([("schema_version", '"1"')], rows + [_zone(group) for group in sorted(zones)])

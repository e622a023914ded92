"""pricing/savings_plans.json: the few Savings Plans rates that were found. Not a price list."""

from decimal import Decimal

from sources import capture_name, read, source_name
from table import PriceTable

PLANS = {"compute_sp": "compute", "ec2_instance_sp": "ec2_instance"}
ARCHITECTURES = {"x86": "x86_64", "arm64": "arm64"}
DIMENSIONS = {"vcpu_hour": ("vcpu", "vCPU-Hours"), "memory_gb_hour": ("memory", "GB-Hours")}
PAGE_NOTE = "on-demand price less the whole percent that the AWS page shows"
OFFER = "AWSComputeSavingsPlan price list, third-party read of 2026-09-25"
ARM_NOTE = "the payment of the ARM rates is not named in the reading; no upfront, as beside x86"
# Newer readings of the price list than the facts have: (arch, term, payment, dimension) -> rate.
READ_2026 = {
    ("x86_64", "1yr", "no_upfront", "vcpu"): "0.032384",
    ("x86_64", "1yr", "no_upfront", "memory"): "0.003556",
    ("x86_64", "3yr", "no_upfront", "vcpu"): "0.022264",
    ("x86_64", "3yr", "no_upfront", "memory"): "0.00244475",
    ("x86_64", "3yr", "all_upfront", "vcpu"): "0.0194304",
    ("arm64", "1yr", "no_upfront", "vcpu"): "0.0255",
    ("arm64", "1yr", "no_upfront", "memory"): "0.0028",
    ("arm64", "3yr", "no_upfront", "vcpu"): "0.01749",
    ("arm64", "3yr", "no_upfront", "memory"): "0.00192",
}


def _agreement(newer, older):
    return "the same" if Decimal(newer) == Decimal(older) else older


def _fargate(facts):
    """(region, key) -> (rate, origin), newest reading; its note names the older one that it replaces."""
    found = {}
    for (arch, term, payment, dimension), rate in READ_2026.items():
        key = f"savings_plan/compute/{term}/{payment}/fargate/linux/{arch}/{dimension}"
        found["us-east-1", key] = (rate, (OFFER, "2026-09-25", "single_source", ARM_NOTE if arch == "arm64" else ""))
    for row in read(facts / "services" / "savings_plans_fargate.csv"):
        if row["dimension"] not in DIMENSIONS:
            continue
        payment = row["payment"].replace("-", "_")
        name = f"{ARCHITECTURES[row['arch']]}/{DIMENSIONS[row['dimension']][0]}"
        key = f"savings_plan/compute/{row['term']}/{payment}/fargate/linux/{name}"
        if (row["region"], key) in found:
            rate, (source, as_of, sure, _) = found[row["region"], key]
            older = f"newer than a reading of {row['as_of']}, which gave {_agreement(rate, row['usd'])}"
            found[row["region"], key] = (rate, (source, as_of, sure, older))
            continue
        is_page = row["note"].startswith("rate derived")
        derived = is_page or row["confidence"].startswith("derived")
        note = PAGE_NOTE if is_page else row["note"]
        source = source_name(row["source"]).replace('"', "'")
        confidence = "derived" if derived else "single_source"
        found[row["region"], key] = (row["usd"], (source, row["as_of"], confidence, note))
    return found


def build(facts):
    """Return the table."""
    units = {"savings_plan/compute/*": "Hours", "savings_plan/ec2_instance/*": "Hours"}
    table = PriceTable("savings_plans", units)
    for (region, key), (rate, origin) in _fargate(facts).items():
        table.units[key] = "vCPU-Hours" if key.endswith("vcpu") else "GB-Hours"
        table.add(region, key, rate, origin)
    for row in read(facts / "ec2" / "savings_plans.csv"):
        key = f"savings_plan/{PLANS[row['plan']]}/{row['term']}/{row['payment']}/ec2/{row['os']}/{row['instance_type']}"
        origin = (capture_name(row["sources"]), row["as_of"], "single_source", "")
        table.add(row["region"], key, row["usd_per_hour"], origin)
    return table

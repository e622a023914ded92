"""pricing/reserved/<region>.json: Reserved Instances.

The fee of an all-upfront reservation is what AWS publishes; its effective rate is arithmetic and not stored.
"""

from collections import defaultdict
from decimal import Decimal

from sources import capture_name, read
from table import PriceTable

HOURS = {"1yr": 8760, "3yr": 26280}
FEES = ("reserved.csv", "reserved_windows.csv")
CLASSES = {"standard_ri": "standard", "convertible_ri": "convertible"}
# payment -> last part of the key and its unit
STORED = {
    "all_upfront": ("fee", "Reservations"),
    "no_upfront": ("hour", "Hours"),
    "partial_upfront": ("effective", "Hours"),
}
DUMP = "ec2instances.info tidy dump, jawaadjariwala/AWS-EC2-Pricing-Landscape-Analysis@b7dbceb"
OPTIONS_NOTE = {
    "all_upfront": "the whole-dollar fee whose rate, to six digits, is the published one",
    "no_upfront": "hourly payments only",
    "partial_upfront": "the effective rate as published; how it splits into fee and hours is not in the source",
}


def _key(row):
    last, _ = STORED[row["payment"]]
    return f"ec2/{row['os']}/reserved/{CLASSES[row['plan']]}/{row['term']}/{row['payment']}/{last}/*"


def _fee(rate, term):
    """The whole-dollar fee of an effective rate; None unless the rate is that of a whole dollar."""
    fee = (Decimal(rate) * HOURS[term]).quantize(Decimal(1))
    back = (fee / HOURS[term]).quantize(Decimal(rate))
    return str(fee) if back == Decimal(rate) else None


def _published_fees(facts):
    """(region, origin) -> key -> type -> fee; the rate beside a fee must be the fee over its hours."""
    found = defaultdict(lambda: defaultdict(dict))
    for file in FEES:
        for row in read(facts / "ec2" / file):
            if _fee(row["usd_per_hour"], row["term"]) != row["upfront_usd"]:
                raise ValueError(f"{file}: fee and rate disagree: {row}")
            origin = (DUMP, row["as_of"], "single_source", "")
            found[row["region"], origin][_key(row)][row["instance_type"]] = row["upfront_usd"]
    licences = _licences(facts)
    for (region, _), keys in found.items():
        _drop_fees_without_licence(region, keys, licences)
    return found


def _licences(facts):
    """(region, type) -> what Windows costs more than Linux, by the hour."""
    linux = {
        (row["region"], row["instance_type"]): Decimal(row["usd_per_hour"])
        for file in ("on_demand_linux.csv", "on_demand_linux_us_gov.csv")
        for row in read(facts / "ec2" / file)
    }
    windows = {
        (row["region"], row["instance_type"]): Decimal(row["usd_per_hour"])
        for row in read(facts / "ec2" / "on_demand_windows.csv")
    }
    return {place: price - linux[place] for place, price in windows.items() if place in linux}


def _drop_fees_without_licence(region, keys, licences):
    """The dump has the price of an own licence in places: a Windows fee that is not above Linux's, or the licence's."""
    for key, windows in keys.items():
        if not key.startswith("ec2/windows/"):
            continue
        linux = keys.get(key.replace("ec2/windows/", "ec2/linux/"), {})
        hours = HOURS[key.split("/")[4]]
        for kind, fee in list(windows.items()):
            if int(fee) <= max(int(linux.get(kind, 0)), licences.get((region, kind), 0) * hours):
                del windows[kind]


def _add_payment_options(facts, found):
    """The few types for which every payment option was found."""
    fees = {(r, k, t) for (r, _), keys in found.items() for k, types in keys.items() for t in types}
    for row in read(facts / "ec2" / "reserved_payment_options.csv"):
        key, kind = _key(row), row["instance_type"]
        is_fee = row["payment"] == "all_upfront"
        value = _fee(row["usd_per_hour"], row["term"]) if is_fee else row["usd_per_hour"]
        # A figure without a date cannot be told from an old one.
        if value is None or (row["region"], key, kind) in fees or row["as_of"] == "unknown":
            continue
        source = capture_name(row["sources"])
        origin = (source, row["as_of"], "derived" if is_fee else "single_source", OPTIONS_NOTE[row["payment"]])
        known = [o for (r, o), keys in found.items() if r == row["region"] and kind in keys.get(key, ())]
        if known and known[0][1] >= row["as_of"]:
            continue
        for older in known:
            del found[row["region"], older][key][kind]
        found[row["region"], origin][key][kind] = value


def build(facts):
    """Region -> table."""
    found = _published_fees(facts)
    _add_payment_options(facts, found)
    tables = {}
    for (region, origin), keys in sorted(found.items()):
        table = tables.setdefault(region, PriceTable(f"reserved/{region}", {}))
        for system in ("linux", "windows"):
            columns = sorted(key for key, types in keys.items() if key.startswith(f"ec2/{system}/") and types)
            if not columns:
                continue
            for column in columns:
                table.units[column] = STORED[column.split("/")[5]][1]
            types = sorted({kind for key in columns for kind in keys[key]})
            table.add_grid(region, columns, {kind: [keys[key].get(kind) for key in columns] for kind in types}, origin)
    return tables

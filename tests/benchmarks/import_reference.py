"""The same import in Python: json with Decimal, the whole document in memory. Prints rows, seconds and peak memory.

python import_reference.py PATH
"""

import json
import resource
import sys
import time
from decimal import Decimal

SYSTEMS = {("RunInstances", "Linux"): "linux", ("RunInstances:0002", "Windows"): "windows"}
REQUIRED = {
    "tenancy": "Shared", "capacitystatus": "Used", "preInstalledSw": "NA", "licenseModel": "No License required",
    "locationType": "AWS Region", "marketoption": "OnDemand",
}  # fmt: skip
PAYMENTS = {"No Upfront": "no_upfront", "Partial Upfront": "partial_upfront", "All Upfront": "all_upfront"}


def selected(products, prefix):
    """Return system and instance type by SKU."""
    keys = {}
    for sku, product in products.items():
        attributes = product["attributes"]
        system = SYSTEMS.get((attributes["operation"], attributes["operatingSystem"]))
        usage = attributes["usagetype"]
        if not system or not usage.startswith(f"{prefix}-BoxUsage:"):
            continue
        if all(attributes.get(name) == value for name, value in REQUIRED.items()):
            keys[sku] = (attributes["regionCode"], system, usage.removeprefix(f"{prefix}-BoxUsage:"))
    return keys


def add_price(rows, key, region, dimension):
    """Add one price unless it is zero; another one of the same key is an error."""
    price = Decimal(dimension["pricePerUnit"]["USD"])
    if price and rows.setdefault((key, region), price) != price:
        raise ValueError(f"two prices of {key} in {region}")


def import_offer(path):
    """Return the price of each key and region."""
    with open(path, encoding="utf-8") as file:
        document = json.load(file, parse_float=Decimal)
    rows = {}
    for sku, (region, system, kind) in selected(document["products"], "APN1").items():
        for term in document["terms"]["OnDemand"].get(sku, {}).values():
            for dimension in term["priceDimensions"].values():
                add_price(rows, f"ec2/{system}/on_demand/{kind}", region, dimension)
        for term in document["terms"]["Reserved"].get(sku, {}).values():
            said = term["termAttributes"]
            way = (said["OfferingClass"], said["LeaseContractLength"], PAYMENTS[said["PurchaseOption"]])
            stem = f"ec2/{system}/reserved/" + "/".join(way)
            for dimension in term["priceDimensions"].values():
                part = "fee" if dimension["unit"] == "Quantity" else "hour"
                add_price(rows, f"{stem}/{part}/{kind}", region, dimension)
    return [[key, region, str(price.normalize())] for (key, region), price in sorted(rows.items())]


def main():
    """Import the file and print what came of it."""
    start = time.perf_counter()
    rows = import_offer(sys.argv[1])
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    json.dump({"rows": rows, "seconds": seconds, "peak_kib": peak}, sys.stdout)


if __name__ == "__main__":
    main()

"""A small price book of one's own: the tables of one region, with another price of a vCPU-hour on Fargate."""

import json

import container_tco as tco
from bundled_tables import MANIFEST, PRICING

VCPU = "fargate/ecs/linux/x86_64/vcpu"
# Instead of $0.04048, in us-east-1.
OWN_PRICE = "0.05"
_LEFT_OUT = ("ec2/", "fees/", "reserved/", "savings_plans", "spot/")


def own_book(folder):
    """Return a book whose tables come from a folder and whose prices of Fargate from an overlay."""
    tables = [t for t in MANIFEST["tables"] if t["path"] == "ec2/us-east-1.json" or not t["path"].startswith(_LEFT_OUT)]
    (folder / "price_book.json").write_text(json.dumps({**MANIFEST, "tables": tables}))
    for table in tables:
        path = folder / table["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((PRICING / table["path"]).read_bytes())
    overlay = folder / "own.json"
    row = {"key": VCPU, "region": "us-east-1", "unit_price": OWN_PRICE, "unit": "vCPU-Hours"}
    overlay.write_text(json.dumps({"prices": [row]}))
    return tco.load_prices(overlay, tco.load_prices(folder))

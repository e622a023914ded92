"""Names of the original sources, and the words of the facts files turned into ours."""

import csv

EC2_PRICE_SOURCES = {
    "vantage": "ec2instances.info tidy dump, jawaadjariwala/AWS-EC2-Pricing-Landscape-Analysis@b7dbceb",
    "awsweb": "AWS pricing page copy, lamngockhuong/aws-price@508fb45 ec2-transformed.json (2025-11-04)",
    "parsec": "AWS bulk price list extract, rhpds/parsec@e5e8a69 ec2_pricing.json (2026-02-17)",
    "karpenter": "Karpenter price table, aws/karpenter-provider-aws@6fc13b5 (2026-07-20)",
}

INSTANCE_TYPE_SOURCES = {
    "moto": ("DescribeInstanceTypes copy, moto 5.2.1 (about 2026-05)", "2026-05"),
    "karpenter": (
        "Karpenter instance type reference v1.14.0, aws/karpenter-provider-aws@692ccdd (2026-07-11)",
        "2026-07-11",
    ),
    "vpclimits": (
        "VPC limits table, aws/karpenter-provider-aws@7f27b4e (2026-08-06);"
        " max pods, aws/amazon-vpc-cni-k8s@6152e01 (2026-08-11)",
        "2026-08-11",
    ),
    "sparecores": ("SpareCores/sc-data-dumps@e8749be, CC BY-SA 4.0 (2026-01-31)", "2026-01-31"),
    "vantage": (
        "ec2instances.info tidy dump, jawaadjariwala/AWS-EC2-Pricing-Landscape-Analysis@b7dbceb (2026-05-12)",
        "2026-05-12",
    ),
}


def read(path):
    """Return the rows of a CSV file as dictionaries."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The five prices are in an AWS file; their bounds rest on two public files that agree.
BOUNDS_FROM_ELSEWHERE = "price verified; tier bounds unverified"


def confidence(words):
    """None for what must not be shown to a user as a fact."""
    if words == BOUNDS_FROM_ELSEWHERE:
        return "single_source"
    if "unverified" in words or "recollected" in words or "suspicious" in words:
        return None
    if words.startswith("verified"):
        return "verified"
    if words.startswith("single-source"):
        return "single_source"
    if words.startswith("derived"):
        return "derived"
    raise ValueError(f"unknown confidence {words!r}")


def source_name(text):
    """'github:owner/repo@x path (AWS meteredUnitMaps copy)' -> 'AWS price map copy, owner/repo@x path'."""
    suffix = " (AWS meteredUnitMaps copy)"
    name = text.replace("github:", "")
    return "AWS price map copy, " + name.removesuffix(suffix) if name.endswith(suffix) else name


def capture_name(text):
    """A source without the remark that the name of its repository is not known."""
    return text.split(" (repository name")[0]


def note(row, extra=""):
    """Join our own remark and what the figure was checked against."""
    check = row["cross_check"].replace("github:", "")
    parts = [extra, f"checked: {check}" if check else ""]
    return "; ".join(part for part in parts if part)


def origin(row, extra=""):
    """(source, as_of, confidence, note) of a services row."""
    return (source_name(row["source"]), row["as_of"], confidence(row["confidence"]), note(row, extra))

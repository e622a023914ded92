"""Prices that fall with the quantity: several facts rows become one row of [begin, end, price]."""

from sources import origin

PB = 1_000_000  # GB, decimal
TB = 1_024  # GB, binary
ORDER = ("verified", "single_source", "derived", "assumption", "unverified")

# table -> key -> (unit, bounds' unit, note, [(facts item, begin, end)])
VCPU_MONTHS = "vCPU-months a month, plain count"
HYBRID_NOTE = (
    "the prices stand in the AWS price map without labels; the bounds are quoted by two independent public files; "
    "quoted without a region, so entered for us-east-1 only"
)


def _guardduty(item):
    """Runtime Monitoring, by the vCPUs that run in the month."""
    return [
        (f"guardduty_runtime_{item}_first_500", 0, 500),
        (f"guardduty_runtime_{item}_500_5000", 500, 5_000),
        (f"guardduty_runtime_{item}_over_5000", 5_000, None),
    ]


TIERED = {
    "eks": {
        "eks/hybrid_nodes/vcpu": ("vCPU-Hours", "vCPU-hours a month, plain count", HYBRID_NOTE, [
            ("eks_hybrid_nodes_tier1", 0, 576_000),
            ("eks_hybrid_nodes_tier2", 576_000, 1_152_000),
            ("eks_hybrid_nodes_tier3", 1_152_000, 5_760_000),
            ("eks_hybrid_nodes_tier4", 5_760_000, 11_520_000),
            ("eks_hybrid_nodes_tier5", 11_520_000, None),
        ]),
    },
    "ebs": {
        "ebs/io2/iops": ("IOPS-Months", "IOPS of one volume", "", [
            ("io2_iops_to_32000", 0, 32_000),
            ("io2_iops_32001_to_64000", 32_000, 64_000),
            ("io2_iops_above_64000", 64_000, None),
        ]),
    },
    "network": {
        "vpc/interface_endpoint/gb": ("GB", "GB a month, decimal (1 PB = 1,000,000 GB)", "", [
            ("interface_endpoint_gb_first_1PB", 0, PB),
            ("interface_endpoint_gb_next_4PB", PB, 5 * PB),
            ("interface_endpoint_gb_over_5PB", 5 * PB, None),
        ]),
        "transfer/internet_egress/gb": (
            "GB", "GB a month, binary (10 TB = 10,240 GB)",
            "the account's first 100 GB a month over all regions are free and not modelled here", [
                ("internet_egress_gb_0_10TB", 0, 10 * TB),
                ("internet_egress_gb_10_50TB", 10 * TB, 50 * TB),
                ("internet_egress_gb_50_150TB", 50 * TB, 150 * TB),
                ("internet_egress_gb_over_150TB", 150 * TB, None),
            ]),
    },
    "observability": {
        "cloudwatch/logs/vended": (
            "GB", "GB a month, binary (10 TB = 10,240 GB), assumed to be counted as for internet egress", "", [
                ("logs_vended_first_10TB_gb", 0, 10 * TB),
                ("logs_vended_10_30TB_gb", 10 * TB, 30 * TB),
                ("logs_vended_30_50TB_gb", 30 * TB, 50 * TB),
                ("logs_vended_over_50TB_gb", 50 * TB, None),
            ]),
        "cloudwatch/metrics/custom": ("Metric-Months", "metrics in the month, plain count", "", [
            ("custom_metric_first_10000", 0, 10_000),
            ("custom_metric_next_240000", 10_000, 250_000),
            ("custom_metric_next_750000", 250_000, 1_000_000),
            ("custom_metric_over_1000000", 1_000_000, None),
        ]),
        **{
            f"guardduty/runtime/{item}": ("vCPU-Months", VCPU_MONTHS, "", _guardduty(item))
            for item in ("eks", "ecs_fargate", "ec2")
        },
        "cloudwatch/container_insights/eks_observation": (
            "Observations", "observations a month, plain count", "", [
                ("container_insights_enhanced_eks_observation_first_1B", 0, 1_000_000_000),
                ("container_insights_enhanced_eks_observation_1B_4B", 1_000_000_000, 4_000_000_000),
                ("container_insights_enhanced_eks_observation_over_4B", 4_000_000_000, None),
            ]),
    },
}  # fmt: skip


def _joint_origin(rows, text):
    """The weakest confidence of the tiers; their checks together."""
    origins = [origin(row, text) for row in rows]
    weakest = max(origins, key=lambda found: ORDER.index(found[2]))
    if len({found[:2] for found in origins}) != 1:
        raise ValueError(f"tiers of different sources: {origins}")
    return weakest


def add_tiered(table, name, rows):
    """Add the tiered keys of the named table for every region that has them."""
    by_item = {(row["region"], row["item"]): row for row in rows}
    regions = sorted({row["region"] for row in rows})
    for key, (unit, bounds, text, steps) in TIERED.get(name, {}).items():
        table.units[key] = unit
        table.tier_units[key] = bounds
        for region in regions:
            found = [by_item.get((region, item)) for item, _, _ in steps]
            if not any(found):
                continue
            if not all(found):
                raise ValueError(f"{region} {key}: a tier is missing")
            tiers = [[begin, end, row["usd"]] for (_, begin, end), row in zip(steps, found, strict=True)]
            table.add(region, key, tiers, _joint_origin(found, text))

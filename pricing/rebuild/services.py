"""The service price tables that take one price per region and key as it stands in the facts."""

from sources import confidence, origin, read, source_name
from table import PriceTable
from tiers import add_tiered

FARGATE = {
    ("ECS", "Linux", "x86", "vcpu_hour"): "fargate/ecs/linux/x86_64/vcpu",
    ("ECS", "Linux", "x86", "memory_gb_hour"): "fargate/ecs/linux/x86_64/memory",
    ("ECS", "Linux", "arm64", "vcpu_hour"): "fargate/ecs/linux/arm64/vcpu",
    ("ECS", "Linux", "arm64", "memory_gb_hour"): "fargate/ecs/linux/arm64/memory",
    ("ECS", "Windows", "x86", "vcpu_hour"): "fargate/ecs/windows/x86_64/vcpu",
    ("ECS", "Windows", "x86", "memory_gb_hour"): "fargate/ecs/windows/x86_64/memory",
    ("ECS", "Windows", "x86", "os_license_vcpu_hour"): "fargate/ecs/windows/x86_64/licence",
    ("ECS", "any", "any", "ephemeral_storage_gb_hour_above_20gb"): "fargate/ecs/ephemeral_storage",
    ("EKS", "Linux", "x86", "vcpu_hour"): "fargate/eks/linux/x86_64/vcpu",
    ("EKS", "Linux", "x86", "memory_gb_hour"): "fargate/eks/linux/x86_64/memory",
}

# table -> facts item -> (key, unit, own note)
SIMPLE = {
    "eks": {
        "eks_cluster_standard_support": ("eks/control_plane/standard", "Hours", ""),
        "eks_cluster_extended_support_surcharge": (
            "eks/control_plane/extended_support_surcharge", "Hours", "on top of the standard fee"),
        **{
            f"eks_provisioned_control_plane_{size}_surcharge": (
                f"eks/control_plane/provisioned_{size}_surcharge", "Hours",
                "on top of the cluster fee; quoted without a region, so entered for us-east-1 only")
            for size in ("xl", "2xl", "4xl", "8xl")
        },
        "ecs_anywhere_instance_hour": ("ecs/anywhere/instance", "Hours", "external instances"),
    },
    "ebs": {
        "gp3_storage": ("ebs/gp3/storage", "GB-Months", ""),
        "gp3_iops_above_3000": ("ebs/gp3/iops", "IOPS-Months", "above 3,000 IOPS"),
        "gp3_throughput_above_125": (
            "ebs/gp3/throughput", "MiBps-Months", "above 125 MiB/s; published per GiBps-month, divided by 1024"),
        "gp2_storage": ("ebs/gp2/storage", "GB-Months", ""),
        "io1_storage": ("ebs/io1/storage", "GB-Months", ""),
        "io1_iops": ("ebs/io1/iops", "IOPS-Months", ""),
        "io2_storage": ("ebs/io2/storage", "GB-Months", ""),
        "st1_storage": ("ebs/st1/storage", "GB-Months", ""),
        "sc1_storage": ("ebs/sc1/storage", "GB-Months", ""),
        "snapshot_standard": ("ebs/snapshot/standard", "GB-Months", ""),
    },
    "ecr": {
        "private_storage": ("ecr/private_storage", "GB-Months", ""),
        "inspector_ecr_initial_scan": ("ecr/inspector/initial_scan", "Scans", ""),
        "inspector_ecr_automated_rescan": ("ecr/inspector/rescan", "Scans", ""),
    },
    "network": {
        "alb_hour": ("elb/alb/hour", "Hours", ""),
        "alb_lcu_hour": ("elb/alb/lcu", "LCU-Hours", ""),
        "nlb_hour": ("elb/nlb/hour", "Hours", ""),
        "nlb_nlcu_hour": ("elb/nlb/lcu", "NLCU-Hours", ""),
        "gwlb_hour": ("elb/gwlb/hour", "Hours", ""),
        "gwlb_glcu_hour": ("elb/gwlb/lcu", "GLCU-Hours", ""),
        "nat_gateway_hour": ("nat/gateway/hour", "Hours", ""),
        "nat_gateway_gb": ("nat/gateway/gb", "GB", ""),
        "public_ipv4_in_use_hour": ("vpc/public_ipv4/in_use", "Hours", ""),
        "public_ipv4_idle_hour": ("vpc/public_ipv4/idle", "Hours", ""),
        "interface_endpoint_hour": ("vpc/interface_endpoint/hour", "Hours", "per endpoint and zone"),
        "transit_gateway_vpc_attachment_hour": ("transit_gateway/attachment/hour", "Hours", ""),
        "transit_gateway_gb": ("transit_gateway/gb", "GB", ""),
    },
    "observability": {
        "logs_ingest_standard_gb": (
            "cloudwatch/logs/ingest", "GB", "the account's first 5 GB a month are free and not modelled here"),
        "logs_ingest_infrequent_access_gb": ("cloudwatch/logs/ingest_infrequent_access", "GB", ""),
        "logs_storage_gb_month": ("cloudwatch/logs/storage", "GB-Months", "of compressed data"),
        "logs_insights_query_gb": ("cloudwatch/logs/insights_query", "GB", "of data scanned"),
        "container_insights_enhanced_ecs_metric": (
            "cloudwatch/container_insights/ecs_metric", "Metric-Months",
            "the price map does not label this meter; it is known by its price"),
        "logs_live_tail_minute": ("cloudwatch/logs/live_tail", "Minutes", "of one session"),
        "alarm_standard": ("cloudwatch/alarm/standard", "Alarm-Metric-Months", ""),
        "alarm_high_resolution": ("cloudwatch/alarm/high_resolution", "Alarm-Metric-Months", ""),
        "alarm_composite": ("cloudwatch/alarm/composite", "Alarm-Months", ""),
        "api_request_getmetricdata": ("cloudwatch/api/get_metric_data", "Metrics", "for each metric asked for"),
        "guardduty_eks_audit_log_first_100M_events": (
            "guardduty/eks_audit_log/first_100m_events", "Events",
            "of the first 100,000,000 events a month; what more of them cost is not in the source"),
        "guardduty_vpcflow_dns_first_500GB": (
            "guardduty/vpc_flow_and_dns_logs/first_500_gb", "GB",
            "of the first 500 GB a month; what more of them cost is not in the source"),
    },
}  # fmt: skip

FACTS_FILES = {
    "eks": "control_planes.csv",
    "ebs": "ebs.csv",
    "ecr": "ecr.csv",
    "network": "networking.csv",
    "observability": "observability.csv",
}


def fargate(facts):
    """Return the Fargate on-demand table."""
    units = {key: "vCPU-Hours" if key.endswith(("vcpu", "licence")) else "GB-Hours" for key in FARGATE.values()}
    table = PriceTable("fargate", units)
    for row in read(facts / "services" / "fargate.csv"):
        if row["purchase"] == "on-demand":
            key = FARGATE[row["platform"], row["os"], row["arch"], row["dimension"]]
            extra = "beyond the 20 GB included in each task" if key.endswith("storage") else ""
            table.add(row["region"], key, row["usd"], origin(row, extra))
    return table


def transfer(facts):
    """Return the table of transfer from one region to another."""
    table = PriceTable("transfer", {"transfer/inter_region/*": "GB"})
    for row in read(facts / "services" / "inter_region_transfer.csv"):
        key = f"transfer/inter_region/{row['to_region']}/gb"
        origin_of_row = (source_name(row["source"]), row["as_of"], "single_source", "charged on the sending side")
        table.add(row["from_region"], key, row["usd"], origin_of_row)
    return table


def _add_inter_az(table, row, regions):
    """One figure for "any" region: confirmed in two Regions, assumed in the others."""
    text = "charged on the sending and again on the receiving side"
    seoul = ("AWSDataTransfer price list transcription, Seoul", row["as_of"], "verified", text)
    ireland = ("AWSDataTransfer offer ingested by cycloidio/terracost, eu-west-1", "2023-02-23", "verified", text)
    other = (seoul[0] + " and eu-west-1", row["as_of"], "assumption", text + "; not confirmed for this region")
    confirmed = {"ap-northeast-2": seoul, "eu-west-1": ireland}
    for region in regions:
        table.add(region, "transfer/inter_az/gb", row["usd"], confirmed.get(region, other))


def simple(facts, name, regions):
    """Return the named table of SIMPLE, with its tiered keys."""
    items = SIMPLE[name]
    table = PriceTable(name, {key: unit for key, unit, _ in items.values()})
    rows = read(facts / "services" / FACTS_FILES[name])
    for row in rows:
        if row["item"] in items and confidence(row["confidence"]):
            key, _, extra = items[row["item"]]
            region = "us-east-1" if row["region"] == "global" else row["region"]
            table.add(region, key, row["usd"], origin(row, extra))
        elif row["item"] == "inter_az_transfer_gb_each_direction":
            table.units["transfer/inter_az/gb"] = "GB"
            _add_inter_az(table, row, regions)
    add_tiered(table, name, rows)
    return table


def build(facts, regions):
    """Return all service tables."""
    return [fargate(facts)] + [simple(facts, name, regions) for name in SIMPLE] + [transfer(facts)]

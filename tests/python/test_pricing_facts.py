"""The bundled book against the files it was gathered from: CONTAINER_TCO_FACTS names their folder; skipped without."""

import csv
import os
import random
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import container_tco as tco
import pytest
from bundled_tables import BOOK, SPOT

FACTS = os.environ.get("CONTAINER_TCO_FACTS", "")
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not FACTS, reason="CONTAINER_TCO_FACTS is not set")]
HOURS = {"1yr": 8760, "3yr": 26280}


# services/*.csv: item of the facts -> key of the book, by hand.
ONE_PRICE = {
    "control_planes.csv": {
        "eks_cluster_standard_support": "eks/control_plane/standard",
        "eks_cluster_extended_support_surcharge": "eks/control_plane/extended_support_surcharge",
        "ecs_anywhere_instance_hour": "ecs/anywhere/instance",
        "eks_provisioned_control_plane_xl_surcharge": "eks/control_plane/provisioned_xl_surcharge",
        "eks_provisioned_control_plane_2xl_surcharge": "eks/control_plane/provisioned_2xl_surcharge",
        "eks_provisioned_control_plane_4xl_surcharge": "eks/control_plane/provisioned_4xl_surcharge",
        "eks_provisioned_control_plane_8xl_surcharge": "eks/control_plane/provisioned_8xl_surcharge",
    },
    "ebs.csv": {
        "gp3_storage": "ebs/gp3/storage", "gp3_iops_above_3000": "ebs/gp3/iops",
        "gp3_throughput_above_125": "ebs/gp3/throughput", "gp2_storage": "ebs/gp2/storage",
        "io1_storage": "ebs/io1/storage", "io1_iops": "ebs/io1/iops", "io2_storage": "ebs/io2/storage",
        "st1_storage": "ebs/st1/storage", "sc1_storage": "ebs/sc1/storage",
        "snapshot_standard": "ebs/snapshot/standard",
    },
    "ecr.csv": {
        "private_storage": "ecr/private_storage", "inspector_ecr_initial_scan": "ecr/inspector/initial_scan",
        "inspector_ecr_automated_rescan": "ecr/inspector/rescan",
    },
    "networking.csv": {
        "alb_hour": "elb/alb/hour", "alb_lcu_hour": "elb/alb/lcu", "nlb_hour": "elb/nlb/hour",
        "nlb_nlcu_hour": "elb/nlb/lcu", "gwlb_hour": "elb/gwlb/hour", "gwlb_glcu_hour": "elb/gwlb/lcu",
        "nat_gateway_hour": "nat/gateway/hour", "nat_gateway_gb": "nat/gateway/gb",
        "public_ipv4_in_use_hour": "vpc/public_ipv4/in_use", "public_ipv4_idle_hour": "vpc/public_ipv4/idle",
        "interface_endpoint_hour": "vpc/interface_endpoint/hour",
        "transit_gateway_vpc_attachment_hour": "transit_gateway/attachment/hour",
        "transit_gateway_gb": "transit_gateway/gb",
    },
    "observability.csv": {
        "logs_ingest_standard_gb": "cloudwatch/logs/ingest",
        "logs_ingest_infrequent_access_gb": "cloudwatch/logs/ingest_infrequent_access",
        "logs_storage_gb_month": "cloudwatch/logs/storage", "logs_insights_query_gb": "cloudwatch/logs/insights_query",
        "logs_live_tail_minute": "cloudwatch/logs/live_tail",
        "container_insights_enhanced_ecs_metric": "cloudwatch/container_insights/ecs_metric",
        "alarm_standard": "cloudwatch/alarm/standard", "alarm_high_resolution": "cloudwatch/alarm/high_resolution",
        "alarm_composite": "cloudwatch/alarm/composite", "api_request_getmetricdata": "cloudwatch/api/get_metric_data",
        "guardduty_eks_audit_log_first_100M_events": "guardduty/eks_audit_log/first_100m_events",
        "guardduty_vpcflow_dns_first_500GB": "guardduty/vpc_flow_and_dns_logs/first_500_gb",
    },
}  # fmt: skip
# Key -> the items of its tiers, in order.
TIERS = {
    "control_planes.csv": {"eks/hybrid_nodes/vcpu": [f"eks_hybrid_nodes_tier{number}" for number in range(1, 6)]},
    "ebs.csv": {"ebs/io2/iops": ["io2_iops_to_32000", "io2_iops_32001_to_64000", "io2_iops_above_64000"]},
    "networking.csv": {
        "vpc/interface_endpoint/gb": [
            f"interface_endpoint_gb_{tier}" for tier in ("first_1PB", "next_4PB", "over_5PB")
        ],
        "transfer/internet_egress/gb": [
            f"internet_egress_gb_{tier}" for tier in ("0_10TB", "10_50TB", "50_150TB", "over_150TB")
        ],
    },
    "observability.csv": {
        "cloudwatch/logs/vended": [
            f"logs_vended_{tier}_gb" for tier in ("first_10TB", "10_30TB", "30_50TB", "over_50TB")
        ],
        "cloudwatch/metrics/custom": [
            f"custom_metric_{tier}" for tier in ("first_10000", "next_240000", "next_750000", "over_1000000")
        ],
        "cloudwatch/container_insights/eks_observation": [
            f"container_insights_enhanced_eks_observation_{tier}" for tier in ("first_1B", "1B_4B", "over_4B")
        ],
        **{
            f"guardduty/runtime/{host}": [
                f"guardduty_runtime_{host}_{tier}" for tier in ("first_500", "500_5000", "over_5000")
            ]
            for host in ("eks", "ecs_fargate", "ec2")
        },
    },
}  # fmt: skip
# Zero or said of every region, quantities, sums and rules; Inspector of what is not a registry; doubtful figures.
NOT_TAKEN = re.compile(
    r"internet_ingress_gb|gateway_endpoint_s3_dynamodb|inter_az_transfer_gb_each_direction|eks_cluster_\w+_total"
    r"|eks_provisioned_control_plane_\w+_total_standard_support|ecs_control_plane_ec2_launch_type|\w+_fee_\w+.*"
    r"|inspector_ci_cd_scan|inspector_ec2_agent(less)?_scan|basic_scanning|public_\w+|same_region_pull_\w+"
    r"|pull_through_cache|cross_region_replication_transfer|replicated_copy_storage"
)


def facts(path):
    with open(Path(FACTS) / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text):
    """A price as digits, without zeros at its end."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def on_demand():
    for file, system, price in [
        ("on_demand_linux.csv", "linux", "usd_per_hour"), ("on_demand_linux_us_gov.csv", "linux", "usd_per_hour"),
        ("on_demand_windows.csv", "windows", "usd_per_hour"), ("on_demand_linux_cn.csv", "linux", "price_per_hour"),
        ("on_demand_linux_zones.csv", "linux", "usd_per_hour"),
    ]:  # fmt: skip
        for row in facts(f"ec2/{file}"):
            region = row.get("region") or row["zone_group"]
            # 20.608 is 448 × 0.046: the licence without the host.
            if (system, region, row["instance_type"]) == ("windows", "ap-northeast-3", "u-12tb1.112xlarge"):
                continue
            yield (region, f"ec2/{system}/on_demand/{row['instance_type']}"), row[price]


def reserved_rows():
    """All fees but those of Windows that are not above Linux's, or the licence's: they lack a part and are left out."""
    linux = {(row["region"], row["instance_type"], row["term"]): row for row in facts("ec2/reserved.csv")}
    yield from linux.values()
    # 7707 is below the licence alone: 8 vCPU × 0.046 × 26,280 h = 9671.04.
    too_low = ("eu-south-2", "i3.2xlarge", "3yr")
    for row in facts("ec2/reserved_windows.csv"):
        plain_host = linux.get((row["region"], row["instance_type"], row["term"]))
        if (row["region"], row["instance_type"], row["term"]) == too_low:
            continue
        if plain_host is None or int(row["upfront_usd"]) > int(plain_host["upfront_usd"]):
            yield row


def reserved():
    for row in reserved_rows():
        key = f"ec2/{row['os']}/reserved/standard/{row['term']}/all_upfront/fee/{row['instance_type']}"
        yield (row["region"], key), row["upfront_usd"]


def fees():
    for row in facts("services/control_planes_instance_fees.csv"):
        for key, column in (("ecs/managed_instances", "ecs_managed_instances"), ("eks/auto_mode", "eks_auto_mode")):
            if row[f"{column}_fee_usd_hour"]:
                yield (row["region"], f"{key}/{row['instance_type']}"), row[f"{column}_fee_usd_hour"]


def fargate():
    names = {"vcpu_hour": "vcpu", "memory_gb_hour": "memory", "os_license_vcpu_hour": "licence"}
    for row in facts("services/fargate.csv"):
        if row["purchase"] == "on-demand" and row["dimension"] == "ephemeral_storage_gb_hour_above_20gb":
            yield (row["region"], "fargate/ecs/ephemeral_storage"), row["usd"]
        elif row["purchase"] == "on-demand":
            place = f"{row['platform']}/{row['os']}/{'x86_64' if row['arch'] == 'x86' else row['arch']}".lower()
            yield (row["region"], f"fargate/{place}/{names[row['dimension']]}"), row["usd"]


def transfer():
    for row in facts("services/inter_region_transfer.csv"):
        yield (row["from_region"], f"transfer/inter_region/{row['to_region']}/gb"), row["usd"]


def services():
    """One price as itself; the price of a tier as (region, key, number of the tier)."""
    for file, keys in ONE_PRICE.items():
        steps = {item: (key, n) for key, items in TIERS.get(file, {}).items() for n, item in enumerate(items)}
        for row in facts(f"services/{file}"):
            region = "us-east-1" if row["region"] == "global" else row["region"]
            if row["item"] in steps:
                yield (region, *steps[row["item"]]), row["usd"]
            elif row["item"] not in keys:
                assert NOT_TAKEN.fullmatch(row["item"]), row
            elif "suspicious" not in row["confidence"]:
                yield (region, keys[row["item"]]), row["usd"]


def commitments():
    """What was found of other payments and of Savings Plans; the few readings without a date are not in the book."""
    last = {"no_upfront": "no_upfront/hour", "partial_upfront": "partial_upfront/effective"}
    for row in facts("ec2/reserved_payment_options.csv"):
        if row["payment"] in last and row["as_of"] != "unknown":
            plan = row["plan"].removesuffix("_ri")
            key = f"ec2/{row['os']}/reserved/{plan}/{row['term']}/{last[row['payment']]}/{row['instance_type']}"
            yield (row["region"], key), row["usd_per_hour"]
    for row in facts("ec2/savings_plans.csv"):
        plan = f"{row['plan'].removesuffix('_sp')}/{row['term']}/{row['payment']}"
        yield (row["region"], f"savings_plan/{plan}/ec2/{row['os']}/{row['instance_type']}"), row["usd_per_hour"]
    names = {"vcpu_hour": "vcpu", "memory_gb_hour": "memory"}
    for row in facts("services/savings_plans_fargate.csv"):
        if row["dimension"] in names:
            architecture = "x86_64" if row["arch"] == "x86" else row["arch"]
            plan = f"compute/{row['term']}/{row['payment'].replace('-', '_')}/fargate/linux/{architecture}"
            yield (row["region"], f"savings_plan/{plan}/{names[row['dimension']]}"), row["usd"]


def everything():
    sources = (on_demand, reserved, fees, fargate, transfer, services, commitments)
    return [fact for source in sources for fact in source()]


def price_at(place):
    """The bundled price, or that of one tier."""
    region, key, *tier = place
    price = BOOK.get((region, key))
    return price[tier[0]][2] if tier and price else price


def test_ten_thousand_random_lookups_agree_digit_for_digit():
    known = everything()
    assert len(known) > 120_000
    for place, price in random.Random(20261125).sample(known, 10_000):
        assert plain(price_at(place)) == plain(price), place


def test_the_library_finds_the_same_ten_thousand():
    book = tco.price_book()
    for (region, key, *tier), price in random.Random(20261126).sample(everything(), 10_000):
        amount = book.price(key, region).tiers[tier[0] if tier else 0].price.amount
        assert f"{amount:f}" == plain(price), (region, key)


@pytest.mark.parametrize("source", [services, commitments, fargate, transfer])
def test_every_figure_agrees_digit_for_digit(source):
    for place, price in source():
        assert plain(price_at(place) or "missing") == plain(price), place


def test_nothing_gathered_was_lost():
    assert not [place for place, _ in everything() if price_at(place) is None]


def test_nothing_was_added_but_what_is_said():
    priced = {place[:2] for place, _ in everything()}
    added = {(region, key) for region, key in BOOK.keys() - priced if key != "transfer/inter_az/gb"}
    fees = {key for _, key in added if "/reserved/" in key}
    assert all("/all_upfront/fee/" in key for key in fees)  # found from an effective rate
    plans = {(region, key) for region, key in added if key.startswith("savings_plan/")}
    assert {region for region, _ in plans} == {"us-east-1"}  # newer readings than the files have
    assert len(plans) == 4
    assert {key for _, key in added} == fees | {key for _, key in plans}


def test_the_whole_list_of_us_east_1_is_the_bundled_one():
    listed = {row["instance_type"]: row["usd_per_hour"] for row in facts("ec2/on_demand_linux.csv")
              if row["region"] == "us-east-1"}  # fmt: skip
    ours = {key.rsplit("/", 1)[1]: price for (region, key), price in BOOK.items()
            if region == "us-east-1" and key.startswith("ec2/linux/on_demand/")}  # fmt: skip
    assert {name: plain(price) for name, price in ours.items()} == {n: plain(p) for n, p in listed.items()}


def test_every_fee_over_its_hours_is_the_published_rate():
    rows = list(reserved_rows())
    assert len(rows) > 52_000
    for row in rows:
        key = f"ec2/{row['os']}/reserved/standard/{row['term']}/all_upfront/fee/{row['instance_type']}"
        rate = Decimal(BOOK[row["region"], key]) / HOURS[row["term"]]
        assert rate.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP) == Decimal(row["usd_per_hour"]), row


def test_spot_is_as_observed():
    for row in facts("ec2/spot.csv"):
        seen = SPOT[row["region"], f"ec2/{row['os']}/spot/{row['instance_type']}"]
        assert (seen["average"] or "") == row["usd_per_hour_avg_2026_05_12"]
        assert (seen["minimum"] or "") == row["min"] and (seen["maximum"] or "") == row["max"]
    for row in facts("ec2/spot_advisor.csv"):
        seen = SPOT[row["region"], f"ec2/{row['os']}/spot/{row['instance_type']}"]
        assert seen["saving_percent"] == int(row["savings_pct"])
        assert seen["interruption_band"] == row["interruption_band"]

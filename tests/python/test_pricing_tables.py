"""The bundled price book: formats, completeness, and prices checked by hand against AWS's published ones."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from bundled_tables import (
    BOOK,
    MANIFEST,
    PATHS,
    PRICES,
    PRICING,
    REGIONS,
    ROWS,
    SCHEMA_OF_KIND,
    SPOT,
    SPOT_TABLES,
    TABLES,
    TYPES,
    spot_rows,
    unit_of,
    validator,
)

PLAIN_DECIMAL = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
ACTIVITIES = {
    "os_patching", "ami_rebuild", "agent_and_node_upgrades", "cluster_upgrades", "capacity_work", "monitoring_upkeep",
    "incident_response", "security_and_compliance", "deployment_and_platform_upkeep",
}  # fmt: skip
DEPLOYMENTS = {"ecs-fargate", "ecs-ec2", "eks-fargate", "eks-ec2"} | {
    "ecs-managed-instances",
    "eks-auto-mode",
    "ecs-ec2-spot",
    "ecs-fargate-spot",
    "eks-ec2-spot",
}


RATES = TABLES["labour/rates.json"]["rows"]
WORK = TABLES["labour/activities.json"]["rows"]


def price_strings(price):
    return [price] if isinstance(price, str) else [tier[2] for tier in price]


def test_manifest_names_every_table_once():
    on_disk = {
        path.relative_to(PRICING).as_posix()
        for path in PRICING.rglob("*.json")
        if path.name != "price_book.json" and path.parent.name != "schema"
    }
    assert len(MANIFEST["tables"]) == len(PATHS)
    assert on_disk == set(PATHS)
    validator("price_book").validate(MANIFEST)


@pytest.mark.parametrize("path", sorted(PATHS))
def test_table_matches_its_schema(path):
    errors = [e.message for e in validator(SCHEMA_OF_KIND[PATHS[path]["kind"]]).iter_errors(TABLES[path])]
    assert not errors


@pytest.mark.parametrize(
    "row",
    [
        ["us-east-1", "nat/gateway/hour", 0.045, "a"],
        ["us-east-1", "nat/gateway/hour", "0", "a"],
        ["us-east-1", "nat/gateway/hour", "4.5e-2", "a"],
        ["us-east-1", "nat/gateway/hour", "0.045"],
        ["us-east-1", "nat/gateway/hour", [[0, 10.5, "0.1"], [10.5, None, "0.2"]], "a"],
    ],
)
def test_schema_refuses_a_bad_price_row(row):
    table = dict(TABLES["network.json"], rows=[row])
    assert not validator("price_table").is_valid(table)


def test_every_region_has_ec2_prices_of_its_own():
    tables = {path: entry for path, entry in PATHS.items() if path.startswith("ec2/") and path != "ec2/zones.json"}
    regions = {code for code, row in REGIONS.items() if row.get("kind", "region") == "region"}
    assert len(tables) == len(regions) == 37  # 34 commercial, 2 GovCloud, Beijing
    for path, entry in tables.items():
        assert [path] == [f"ec2/{region}.json" for region in entry["regions"]]
    assert {entry["regions"][0] for entry in tables.values()} == regions


def test_every_zone_group_belongs_to_a_region_and_has_prices():
    zones = {code: row for code, row in REGIONS.items() if row.get("kind", "region") != "region"}
    assert len(zones) == 68
    assert Counter(row["kind"] for row in zones.values()) == {"local_zone": 35, "wavelength_zone": 33}
    assert {region for region, *_ in ROWS["ec2/zones.json"]} == zones.keys()
    for code, row in zones.items():
        assert code.startswith(row["parent"] + "-")
        assert REGIONS[row["parent"]].get("kind", "region") == "region"


def test_beijing_is_priced_in_yuan():
    assert TABLES["ec2/cn-north-1.json"]["currency"] == REGIONS["cn-north-1"]["currency"] == "CNY"
    assert BOOK["cn-north-1", "ec2/linux/on_demand/c3.large"] == "1.054"
    others = {row["currency"] for code, row in REGIONS.items() if code != "cn-north-1"}
    assert others == {"USD"}


@pytest.mark.parametrize("path", [*PRICES, *SPOT_TABLES])
def test_a_table_holds_only_what_the_manifest_says(path):
    entry, table = PATHS[path], TABLES[path]
    places = [row[:2] for row in ROWS[path]] if path in ROWS else [place for place, _ in spot_rows(table)]
    assert places
    for region, key in places:
        assert region in entry.get("regions", REGIONS)
        assert key.startswith(tuple(entry["keys"])), key


def test_region_prefixes_are_distinct():
    prefixes = {code: row["usage_type_prefix"] for code, row in REGIONS.items() if "usage_type_prefix" in row}
    assert len(set(prefixes.values())) == len(prefixes) == 37
    assert prefixes["eu-west-1"] == "EU"
    assert prefixes["ap-south-1"] == "APS3"
    assert prefixes["ap-northeast-2"] == "APN2"


def test_no_region_and_key_twice():
    rows = sum(len(rows) for rows in ROWS.values())
    assert rows > 120_000
    assert len(BOOK) == rows


@pytest.mark.parametrize("path", sorted(PRICES))
def test_prices_are_plain_positive_decimals_with_unit_and_provenance(path):
    table = PRICES[path]
    assert ROWS[path]
    for region, key, price, origin in ROWS[path]:
        assert unit_of(table, key), (region, key)
        assert origin in table["provenance"], (region, key)
        assert (key in table.get("tier_units", {})) == isinstance(price, list), (region, key)
        for text in price_strings(price):
            assert PLAIN_DECIMAL.fullmatch(text), (region, key, text)
            assert Decimal(text) > 0, (region, key)


@pytest.mark.parametrize("path", sorted(PRICES))
def test_rows_are_sorted_and_nothing_is_left_unused(path):
    table = PRICES[path]
    places = [row[:2] for row in table.get("rows", [])]
    assert places == sorted(places)
    for grid in table.get("grids", []):
        assert [row[0] for row in grid["rows"]] == sorted({row[0] for row in grid["rows"]})
    assert {row[3] for row in ROWS[path]} == set(table["provenance"])
    assert not any(entry["confidence"] == "unverified" for entry in table["provenance"].values())
    keys = {row[1] for row in ROWS[path]}
    for unit_key in table["units"]:
        if unit_key.endswith("/*"):
            assert any(key.startswith(unit_key[:-1]) for key in keys), unit_key
        else:
            assert unit_key in keys


def test_tiers_are_contiguous_from_zero_and_fall():
    tiered = {place: price for place, price in BOOK.items() if isinstance(price, list)}
    assert len({key for _, key in tiered}) == 10
    assert len(tiered) > 290
    for place, tiers in tiered.items():
        begins, ends, prices = zip(*tiers, strict=True)
        assert begins[0] == 0 and ends[-1] is None, place
        assert begins[1:] == ends[:-1], place
        assert list(begins) == sorted(set(begins)), place
        amounts = [Decimal(text) for text in prices]
        assert amounts == sorted(amounts, reverse=True), place


@pytest.mark.parametrize(
    ("region", "key", "price"),
    [
        ("us-east-1", "ec2/linux/on_demand/m5.large", "0.096"),
        ("us-east-1", "ec2/linux/on_demand/c5.large", "0.085"),
        ("us-east-1", "ec2/linux/on_demand/t3.medium", "0.0416"),
        ("us-east-1", "ec2/linux/on_demand/m7g.large", "0.0816"),
        ("us-east-1", "ec2/windows/on_demand/m5.large", "0.188"),
        ("ap-northeast-2", "ec2/linux/on_demand/m5.large", "0.118"),
        ("us-east-1", "fargate/ecs/linux/x86_64/vcpu", "0.04048"),
        ("us-east-1", "fargate/ecs/linux/x86_64/memory", "0.004445"),
        ("us-east-1", "fargate/ecs/linux/arm64/vcpu", "0.03238"),
        ("us-east-1", "fargate/ecs/linux/arm64/memory", "0.00356"),
        ("us-east-1", "fargate/ecs/windows/x86_64/vcpu", "0.046552"),
        ("us-east-1", "fargate/ecs/windows/x86_64/memory", "0.00511175"),
        ("us-east-1", "fargate/ecs/windows/x86_64/licence", "0.046"),
        ("us-east-1", "fargate/ecs/ephemeral_storage", "0.000111"),
        ("us-east-1", "fargate/eks/linux/x86_64/vcpu", "0.04048"),
        ("us-east-1", "fargate/eks/linux/x86_64/memory", "0.004445"),
        ("us-east-1", "eks/control_plane/standard", "0.10"),
        ("us-east-1", "eks/control_plane/extended_support_surcharge", "0.50"),
        ("us-east-1", "elb/alb/hour", "0.0225"),
        ("us-east-1", "elb/alb/lcu", "0.008"),
        ("us-east-1", "elb/nlb/lcu", "0.006"),
        ("us-east-1", "nat/gateway/hour", "0.045"),
        ("us-east-1", "nat/gateway/gb", "0.045"),
        ("us-east-1", "vpc/public_ipv4/in_use", "0.005"),
        ("us-east-1", "vpc/interface_endpoint/hour", "0.01"),
        ("us-east-1", "transfer/inter_az/gb", "0.01"),
        ("us-east-1", "ebs/gp3/storage", "0.08"),
        ("us-east-1", "ebs/gp3/iops", "0.005"),
        ("us-east-1", "ebs/gp3/throughput", "0.04"),
        ("us-east-1", "ebs/gp2/storage", "0.10"),
        ("us-east-1", "ecr/private_storage", "0.10"),
        ("us-east-1", "cloudwatch/logs/ingest", "0.50"),
        ("us-east-1", "cloudwatch/logs/storage", "0.03"),
    ],
)
def test_published_price(region, key, price):
    assert Decimal(BOOK[region, key]) == Decimal(price)


def test_published_tiers():
    egress = [[0, 10240, "0.09"], [10240, 51200, "0.085"], [51200, 153600, "0.07"], [153600, None, "0.05"]]
    endpoint = [[0, 1000000, "0.01"], [1000000, 5000000, "0.006"], [5000000, None, "0.004"]]
    assert BOOK["us-east-1", "transfer/internet_egress/gb"] == egress
    assert BOOK["us-east-1", "vpc/interface_endpoint/gb"] == endpoint


@pytest.mark.parametrize(
    ("region", "key"),
    [
        ("ap-southeast-6", "ebs/gp3/storage"),
        ("mx-central-1", "ecs/anywhere/instance"),
        ("ap-east-2", "fargate/ecs/windows/x86_64/vcpu"),
        ("us-gov-west-1", "fargate/eks/linux/x86_64/vcpu"),
    ],
)
def test_what_is_not_known_is_missing(region, key):
    assert key in {known for _, known in BOOK}
    assert (region, key) not in BOOK


def test_inter_az_is_confirmed_in_two_regions_only():
    table = TABLES["network.json"]
    words = {row[0]: table["provenance"][row[3]]["confidence"] for row in table["rows"] if "inter_az" in row[1]}
    assert len(words) == 36
    assert {region for region, word in words.items() if word == "verified"} == {"ap-northeast-2", "eu-west-1"}
    assert set(words.values()) == {"verified", "assumption"}


def test_every_priced_type_has_a_specification():
    known = {row["instance_type"] for row in TYPES}
    priced = {key.rsplit("/", 1)[1] for _, key in BOOK if key.startswith("ec2/")}
    assert len(known) == len(TYPES) == 1404
    assert len(priced) > 1300
    assert priced <= known
    assert {row["provenance"] for row in TYPES} == set(TABLES["instance_types.json"]["provenance"])


def test_known_specifications():
    types = {row["instance_type"]: row for row in TYPES}
    m5 = types["m5.large"]
    assert (m5["vcpu"], m5["memory_mib"], m5["architecture"]) == (2, 8192, "x86_64")
    assert (m5["max_enis"], m5["ipv4_per_eni"], m5["eni_max_pods"]) == (3, 10, 29)
    assert types["m7g.large"]["architecture"] == "arm64"
    assert types["t3.medium"]["burstable"] is True
    assert types["t3.medium"]["baseline_cpu_percent"] == "20"
    assert types["t3.medium"]["trunking_compatible"] is False
    assert (types["g5.12xlarge"]["gpu_count"], types["g5.12xlarge"]["gpu_model"]) == (4, "NVIDIA A10G")
    assert types["g6f.large"]["gpu_count"] is None
    assert types["i3.metal"]["vcpu"] == 72


def test_labour_hours_are_ordered_and_complete():
    assert {row["activity"] for row in WORK} == ACTIVITIES
    assert {name for row in WORK for name in row["deployments"]} == DEPLOYMENTS
    for row in WORK:
        low, base, high = (Decimal(row["hours_per_month"][name]) for name in ("low", "base", "high"))
        assert 0 < low < base < high, row["description"]


def test_published_hours_of_an_ec2_fleet_add_up_to_twelve():
    published = [row for row in WORK if "ecs-ec2" in row["deployments"] and row["confidence"] == "single_source"]
    assert {row["driver"] for row in published} == {"fleet"}
    assert sum(Decimal(row["hours_per_month"]["base"]) for row in published) == 12


@pytest.mark.parametrize(("deployment", "least", "most"), [("ecs-ec2", 12, 20), ("ecs-fargate", 2, 5)])
def test_labour_of_a_small_fleet_is_plausible(deployment, least, most):
    counts = {"fleet": 1, "cluster": 1, "host": 3, "service": 5}
    hours = sum(
        Decimal(row["hours_per_month"]["base"]) * counts[row["driver"]]
        for row in WORK
        if deployment in row["deployments"]
    )
    assert least <= hours <= most


def test_labour_rates():
    rates = {(row["country"], row["role"]): row for row in RATES}
    assert len(rates) == len(RATES) > 20
    assert rates["US", "systems_administrator"]["hourly_loaded"] == "66.24"
    assert rates["US", "devops_engineer"]["hourly_loaded"] == "91.07"
    assert rates["US", "salary_150k_2080h"]["hourly_loaded"] == "72.12"
    assert "150000/2080" in rates["US", "salary_150k_2080h"]["note"]
    assert rates["KR", "systems_administrator"]["currency"] == "KRW"
    assert rates["EU27", "whole_economy_average"]["currency"] == "EUR"
    assert not any(country == "JP" for country, _ in rates)
    for country in ("US", "KR"):
        assert {row["role"] for row in WORK} <= {role for c, role in rates if c == country}


def test_kubernetes_versions_have_fourteen_months_and_a_year():
    rows = TABLES["kubernetes_versions.json"]["rows"]
    versions = {row["version"]: row for row in rows}
    assert len(versions) == len(rows)
    assert versions["1.33"]["end_of_standard_support"] == "2026-07-29"
    assert versions["1.31"]["end_of_extended_support"] == "2026-11-26"
    for row in rows:
        standard, extended = row["end_of_standard_support"], row["end_of_extended_support"]
        assert row["released"] < standard
        assert (int(standard[:4]) + 1, standard[4:]) == (int(extended[:4]), extended[4:])  # rule M8: 12 months more


def test_spot_is_observed_and_not_priced():
    assert not any("/spot/" in key or "spot" in key.split("/")[1] for _, key in BOOK)
    assert len(SPOT) > 34_000
    seen = SPOT["af-south-1", "ec2/linux/spot/c5.large"]
    assert (seen["average"], seen["last"], seen["minimum"], seen["median"], seen["maximum"]) == (
        "0.01938", "0.019", "0.0114", "0.0186", "0.0342",
    )  # fmt: skip
    assert (seen["snapshots"], seen["saving_percent"], seen["interruption_band"]) == (8, 71, "10-15%")
    assert SPOT["us-east-1", "fargate/ecs_spot/linux/x86_64/vcpu"]["last"] == "0.01288871"
    for place, seen in SPOT.items():
        spread = [Decimal(seen[name]) for name in ("minimum", "median", "maximum") if seen[name] is not None]
        assert spread == sorted(spread), place

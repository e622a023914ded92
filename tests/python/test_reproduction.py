"""A result carries what is needed to compute it again."""

import json
from pathlib import Path

import container_tco as tco

SHOP = Path(__file__).parents[2] / "notebooks" / "shop"


def test_the_options_of_a_result_give_the_same_cents_again() -> None:
    workload = tco.read_ecs(SHOP / "task-definitions", services=SHOP / "services.json", usage=SHOP / "usage.json")
    first = tco.compare(
        workload,
        region="eu-west-1",
        period="720",
        zones=3,
        min_hosts=4,
        families="m6i,c6i",
        labour_level="high",
        hourly_rate="71.25",
        host_setup=tco.HostOptions(memory_overhead_fraction="0.03", root_disk_gib=50),
    ).to_dict()
    scenario = {"schema_version": "1", "services": [], "options": first["options"]}
    again = tco.compare(workload, **tco.scenario_options(tco.load_documents(scenario).documents)).to_dict()
    assert json.dumps(again, sort_keys=True) == json.dumps(first, sort_keys=True)
    assert first["price_book"]["digest"] == tco.price_book().digest
    assert first["options"]["hosts"]["zones"] == 3

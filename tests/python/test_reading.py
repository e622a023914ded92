"""Files, folders, globs, text and dicts, good and bad."""

import datetime
import json
import os
import sys
import time
from decimal import Decimal

import container_tco as tco
import jsonschema
import pytest
from workloads import scenario, task_definition, write_json

SERVICES = {
    "services": [
        {
            "serviceName": "front",
            "taskDefinition": "web",
            "desiredCount": 3,
            "runningCount": 3,
            "launchType": "FARGATE",
            "createdAt": datetime.datetime(2026, 1, 2),
        }
    ]
}
DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: api:1
          resources: {requests: {cpu: 500m, memory: 1Gi}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
"""


def counts(workload):
    return {service.name: service.demand.count for service in workload.services}


def test_a_task_definition_alone_counts_as_one_task():
    workload = tco.read_ecs(task_definition())
    assert list(counts(workload).values()) == [1]
    assert any("1" in a.text or "one" in a.text for a in workload.assumptions)


def test_services_give_the_number_of_tasks(tmp_path):
    path = write_json(tmp_path / "td.json", task_definition())
    for source in (path, str(path), path.read_text(), path.read_bytes(), json.loads(path.read_text())):
        assert list(counts(tco.read_ecs(source, services=SERVICES)).values()) == [3]


def test_yaml_and_json_say_the_same(tmp_path):
    (tmp_path / "td.yaml").write_text(
        "family: web\nnetworkMode: awsvpc\ncpu: 256\nmemory: 512\n"
        "containerDefinitions: [{name: web, image: 'nginx:1.27', essential: true}]\n"
    )
    from_yaml = tco.read_ecs(tmp_path / "td.yaml").services[0].task.request
    assert from_yaml == tco.read_ecs(task_definition()).services[0].task.request


def test_kubernetes_manifests_and_what_is_ignored(tmp_path):
    path = tmp_path / "app.yml"
    path.write_text(DEPLOYMENT)
    assert list(counts(tco.read_kubernetes(path)).values()) == [2]
    assert tco.read_inputs(path).ignored == ["ConfigMap/settings"]
    assert list(counts(tco.read_kubernetes(DEPLOYMENT)).values()) == [2]


def test_standard_input(monkeypatch):
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(scenario()).encode())))
    assert counts(tco.read_workload("-")) == {"web": 1}


def test_a_folder_with_one_bad_file_still_gives_the_others(tmp_path):
    write_json(tmp_path / "a.json", task_definition("a"))
    write_json(tmp_path / "b.json", task_definition("b"))
    (tmp_path / "c.json").write_text("{ broken")
    (tmp_path / "notes.txt").write_text("not read")
    (tmp_path / ".hidden.json").write_text("{ broken")
    result = tco.read_inputs(tmp_path)
    assert len(result.workload.services) == 2
    assert len(result.problems) == 1
    assert "c.json" in result.problems[0].message
    with pytest.raises(tco.UnreadableInputError, match=r"c\.json") as raised:
        tco.read_workload(tmp_path)
    assert len(raised.value.problems) == 1
    assert len(raised.value.result.workload.services) == 2
    assert isinstance(raised.value, ValueError)


def test_globs_and_repeated_files_count_once(tmp_path):
    path = write_json(tmp_path / "a.json", scenario())
    assert counts(tco.read_workload(str(tmp_path / "*.json"), path, [str(path)])) == {"web": 1}
    assert "none" in tco.read_inputs(str(tmp_path / "*.yaml")).problems[0].message


def test_an_empty_folder_is_a_problem(tmp_path):
    assert "found none" in tco.read_inputs(tmp_path).problems[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes")
def test_file_names_that_are_no_text_are_read(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.json"
    with open(name, "w") as file:
        json.dump(scenario(), file)
    assert counts(tco.read_workload(os.fsdecode(name))) == {"web": 1}
    with open(name, "w") as file:
        file.write("{")
    assert r"\udcff.json" in tco.read_inputs(tmp_path).problems[0].message
    with pytest.raises(OSError):
        tco.load_prices(os.fsdecode(name + b"/price_book.json"))


def test_a_missing_file_is_an_oserror(tmp_path):
    for read in (tco.read_ecs, tco.read_kubernetes, tco.read_scenario, tco.read_workload, tco.read_inputs):
        with pytest.raises(FileNotFoundError) as raised:
            read(tmp_path / "missing.json")
        assert "missing.json" in str(raised.value)


@pytest.mark.skipif(os.name != "posix", reason="sparse files")
def test_a_file_of_200_mb_is_refused_quickly(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    start = time.monotonic()
    with pytest.raises(tco.UnreadableInputError, match="at most 67108864 bytes"):
        tco.read_workload(path)
    assert time.monotonic() - start < 10  # Reading it would take far longer.


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "found nothing"),
        (b"   \n", "found nothing"),
        (json.dumps(scenario()).encode("utf-16"), "UTF-16"),
        (json.dumps(scenario()).encode("utf-16-le"), "JSON|UTF"),
        (b'{"family": "\xff\xfe"}', "UTF-8|JSON"),
        (b"[" * 100000, "nest|depth|deep|level"),
        (b'{"a":' * 100000, "nest|depth|deep|level"),
        (b'{"family": "web", "family": "api"}', "family"),
        (b'{"family": "web", "cpu": "${CPU}", "memory": "512", "containerDefinitions": []}', "placeholder"),
        (b"{} trailing", "JSON"),
        (b"\x00\x01\x02", "JSON|UTF"),
        (b"42", "expected"),
        (b'{"hello": "world"}', "expected|format|unknown|recogni"),
    ],
    ids=lambda value: repr(value[:16]),
)
def test_bad_content_is_one_clear_problem(tmp_path, content, complaint):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    result = tco.read_inputs(path)
    assert len(result.problems) == 1
    assert "bad.json" in result.problems[0].message
    import re

    assert re.search(complaint, result.problems[0].message, re.IGNORECASE), result.problems[0].message


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"a: [1, 2", "line"),
        (b"\xff\xfea\x00", "UTF-16"),
        (b"name: \xe9", "UTF-8"),
        (b"a: &x [*x]", "itself"),
        (b"a: 1\na: 2\n", "second"),
        (b"!!python/object/apply:os.system ['true']", "tag"),
        (b"name: {{ .Values.name }}\n", "template"),
        (b"[" * 5000, "level"),
    ],
    ids=lambda value: repr(value[:16]),
)
def test_bad_yaml_is_one_clear_problem(tmp_path, content, complaint):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    problems = tco.read_inputs(path).problems
    assert len(problems) == 1
    assert "bad.yaml" in problems[0].message
    assert complaint in problems[0].message


def test_bad_dicts_are_problems_not_crashes():
    deep: dict = {}
    inner = deep
    for _ in range(100000):
        inner["a"] = {}
        inner = inner["a"]
    cyclic: dict = {}
    cyclic["self"] = cyclic
    for source in (deep, cyclic, {"cpu": float("nan")}, {"cpu": object()}, {"cpu": {1, 2}}, {(1, 2): 3}):
        assert len(tco.read_inputs(source).problems) == 1


def test_floats_in_dicts_keep_their_shortest_digits():
    workload = tco.read_scenario(scenario(services=[{"name": "web", "vcpu": 0.1, "memory_gib": Decimal("0.5")}]))
    assert workload.services[0].task.request.cpu.vcpu == Decimal("0.1")


def test_what_is_no_source_is_a_type_error():
    for source in (5, None, 1.5, object()):
        with pytest.raises(TypeError, match="expected a path"):
            tco.read_workload(source)


def test_usage_adds_what_a_person_knows():
    usage = {"schema_version": "1", "services": [{"name": "web", "usage": {"image_gb": "0.25"}}]}
    workload = tco.read_workload(scenario(), usage=usage)
    assert workload.services[0].usage.image_gb == Decimal("0.25")
    wrong = {"schema_version": "1", "services": [{"name": "wbe"}]}
    with pytest.raises(tco.ParseError, match="web"):
        tco.read_workload(scenario(), usage=wrong)
    with pytest.raises(tco.ParseError):
        tco.read_workload(scenario(), usage="{ broken")
    with pytest.raises(tco.UnreadableInputError, match="found nothing"):
        tco.read_workload(scenario(), usage=b"")


HOST_FACTS = {
    "name": "web",
    "vcpu": 1,
    "memory_gib": 2,
    "gpu": 1,
    "accelerator": "neuron",
    "accelerator_model": "inferentia2",
    "architectures": ["x86_64", "arm64"],
    "required_host_labels": ["disktype=ssd|nvme"],
    "tolerated_taints": ["dedicated=gpu:NoSchedule", "*"],
    "allowed_zones": ["eu-west-1a"],
    "allowed_instance_types": ["inf2.*"],
    "attached_volumes": 2,
    "max_copies_per_host": 4,
    "max_host_skew": 1,
    "placement": "binpack",
    "rollout": {"maximum_percent": 150, "minimum_healthy_percent": 50, "bake_minutes": 5},
    "capacity_strategy": [
        {"provider": "hosts", "base": 2, "weight": 1},
        {"provider": "spot", "weight": 4, "is_spot": True},
    ],
}


def test_a_scenario_says_what_it_asks_of_hosts_and_capacity():
    document = scenario(services=[HOST_FACTS])
    jsonschema.validate(document, tco.schema("scenario"))
    service = tco.read_scenario(document).services[0]
    task = service.task
    assert (task.accelerator, task.accelerator_model) == (tco.Accelerator.neuron, "inferentia2")
    assert task.also_built_for == [tco.Architecture.arm64]
    assert task.required_host_labels == ["disktype=ssd|nvme"]
    assert task.tolerated_taints == ["dedicated=gpu:NoSchedule", "*"]
    assert (task.allowed_zones, task.allowed_instance_types) == (["eu-west-1a"], ["inf2.*"])
    assert (task.attached_volumes, task.max_copies_per_host, task.max_host_skew) == (2, 4, 1)
    assert service.placement == tco.PlacementStrategy.binpack
    assert service.rollout.extra_copies(3) == 1  # floor(3 × 150 / 100) − 3
    assert service.rollout.missing_copies(3) == 1  # 3 − ceil(3 × 50 / 100)
    assert tco.split_by_strategy(service.capacity_strategy, 12) == [4, 8]  # 2, then 10 as 1 to 4


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("placement", "scatter"),
        ("max_copies_per_host", 0),
        ("architectures", []),
        ("rollout", {"surge": 1}),
        ("capacity_strategy", [{"provider": "a", "weight": 1001}]),
        ("accelerator", "tpu"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_at_the_same_place(member, value):
    document = scenario(services=[{**HOST_FACTS, member: value}])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, tco.schema("scenario"))
    with pytest.raises(tco.ParseError, match=member):
        tco.read_scenario(document)


def test_services_made_by_hand_have_rollouts_and_capacity():
    rollout = tco.Rollout(surge=tco.CopyShare(amount=25, is_percent=True, rounds_up=True), is_default=False)
    assert rollout.extra_copies(10) == 3
    assert str(rollout.surge) == "25 %"
    assert rollout.with_(strategy=tco.RolloutStrategy.recreate).extra_copies(10) == 0
    shares = [tco.CapacityShare(provider=name, weight=weight) for name, weight in (("A", 1), ("B", 4))]
    assert tco.split_by_strategy(shares, 5) == [1, 4]
    with pytest.raises(tco.InvalidInputError, match="at most one provider with a base"):
        tco.split_by_strategy([share.with_(base=1) for share in shares], 5)


def test_capacity_providers_come_with_the_services():
    services = json.loads(json.dumps(SERVICES, default=str))
    del services["services"][0]["launchType"]
    services["services"][0]["capacityProviderStrategy"] = [{"capacityProvider": "hosts", "weight": 1}]
    scaling = {"status": "ENABLED", "targetCapacity": 90}
    provider = {"name": "hosts", "autoScalingGroupProvider": {"autoScalingGroupArn": "arn", "managedScaling": scaling}}
    workload = tco.read_ecs(task_definition(), {"capacityProviders": [provider]}, services=services)
    share = workload.services[0].capacity_strategy[0]
    assert (share.kind, share.target_capacity_percent) == (tco.CapacityKind.auto_scaling_group, 90)


def test_a_price_table_lies_over_the_bundled_book(tmp_path):
    key = "fargate/ecs/linux/x86_64/vcpu"
    table = {
        "schema_version": "1",
        "table": "contract",
        "currency": "USD",
        "provenance": {"c": {"source": "our contract", "as_of": "2026-11", "confidence": "verified"}},
        "units": {key: "vCPU-Hours"},
        "rows": [["us-east-1", key, "0.02", "c"]],
    }
    jsonschema.validate(table, tco.schema("price-table"))
    book = tco.load_prices(write_json(tmp_path / "mine.json", table))
    assert book.price(key, "us-east-1").unit_price().money == tco.Money("0.02", "USD")
    assert book.digest != tco.price_book().digest
    answer = tco.compare(tco.read_scenario(scenario()), region="us-east-1", prices=book, fargate_hours_per_month=0)
    # 0.25 × 730 × 0.02 + 0.5 × 730 × 0.004445
    assert answer.comparison.find("ecs-fargate").total == Decimal("3.65") + Decimal("1.622425")


def test_scenario_options_become_arguments():
    options = {
        "region": "eu-west-1",
        "period": "2026-02",
        "hosts": {"zones": 3, "families": ["m7g"], "setup": {"eni_trunking": True}},
        "labour": {"country": "KR", "hourly_rate": "45.5"},
    }
    found = tco.scenario_options(tco.load_documents(scenario(options=options)).documents)
    assert found.pop("host_setup").eni_trunking is True
    assert found == {
        "region": "eu-west-1",
        "period": "2026-02",
        "zones": 3,
        "families": ["m7g"],
        "labour_country": "KR",
        "hourly_rate": "45.5",
    }


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"regoin": "us-east-1"}, "region"),
        ({"hosts": {"zone": 3}}, "zones"),
        ({"hosts": {"zones": "3"}}, "whole number"),
        ({"hosts": {"burstable": 1}}, "true or false"),
        ({"hosts": 5}, "object"),
        ({"labour": {"level": ["low"]}}, "text"),
        ({"hosts": {"families": "m7g"}}, "list"),
    ],
)
def test_wrong_scenario_options_are_named(options, complaint):
    documents = tco.load_documents(scenario(options=options)).documents
    with pytest.raises(tco.InvalidInputError, match=complaint) as raised:
        tco.scenario_options(documents)
    assert "$.options" in str(raised.value)

"""What `import container_tco` promises: names, documentation, no other package, an answer that shows itself."""

import gc
import inspect
import json
import pickle
import subprocess
import sys
import threading
from decimal import Decimal

import container_tco as tco
import pytest
from container_tco import _core
from workloads import scenario

# 0.25 vCPU × 730 h × $0.04048 + 0.5 GB × 730 h × $0.004445 (Fargate, Linux, x86, us-east-1, AWS's price page)
SMALL_TASK = Decimal("0.25") * 730 * Decimal("0.04048") + Decimal("0.5") * 730 * Decimal("0.004445")


@pytest.fixture(scope="module")
def answer():
    workload = tco.read_scenario(scenario())
    return tco.compare(
        workload, region="us-east-1", hourly_rate="100", ec2_hours_per_month=10, fargate_hours_per_month="0.5"
    )


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_every_public_name_exists_and_is_documented():
    assert set(tco.__all__) <= set(dir(tco))
    for name in tco.__all__:
        value = getattr(tco, name)
        if name != "__version__":
            assert inspect.getdoc(value), name
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        _ = tco.nothing_of_that_name


def test_every_public_function_has_types():
    for name in tco.__all__:
        value = getattr(tco, name)
        if inspect.isfunction(value):
            signature = inspect.signature(value)
            assert signature.return_annotation is not inspect.Signature.empty, name
            for parameter in signature.parameters.values():
                assert parameter.annotation is not inspect.Parameter.empty, (name, parameter.name)


def test_bound_functions_show_python_types_only():
    for name, value in vars(_core).items():
        for text in [value.__doc__ or "", *(getattr(m, "__doc__", "") or "" for m in vars(type(value)).values())]:
            assert "container_tco::" not in text, name
            assert "std::" not in text, name


def test_bound_members_are_documented_in_python_terms():
    for cls in (c for c in vars(_core).values() if inspect.isclass(c)):
        assert inspect.getdoc(cls), cls
        for member in vars(cls).values():
            assert "::" not in (getattr(member, "__doc__", "") or ""), (cls, member)


def test_import_loads_no_other_package():
    code = """
import sys
before = set(sys.modules)
import container_tco as tco
answer = tco.compare(tco.read_scenario({"schema_version": "1", "services": [
    {"name": "web", "vcpu": "0.25", "memory_gib": "0.5"}]}), region="us-east-1")
answer.to_html()
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(sorted(loaded - set(sys.stdlib_module_names) - {"container_tco"}))
"""
    assert run_python(code).strip() == "[]"


def test_import_alone_does_not_load_the_core():
    assert run_python("import sys, container_tco; print('container_tco._core' in sys.modules)").strip() == "False"


def test_a_missing_core_says_how_to_build():
    code = """
import sys
sys.modules["container_tco._core"] = None
import container_tco
try:
    container_tco.compare
except ImportError as error:
    print(error)
"""
    assert "pip install" in run_python(code)


def test_version_is_the_one_of_the_core_and_of_the_distribution():
    from importlib.metadata import version

    assert tco.__version__ == _core.version == version("container-tco")


def test_fargate_costs_what_the_price_page_says(answer):
    fargate = answer.comparison.find("ecs-fargate")
    assert fargate.infrastructure == SMALL_TASK == Decimal("9.010025")
    assert fargate.labour == Decimal(50)  # 0.5 h × $100
    assert fargate.total == Decimal("59.010025")
    assert fargate.total_exact == tco.Money("59.010025", "USD")
    assert isinstance(fargate.total, Decimal)


def test_labour_of_hosts_is_hours_times_rate(answer):
    assert answer.comparison.find("ecs-ec2").labour == Decimal(1000)


def test_best_is_the_cheapest_complete_estimate(answer):
    complete = [estimate for estimate in answer.estimates if estimate.is_complete]
    assert answer.best.total == min(estimate.total for estimate in complete)


def test_lines_add_up_to_the_total(answer):
    for estimate in answer.estimates:
        if estimate.lines:
            assert _core.sum_costs(estimate.lines, "USD") == estimate.total_exact
            for line in estimate.lines:
                assert line.quantity * line.unit_price == line.cost
                assert line.provenance.source


def test_explain_names_every_line(answer):
    explanation = answer.explain("ecs-fargate")
    text = explanation.to_text()
    for line in explanation.lines:
        assert line.id in text
    with pytest.raises(tco.InvalidInputError, match="ecs-fargate"):
        answer.explain("ecs-fargat")


def test_break_even_labour_is_where_both_sides_cost_the_same(answer):
    found = [b for b in answer.break_even("labour_hours") if b.hosts_deployment == "ecs-ec2"]
    hosts, fargate = (answer.comparison.find(name) for name in ("ecs-ec2", "ecs-fargate"))
    # hours × 100 + EC2 infrastructure = Fargate total
    expected = (fargate.total - hosts.infrastructure) / 100
    crossings = [crossing.value for crossing in found[0].crossings]
    assert crossings == ([expected] if expected >= 0 else [])
    assert str(found[0])
    with pytest.raises(tco.InvalidInputError):
        answer.break_even("weather")


def test_an_answer_shows_itself(answer):
    bundle = answer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/markdown", "text/html"}
    assert set(answer._repr_mimebundle_(include=["text/html"])) == {"text/html"}
    assert set(answer._repr_mimebundle_(exclude=["text/html"])) == {"text/plain", "text/markdown"}
    assert repr(answer) == answer.to_text() == bundle["text/plain"]
    assert "ecs-fargate" in answer._repr_html_()
    assert "<script" not in answer._repr_html_()
    assert "ecs-fargate" in answer.to_csv()
    assert answer.verdict
    assert answer.assumptions


def test_json_holds_exact_amounts_as_text(answer):
    def amounts(value):
        if isinstance(value, dict):
            for member in value.values():
                yield from amounts(member)
        elif isinstance(value, list):
            for item in value:
                yield from amounts(item)
        else:
            yield value

    document = answer.to_dict()
    assert document == json.loads(answer.to_json())
    assert document["schema_version"] == "1"
    found = list(amounts(document))
    assert not any(isinstance(value, float) for value in found)
    assert "59.010025" in found


def test_hostile_names_are_escaped():
    hostile = scenario(services=[{"name": "<script>alert(1)</script>\x1b[31m", "vcpu": "0.25", "memory_gib": "0.5"}])
    answer = tco.compare(tco.read_scenario(hostile), region="us-east-1")
    shown = answer.explain("ecs-fargate")
    assert "<script>" not in shown.to_html()
    assert "<script>" not in answer.to_html()
    for text in (answer.to_text(), shown.to_text(), answer.to_markdown(), shown.to_html()):
        assert "\x1b" not in text


def test_to_pandas_has_one_row_a_deployment_and_decimals(answer):
    frame = answer.to_pandas()
    assert list(frame["deployment"]) == [estimate.deployment.name for estimate in answer.estimates]
    assert all(isinstance(value, Decimal) for value in frame["total"])
    lines = answer.explain("ecs-fargate").to_pandas()
    assert len(lines) == len(answer.explain("ecs-fargate").lines)
    assert sum(lines["cost"]) == answer.comparison.find("ecs-fargate").total


def test_to_pandas_without_pandas_says_what_to_install(answer, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"container-tco\[pandas\]"):
        answer.to_pandas()


def test_unknown_arguments_are_refused():
    workload = tco.read_scenario(scenario())
    with pytest.raises(TypeError, match="regoin"):
        tco.compare(workload, regoin="us-east-1")
    with pytest.raises(TypeError, match="region"):
        tco.compare(workload)
    with pytest.raises(TypeError, match="Workload"):
        tco.compare("scenario.json", region="us-east-1")


def test_values_are_immutable_comparable_and_pickled():
    workload = tco.read_scenario(scenario())
    with pytest.raises(AttributeError):
        workload.name = "other"
    renamed = workload.with_(name="other")
    assert (renamed.name, workload.name) == ("other", "example")
    assert renamed != workload
    assert renamed.with_(name="example") == workload
    assert pickle.loads(pickle.dumps(workload)) == workload
    assert "vcpu" in repr(workload).lower()


def test_a_workload_can_be_made_by_hand():
    size = tco.Resources(cpu=tco.Cpu.from_vcpu("0.25"), memory=tco.Bytes.from_gib("0.5"))
    task = tco.Task(request=size, fargate_request=size)
    workload = tco.Workload(
        name="mine", services=[tco.Service(name="web", task=task, demand=tco.ConstantDemand(count=2))]
    )
    answer = tco.compare(workload, region="us-east-1", fargate_hours_per_month=0)
    assert answer.comparison.find("ecs-fargate").total == 2 * SMALL_TASK


def test_parts_outlive_the_answer_they_came_from():
    lines = tco.compare(tco.read_scenario(scenario()), region="us-east-1").explain("ecs-ec2").lines
    gc.collect()
    assert repr(lines[0]).startswith("LineItem(id='compute/")
    assert "category=CostCategory.compute" in repr(lines[0])


def test_threads_share_a_price_book():
    workload = tco.read_scenario(scenario())
    totals = []

    def work():
        totals.append(tco.compare(workload, region="us-east-1", deployments="ecs-fargate").best.total)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(totals) == 4
    assert len(set(totals)) == 1


@pytest.mark.parametrize("name", ["scenario", "price-table", "labour-profile", "worked-example"])
def test_schemas_are_valid_and_accept_a_reader(name):
    import jsonschema

    document = tco.schema(name)
    jsonschema.validators.validator_for(document).check_schema(document)


def test_the_scenario_of_these_tests_fits_the_published_schema():
    import jsonschema

    jsonschema.validate(scenario(), tco.schema("scenario"))
    with pytest.raises(tco.InvalidInputError, match="scenario, price-table"):
        tco.schema("scenarios")

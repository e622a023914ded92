"""CronJobs of Kubernetes from YAML files: their schedule becomes demand once a usage file says how long a run takes."""

import json
from decimal import Decimal

import container_tco as tco
import pytest
from click.testing import CliRunner
from container_tco.cli import program

CRON_JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata: {{name: report}}
spec:
  schedule: "{schedule}"
  {more}
  jobTemplate:
    spec:
      parallelism: 2
      activeDeadlineSeconds: 7200
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: report
              image: report:1
              resources: {{requests: {{cpu: 250m, memory: 256Mi}}}}
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "web:1", resources: {requests: {cpu: 250m, memory: 256Mi}}}]
"""
# A pod of 0.25 vCPU and 0.5 GB on EKS Fargate in us-east-1: 0.25 × 0.04048 + 0.5 × 0.004445 an hour.
POD_HOUR = Decimal("0.0123425")
OPTIONS = {"region": "us-east-1", "deployments": "eks-fargate"}


def manifest(tmp_path, schedule="30 2 * * *", more="timeZone: Europe/Berlin"):
    path = tmp_path / "report.yaml"
    path.write_text(CRON_JOB.format(schedule=schedule, more=more))
    return path


def usage(tmp_path, **demand):
    path = tmp_path / "usage.json"
    path.write_text(json.dumps({"schema_version": "1", "services": [{"name": "report", "demand": demand}]}))
    return path


def pods_cost(estimate):
    lines = [line for line in estimate.lines if line.id.startswith("compute/report/")]
    return sum(tco.to_decimal(line.cost.amount) for line in lines)


@pytest.mark.parametrize(
    ("month", "runs", "hours"),
    [
        (3, 30, 743),  # 02:30 of 29 March does not exist …
        (10, 32, 745),  # … and that of 25 October comes twice.
        (6, 30, 720),
    ],
)
def test_runs_of_a_month_in_its_time_zone(tmp_path, month, runs, hours):
    demand = usage(tmp_path, seconds_per_run=3600, year=2026, month=month)
    workload = tco.read_kubernetes(manifest(tmp_path), usage=demand)
    pod_hours = 2 * runs
    over = tco.timeline(workload, **OPTIONS)["eks-fargate"]
    billed = next(one for one in over.services if one.tasks.service == "report")
    assert sum(billed.tasks.billed_seconds) == pod_hours * 3600
    assert tco.to_decimal(billed.total) == pod_hours * POD_HOUR
    assert over.steps * over.step_seconds == hours * 3600
    # An estimate bills a month of as many hours the same.
    answer = tco.compare(workload, period=hours, **OPTIONS)
    assert pods_cost(answer.best) == pod_hours * POD_HOUR


def test_the_command_reads_the_schedule_from_the_manifest(tmp_path):
    path = manifest(tmp_path)
    run = CliRunner(catch_exceptions=False).invoke
    arguments = ["--region", "us-east-1", "--deployment", "eks-fargate"]
    always = " ".join(run(program, ["compare", str(path), *arguments]).output.split())
    assert "as if one run were always under way" in always
    assert "7200 s (activeDeadlineSeconds)" in always
    given = ["--usage", str(usage(tmp_path, seconds_per_run=3600, year=2026, month=3))]
    timed = run(program, ["compare", str(path), *given, *arguments])
    assert timed.exit_code == 0, timed.output
    assert "as if one run" not in timed.output
    hourly = json.loads(run(program, ["timeline", str(path), *given, *arguments, "--format", "json"]).stdout)
    assert [row["start"][11:16] for row in hourly][:2] == ["23:00", "00:00"]
    assert [row["task_hours"] for row in hourly if int(row["wanted"])] == ["1", "1"]
    day = run(program, ["timeline", str(path), *given, *arguments, "--every-step", "--format", "json"])
    assert day.exit_code == 0, day.output
    # 02:30 in Berlin is 01:30 UTC, and the span begins at midnight there: 23:00 UTC.
    rows = json.loads(day.stdout)
    assert sum(Decimal(row["task_hours"]) for row in rows) == 2
    assert [row["start"][11:16] for row in rows if int(row["wanted"])] == ["01:30", "02:00"]


def test_a_job_beside_a_service_of_another_step(tmp_path):
    services = [
        {"name": "report", "demand": {"seconds_per_run": 900, "year": 2026, "month": 3}},
        {"name": "web", "demand": {"schedule": "daily 08-20: 4, else 1", "time_zone": "Europe/Berlin"}},
    ]
    services[1]["demand"] |= {"year": 2026, "month": 3}
    path = tmp_path / "both.json"
    path.write_text(json.dumps({"schema_version": "1", "services": services}))
    web = tmp_path / "web.yaml"
    web.write_text(DEPLOYMENT)
    workload = tco.read_kubernetes(manifest(tmp_path), web, usage=path)
    over = tco.timeline(workload, **OPTIONS)["eks-fargate"]
    billed = {one.tasks.service: one for one in over.services}
    # Runs last 15 minutes and begin at half past: hours and quarters share quarters, or what is shorter.
    assert 900 % over.step_seconds == 0
    assert sum(billed["report"].tasks.billed_seconds) == 30 * 2 * 900
    # 31 days less the hour that is skipped at night: 12 × 4 and 12 × 1, less 1.
    assert sum(billed["web"].tasks.wanted) * over.step_seconds == (31 * 60 - 1) * 3600


def test_jobs_of_two_time_zones_run_side_by_side(tmp_path):
    services = [{"name": name, "demand": {"seconds_per_run": 3600, "year": 2026}} for name in ("report", "backup")]
    path = tmp_path / "both.json"
    path.write_text(json.dumps({"schema_version": "1", "services": services}))
    backup = tmp_path / "backup.yaml"
    text = CRON_JOB.format(schedule="0 1 * * *", more="timeZone: Etc/UTC")
    backup.write_text(text.replace("name: report", "name: backup"))
    workload = tco.read_kubernetes(manifest(tmp_path), backup, usage=path)
    over = tco.timeline(workload, **OPTIONS)["eks-fargate"]
    billed = {one.tasks.service: one.tasks for one in over.services}
    assert over.step_seconds == 1800
    for name in ("report", "backup"):
        # In Berlin 02:30 is skipped once in the year, and comes twice once.
        assert sum(billed[name].billed_seconds) == 365 * 2 * 3600
    # In January 02:30 of Berlin is half an hour after 01:00 of UTC, in July half an hour before.
    assert over.start_utc_seconds == 1767225600
    for day, first in ((10, 3), (190, 1)):
        steps = range(day * 48, day * 48 + 48)
        assert [step % 48 for step in steps if billed["report"].wanted[step]] == [first, first + 1]
        assert [step % 48 for step in steps if billed["backup"].wanted[step]] == [2, 3]


def test_a_suspended_job_has_no_runs(tmp_path):
    demand = usage(tmp_path, seconds_per_run=60, year=2026)
    workload = tco.read_kubernetes(manifest(tmp_path, more="suspend: true"), usage=demand)
    assert workload.services[0].demand.count == 0
    assert any(one.id == "cron_job_suspended" for one in workload.assumptions)


@pytest.mark.parametrize(
    ("schedule", "more", "message"),
    [
        ("0 24 * * *", "", "report.yaml"),
        ("0 24 * * *", "", "hours from 0 to 23"),
        ("@every 5m", "", "$.spec.schedule"),
        ("@daily", "concurrencyPolicy: Never", "Allow, Forbid or Replace"),
    ],
)
def test_a_schedule_that_kubernetes_cannot_read_is_named(tmp_path, schedule, more, message):
    with pytest.raises(tco.UnreadableInputError, match=message.replace("$", r"\$")):
        tco.read_kubernetes(manifest(tmp_path, schedule, more))


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ({"seconds_per_run": 60}, "a 'year'"),
        ({"year": 2026}, "seconds_per_run"),
        ({"seconds_per_run": 7201, "year": 2026}, "at most 7200"),
        ({"seconds_per_run": 60, "year": 2026, "time_zone": "UTC"}, "no time zone but that of the schedule"),
        ({"seconds_per_run": 60, "year": 2026, "tasks_per_run": 3}, "tasks_per_run"),
    ],
)
def test_usage_that_does_not_fit_is_refused_at_its_place(tmp_path, demand, message):
    with pytest.raises(tco.Error, match=message) as refused:
        tco.read_kubernetes(manifest(tmp_path), usage=usage(tmp_path, **demand))
    assert "usage.json" in str(refused.value)


def test_an_unknown_time_zone_is_refused(tmp_path):
    demand = usage(tmp_path, seconds_per_run=60, year=2026)
    with pytest.raises(tco.Error, match="Mars/Base"):
        tco.read_kubernetes(manifest(tmp_path, more="timeZone: Mars/Base"), usage=demand)

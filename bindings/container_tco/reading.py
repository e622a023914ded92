"""Reads workloads: ECS documents, Kubernetes manifests and scenarios."""

from __future__ import annotations

from collections.abc import Iterable

from container_tco import _core
from container_tco._core import Error, InputDocument, InputProblem, ReadResult, Workload
from container_tco.documents import LoadedDocuments, Source, load_documents
from container_tco.time_zones import zones_named_in


class UnreadableInputError(Error, ValueError):
    """At least one document could not be used. `problems` lists all of them; `result` has what could be read."""

    problems: list[InputProblem]
    result: ReadResult | None

    def __init__(self, problems: list[InputProblem], result: ReadResult | None = None) -> None:
        """Say every problem, one a line."""
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems
        self.result = result


def read_inputs(*sources: Source, usage: Source | None = None) -> ReadResult:
    """Read documents of any format and join them into one workload; what cannot be used is listed in `problems`.

    `sources`: see load_documents. `usage`: what a person knows on top, in the shape of a scenario.
    Raises OSError for a named path that cannot be read, ParseError for `usage` that names no service.
    """
    return read_loaded(load_documents(*sources), usage=usage)


def read_loaded(loaded: LoadedDocuments, *, usage: Source | None = None) -> ReadResult:
    """Do what read_inputs does with documents that are loaded already."""
    return _finished(_core.read_workload(loaded.documents, zones_named_in(loaded.documents)), loaded, usage)


def read_workload(*sources: Source, usage: Source | None = None) -> Workload:
    """Read documents of any format into one workload. Raises UnreadableInputError when one cannot be used."""
    return _workload_of(read_inputs(*sources, usage=usage))


def read_ecs(*sources: Source, services: Source | None = None, usage: Source | None = None) -> Workload:
    """Read ECS documents, joined by task definition.

    `sources`: task definitions, as registered or described; also the output of describe-services, describe-clusters and
    describe-capacity-providers.
    `services`: describe-services output, if it stands apart. A task definition without a service counts as one task.
    Raises UnreadableInputError, OSError.
    """
    loaded = load_documents(*sources, *([] if services is None else [services]))
    return _workload_of(_finished(_core.read_ecs(loaded.documents), loaded, usage))


def read_kubernetes(*sources: Source, usage: Source | None = None) -> Workload:
    """Read Kubernetes objects: Deployment, StatefulSet, DaemonSet, Pod, Job, CronJob, HorizontalPodAutoscaler …

    A CronJob follows its schedule once `usage` says how long a run takes and when: a "demand" of "seconds_per_run" and
    "year", perhaps "month". Until then it counts as if it never stopped, and an assumption says so.
    Raises UnreadableInputError, OSError.
    """
    loaded = load_documents(*sources)
    return _workload_of(_finished(_core.read_kubernetes(loaded.documents), loaded, usage))


def read_scenario(source: Source, usage: Source | None = None) -> Workload:
    """Read one scenario file (its schema: schema("scenario")). Raises UnreadableInputError, OSError."""
    loaded = load_documents(source)
    if len(loaded.documents) + len(loaded.problems) != 1:
        found = len(loaded.documents) + len(loaded.problems)
        message = f"expected one scenario, found {found} documents. Read several with read_workload"
        loaded.problems.append(InputProblem(file="<scenario>", message=message))
    zones = zones_named_in(loaded.documents)
    result = _core.read_scenario(loaded.documents[0], zones) if loaded.documents else ReadResult()
    return _workload_of(_finished(result, loaded, usage))


def _finished(result: ReadResult, loaded: LoadedDocuments, usage: Source | None) -> ReadResult:
    result = result.with_(problems=[*loaded.problems, *result.problems])
    if usage is None:
        return result
    return result.with_(workload=_with_usage(result.workload, load_documents(usage), loaded.documents))


def _with_usage(workload: Workload, usage: LoadedDocuments, read: Iterable[InputDocument]) -> Workload:
    if usage.problems:
        raise UnreadableInputError(usage.problems)
    # The schedule of a CronJob names its zone in a document that was read before.
    zones = zones_named_in([*usage.documents, *read])
    document: InputDocument
    for document in usage.documents:
        workload = _core.apply_usage(workload, document, zones)
    return workload


def _workload_of(result: ReadResult) -> Workload:
    if result.problems:
        raise UnreadableInputError(result.problems, result)
    return result.workload

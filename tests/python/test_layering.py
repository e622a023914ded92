"""The core's include lines follow the data flow, and third-party names stay where the design allows them."""

import re
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "core" / "container_tco"

BASE = {"error", "quantity", "json"}
ALLOWED = {
    "error": set(),
    "quantity": {"error"},
    "arrow": {"error", "quantity"},
    "json": {"error", "quantity"},
    "demand": BASE,
    "workload": BASE | {"demand"},
    "pricebook": BASE,
    "offers": BASE | {"pricebook"},
    "contract": BASE | {"pricebook"},
    "commitment": BASE | {"demand", "workload", "pricebook", "contract"},
    "feasibility": BASE | {"demand", "workload"},
    "sizing": BASE | {"demand", "workload", "pricebook"},
    "packing": {"error", "quantity"},
    "costing": BASE | {"demand", "workload", "pricebook", "contract", "commitment", "sizing", "packing"},
    "estimate": BASE
    | {"demand", "workload", "pricebook", "contract", "commitment", "feasibility", "sizing", "packing", "costing"},
}
ALLOWED["timeline"] = ALLOWED["estimate"] | {"demand", "estimate"}
ALLOWED["batch"] = ALLOWED["estimate"] | {"arrow", "estimate"}
ALLOWED["comparison"] = ALLOWED["estimate"] | {"estimate"}
ALLOWED["bill"] = ALLOWED["estimate"] | {"arrow", "offers", "estimate"}
ALLOWED["outlook"] = ALLOWED["comparison"] | {"comparison"}
ALLOWED["report"] = ALLOWED["outlook"] | {"outlook"}
ALLOWED["verification"] = ALLOWED["report"] | {"report"}

SOURCES = sorted(path for path in CORE.rglob("*") if path.suffix in {".cpp", ".hpp"})
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def stage_of(path: Path) -> str:
    relative = path.relative_to(CORE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def includes(path: Path) -> list[str]:
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def test_the_core_was_found() -> None:
    assert len(SOURCES) > 50
    assert {stage_of(path) for path in SOURCES} == ALLOWED.keys() | {"container_tco"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(CORE)))
def test_a_stage_includes_only_what_stands_left_of_it(path: Path) -> None:
    stage = stage_of(path)
    if stage == "container_tco":  # the umbrella header
        return
    for name in includes(path):
        if not name.startswith("container_tco/"):
            continue
        other = Path(name).parts[1].removesuffix(".hpp")
        assert other == stage or other in ALLOWED[stage], f"{path} includes {name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(CORE)))
def test_third_party_headers_stay_behind_their_stage(path: Path) -> None:
    for name in includes(path):
        if name.startswith("boost/"):
            assert stage_of(path) == "quantity" and path.suffix == ".cpp", f"{path} includes {name}"
        if name == "csv.h":
            assert path.name == "csv_rows.cpp", f"{path} includes {name}"
        if name.startswith("nlohmann/"):
            assert path.name.endswith("_json.cpp"), f"{path} includes {name}"


# Draws of the outlook are probabilities until they are whole billionths; what they cost is integers (draw_kernel.cpp).
PROBABILITIES = {"correlation", "distribution", "draw_inputs", "normal_curve", "philox"}


def holds_probabilities(path: Path) -> bool:
    return stage_of(path) == "outlook" and path.stem in PROBABILITIES


# Packing knows no money: it orders items by their share of a host. Tables hold sizes as floats, which one file reads.
# The kernel of batches estimates quotients in double, and puts each right by its exact remainder.
FLOAT_SOURCES = {
    CORE / "arrow" / "float_column.hpp",
    CORE / "arrow" / "float_column.cpp",
    CORE / "batch" / "fargate_kernel.cpp",
}
MONEY_SOURCES = [
    path
    for path in SOURCES
    if stage_of(path) != "packing" and path not in FLOAT_SOURCES and not holds_probabilities(path)
]


@pytest.mark.parametrize("path", list(filter(holds_probabilities, SOURCES)), ids=lambda path: path.name)
def test_probabilities_know_no_money(path: Path) -> None:
    assert not re.search(r"\b(Money|cost|price)\b", re.sub(r"//.*", "", path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("path", MONEY_SOURCES, ids=lambda path: str(path.relative_to(CORE)))
def test_no_float_near_money(path: Path) -> None:
    assert not re.search(r"\b(double|float)\b(?! *\()", re.sub(r"//.*", "", path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(CORE)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500

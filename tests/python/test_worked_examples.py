"""The published examples come out, by the installed command; a falsified one does not."""

import copy
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import container_tco as tco
import jsonschema
import pytest

FOLDER = Path(__file__).parents[1] / "worked_examples"
FILES = sorted(FOLDER.glob("*.json"))
SCHEMA = tco.schema("worked-example")


def examples_of(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    return document if isinstance(document, list) else [document]


def verify(*paths):
    command = [sys.executable, "-m", "container_tco", "verify", "--format", "json", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def verdicts(examples):
    text = json.dumps(examples)
    return [r.verdict.name for r in tco.verify_examples(text, "x.json", tco.PriceBook.bundled())]


def test_there_are_examples_and_their_ids_are_those_of_their_files():
    assert len(FILES) >= 70
    ids = [example["id"] for path in FILES for example in examples_of(path)]
    assert len(ids) == len(set(ids))
    assert all(examples_of(path)[0]["id"].lower() == path.stem for path in FILES)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_follows_the_schema_and_passes(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    errors = [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)]
    assert not errors
    for result in tco.verify_examples(json.dumps(document), path.name, tco.PriceBook.bundled()):
        failed = [(check.of, check.published, check.exact, check.note) for check in result.checks]
        assert result.passed, (result.reason, failed)


def test_the_command_passes_on_the_whole_folder():
    done = verify(FOLDER)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {row["id"] for row in rows} == {example["id"] for path in FILES for example in examples_of(path)}


def test_a_falsified_copy_fails_the_command(tmp_path):
    example = examples_of(FOLDER / "w01.json")[0]
    example["checks"][0]["published"] = "1.02"
    falsified = tmp_path / "w01.json"
    falsified.write_text(json.dumps(example), encoding="utf-8")
    done = verify(FOLDER / "w03.json", falsified)
    assert done.returncode == 1
    assert "W01" in done.stderr
    assert "W03" not in done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_figure_of_an_example_matters(path):
    """A wrong expectation is noticed everywhere: no check passes whatever it says."""
    for example in examples_of(path):
        for number, check in enumerate(example["checks"]):
            falsified = copy.deepcopy(example)
            if "exact" in check:
                falsified["checks"][number]["exact"] = "1/7"
            elif "published" in check and "expected_mismatch" not in check:
                falsified["checks"][number]["published"] = str(Decimal(check["published"]) + 5)
            else:
                continue
            assert verdicts([falsified]) == ["mismatch"], (example["id"], check)


def test_a_mismatch_that_matches_after_all_fails():
    example = examples_of(FOLDER / "w28.json")[0]
    check = next(check for check in example["checks"] if "expected_mismatch" in check)
    assert verdicts([example]) == ["expected_mismatch"]
    check["published"] = "617"
    assert verdicts([example]) == ["unexpected_match"]


def test_an_example_of_the_readme_passes():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    block = text.split("## A first example")[1].split("Amounts are")[0]
    assert verdicts([json.loads(block)]) == ["match"]

"""The feasibility rule table keeps to its published JSON Schema."""

import json
from pathlib import Path

import jsonschema

STAGE = Path(__file__).resolve().parents[2] / "core" / "container_tco" / "feasibility"


def load(name):
    return json.loads((STAGE / name).read_text(encoding="utf-8"))


def test_rules_follow_their_schema():
    schema = load("rules.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(load("rules.json"), schema, format_checker=jsonschema.FormatChecker())


def test_no_two_rules_say_the_same_of_the_same_match():
    seen = [
        (rule["feature"], json.dumps(rule["match"], sort_keys=True), rule["id"]) for rule in load("rules.json")["rules"]
    ]
    assert len(seen) == len(set(seen))

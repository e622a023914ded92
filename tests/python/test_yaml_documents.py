"""YAML to JSON documents: what is kept, and what is refused with its place."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

yaml = pytest.importorskip("yaml")
from container_tco import yaml_documents  # noqa: E402
from container_tco.yaml_documents import YamlError, yaml_to_json_documents  # noqa: E402


def read(text: str) -> Any:
    """The only document of `text`."""
    documents = yaml_to_json_documents("k.yaml", text)
    assert [name for name, _ in documents] == ["k.yaml"]
    return json.loads(documents[0][1])


def refused(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        yaml_to_json_documents("k.yaml", text)
    return caught.value


def test_each_document_of_a_file_is_named_after_its_place():
    text = "# head\na: 1\n---\n---\n# nothing but a comment\n---\nb: 2\n...\n"
    assert yaml_to_json_documents("k.yaml", text) == [
        ("k.yaml (document 1, line 2)", '{"a": 1}'),
        ("k.yaml (document 4, line 6)", '{"b": 2}'),
    ]


def test_empty_text_has_no_documents():
    assert yaml_to_json_documents("k.yaml", "") == []
    assert yaml_to_json_documents("k.yaml", "# only a comment\n---\n") == []


def test_decimals_stay_the_text_that_was_written():
    value = read("a: 0.1\nb: 1.10\nc: .5\nd: 1e3\ne: -2.5E-7\nf: 0.30000000000000004\ng: !!float 3.0")
    assert value == {
        "a": "0.1",
        "b": "1.10",
        "c": ".5",
        "d": "1e3",
        "e": "-2.5E-7",
        "f": "0.30000000000000004",
        "g": "3.0",
    }


def test_whole_numbers_are_numbers_in_every_base():
    value = read("[1, -2, 0, 0x1F, 0644, 0o17, 0b101, 1_000, 123456789012345678901234567890]")
    assert value == [1, -2, 0, 31, 420, 15, 5, 1000, 123456789012345678901234567890]


def test_text_that_only_looks_like_a_number_is_text():
    value = read("[08, 0x, 1_, 22:22, 1.2.3, 100m, 1Gi, '1', \"2\", !!str 3]")
    assert value[:2] == ["08", "0x"]
    assert value[3:] == ["22:22", "1.2.3", "100m", "1Gi", "1", "2", "3"]


def test_dates_and_binaries_stay_text():
    assert read("[2026-11-22, 2026-11-22T10:00:00Z, !!binary aGk=]") == ["2026-11-22", "2026-11-22T10:00:00Z", "aGk="]


def test_booleans_and_nulls_are_those_of_yaml_1_1():
    assert read("[true, Yes, on, false, No, OFF, null, ~, '']") == [
        True,
        True,
        True,
        False,
        False,
        False,
        None,
        None,
        "",
    ]


def test_keys_are_the_text_that_was_written():
    assert read("on: 1\n2: two\n3.50: x\nnull: y") == {"on": 1, "2": "two", "3.50": "x", "null": "y"}


def test_block_text_keeps_its_braces():
    assert read("legend: |\n  {{instance}}\n") == {"legend": "{{instance}}\n"}


def test_aliases_and_merge_keys_are_followed():
    text = "base: &b {cpu: 1, memory: 2}\nweb: {<<: *b, memory: 3}\nlist: [*b, *b]\nboth: {<<: [{cpu: 9}, *b]}"
    value = read(text)
    assert value["web"] == {"cpu": 1, "memory": 3}
    assert value["list"] == [{"cpu": 1, "memory": 2}] * 2
    assert value["both"] == {"cpu": 9, "memory": 2}


def test_cloudformation_tags_become_placeholders():
    text = """
Ref: !Ref Cpu
Att: !GetAtt Role.Arn
AttList: !GetAtt [Role, Arn]
Sub: !Sub "${AWS::Region}-web"
SubList: !Sub ["${A}", {A: 1}]
Join: !Join ["", [a, !Ref B]]
If: !If [Prod, 2, 1]
"""
    assert read(text) == {
        "Ref": "${Cpu}",
        "Att": "${Role.Arn}",
        "AttList": "${Role.Arn}",
        "Sub": "${AWS::Region}-web",
        "SubList": "${A}",
        "Join": "${!Join}",
        "If": "${!If}",
    }


def test_a_byte_order_mark_is_skipped():
    assert read("\ufeffa: 1") == {"a": 1}


def test_duplicate_keys_are_refused_with_their_place():
    error = refused("spec:\n  replicas: 1\n  replicas: 2\n")
    assert (error.file, error.line, error.column) == ("k.yaml", 3, 3)
    assert "'replicas' for the second time" in str(error)


def test_broken_text_names_line_and_column():
    error = refused("a: 1\nb: [1, 2\nc: 3\n")
    assert error.line in (2, 3)
    assert str(error).startswith("k.yaml, line ")


def test_tabs_are_blamed():
    error = refused("a:\n\tb: 1\n")
    assert error.line == 2
    assert "spaces, not tabs" in str(error)


@pytest.mark.parametrize(
    "text", ["a: {{ .Values.a }}", "{{- if .Values.x }}\na: 1\n{{- end }}", "a:\n  {{ toYaml .Values | indent 2 }}: x"]
)
def test_unrendered_templates_are_told_to_be_rendered(text: str):
    assert "helm template" in str(refused(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['true']",
        "!!python/name:os.system",
        "a: !!set {x}",
        "a: !own b",
        "a: !own {b: c}",
    ],
)
def test_other_tags_are_refused(text: str):
    assert "the tag" in str(refused(text))


def test_a_billion_laughs_is_refused_quickly():
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    assert "aliases" in str(refused("\n".join(lines)))


def test_aliases_cannot_nest_beyond_the_limit():
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 150)]
    assert "levels of nesting" in str(refused("\n".join(lines)))


def test_a_long_text_cannot_be_repeated_without_end():
    text = "a: &a " + "x" * 1_000_000 + "\nb: [" + ", ".join(["*a"] * 1000) + "]"
    assert "aliases" in str(refused(text))


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "a: &a {<<: *a}", "a: *nobody"])
def test_anchors_must_be_finished_before_they_are_used(text: str):
    refused(text)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "\n".join(" " * i + "a:" for i in range(2000))]
)
def test_endless_nesting_is_refused(text: str):
    assert "nesting" in str(refused(text))


def test_lists_as_keys_are_refused():
    refused("? [a, b]\n: c")


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_documents, "MAX_BYTES", 10)
    assert read("a: 123456") == {"a": 123456}
    assert "Split the file" in str(refused("a: 1234567 # long"))


def test_bytes_that_are_no_text_are_refused():
    assert "surrogate" in str(refused("a: b\nc: \ud800"))
    refused("a: \x00")


def test_a_huge_number_is_refused():
    assert "digits" in str(refused("a: " + "9" * 10_000))


def test_yaml_is_imported_only_when_needed():
    code = "import sys; import container_tco.yaml_documents; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SCALARS = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=20)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(st.text(max_size=8), v, max_size=4))


@given(VALUES.filter(lambda value: value is not None))
def test_what_yaml_writes_is_read_back(value: Any):
    text = yaml.safe_dump(value)
    assert read(text) == json.loads(json.dumps(value))


@given(st.text(alphabet="ab:-[]{}&*!<>|#'\"\n \t,?%@`0.1", max_size=60))
def test_any_text_is_read_or_refused(text: str):
    try:
        for _, body in yaml_to_json_documents("k.yaml", text):
            json.loads(body)
    except YamlError as error:
        assert error.line >= 1
        assert str(error)

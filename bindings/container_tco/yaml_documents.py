"""YAML text to JSON documents, without building any object that a file could choose.

The parser only reports events; values are made here. Decimals stay the text that was written, so no amount passes
through a binary float, and what a file must not do (alias bombs, duplicate keys, endless nesting) is refused with its
place.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 64 * 1024 * 1024
"""The largest text that is read, as in the core's limit for JSON."""
MAX_DEPTH = 100
"""The deepest nesting that is read, as in the core's limit for JSON."""
MAX_ALIAS_EXPANSION = 16 * 1024 * 1024
"""How much longer than the text its documents may become by repeating anchors, in characters."""

_TEMPLATE_REMEDY = (
    "It contains {{ }}: fill the template in, or render it first, for example: helm template NAME CHART > rendered.yaml"
)

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})
_INTEGER = re.compile(r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0|[1-9][0-9_]*)\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?\Z")

_YAML_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", _YAML_TAG + "str", _YAML_TAG + "binary", _YAML_TAG + "timestamp"})
_PLAIN_TAGS = frozenset(_YAML_TAG + name for name in ("int", "float", "bool", "null"))
# fmt: off
_CLOUDFORMATION_TAGS = frozenset({
    "!And", "!Base64", "!Cidr", "!Condition", "!Equals", "!FindInMap", "!GetAZs", "!GetAtt", "!If", "!ImportValue",
    "!Join", "!Not", "!Or", "!Ref", "!Select", "!Split", "!Sub", "!Transform",
})
# fmt: on


class YamlError(ValueError):
    """Text that is no YAML, or YAML that is refused. Lines and columns count from 1."""

    def __init__(self, file: str, line: int, column: int, expected: str, found: str, remedy: str = "") -> None:
        """Keep every part, so that a caller can say it in its own words."""
        self.file = file
        self.line = line
        self.column = column
        self.expected = expected
        self.found = found
        self.remedy = remedy
        message = f"{file}, line {line}, column {column}: expected {expected}, found {found}"
        super().__init__(f"{message}. {remedy}" if remedy else message)


def yaml_to_json_documents(name: str, text: str) -> list[tuple[str, str]]:
    """Return a name and JSON text for every document in `text` that is not empty.

    With several documents, each is named after the file, its number and the line where it starts. Decimals and dates
    become JSON strings as they were written. The short tags of CloudFormation become placeholder text such as `${Cpu}`.

    Raises YamlError for text that is broken, larger than 64 MiB, nested deeper than 100 levels, that repeats a key, or
    that grows out of proportion through aliases.
    """
    import yaml

    text = text.removeprefix("\ufeff")
    try:
        if len(text.encode()) > MAX_BYTES:
            raise YamlError(name, 1, 1, f"at most {MAX_BYTES} bytes", "more", "Split the file")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        documents = list(_Builder(name).documents(yaml.parse(text, Loader=loader)))
    except YamlError as error:
        raise _with_template_remedy(error, text) from None
    except yaml.YAMLError as error:
        raise _with_template_remedy(_from_parser(name, text, error), text) from None
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise YamlError(name, line, 1, "Unicode text", "half of a surrogate pair") from None
    if len(documents) == 1:
        return [(name, documents[0][1])]
    return [(f"{name} (document {number}, line {line})", body) for number, body, line in documents]


def _from_parser(name: str, text: str, error: Exception) -> YamlError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "text that is not YAML"
    context = getattr(error, "context", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    found = str(problem).removeprefix("found ")
    if context:
        found += f" ({context})"
    start = text.split("\n")[line - 1][:column] if line <= text.count("\n") + 1 else ""
    remedy = "Indent with spaces, not tabs" if "\t" in start and not start.strip() else ""
    return YamlError(name, line, column, "valid YAML", found, remedy)


def _with_template_remedy(error: YamlError, text: str) -> YamlError:
    """Blame the template and not the syntax, where one made the other."""
    if "{{" not in text or "once" in error.expected:
        return error
    return YamlError(error.file, error.line, error.column, error.expected, error.found, _TEMPLATE_REMEDY)


@dataclass
class _Node:
    """A finished value with what it would cost to repeat it."""

    value: Any
    weight: int
    depth: int
    is_plain: bool = False
    text: str = ""


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    event: Any
    anchor: str | None
    placeholder: bool
    values: Any
    weight: int = 1
    depth: int = 1
    key: _Node | None = None
    merges: list[dict[str, Any]] = field(default_factory=list)


class _Builder:
    """Turns parser events into JSON values with a stack of its own, so that no nesting exhausts Python's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = 0
        self.expansion = 0
        self.anchors: dict[str, _Node | None] = {}
        self.stack: list[_Open] = []
        self.root: _Node | None = None

    def documents(self, events: Iterator[Any]) -> Iterator[tuple[int, str, int]]:
        """Yield number, JSON text and first line of each document that is not empty."""
        line = 1
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                self.number += 1
                self.anchors.clear()
                self.root = None
                line = event.start_mark.line + 1
            elif kind == "DocumentEndEvent":
                if self.root is not None and self.root.value is not None:
                    yield self.number, json.dumps(self.root.value), line
            elif kind == "ScalarEvent":
                self.add(event, self.scalar(event), event.anchor)
            elif kind == "AliasEvent":
                self.add(event, self.alias(event), None)
            elif kind in ("SequenceStartEvent", "MappingStartEvent"):
                self.open(event, {} if kind == "MappingStartEvent" else [])
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                self.close()

    def fail(self, event: Any, expected: str, found: str, remedy: str = "") -> YamlError:
        mark = event.start_mark
        return YamlError(self.name, mark.line + 1, mark.column + 1, expected, found, remedy)

    def scalar(self, event: Any) -> _Node:
        text, tag = event.value, event.tag
        is_plain = tag is None and event.implicit[0]
        value: Any = text
        if is_plain or tag in _PLAIN_TAGS:
            value = self.resolve(event, text)
        elif tag in _CLOUDFORMATION_TAGS:
            value = text if tag == "!Sub" and "${" in text else "${" + (text or tag) + "}"
        elif tag is not None and tag not in _TEXT_TAGS:
            raise self.unknown_tag(event, tag)
        return _Node(value, len(text) + 1, 0, is_plain, text)

    def resolve(self, event: Any, text: str) -> Any:
        if text in _NULL:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        if _INTEGER.match(text):
            return self.integer(event, text)
        return text.replace("_", "") if _DECIMAL.match(text) else text

    def integer(self, event: Any, text: str) -> int | str:
        digits = text.replace("_", "")
        sign, magnitude = (digits[0], digits[1:]) if digits[0] in "+-" else ("", digits)
        if not re.search(r"[0-9a-fA-F]\Z", magnitude) or magnitude[1:] in ("x", "b", "o"):
            return text
        if len(magnitude) > 100:
            raise self.fail(event, "a number of at most 100 digits", f"one of {len(magnitude)}")
        base = {"0x": 16, "0b": 2, "0o": 8}.get(magnitude[:2], 8 if magnitude[0] == "0" and len(magnitude) > 1 else 10)
        return int(sign + magnitude.removeprefix("0o"), base)

    def unknown_tag(self, event: Any, tag: str) -> YamlError:
        shown = tag.replace(_YAML_TAG, "!!")[:80]
        return self.fail(event, "plain YAML values", f"the tag {shown}", "Write the value without the tag")

    def alias(self, event: Any) -> _Node:
        if event.anchor not in self.anchors:
            raise self.fail(event, "an anchor that was defined before", f"*{event.anchor[:80]}")
        node = self.anchors[event.anchor]
        if node is None:
            raise self.fail(event, "values that end", f"*{event.anchor[:80]} inside itself")
        self.expansion += node.weight
        if self.expansion > MAX_ALIAS_EXPANSION:
            raise self.fail(event, "aliases that repeat at most 16 MiB", "aliases that repeat more")
        return node

    def open(self, event: Any, values: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.fail(event, f"at most {MAX_DEPTH} levels of nesting", "more")
        tag = event.tag
        placeholder = tag in _CLOUDFORMATION_TAGS
        allowed = _YAML_TAG + ("map" if isinstance(values, dict) else "seq")
        if tag is not None and not placeholder and tag not in ("!", allowed):
            raise self.unknown_tag(event, tag)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(event, event.anchor, placeholder, values))

    def close(self) -> None:
        done = self.stack.pop()
        for merged in done.merges:
            for key, value in merged.items():
                done.values.setdefault(key, value)
        value = done.values
        if done.placeholder:
            value = self.placeholder(done)
        text = value if isinstance(value, str) else ""
        self.add(done.event, _Node(value, done.weight, done.depth, text=text), done.anchor)

    @staticmethod
    def placeholder(done: _Open) -> str:
        parts = done.values
        if done.event.tag == "!GetAtt" and isinstance(parts, list):
            return "${" + ".".join(str(part) for part in parts) + "}"
        if done.event.tag == "!Sub" and isinstance(parts, list) and parts and "${" in str(parts[0]):
            return str(parts[0])
        return "${" + str(done.event.tag) + "}"

    def add(self, event: Any, node: _Node, anchor: str | None) -> None:
        """Put a finished value where it belongs: the document, a list, or a mapping that waits for a key or a value."""
        if len(self.stack) + node.depth > MAX_DEPTH:
            raise self.fail(event, f"at most {MAX_DEPTH} levels of nesting", "more, through aliases")
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.weight += node.weight
        parent.depth = max(parent.depth, node.depth + 1)
        if isinstance(parent.values, list):
            parent.values.append(node.value)
        elif parent.key is None:
            self.check_key(event, parent, node)
            parent.key = node
        else:
            self.add_member(event, parent, parent.key, node)
            parent.key = None

    def check_key(self, event: Any, parent: _Open, key: _Node) -> None:
        if isinstance(key.value, (list, dict)):
            raise self.fail(event, "a text key", "a list or a mapping as a key", "Quote text that starts with { or [")
        if key.text in parent.values:
            raise self.fail(event, "every key once", f"'{key.text[:80]}' for the second time", "Take one of them out")

    def add_member(self, event: Any, parent: _Open, key: _Node, node: _Node) -> None:
        if not (key.is_plain and key.text == "<<"):
            parent.values[key.text] = node.value
            return
        merged = node.value if isinstance(node.value, list) else [node.value]
        if not all(isinstance(part, dict) for part in merged):
            raise self.fail(event, "a mapping to merge with <<", "another value")
        parent.merges.extend(merged)

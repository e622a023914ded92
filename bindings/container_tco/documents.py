"""From files, folders, globs, standard input, text and dicts to the documents that the core reads."""

from __future__ import annotations

import datetime
import decimal
import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from container_tco._core import InputDocument, InputProblem
from container_tco.yaml_documents import YamlError, yaml_to_json_documents

Source: TypeAlias = "str | bytes | os.PathLike[str] | Mapping[str, Any] | Iterable[Source]"
"""A path, a folder, a glob, "-" for standard input, the text itself, a dict, or several of these."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest document that is read."""
SUFFIXES = (".json", ".yaml", ".yml")
"""The files that are taken from a folder."""
HIDDEN_IN_DATA = (".", "_")
"""How names begin that pyarrow, Spark and Hive leave out of folders of rows, such as _temporary and _delta_log."""


@dataclass
class LoadedDocuments:
    """Documents for the core, and what could not even be turned into one."""

    documents: list[InputDocument] = field(default_factory=list)
    problems: list[InputProblem] = field(default_factory=list)

    def _problem(self, name: str, message: str) -> None:
        self.problems.append(InputProblem(file=name, message=message))


def load_documents(*sources: Source) -> LoadedDocuments:
    """Load every document of the sources.

    A str is a path, a folder (all .json, .yaml and .yml files in it and below), a glob, or "-" for standard input. A
    str that starts with "{" or "[" or has more than one line, and bytes, are the document itself. Of a folder or glob,
    a file that cannot be used becomes a problem and the others are still loaded.

    Raises OSError for a path that was named and does not exist or cannot be read.
    """
    loaded = LoadedDocuments()
    seen: set[str] = set()
    for source in sources:
        _load_source(source, loaded, seen)
    return loaded


def _load_source(source: Source, loaded: LoadedDocuments, seen: set[str]) -> None:
    if isinstance(source, Mapping):
        _load_mapping(source, loaded)
    elif isinstance(source, (bytes, bytearray)):
        _add_text("<text>", bytes(source), loaded)
    elif isinstance(source, (str, os.PathLike)):
        text = os.fspath(source)
        if isinstance(source, str) and _is_document_text(text):
            _add_text("<text>", text.encode("utf-8", "surrogatepass"), loaded)
        elif text == "-":
            _add_text("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1), loaded)
        else:
            _load_path(text, loaded, seen)
    elif isinstance(source, Iterable):
        for part in source:
            _load_source(part, loaded, seen)
    else:
        raise TypeError(f"expected a path, text or dict to read, found {type(source).__name__}")


def _is_document_text(text: str) -> bool:
    return "\n" in text or text.lstrip()[:1] in ("{", "[")


def _load_mapping(source: Mapping[str, Any], loaded: LoadedDocuments) -> None:
    try:
        text = json.dumps(dict(source), default=_plain_value, allow_nan=False)
    except RecursionError:
        loaded._problem("<dict>", "<dict>: expected at most 100 levels of nesting, found more")
    except (TypeError, ValueError) as error:
        loaded._problem("<dict>", f"<dict>: expected what JSON can hold, found otherwise: {error}")
    else:
        _add_text("<dict>", text.encode("utf-8", "surrogatepass"), loaded)


def _plain_value(value: object) -> str:
    """What the AWS SDK for Python puts into its answers and JSON does not know."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__}")


def _load_path(path: str, loaded: LoadedDocuments, seen: set[str]) -> None:
    if os.path.isdir(path):
        _load_several(path, files_below(path, SUFFIXES), f"{', '.join(SUFFIXES)} files in the folder", loaded, seen)
    elif is_glob(path):
        _load_several(path, files_matching(path), "files that match", loaded, seen)
    else:
        _load_file(path, loaded, seen)


def shown_name(path: str) -> str:
    """Return a name that is text even where the file system's is not."""
    return path.encode("utf-8", "backslashreplace").decode()


def _load_several(path: str, files: Iterable[str], expected: str, loaded: LoadedDocuments, seen: set[str]) -> None:
    found = False
    for file in files:
        found = True
        try:
            _load_file(file, loaded, seen)
        except OSError as error:
            loaded._problem(shown_name(file), f"{shown_name(file)}: {error.strerror or error}")
    if not found:
        loaded._problem(shown_name(path), f"{shown_name(path)}: expected {expected}, found none")


def is_glob(path: str) -> bool:
    """Tell whether `path` is a pattern, and not a file that is called so."""
    return not os.path.lexists(path) and glob.has_magic(path)


def files_matching(pattern: str) -> list[str]:
    """Return the files that match a pattern, in the order of their names."""
    return sorted(match for match in glob.glob(pattern, recursive=True) if os.path.isfile(match))


def files_below(folder: str, suffixes: tuple[str, ...], hidden: tuple[str, ...] = (".",)) -> Iterator[str]:
    """Yield the files in `folder` and below whose names end so, in the order of their names.

    Files and folders whose names begin with one of `hidden` are left out; `folder` itself never is.
    """
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(hidden))
        for name in sorted(files):
            path = os.path.join(where, name)
            # A pipe or device would be waited for; a link that leads nowhere is to be reported.
            is_readable = os.path.isfile(path) or not os.path.exists(path)
            if is_readable and name.lower().endswith(suffixes) and not name.startswith(hidden):
                yield path


def _load_file(path: str, loaded: LoadedDocuments, seen: set[str]) -> None:
    real_path = os.path.realpath(path)
    if real_path in seen:
        return
    seen.add(real_path)
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        content = b"" if size > MAX_BYTES else file.read(MAX_BYTES + 1)
    _add_text(shown_name(path), content, loaded, is_too_large=size > MAX_BYTES)


_TOO_LARGE = f"expected at most {MAX_BYTES} bytes, found more. Split the file"


def _add_text(name: str, content: bytes, loaded: LoadedDocuments, is_too_large: bool = False) -> None:
    if is_too_large or len(content) > MAX_BYTES:
        loaded._problem(name, f"{name}: {_TOO_LARGE}")
    elif not content.strip():
        loaded._problem(name, f"{name}: expected a document, found nothing")
    elif _is_json(name, content):
        loaded.documents.append(InputDocument(name, content))
    else:
        _add_yaml(name, content, loaded)


def _is_json(name: str, content: bytes) -> bool:
    """By the suffix, else by the first character. UTF-16 goes to the JSON parser too: it says what it found."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in SUFFIXES:
        return suffix == ".json"
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in (b"{", b"[") or content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _add_yaml(name: str, content: bytes, loaded: LoadedDocuments) -> None:
    try:
        for document_name, text in yaml_to_json_documents(name, content.decode("utf-8-sig")):
            loaded.documents.append(InputDocument(document_name, text))
    except UnicodeDecodeError as error:
        found = "UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else f"byte 0x{content[error.start]:02x}"
        loaded._problem(name, f"{name}: expected UTF-8 text, found {found} at byte {error.start}. Save it as UTF-8")
    except YamlError as error:
        loaded._problem(name, str(error))

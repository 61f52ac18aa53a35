"""A schema's text to its value: JSON, and YAML or TOML by the file's ending. Errors carry their place.

Where the value of a JSON Pointer stands in such a text is looked for only to tell what is wrong with it.
"""

from __future__ import annotations

from json.decoder import JSONDecoder

from evlint.model.document import unescape_pointer
from evlint.model.message import Msg, msg
from evlint.schema.errors import SchemaUnusable
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

Draft = str
DRAFTS: dict[Draft, str] = {
    "4": "http://json-schema.org/draft-04/schema#",
    "6": "http://json-schema.org/draft-06/schema#",
    "7": "http://json-schema.org/draft-07/schema#",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}
NEWEST = "2020-12"
_YAML = (".yaml", ".yml")


class SchemaFile(NamedTuple):
    """A schema as read: `contents` is an object, or true or false. `draft` is what its `$schema` asks for."""

    path: str
    text: str
    contents: dict[str, object] | bool
    draft: Draft

    def unusable(self, pointer: str, message: Msg, help_text: Msg | None = None) -> SchemaUnusable:
        """Make the error for what stands at a pointer."""
        if self.path.endswith(_YAML):
            offset = yaml_offset(self.text, pointer)
        elif self.path.endswith(".toml"):
            return SchemaUnusable(self.path, message=message, help=help_text)
        else:
            offset = json_offset(self.text, pointer)
        return SchemaUnusable(self.path, *line_and_column(self.text, offset), message, help_text)


def read_schema(path: str, text: str) -> SchemaFile:
    """Read the text of a schema. Raises `SchemaUnusable` where it is no schema, with the place."""
    contents = _value(path, text)
    file = SchemaFile(path, text, {}, NEWEST)
    if isinstance(contents, bool):
        return file._replace(contents=contents)
    if not isinstance(contents, dict):
        raise file.unusable("", msg("A schema is an object in braces, and this file holds something else."))
    draft = _draft(file, contents.get("$schema"))
    if "$schema" in contents:
        contents = {**contents, "$schema": DRAFTS[draft]}
    return file._replace(contents=contents, draft=draft)


def _draft(file: SchemaFile, asked: object) -> Draft:
    if asked is None:
        return NEWEST
    if isinstance(asked, str):
        plain = asked.strip().rstrip("#").rstrip("/").partition("://")[2].lower()
        for draft, name in DRAFTS.items():
            if plain == name.rstrip("#").partition("://")[2]:
                return draft
        if plain in ("json-schema.org/schema", "json-schema.org/draft/latest/schema"):
            return NEWEST
    raise file.unusable(
        "/$schema",
        msg("“{asked}” is no draft of JSON Schema that evlint knows.", asked=asked),
        msg("It knows drafts 4, 6, 7, 2019-09 and 2020-12: write “{newest}”.", newest=DRAFTS[NEWEST]),
    )


def _value(path: str, text: str) -> object:
    if path.endswith(_YAML):
        return _yaml(path, text)
    if path.endswith(".toml"):
        return _toml(path, text)
    from json import JSONDecodeError, loads

    try:
        return loads(text.removeprefix("\ufeff"))
    except JSONDecodeError as error:
        if error.pos >= len(text.removeprefix("\ufeff").rstrip()):
            message = msg("This schema is not valid JSON: the file ends before the schema does.")
            raise SchemaUnusable(path, error.lineno, error.colno, message) from None
        raise _broken(path, text) or SchemaUnusable(path, error.lineno, error.colno, _not("JSON", error.msg)) from None
    except (RecursionError, ValueError) as error:
        raise SchemaUnusable(path, message=_beyond(error)) from None


def _broken(path: str, text: str) -> SchemaUnusable | None:
    """Tell broken JSON in the words that JSON front matter gets; None where those words find nothing."""
    from evlint.model.span import Span
    from evlint.parse.front.json_reader import read_json

    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if text[start : start + 1] != "{":
        return None
    problem = next((one for one in read_json(text, Span(start, len(text))).problems if one.code == "EV004"), None)
    if problem is None:
        return None
    message = msg("This schema is not valid JSON: {reason}", reason=problem.message)
    return SchemaUnusable(path, *line_and_column(text, problem.span.start), message, problem.help)


def _yaml(path: str, text: str) -> object:
    import yaml

    class Loader(yaml.SafeLoader):
        """Leaves dates as texts: JSON knows none."""

    Loader.yaml_implicit_resolvers = {
        first: [one for one in several if one[0] != "tag:yaml.org,2002:timestamp"]
        for first, several in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        return yaml.load(text, Loader)  # noqa: S506 a subclass of the safe loader
    except (ValueError, RecursionError) as error:
        raise SchemaUnusable(path, message=_beyond(error)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        raise SchemaUnusable(path, line, column, _not("YAML", getattr(error, "problem", None) or str(error))) from None


def _toml(path: str, text: str) -> object:
    from tomllib import TOMLDecodeError

    from evlint.parse.front.toml.scanner import loads

    try:
        return loads(text)
    except TOMLDecodeError as error:
        raise SchemaUnusable(path, message=_not("TOML", str(error))) from None
    except (ValueError, RecursionError) as error:
        raise SchemaUnusable(path, message=_beyond(error)) from None


def _beyond(error: Exception) -> Msg:
    if isinstance(error, RecursionError):
        return msg("This schema nests too deeply to be read.")
    return msg("A number in this schema has too many digits, or a date in it is none.")


def _not(kind: str, reason: str) -> Msg:
    return msg("This schema is not valid {kind}: {reason}.", kind=kind, reason=reason.rstrip("."))


_STRING = JSONDecoder().raw_decode
_BLANKS = lazy_regex(r"[ \t\r\n]*")
_SCALAR = lazy_regex(r"[^\s,\]}]*")
_OPENERS, _CLOSERS = "{[", "}]"


def json_offset(text: str, pointer: str) -> int:
    """Return the offset of the value that a pointer names in a valid JSON text, or of the nearest value around it."""
    at = _blanks(text, 1 if text.startswith("\ufeff") else 0)
    for part in pointer.split("/")[1:]:
        inner = _member(text, at, unescape_pointer(part))
        if inner is None:
            return at
        at = inner
    return at


def _blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _member(text: str, at: int, part: str) -> int | None:
    """Return where the member `part` of the object or list at `at` begins, or None."""
    if text[at : at + 1] == "[":
        return _item(text, at, int(part)) if part.isdecimal() else None
    if text[at : at + 1] != "{":
        return None
    found: int | None = None
    at = _blanks(text, at + 1)
    while text[at : at + 1] == '"':
        name, at = _STRING(text, at)
        at = _blanks(text, _blanks(text, at) + 1)
        if name == part:
            found = at
        at = _next(text, at)
    return found


def _item(text: str, at: int, index: int) -> int | None:
    at = _blanks(text, at + 1)
    while at < len(text) and text[at] != "]":
        if index == 0:
            return at
        index -= 1
        at = _next(text, at)
    return None


def _next(text: str, at: int) -> int:
    """Return where the member after the value at `at` begins (or the closing bracket stands)."""
    at = _blanks(text, _skip(text, at))
    return _blanks(text, at + 1) if text[at : at + 1] == "," else at


def _skip(text: str, at: int) -> int:
    """Return where the value at `at` ends."""
    depth = 0
    while at < len(text):
        char = text[at]
        if char == '"':
            _, at = _STRING(text, at)
        elif char in _OPENERS:
            depth += 1
            at += 1
        elif char in _CLOSERS:
            depth -= 1
            at += 1
        elif depth == 0:
            found = _SCALAR.match(text, at)
            return found.end() if found else at
        else:
            at += 1
            continue
        if depth == 0:
            return at
    return at


def yaml_offset(text: str, pointer: str) -> int:
    """Return the offset of the value that a pointer names in a valid YAML text, or of the nearest value around it."""
    import yaml

    node = yaml.compose(text, yaml.SafeLoader)
    for part in pointer.split("/")[1:]:
        name = unescape_pointer(part)
        inner = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == name), None)
        elif isinstance(node, yaml.SequenceNode) and name.isdecimal() and int(name) < len(node.value):
            inner = node.value[int(name)]
        if inner is None:
            break
        node = inner
    return node.start_mark.index if node is not None else 0


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset."""
    before = text[:offset]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return before.count("\n") + 1, column - (1 if "\n" not in before and before.startswith("\ufeff") else 0)

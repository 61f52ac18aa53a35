"""A schema's text to its value: JSON, and YAML or TOML by the file's ending. Errors carry their place."""

from __future__ import annotations

from evlint.model.message import Msg, msg
from evlint.schema.errors import SchemaUnusable
from evlint.schema.places import json_offset, line_and_column, yaml_offset
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

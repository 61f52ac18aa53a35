"""The text of a generator's configuration file to a mapping, whichever of YAML, TOML and JSON it is in. Never raises.

Dates stay text: a value of `defaults:` is what a schema is shown, and a schema is shown ISO 8601 text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.startup.lazy_regex import lazy_regex

_LINE = lazy_regex(r"at line (\d+)")
# What matters for where an inline table ends: strings, comments, braces, line ends, a comma that nothing follows.
_TOML_MARK = lazy_regex(
    r'''"""(?s:.)*?"""|\'{3}(?s:.)*?\'{3}|"(?:\\.|[^"\\\n])*+"|\'[^\'\n]*+\'|#[^\n]*+|[{}\n]|,(?=\s*+(?:#[^\n]*+\s*+)*+\})'''
)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_loaders: list[Any] = []


def read_mapping(text: str | None, ending: str) -> dict[str, Any]:
    """Read a configuration text; `ending` is "yaml", "yml", "toml" or "json". Empty where it is broken or no mapping."""
    if not text:
        return {}
    text = text.removeprefix("\ufeff")
    try:
        value = _toml(text) if ending == "toml" else _json(text) if ending == "json" else read_yaml(text)
    except (ValueError, RecursionError, TypeError, AttributeError, LookupError):
        return {}
    return value if isinstance(value, dict) else {}


def fault_of(text: str, ending: str) -> int:
    """Return the line, from 1, on which a configuration text is broken; 0 where it is sound."""
    text = text.removeprefix("\ufeff")
    try:
        value = _toml(text) if ending == "toml" else _json(text) if ending == "json" else read_yaml(text)
    except (ValueError, RecursionError, TypeError, AttributeError, LookupError) as error:
        mark = getattr(error.__cause__, "problem_mark", None)
        if mark is not None:
            return int(mark.line) + 1
        stated = getattr(error, "lineno", None) or _LINE.search(str(error))
        if stated is None:
            return text.rstrip().count("\n") + 1 if "end of document" in str(error) else 1
        return stated if isinstance(stated, int) else int(stated[1])
    return 0 if isinstance(value, dict) or value is None else 1


def read_yaml(text: str) -> Any:  # noqa: ANN401 whatever stands in the file
    """Read YAML as PyYAML's safe loader does, but with dates as text. Raises ValueError for broken YAML."""
    from evlint.parse.front.yaml.scalars import too_deep
    from evlint.startup.lean_import import lean

    with lean():
        import yaml

    if too_deep(text) >= 0:
        raise ValueError("nested too deep")
    if not _loaders:
        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        loader: Any = type("SiteLoader", (base,), {})
        loader.yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
            for first, resolvers in base.yaml_implicit_resolvers.items()
        }
        _loaders.append(loader)
    try:
        return yaml.load(text, _loaders[0])  # noqa: S506 the class is the safe loader's
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _toml(text: str) -> object:
    from evlint.parse.front.toml.scanner import loads

    try:
        return _plain(loads(text))
    except ValueError:
        joined = _of_one_line(text)
        if joined == text:
            raise
        try:
            return _plain(loads(joined))
        except ValueError:
            pass
        raise  # the first error knows the line


def _of_one_line(text: str) -> str:
    """Put each inline table on one line: since TOML 1.1 they may run over several, and end in a comma."""
    parts: list[str] = []
    depth = at = 0
    for mark in _TOML_MARK.finditer(text):
        sign = mark[0]
        if sign in "{}":
            depth = depth + 1 if sign == "{" else max(0, depth - 1)
        elif depth and sign[0] in "\n,#":
            parts += (text[at : mark.start()], " ")
            at = mark.end()
    return "".join((*parts, text[at:]))


def _json(text: str) -> object:
    import json

    return json.loads(text)


def _plain(value: object) -> object:
    """Write TOML's dates and times out as text, at any depth."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    written = getattr(value, "isoformat", None)
    return written() if written is not None else value


def text_of(value: object) -> str | None:
    """Return a text without surrounding blanks; None for an empty one and for anything else."""
    return (value.strip() or None) if isinstance(value, str) else None


def texts_of(value: object) -> tuple[str, ...]:
    """Return the texts of a list (or a single text); anything else in it is left out."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())


def mapping_of(value: object) -> Mapping[str, Any]:
    """Return a mapping with its text keys, or an empty one for anything else."""
    if not isinstance(value, dict):
        return {}
    return {key: inner for key, inner in value.items() if isinstance(key, str)}


def lowered(value: object) -> dict[str, Any]:
    """Return a mapping with its keys in lower case: Hugo's are read without regard to case."""
    return {key.lower(): inner for key, inner in mapping_of(value).items()}


def language_tag(value: object) -> str | None:
    """Write a language as a tag: `fr_FR.UTF-8` gives "fr-FR"."""
    text = text_of(value)
    if text is None:
        return None
    tag = text.split(".")[0].split("@")[0].replace("_", "-")
    return tag if tag.replace("-", "").isalnum() and tag[0].isalpha() else None


def split_base(url: str | None) -> tuple[str | None, str]:
    """Take a site's URL apart: `https://example.org/docs/` gives ("https://example.org", "/docs").

    The first is None where no host is stated, or no URL at all; the second "" for a site at the top of its host.
    """
    if url is None:
        return None, ""
    scheme, separator, rest = url.partition("://")
    if not separator or not rest:
        return None, _path(url)
    host, _, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}", _path(path)


def _path(path: str) -> str:
    trimmed = path.strip().strip("/")
    return f"/{trimmed}" if trimmed else ""

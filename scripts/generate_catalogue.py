"""The French of evlint's words: collects every template from the sources, merges them into the catalogue, compiles it.

Collected are the templates of `msg`, `plural` and of the HTML report's `say`, the pages of the rules, the helps and
descriptions of the command line's options and commands, and what click and the system say. The catalogue (`evlint.po`) is
edited by hand: `make generate` adds new templates to it with an empty translation and drops those that no source has any
more. Where a text was only reworded, its French is kept and marked `fuzzy`: read it again, and take the mark away.

Two modules are made of it: the messages, and what only rule pages say, which most runs never load.
"""

from __future__ import annotations

import ast
import inspect
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from evlint.lint.explain import manual
from evlint.rules import registry

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "evlint"
CATALOGUE = "src/evlint/i18n/locale/fr/LC_MESSAGES/evlint.po"
MODULE = "src/evlint/i18n/_fr.py"
MANUAL = "src/evlint/i18n/_fr_rules.py"

Key = str | tuple[str, str]

SEVERITIES = ("error", "warning", "info")
# What click says itself, versions 8.1 to 8.5.
CLICK: tuple[Key, ...] = (
    "Usage:", "Options", "Commands", "Positional arguments", "Show this message and exit.", "Show the version and exit.",
    "default: {default}", "required", "Missing command.", "Missing argument", "Missing option", "Missing parameter",
    "COMMAND [ARGS]...", "Missing {param_type}",
    "Choose from:\n\t{choices}", "No such option: {name}", "No such option {name!r}.",
    "No such command {name!r}.", "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}", "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "{value!r} is not a valid {number_type}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    "Argument {name!r} takes {nargs} values.",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
)  # fmt: skip
# What systems say when they refuse something (`evlint.model.message.reason`).
SYSTEM = (
    "a link on the way leads out of the folder that is checked",  # evlint's own, see `io/tree.py`
    "No such file or directory", "Permission denied", "Operation not permitted", "Is a directory", "Not a directory",
    "File exists", "File name too long", "File too large", "No space left on device", "Disk quota exceeded",
    "Read-only file system", "Input/output error", "Bad file descriptor", "Too many open files",
    "Too many levels of symbolic links", "Device or resource busy",
)  # fmt: skip


@cache
def templates() -> Mapping[Key, list[str]]:
    """Return every template that wants a French, with the files that use it. The sources are read once in a process."""
    found: dict[Key, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        keys = [*_messages(tree), *(_helps(tree) if path.parent.name == "cli" else ())]
        for key in keys:
            places = found.setdefault(key, [])
            if name not in places:
                places.append(name)
    for rule, texts in _manuals():
        for text in texts:
            found.setdefault(text, []).append(rule)
    for severity in SEVERITIES:
        found.setdefault(severity, []).append("src/evlint/model/diagnostic.py")
    for key in CLICK:
        found.setdefault(key, []).append("click")
    for text in SYSTEM:
        found.setdefault(text, []).append("the system")
    return found


def _messages(tree: ast.AST) -> Iterator[Key]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
        if name in ("msg", "say", "Msg", "_said") and node.args:
            yield from _texts(node.args[0])
        elif name == "plural" and len(node.args) > 1:
            yield from zip(_texts(node.args[0]), _texts(node.args[1]), strict=True)


def _texts(node: ast.AST) -> list[str]:
    """Return the texts that an argument may be: one, those of a choice, none where it is worked out elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*_texts(node.body), *_texts(node.orelse)] if isinstance(node, ast.IfExp) else []


def _manuals() -> Iterator[tuple[str, list[str]]]:
    """Yield the file of every rule and the texts of its page."""
    for rule in registry():
        name = Path(inspect.getfile(rule.check)).relative_to(ROOT).as_posix()
        yield name, manual(rule)


def _only_on_pages() -> set[str]:
    """Return the texts that stand on rule pages alone: all but what is flagged, which reports say too."""
    return {text for _, texts in _manuals() for text in texts[1:]}


def _helps(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in ("help", "short_help", "metavar"):
                    yield from _texts(keyword.value)
        elif isinstance(node, ast.FunctionDef) and any(_makes_command(one) for one in node.decorator_list):
            doc = ast.get_docstring(node, clean=False)
            if doc:
                yield inspect.cleandoc(doc)


def _makes_command(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("command", "group")
    )


def french() -> dict[Key, Key]:
    """Return the catalogue as it stands: template to translation; empty ones and those to read again are left out."""
    return {_key(one.id): _key(one.string) for one in _entries() if not one.fuzzy}


def _entries() -> list[Message]:
    """Return the messages of the catalogue that have a translation."""
    path = ROOT / CATALOGUE
    if not path.exists():
        return []
    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    return [one for one in catalogue if one.id and all(_forms(_key(one.string)))]


def _key(value: object) -> Key:
    return (str(value[0]), str(value[1])) if isinstance(value, (tuple, list)) else str(value)


def problems() -> list[str]:
    """Return what keeps the catalogue from being whole: templates without French, or with other placeholders."""
    known = french()
    said: list[str] = []
    for key, places in templates().items():
        if key not in known:
            said.append(f"no French for {key!r} ({places[0]}): write it in {CATALOGUE}")
        else:
            for source, target in zip(_forms(key), _forms(known[key]), strict=True):
                if placeholders(source) != placeholders(target):
                    said.append(f"the French has other placeholders: {target!r} for {source!r}")
    return said


def _forms(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


def placeholders(template: str) -> list[str]:
    """Return the `{names}` of a template, sorted, each once: French asks a day for its parts (`{day:weekday}`)."""
    plain = template.replace("{{", "").replace("}}", "")
    return sorted(set(re.findall(r"\{(\w+(?:![rsa])?)(?::(?:weekday|date))?\}", plain)))


def generated() -> dict[str, str]:
    """Return the merged catalogue and the module made of it."""
    wanted, known = templates(), french()
    order = sorted(wanted, key=lambda key: (wanted[key][0], _forms(key)))
    pages = _only_on_pages()
    return {
        CATALOGUE: _catalogue(wanted, known, order),
        MODULE: _module(known, [key for key in order if key not in pages]),
        MANUAL: _pages(known, [key for key in order if key in pages]),
    }


def _catalogue(wanted: Mapping[Key, list[str]], known: dict[Key, Key], order: list[Key]) -> str:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    catalogue = Catalog(
        locale="fr", project="evlint", version="0", header_comment="# The French of evlint.",
        creation_date=day, revision_date=day, last_translator="the evlint authors", language_team="fr", fuzzy=False,
    )  # fmt: skip
    reworded = _reworded(wanted, known)
    for key in order:
        empty = "" if isinstance(key, str) else ("", "")
        places = [(place, 0) for place in wanted[key]]
        old = reworded.get(key) if key not in known else None
        flags = ("fuzzy",) if old is not None else ()
        catalogue.add(key, known.get(key, old or empty), locations=places, flags=flags)
    out = io.BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False)
    return re.sub(r'"Generated-By: [^\n]*\n', "", out.getvalue().decode("utf-8"))


def _reworded(wanted: Mapping[Key, list[str]], known: dict[Key, Key]) -> dict[Key, str]:
    """Return the old French of single texts that have none, where a text that is gone reads much like them."""
    new = [key for key in wanted if isinstance(key, str) and key not in known]
    old = {key: str(one.string) for one in _entries() if isinstance(key := _key(one.id), str)}
    gone = [key for key in old if key not in wanted or key not in known]
    near = {key: get_close_matches(key, gone, 1, 0.75) for key in new}
    return {key: old[found[0]] for key, found in near.items() if found}


def _pages(known: dict[Key, Key], order: list[Key]) -> str:
    words = "".join(f"    {_quoted(str(key))}: {_quoted(str(known[key]))},\n" for key in order if key in known)
    return (
        '"""The French of what only rule pages say.\n\n'
        "Generated by `scripts/generate_catalogue.py` from `evlint.po`: change nothing here by hand.\n"
        '"""\n'
        "# ruff: noqa: E501, Q003\n# fmt: off\n\n"
        "from __future__ import annotations\n\n"
        f"PAGES: dict[str, str] = {{\n{words}}}\n"
    )


def _module(known: dict[Key, Key], order: list[Key]) -> str:
    words: list[str] = []
    counted: list[str] = []
    for key in order:
        text = known.get(key)
        if isinstance(key, str) and isinstance(text, str):
            words.append(f"    {_quoted(key)}: {_quoted(text)},\n")
        elif isinstance(key, tuple) and isinstance(text, tuple):
            counted.append(f"    {_quoted(key[0])}: ({_quoted(text[0])}, {_quoted(text[1])}),\n")
    return (
        '"""The French of every template.\n\n'
        "Generated by `scripts/generate_catalogue.py` from `evlint.po`: change nothing here by hand.\n"
        '"""\n'
        "# ruff: noqa: E501, Q003\n# fmt: off\n\n"
        "from __future__ import annotations\n\n"
        f"WORDS: dict[str, str] = {{\n{''.join(words)}}}\n\n"
        f"COUNTED: dict[str, tuple[str, str]] = {{\n{''.join(counted)}}}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

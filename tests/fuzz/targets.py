"""What is fuzzed: each target takes any text and holds the invariants of its room. Nothing may raise but what it says."""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date

from evlint.api import lint_text
from evlint.cache.packing import unpacked
from evlint.cache.results import MAGIC, ResultCache
from evlint.config.errors import ConfigError
from evlint.config.read import read_settings
from evlint.dates.grammar import hours_in, phrases_in
from evlint.io.record_file import write_records
from evlint.lint.baseline import BaselineError, match, write
from evlint.lint.baseline import read as read_baseline
from evlint.lint.linter import Linter
from evlint.lint.suppress import ranges
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document, Mapping, Node, Scalar, Sequence, nodes_of
from evlint.model.files import MemoryFiles
from evlint.model.settings import Settings
from evlint.model.span import BOM, Span
from evlint.parse import parse
from evlint.parse.body.html import attributes, tokens
from evlint.parse.front.split import split
from evlint.pipeline.in_memory import linter_in_memory
from evlint.schema.errors import SchemaUnusable
from evlint.startup.library_parts import digest
from evlint.urls.hosts import classify
from evlint.urls.names import host_key
from evlint.urls.split import split_url
from evlint.urls.staging import find_staging

TODAY = date(2026, 1, 15)
HEAD = "---\ntitle: x\n---\n"
_LINTERS: list[Linter] = []


def linter() -> Linter:
    """Return a linter with every rule and an empty tree."""
    if not _LINTERS:
        _LINTERS.append(linter_in_memory(Settings(), MemoryFiles({}), today=TODAY))
    return _LINTERS[0]


def post(text: str) -> None:
    """A post of any format: nothing raises, every span lies inside, the same text gives the same findings."""
    for path in ("post.md", "post.html", "post.mdx"):
        document = parse(path, text)
        for span in spans(document):
            assert 0 <= span.start <= span.end <= len(text), span
        named(document)
        first, again = (linter().lint(one)._replace(document=None) for one in (document, parse(path, text)))
        assert first.defects == ()
        assert first == again
        for found in [*first.diagnostics, *(one.diagnostic for one in first.suppressed)]:
            sound(found, text)


def sound(found: Diagnostic, text: str) -> None:
    """The places of a finding and of its edits lie inside the text, and its bytes are those of the file."""
    assert 0 <= found.span.start <= found.span.end <= len(text), found
    assert found.start.offset == len(text[: found.span.start].encode()), found
    assert found.message
    at = 0
    for edit in sorted(found.fix.edits, key=lambda one: one.span) if found.fix is not None else ():
        assert at <= edit.span.start <= edit.span.end <= len(text), found
        at = edit.span.end


def spans(document: Document) -> Iterator[Span]:
    """Yield every span of a document."""
    body = document.body
    for link in document.links:
        yield from (link.span, link.whole)
    yield from (one.span for one in body.headings)
    yield from (one.span for one in body.anchors)
    yield from (one.span for one in document.directives)
    yield from (one.span for one in body.attribute_lists)
    yield from (one.span for one in body.undefined)
    yield from (one.span for one in document.problems)
    yield from (*body.code, *body.templates)
    for prose in document.prose:
        yield from (Span(piece.source_start, piece.source_end) for piece in prose.text.pieces)
    if document.front is not None:
        yield from (document.front.span, document.front.content)
        yield from node_spans(document.front.root)


def node_spans(root: Node | None) -> Iterator[Span]:
    """Yield the spans of keys and values."""
    for node in () if root is None else nodes_of(root):
        yield node.span
        if isinstance(node, Mapping):
            yield from (entry.key.span for entry in node.entries)


def named(document: Document) -> None:
    """A span names the text that it should: a plain scalar its source, a directive a comment, a bare link its URL."""
    text = document.text.replace("\0", "\ufffd")  # which is how a front matter with NUL bytes is read
    waiting: list[Node | None] = [document.front.root if document.front is not None else None]
    while waiting and len(waiting) < 200:
        node = waiting.pop()
        if isinstance(node, Scalar):
            assert text[node.span.start : node.span.end] == node.source
        elif isinstance(node, Mapping):
            waiting += [entry.value for entry in node.entries[:20]]
        elif isinstance(node, Sequence):
            waiting += node.items[:20]
    for directive in document.directives:
        assert "evlint-" in document.source(directive.span)
        for code in directive.codes:
            assert document.source(code.span) == code.text
    for link in document.body.links:
        assert link.kind == "reference" or link.whole.holds(link.span), link
        source = document.source(link.span)
        if link.kind == "bare" and link.url.isascii() and link.url.isalnum():
            assert source == link.url


def yaml(text: str) -> None:
    """A YAML front matter."""
    post(f"---\n{text}\n---\nx\n")


def toml(text: str) -> None:
    """A TOML front matter."""
    post(f"+++\n{text}\n+++\nx\n")


def json_front(text: str) -> None:
    """A JSON front matter."""
    post(f'{{"a": {text}}}\nx\n')


def shifted(text: str) -> None:
    """A front matter put before a body shifts its findings and changes nothing."""
    if text.startswith(BOM) or split(text) is not None:
        return
    told = ("EV2", "EV3")

    def findings(whole: str, by: int) -> list[tuple[str, int, int, str]]:
        result = linter().lint(parse("post.md", whole))
        return [
            (one.rule, one.span.start - by, one.span.end - by, one.message)
            for one in result.diagnostics
            if one.rule.startswith(told)
        ]

    assert findings(text, 0) == findings(HEAD + text, len(HEAD))


def splitting(text: str) -> None:
    """The parts of a split lie in order."""
    found = split(text)
    if found is not None:
        assert 0 <= found.fence.start <= found.fence.end
        assert found.content.start <= found.content.end
        assert found.format == "json" or found.fence.end <= found.content.start
        assert found.content.end <= max(found.end, found.content.end) <= len(text)
        assert 0 <= found.body_start <= len(text)


def html(text: str) -> None:
    """HTML tokens and attributes lie in order inside the text."""
    for token in tokens(text):
        assert str(token) is not None
    for start, end in attributes(text, 0, len(text)).values():
        assert 0 <= start <= end <= len(text)


def phrases(text: str) -> None:
    """Date phrases and hours lie inside the text, in order, in every language."""
    for language in ("fr", "en", "de", "es", "it", "nl", "pt"):
        at = 0
        for phrase in phrases_in(text, language):
            assert at <= phrase.start < phrase.end <= len(text)
            at = phrase.start
        for hours in hours_in(text, language):
            assert 0 <= hours.start < hours.end <= len(text)
        hours_in(text, language, falling=True)


def urls(text: str) -> None:
    """A URL is taken apart and classified without an error."""
    url = split_url(text)
    find_staging(url)
    if url.host is not None:
        classify(url.host)
        host_key(url.host)


def suppressions(text: str) -> None:
    """Comments that silence rules reach over lines in order, and nothing found is lost."""
    text = text.replace("#", "<!-- evlint-").replace("!", " -->")
    document = parse("post.md", text)
    for reach in ranges(document):
        assert reach.first >= 1
    loud = parse("post.md", text.replace("evlint-", "evlinr-"))
    heard = linter().lint(document)
    count = len([one for one in heard.diagnostics if one.rule != "EV009"]) + len(
        [one for one in heard.suppressed if one.diagnostic.rule != "EV009"]
    )
    assert count == len(linter().lint(loud).diagnostics)


def config(text: str) -> None:
    """A configuration is read or refused with its place."""
    with contextlib.suppress(ConfigError):
        read_settings(text, file="evlint.toml")


def baseline(text: str) -> None:
    """A baseline is read or refused; one that was written takes away what it was written from."""
    with contextlib.suppress(BaselineError):
        read_baseline(text, "baseline.json")
    found = linter().lint(parse("post.md", text)).diagnostics
    matched = match(found, read_baseline(write(found), "baseline.json"), None)
    assert (matched.new, matched.stale) == ([], [])


def schema(text: str) -> None:
    """A schema is used or refused with its place, whatever stands in it."""
    texts = [text, *(json.dumps({**shape, key: text}) for shape in ({}, {"$ref": "x"}) for key in _NAMING)]
    for one in texts:
        with contextlib.suppress(SchemaUnusable):
            lint_text("---\ntitle: x\n---\n", config=_COLLECTION, files={"s.json": one}, today=TODAY)


_NAMING = ("$id", "$ref", "$schema", "$anchor", "pattern", "format")
_COLLECTION = '[[collection]]\nname = "a"\nfiles = ["**"]\nschema = "s.json"\n'


def cache(text: str) -> None:
    """A cache of any content is as good as none, whether its checksum is right or not."""
    with tempfile.TemporaryDirectory() as folder:
        data = text.encode("utf-8", "surrogatepass")
        payloads = [data, MAGIC + data, MAGIC + digest(data)[:-1] + b"x" + data]
        with contextlib.suppress(ValueError):
            record = json.loads(text)
            value = marshal.dumps({"post.md": record})
            payloads.append(MAGIC + digest(value) + value)
            write_records(os.path.join(folder, "whole"), MAGIC, {"post.md": marshal.dumps(record)})
            with open(os.path.join(folder, "whole"), "rb") as file:
                payloads.append(file.read())
        for payload in payloads:
            for name in ("results-78", "later-78"):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(payload)
            entry = ResultCache(folder, b"x").get("post.md")
            if entry is not None:
                unpacked(entry.payload)


TARGETS: dict[str, Callable[[str], None]] = {
    "post": post, "yaml": yaml, "toml": toml, "json": json_front, "shifted": shifted, "split": splitting, "html": html,
    "phrases": phrases, "urls": urls, "suppressions": suppressions, "config": config, "baseline": baseline, "cache": cache,
    "schema": schema,
}  # fmt: skip

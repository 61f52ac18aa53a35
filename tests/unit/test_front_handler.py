"""python-frontmatter does the splitting and loading, through a handler of ours that keeps places."""

from __future__ import annotations

import frontmatter
import pytest

from evlint.parse import parse as parse_post
from evlint.parse.front.front_matter import PlacedHandler, load

POST = "---\ntitle: x\nhandler: y\ncontent: z\n2022: w\n---\n\n    code\n"


def test_the_library_gives_what_we_read() -> None:
    handler = PlacedHandler(POST)
    metadata, body = frontmatter.parse(POST, handler=handler)
    assert body == "code"
    assert handler.parts is not None
    assert metadata == {"title": "x", "handler": "y", "content": "z", "2022": "w"}
    assert handler.read.root is not None
    assert [POST[entry.key.span.start : entry.key.span.end] for entry in handler.read.root.entries] == list(metadata)


def test_loading_goes_through_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    original = frontmatter.parse

    def parse(text: str, handler: PlacedHandler) -> tuple[dict[str, object], str]:
        seen.append(text)
        return original(text, handler=handler)

    monkeypatch.setattr(frontmatter, "parse", parse)
    for text in (POST, "no front matter", "---\nunclosed: x\n", '{"a": 1}\nbody\n', "+++\na = 1\n+++\n", ""):
        seen.clear()
        parse_post("post.md", text)
        assert seen == [text]
    assert load(POST).read.data["title"] == "x"


@pytest.mark.parametrize("text", ["---\n- a\n---\n", "---\na: [\n---\n", "---\n---\n"])
def test_what_is_no_mapping_gives_no_data(text: str) -> None:
    assert load(text).read.data == {}

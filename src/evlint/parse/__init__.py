"""Text in, `Document` out. Never raises: what could not be read stands in `Document.problems`.

The stages: `front` splits the front matter off and reads it; `body` takes the rest apart; `front_texts` finds links
and prose in the front matter's own texts.
"""

from __future__ import annotations

from evlint.model.document import Document
from evlint.model.file_names import is_html

_LATE = ("goldmark", "deunicode")  # the dialects of Hugo and Zola, whose front matter may come after empty lines


def parse(path: str, text: str, *, markdown: str = "unknown", yaml: str = "") -> Document:
    """Parse a post.

    `path` is the name that reports show (its ending tells HTML from Markdown), `text` the decoded file (a BOM may lead
    it), `markdown` the dialect of the site generator ("kramdown", "goldmark", "github" or "unknown"), `yaml`
    who reads its front matter (`Site.yaml`).
    """
    markup = "html" if is_html(path) else "markdown"
    # Here, for a run that remembers every post and reads no more than a site's configuration.
    from evlint.parse.body.reader import read_body
    from evlint.parse.front.front_matter import read_front
    from evlint.parse.front.texts import read_front_texts

    front = read_front(text, late=markdown in _LATE, bare=markdown == "hexo-util", reader=yaml)
    mdx = markdown == "mdx" or path.lower().endswith(".mdx")
    body = read_body(text, front.body_start, markup=markup, dialect=markdown, mdx=mdx)
    texts = read_front_texts(front.front)
    return Document(
        path,
        text,
        markup="html" if markup == "html" else "markdown",
        front=front.front,
        body_start=front.body_start,
        body=body,
        front_links=texts.links,
        front_prose=texts.prose,
        front_directives=front.directives,
        problems=front.problems,
    )


def parse_front(path: str, text: str, *, markdown: str = "unknown", yaml: str = "") -> Document:
    """Parse the front matter of a post alone; what stands after it is taken for nothing."""
    from evlint.parse.front.front_matter import read_front

    front = read_front(text, late=markdown in _LATE, bare=markdown == "hexo-util", reader=yaml)
    return Document(path, text, front=front.front, body_start=front.body_start, problems=front.problems)

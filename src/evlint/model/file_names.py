"""What names of files and folders tell: which files are posts, and which folders hold parts of pages, not pages.

The one table that walking, layouts, rules, the server and the hooks ask.
"""

from __future__ import annotations

# As they are written on disks; R writes `.Rmd`. Compared in lower case.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdown", ".mkdn", ".mkd", ".mdx", ".qmd", ".Rmd")
HTML = (".html", ".htm")  # a post only where it begins with front matter
PAGES = (*MARKDOWN, *HTML)

# Posts of other formats: counted, and said to be left out. Most files with such an ending are no posts.
UNREAD = (".md.erb", ".markdown.erb", ".njk", ".rst", ".adoc", ".asciidoc", ".textile", ".org", ".pdc", ".mdoc")

# Folders by what lies in them, whoever builds the site: nothing there is a page of its own. Only names that no section of a
# site would have; who knows more of the place adds such ones (`shared`, `models`).
LAYOUTS = frozenset(("_layouts", "layouts"))
INCLUDES = frozenset(("_includes", "includes", "_partials", "partials"))  # put into other pages
SKELETONS = frozenset(("archetypes", "scaffolds"))  # what new posts begin as: Hugo's, Hexo's
TEMPLATES = frozenset(("_templates", "templates", "template"))
UNDERSCORED = frozenset(("_layouts", "_includes", "_data", "_sass", "_plugins"))  # Jekyll's, which others took over
FOREIGN = frozenset(("node_modules", "vendor"))  # programs of others, brought by a package manager

# Before the last ending: what a program other than the site's builder fills in (Jinja, Go, Handlebars and others).
_FILLED_IN = (".j2.", ".jinja.", ".jinja2.", ".tmpl.", ".tpl.", ".template.", ".mustache.", ".hbs.", ".handlebars.")

_MARKDOWN = tuple(ending.lower() for ending in MARKDOWN)
ENDINGS = (*_MARKDOWN, *HTML)  # in lower case


def is_markdown(path: str) -> bool:
    """Tell by its ending whether a file is Markdown."""
    return path.lower().endswith(_MARKDOWN)


def is_html(path: str) -> bool:
    """Tell by its ending whether a file is HTML."""
    return path.lower().endswith(HTML)


def is_page(path: str) -> bool:
    """Tell by its ending whether a file is made into a page."""
    return path.lower().endswith(ENDINGS)


def is_filled_in(path: str) -> bool:
    """Tell by its name whether a file is a template that another program fills in: no post yet (`letter.j2.md`)."""
    name = path.lower().rpartition("/")[2]
    return any(one in name for one in _FILLED_IN)


def is_skeleton(path: str) -> bool:
    """Tell by its name whether a file is what others are copied from (`decision/template.md`, `_modele.md`)."""
    name = path.lower().rpartition("/")[2].partition(".")[0].strip("_-")
    return name in _SKELETON_NAMES


_SKELETON_NAMES = frozenset(
    (
        "template",
        "modele",
        "modèle",
        "gabarit",
        "vorlage",
        "plantilla",
        "modello",
        "sjabloon",
        "skeleton",
        "boilerplate",
    )
)


def unread_ending(path: str) -> str:
    """Return the ending of a file that may be a post in a format which evlint does not read, "" for any other file."""
    lower = path.lower()
    return next((one for one in UNREAD if lower.endswith(one)), "") if lower.endswith(UNREAD) else ""

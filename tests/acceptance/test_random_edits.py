"""Random edits of every kind, held warm against cold: what is remembered depends on all that it looked at.

The runs are made in this process, with the cache on the disk, so that a hundred edits take seconds; a few go through the
command itself. `make slow` makes thousands. A failure names the seed and the last edits.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from run_evlint import evlint

from evlint.cache import pages, tree_state
from evlint.config.errors import ConfigError
from evlint.io import looks
from evlint.pipeline import remembered
from evlint.pipeline import run as run_module
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare

FOLDERS = ("", "content/", "content/posts/", "_posts/", "docs/", "docs/content/", "notes/a/b/")
POSTS = tuple(
    f"{folder}{name}" for folder in FOLDERS for name in ("2026-01-05-un.md", "deux.md", "index.md", "trois.html")
)
PICTURES = (
    "img.png",
    "content/img.png",
    "static/img.png",
    "content/posts/plan.pdf",
    "assets/logo.svg",
    "ignored/x.png",
)
FRONTS = (
    "title: a\n",
    "title: a\ndate: 2027-05-01\n",
    "title: a\ndate: 2026-01-05 10:00:00 +02:00\n",
    "title: a\npermalink: /ici/\n",
    "title: a\nslug: ailleurs\nurl: /la/\n",
    "title: a\ndraft: true\n",
    "title: a\npublished: false\nevent_start_date: 2026-02-01\n",
    "title: a\nevent_start_date: 2026-03-02\nevent_end_date: 2026-03-01\n",
    "titel: a\nlayout: page\n",
    "$schema: s.json\ntitle: a\n",
    "$schema: ../s.json\ntitle: 12\n",
    "title: 12\nkind: x\n",
    "title: a\nlang: en\n",
    "title: [a\n",
    "title: a\ntags: [un, deux]\nslug: tee\n",
)
BODIES = (
    "Du texte.\n",
    "[b](deux.md) [c](../deux.md#partie) ![](img.png)\n",
    "[b](/ici/) [c](/la/#partie) ![](/img.png) [d](/content/posts/deux/)\n",
    "## Partie\n\n## Autre\n",
    "[x](https://preprod.example.fr/) <!-- evlint-disable-line EV301 -->\n",
    "<!-- evlint-disable-file EV3 -->\n[y](http://localhost/)\n",
    "[inscription](https://www.eventbrite.fr/e/billets-100000001)\n",
    "[inscription](https://www.eventbrite.fr/e/billets-100000002) [z](index.md) [w](/docs/)\n",
    "Le lundi 3 mars 2026, et le mardi 2 mars.\n",
    "![](ignored/x.png) ![](../img.png) [p](plan.pdf) [q](/posts/deux/) [r](/2026/01/05/un.html)\n",
    '{{< ref "deux.md" >}} {% link deux.md %} {% post_url 2026-01-05-un %}\n',
    "[a](way/deux.md#partie) ![](way/img.png) ![](/way/x.png) {% include way/x.html %}\n",
)
SITES = {
    "hugo.toml": ('baseURL = "https://www.site.fr/"\n', 'baseURL = "/"\ntimeZone = "Asia/Tokyo"\n', "x = [\n"),
    "_config.yml": ("timezone: Europe/Paris\n", "permalink: /:title/\nfuture: true\n", "url: [\n", "exclude: [docs]\n"),
    "content/_config.yml": ("timezone: Europe/Paris\n", "baseurl: /x\n"),
    "content/posts/_config.yml": ("timezone: America/New_York\n", "permalink: /:title/\n"),
    "docs/_config.yml": ("lang: en\n", "defaults:\n- scope: {path: ''}\n  values: {layout: page}\n"),
    "docs/hugo.toml": ('baseURL = "https://docs.site.fr/"\n',),
    "config/_default/hugo.toml": ('baseURL = "https://www.site.fr/"\n', 'languageCode = "en"\n'),
    "astro.config.mjs": ("export default {}\n",),
    ".eleventy.js": ("module.exports = {}\n",),
    "config.toml": ('baseURL = "https://www.site.fr/"\n', "other = 1\n"),
    "layouts/x.html": ("<html>\n",),
    "archetypes/default.md": ("---\ntitle: x\n---\n",),
}  # fmt: skip
OURS = {
    "evlint.toml": (
        'ignore = ["EV301"]\n',
        'timezone = "Europe/Paris"\n',
        '[[collection]]\nname = "c"\nfiles = ["content/**"]\nschema = "s.json"\n',
        'exclude = ["docs/**"]\n',
        'extend-select = ["EV312"]\n[links]\nsite-url = "https://www.site.fr"\n',
        "unknown = 1\n",
    ),
    "content/evlint.toml": ('ignore = ["EV2"]\n', 'language = "en"\n'),
    "s.json": (
        '{"required": ["title", "kind"]}\n',
        '{"properties": {"title": {"type": "string"}}}\n',
        '{"$ref": "parts/t.json"}\n',
        "{\n",
    ),
    "parts/t.json": ('{"required": ["date"]}\n', '{"properties": {"title": {"maxLength": 0}}}\n'),
    "content/s.json": ('{"required": ["kind"]}\n',),
    ".gitignore": ("ignored/\n", "*.png\n", "docs/\n", "content/posts/deux.md\n", ""),
    "content/.gitignore": ("img.png\n", "posts/\n"),
}
PATHS = (
    (".",),
    (".",),
    ("content",),
    ("content/posts",),
    ("docs", "_posts"),
    ("content/posts/deux.md",),
    ("content/posts/deux.md", "deux.md"),
    ("_posts/2026-01-05-un.md",),
    ("deux.md", "docs"),
)
DAYS = (date(2026, 2, 15), date(2026, 2, 15), date(2027, 6, 1), date(2025, 12, 31))

WAYS = ("way", "content/way", "content/posts/way", "_includes/way", "docs/way")
ENDS = ("outside", "site/content", "site/docs", "site/nothing")  # seen from the folder that holds the site

Edit = Callable[[random.Random, Path], str]


def write(path: Path, text: str) -> str:
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return f"write {path.name}: {text!r}"


def write_post(chance: random.Random, site: Path) -> str:
    return write(site / chance.choice(POSTS), f"---\n{chance.choice(FRONTS)}---\n\n{chance.choice(BODIES)}")


def change_body(chance: random.Random, site: Path) -> str:
    there = [site / name for name in POSTS if (site / name).is_file()]
    if not there:
        return write_post(chance, site)
    post = chance.choice(there)
    return write(post, post.read_text("utf-8").rpartition("---\n")[0] + "---\n\n" + chance.choice(BODIES))


def delete(names: tuple[str, ...]) -> Edit:
    def edit(chance: random.Random, site: Path) -> str:
        name = chance.choice(names)
        (site / name).unlink(missing_ok=True)
        return f"delete {name}"

    return edit


def picture(chance: random.Random, site: Path) -> str:
    return write(site / chance.choice(PICTURES), "x")


def one_of(files: dict[str, tuple[str, ...]]) -> Edit:
    def edit(chance: random.Random, site: Path) -> str:
        name = chance.choice(list(files))
        return f"{name}: {write(site / name, chance.choice(files[name]))}"

    return edit


def repository(chance: random.Random, site: Path) -> str:
    """A folder that only looks like a repository: the search for a site ends there."""
    folder = site / chance.choice(("", "content", "docs")) / ".git"
    if folder.exists():
        shutil.rmtree(folder)
        return f"no {folder}"
    folder.mkdir(parents=True)
    return f"{folder}"


def link(chance: random.Random, site: Path) -> str:
    """A link to a folder inside, outside or nowhere, or none any more."""
    way = site / chance.choice(WAYS)
    if way.is_symlink() and chance.random() < 0.3:
        way.unlink()
        return f"no link {way}"
    if not way.parent.is_dir() or (way.exists() and not way.is_symlink()):
        return "nothing"
    way.unlink(missing_ok=True)
    way.symlink_to(site.parent / chance.choice(ENDS))
    return f"link {way} to {way.readlink()}"


def move(chance: random.Random, site: Path) -> str:
    there = [site / name for name in POSTS if (site / name).is_file()]
    if not there:
        return write_post(chance, site)
    source, target = chance.choice(there), site / chance.choice(POSTS)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    return f"move {source} {target}"


EDITS: tuple[Edit, ...] = (
    write_post, write_post, write_post, change_body, change_body, change_body, delete(POSTS), delete(POSTS), move,
    picture, delete(PICTURES), one_of(SITES), one_of(SITES), delete(tuple(SITES)), delete(tuple(SITES)),
    one_of(OURS), delete(tuple(OURS)), repository, link, link,
)  # fmt: skip


def said(paths: tuple[str, ...], today: date, *, cold: bool) -> object:
    """Return all that a run says."""
    request = Request(paths=paths, online=False, no_cache=cold, today=today, jobs=1)
    try:
        outcome = prepare(request).outcome()
    except ConfigError as error:
        return error.text()
    return (
        [one._replace(fingerprint="") for one in outcome.diagnostics],
        [tuple(one.diagnostic._replace(fingerprint="")) for one in outcome.suppressed],
        outcome.files,
        outcome.links,
        sorted(outcome.notices),
    )


def hold(site: Path, seed: int, edits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)  # noqa: S311 edits, not secrets
    monkeypatch.chdir(site)
    monkeypatch.setenv("EVLINT_CACHE_DIR", str(site.parent / f"cache{seed}"))
    for module in (pages, tree_state, looks):  # a clock that ticks at once: what was just written is no suspect
        monkeypatch.setattr(module, "TICK", 0)
    for _ in range(12):
        write_post(chance, site)
    done: list[str] = []
    for _ in range(edits):
        done += [chance.choice(EDITS)(chance, site) for _ in range(chance.choice((1, 1, 1, 2, 4)))]
        # Below so many files the cache is asked file by file, from there on for the whole tree at once.
        fewest = chance.choice((1, 2, 1_000))
        monkeypatch.setattr(run_module, "FEWEST_FILES", fewest)
        monkeypatch.setattr(remembered, "FEWEST_FILES", fewest)
        today = chance.choice(DAYS)
        paths = tuple(path for path in chance.choice(PATHS) if (site / path).exists()) or (".",)
        warm, cold = said(paths, today, cold=False), said(paths, today, cold=True)
        assert warm == cold, f"seed {seed}, edit {len(done)}, {paths}, {today}:\n" + "\n".join(done[-8:])


@pytest.mark.parametrize("seed", range(4))
def test_a_remembered_run_says_what_a_cold_one_says(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    hold(tmp_path / "site", seed, 25, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_it_does_after_thousands_of_edits(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    hold(tmp_path / "site", seed, 100, monkeypatch)


@pytest.mark.parametrize("config", ["hugo.toml", "content/_config.yml", "content/posts/_config.yml"])
def test_a_configuration_that_appears_is_seen_by_the_command(tmp_path: Path, config: str) -> None:
    """Nothing was read of a site that had none: so only the question for the site's root can tell."""
    site = tmp_path / "site"
    for number in range(3):
        write(
            site / f"content/posts/{number}.md", "---\ntitle: a\ndate: 2027-01-05 10:00:00 +02:00\n---\n\nDu texte.\n"
        )
    env = {"EVLINT_CACHE_DIR": str(tmp_path / "cache")}
    arguments = ("check", "--offline", "--today", "2026-02-15", "content/posts")
    before = evlint(*arguments, cwd=site, env=env)
    write(site / config, 'baseURL = "https://www.site.fr/"\n' if config == "hugo.toml" else "timezone: Europe/Paris\n")
    warm, cold = evlint(*arguments, cwd=site, env=env), evlint(*arguments, "--no-cache", cwd=site, env=env)
    assert warm == cold
    assert cold.out != before.out
    (site / config).unlink()
    assert evlint(*arguments, cwd=site, env=env) == before

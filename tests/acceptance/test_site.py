"""The rules of the site, from outside: the whole is its parts, a warm run says what a cold one says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from run_evlint import Ended, evlint

TERMS = "---\ntitle: P\ntags: [{}]\n---\n\nTexte.\n"
EVENT = "---\ntitle: Forum\ndate: 2025-10-20\nstart_date: {}\n---\n\n[S’inscrire](https://billets.example.org/e/42)\n"
SITE = {
    "_config.yml": "permalink: /blog/:title/\nlang: fr\ncollections:\n  evenements:\n    output: true\n",
    "_layouts/post.html": "{{ content }}\n",
    "_posts/2025-01-01-bilan.md": TERMS.format("santé"),
    "_posts/2025-02-01-bilan.md": TERMS.format("santé"),
    "_posts/2025-03-01-c.md": TERMS.format("santé"),
    "_posts/2025-04-01-d.md": TERMS.format("Sante"),
    "_posts/2025-05-01-e.md": "---\ntitle: E\nlayout: psot\n---\n\n"
    "Le [forum](../_evenements/a.md) aura lieu le 12 décembre 2025.\n",
    "_evenements/a.md": EVENT.format("2025-12-11"),
    "_evenements/b.md": EVENT.format("2025-12-12"),
    "aide/index.html": "<p>Aide</p>\n",
    "contact.md": "---\ntitle: Contact\npermalink: /aide/\n---\n\nTexte.\n",
}
WANTED = [
    ("EV504", "_evenements/b.md", 4),
    ("EV501", "_posts/2025-02-01-bilan.md", 1),
    ("EV503", "_posts/2025-04-01-d.md", 3),
    ("EV502", "_posts/2025-05-01-e.md", 3),
    ("EV504", "_posts/2025-05-01-e.md", 6),
    ("EV501", "contact.md", 3),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in SITE.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    (tmp_path / "site" / "evlint.toml").write_text('select = ["EV5", "EV009"]\n', "utf-8")
    return tmp_path / "site"


def check(site: Path, *args: str) -> Ended:
    env = {"EVLINT_CACHE_DIR": str(site.parent / "cache")}
    return evlint("check", "--offline", "--format", "json", "--today", "2026-02-15", *args, cwd=site, env=env)


def found(ended: Ended) -> list[tuple[str, str, int]]:
    return [(rule, path, line) for rule, path, line, _ in ended.found]


def test_each_rule_of_the_site_tells_its_mistake(site: Path) -> None:
    ended = check(site, "--no-cache")
    assert found(ended) == WANTED
    twin = next(one for one in ended.report["diagnostics"] if one["rule"] == "EV504")
    assert [(one["path"], one["start"]["line"], one["start"]["column"]) for one in twin["related"]] == [
        ("_evenements/a.md", 4, 13)
    ]


def test_the_whole_is_its_parts_and_a_warm_run_says_what_a_cold_one_says(site: Path) -> None:
    cold = check(site, "--no-cache")
    for _ in range(2):
        assert check(site) == cold
    posts = [name for name in SITE if name.endswith(".md")]
    for cache in ("--no-cache", "--cache"):
        alone = [check(site, *(["--no-cache"] if cache == "--no-cache" else []), name) for name in posts]
        told = sorted((one for ended in alone for one in ended.report["diagnostics"]), key=json.dumps)
        assert told == sorted(cold.report["diagnostics"], key=json.dumps)
    (site / "_posts" / "2025-01-01-bilan.md").unlink()
    warm = check(site)
    assert warm == check(site, "--no-cache")
    assert ("EV501", "_posts/2025-02-01-bilan.md", 1) not in found(warm)


def test_a_part_that_is_checked_first_remembers_the_others(site: Path) -> None:
    first = check(site, "contact.md")
    assert found(first) == [("EV501", "contact.md", 3)]
    assert check(site, "contact.md") == first
    assert check(site) == check(site, "--no-cache")


@pytest.mark.parametrize("jobs", ["1", "2", "4"])
def test_the_same_with_any_number_of_processes(site: Path, jobs: str) -> None:
    for number in range(170):
        (site / f"p{number}.md").write_text("---\ntitle: P\n---\n\nTexte.\n", "utf-8")
    assert found(check(site, "--no-cache", "--jobs", jobs)) == WANTED


def test_comments_settings_and_baselines_hold_for_rules_of_the_site(site: Path) -> None:
    post = site / "_posts" / "2025-04-01-d.md"
    post.write_text(TERMS.format("Sante") + "\n<!-- evlint-disable-file EV503: both are meant -->\n", "utf-8")
    ended = check(site, "--no-cache")
    assert [one for one in found(ended) if one[1] == "_posts/2025-04-01-d.md"] == []
    assert ended.report["summary"]["suppressed"] == 1
    post.write_text(TERMS.format("santé") + "\n<!-- evlint-disable-file EV503: both are meant -->\n", "utf-8")
    assert [one[0] for one in found(check(site, "--no-cache")) if one[1] == "_posts/2025-04-01-d.md"] == ["EV009"]
    post.write_text(TERMS.format("Sante"), "utf-8")
    config = 'select = ["EV5"]\n[severity]\nEV503 = "info"\nEV502 = "off"\n'
    config += '[per-file]\n"_evenements/**" = { ignore = ["EV504"] }\n'
    (site / "evlint.toml").write_text(config, "utf-8")
    ended = check(site, "--no-cache")
    assert found(ended) == [one for one in WANTED if one[0] != "EV502" and one[1] != "_evenements/b.md"]
    assert [one["severity"] for one in ended.report["diagnostics"] if one["rule"] == "EV503"] == ["info"]
    assert check(site, "--no-cache", "--write-baseline", "known.json").status == 0
    known = check(site, "--no-cache", "--baseline", "known.json")
    assert found(known) == []
    assert known.report["summary"]["baselined"] == 4


def test_an_unsafe_fix_writes_the_usual_term(site: Path) -> None:
    before = (site / "_posts" / "2025-04-01-d.md").read_text("utf-8")
    check(site, "--fix")
    assert (site / "_posts" / "2025-04-01-d.md").read_text("utf-8") == before
    shown = evlint("check", "--offline", "--diff", "--unsafe-fixes", cwd=site)
    assert "+tags: [santé]" in shown.out
    ended = check(site, "--fix", "--unsafe-fixes")
    assert (site / "_posts" / "2025-04-01-d.md").read_text("utf-8") == before.replace("Sante", "santé")
    assert found(ended) == [one for one in WANTED if one[0] != "EV503"]


def test_standard_input_is_a_post_of_the_site(site: Path) -> None:
    text = SITE["contact.md"].encode()
    (site / "contact.md").unlink()
    ended = evlint(
        "check", "--offline", "--format", "json", "--stdin-filename", "contact.md", "-", cwd=site, stdin=text
    )
    assert found(ended) == [("EV501", "contact.md", 3)]


OWN = """
[[rule]]
name = "no-click-here"
forbid = ["cliquez ici", "ici", "téléchar*"]
in = "links"
message = "Dites où mène le lien."

[[rule]]
name = "no-lorem"
forbid = ["Service des sport*"]
in = "front-matter"
message = "Le service a changé de nom."
severity = "error"
"""
POST = (
    "---\ntitle: A\nauthor: Service des sports\n---\n\nVenez ici. [Cliquez ici](https://example.org/ici/), "
    '<a href="https://example.org/b">télécharger</a>, [la place d’Icin](https://example.org/c).\n'
)


def test_rules_of_the_configuration_are_rules_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "evlint.toml").write_text(OWN, "utf-8")
    (tmp_path / "a.md").write_text(POST, "utf-8")

    def run(*args: str) -> Ended:
        return evlint("check", "--offline", "--no-cache", "--format", "json", *args, cwd=tmp_path)

    ended = run()
    assert ended.found == [
        ("EVX-no-lorem", "a.md", 3, 9),
        ("EVX-no-click-here", "a.md", 6, 13),
        ("EVX-no-click-here", "a.md", 6, 85),
    ]
    assert ended.report["diagnostics"][1]["message"] == "Dites où mène le lien."
    assert ended.status == 1
    for asked in ("EVX", "EVX-no-click-here,EVX-no-lorem", "no-click-here,no-lorem"):
        assert run("--ignore", asked).found == []
    assert [one[0] for one in run("--select", "EVX-no-lorem").found] == ["EVX-no-lorem"]
    (tmp_path / "evlint.toml").write_text(
        OWN + '[severity]\n"EVX-no-lorem" = "off"\nEVX-no-click-here = "info"\n', "utf-8"
    )
    assert [one["severity"] for one in run().report["diagnostics"]] == ["info", "info"]
    comment = "<!-- evlint-disable-file EV301, EVX-no-click-here: as it is -->"
    (tmp_path / "a.md").write_text(POST + f"\n{comment}\n", "utf-8")
    assert [one[0] for one in run("--ignore", "EV009").found] == []
    sarif = json.loads(evlint("check", "--offline", "--no-cache", "--format", "sarif", cwd=tmp_path).out)
    rules = {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert {"EVX-no-lorem", "EVX-no-click-here", "EV501"} <= rules
    told = evlint("rule", "EVX-no-lorem", cwd=tmp_path)
    assert told.status == 0
    assert "Le service a changé de nom." in told.out


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ('[[rule]]\nname = "No Click"\nforbid = ["x"]\nmessage = "m"\n', "evlint.toml:2:8"),
        ('[[rule]]\nname = "a"\nforbid = []\nmessage = "m"\n', "evlint.toml:3:10"),
        ('[[rule]]\nname = "a"\nforbid = ["* "]\nmessage = "m"\n', "evlint.toml:3:11"),
        ('ignore = ["EVX-b"]\n[[rule]]\nname = "ab"\nforbid = ["x"]\nmessage = "m"\n', "evlint.toml:1:11"),
        ('[[reference]]\nkey = "author"\nvalues-from = "../../x.yml"\n', "evlint.toml:3:15"),
    ],
)
def test_a_wrong_rule_is_refused_at_its_place(tmp_path: Path, config: str, says: str) -> None:
    (tmp_path / "evlint.toml").write_text(config, "utf-8")
    (tmp_path / "a.md").write_text(POST, "utf-8")
    ended = evlint("check", "--offline", "--no-cache", cwd=tmp_path)
    assert ended.status == 2
    assert says in ended.err

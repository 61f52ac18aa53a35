"""A tree whose every file an attacker wrote: nothing of it runs, nothing outside it is read, told or written.

Each promise of SECURITY.md about a stranger's tree is held here, through the real executable.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from badserver import BadServer, serving
from editor import editor
from run_evlint import Ended, evlint

from evlint.io import git as door

POST = "---\ntitle: x\n---\n\nUn texte.\n"
OLD = "[old](https://preprod.example.fr/old)\n"
SECRET = "# The passphrase is swordfish\n\n[x](https://preprod.example.fr/secret)\n"


def git(folder: Path, *args: str) -> str:
    named = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]
    named += ["-c", "protocol.file.allow=always"]
    return subprocess.run(["git", *named, *args], cwd=folder, check=True, capture_output=True, text=True).stdout


def put(folder: Path, name: str, text: str = POST) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository, two folders below the secrets of the machine."""
    put(tmp_path, "secret/head.md", SECRET)
    put(tmp_path, "secret/picture.png", "x")
    put(tmp_path, "secret/key.json", '{"type": "object", "required": ["swordfish"]}')
    put(tmp_path, "secret/evlint.toml", 'swordfish = "x"\n')
    site = tmp_path / "work" / "site"
    site.mkdir(parents=True)
    git(site, "init", "-q")
    put(site, "content/x.md")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "x")
    return site


# --- no code


def embedded(site: Path, marker: Path) -> None:
    """Commit a bare repository as plain files, whose configuration names a command."""
    put(site, "content/HEAD", "ref: refs/heads/main\n")
    put(site, "content/objects/.keep", "")
    put(site, "content/refs/.keep", "")
    command = f'"touch {marker}; false"'
    put(
        site,
        "content/config",
        f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = {command}\n",
    )
    git(site, "add", "-f", ".")
    git(site, "commit", "-q", "-m", "embedded")


@pytest.mark.parametrize(
    ("folder", "args"),
    [
        (".", ["check", "content", "--offline"]),
        (".", ["check", "--offline"]),
        ("content", ["check", ".", "--offline"]),
        (".", ["check", "content/x.md", "--offline"]),
        (".", ["check", "content", "--offline", "--since", "HEAD~1"]),
        ("content", ["check", ".", "--offline", "--since", "HEAD~1"]),
        (".", ["links", "content"]),
        ("content", ["links"]),
        (".", ["schema", "infer", "content"]),
        ("content", ["schema", "infer", "."]),
        (".", ["config", "show", "content/x.md"]),
        ("content", ["init", "--infer-schemas"]),
    ],
)
def test_no_repository_inside_the_tree_takes_effect(site: Path, tmp_path: Path, folder: str, args: list[str]) -> None:
    put(site, "content/_config.yml", "title: x\n")  # a site's root: links of its posts ask what lies below it
    put(site, "content/x.md", POST + "[a](/y/) ![b](z.png)\n")
    embedded(site, tmp_path / "marker")
    ended = evlint(*args, cwd=site / folder)
    assert ended.status in (0, 1), ended.err
    assert not (tmp_path / "marker").exists()


# What a repository's own configuration can name a program or another file with, after git's documentation of `git config`
# (2.39 to 2.51): "%" stands for a command that leaves a mark.
NAMING = """
core.fsmonitor core.hooksPath core.editor core.pager core.askPass core.sshCommand core.gitProxy core.alternateRefsCommand
core.attributesFile core.excludesFile core.worktree core.fsmonitorHookVersion core.notesRef core.commentChar
alias.ls-files alias.rev-parse alias.merge-base alias.ls-tree alias.cat-file alias.diff alias.config
filter.evil.clean filter.evil.smudge filter.evil.process diff.evil.textconv diff.evil.command diff.external merge.evil.driver
credential.helper credential.https://example.org.helper gpg.program gpg.ssh.program gpg.x509.program
gpg.ssh.defaultKeyCommand gpg.ssh.allowedSignersFile gpg.ssh.revocationFile
pager.ls-files pager.diff pager.config interactive.diffFilter sequence.editor blame.ignoreRevsFile fsck.skipList
difftool.evil.cmd difftool.evil.path mergetool.evil.cmd mergetool.evil.path browser.evil.cmd browser.evil.path man.evil.cmd
man.evil.path guitool.evil.cmd web.browser help.browser instaweb.httpd sendemail.smtpServer sendemail.sendmailCmd
sendemail.toCmd sendemail.ccCmd sendemail.headerCmd sendemail.aliasesFile trailer.evil.command trailer.evil.cmd
remote.origin.url remote.origin.uploadpack remote.origin.receivepack remote.origin.vcs remote.origin.proxy
remote.origin.promisor extensions.partialClone uploadpack.packObjectsHook receive.procReceiveRefs
submodule.evil.update tar.evil.command mailmap.file mailmap.blob commit.template init.templateDir
imap.tunnel http.cookieFile http.sslCert http.sslKey http.sslCAInfo http.sslCAPath http.proxy
bundle.evil.uri fetch.bundleURI maintenance.repo hook.evil.command ssh.variant url.x.insteadOf
include.path includeIf.gitdir:/.path includeIf.onbranch:*.path trace2.eventTarget trace2.normalTarget trace2.perfTarget
""".split()  # noqa: SIM905 two hundred quotation marks less


def hostile(site: Path, tmp_path: Path, keys: list[str]) -> Path:
    """Set each key in the repository's own configuration to a command that leaves a mark; return where the marks are."""
    marks = tmp_path / "marks"
    marks.mkdir()
    for number, key in enumerate(keys):
        script = put(
            tmp_path, f"scripts/{number}", f"#!/bin/sh\ntouch {marks}/{number}-{key.replace('/', '_')}\nexit 1\n"
        )
        script.chmod(0o755)
        value = "true" if key.endswith("promisor") else "origin" if key.endswith("partialClone") else str(script)
        if key.endswith((".url", "bundleURI", ".uri")):
            value = f"ext::{script}"
        if key.startswith("alias."):
            value = f"!{script}"
        git(site, "config", "--add", key, value)
    git(site, "config", "protocol.ext.allow", "always")
    for hook in ("post-index-change", "pre-auto-gc", "fsmonitor-watchman", "reference-transaction", "post-checkout"):
        path = put(site, f".git/hooks/{hook}", f"#!/bin/sh\ntouch {marks}/hook-{hook}\n")
        path.chmod(0o755)
    put(site, ".gitattributes", "*.md filter=evil diff=evil merge=evil\n")
    return marks


COMMANDS = [
    ["check", "--offline"],
    ["check", "content", "--offline", "--since", "HEAD"],
    ["check", "--offline", "--since", "HEAD", "content/x.md"],
    ["links"],
    ["schema", "infer", "content"],
]


def test_no_key_of_a_repository_s_configuration_runs_anything(site: Path, tmp_path: Path) -> None:
    marks = hostile(site, tmp_path, [key for key in NAMING if not key.startswith(("include", "core.worktree"))])
    put(site, "content/x.md", POST + OLD)
    for args in COMMANDS:
        ended = evlint(*args, cwd=site, env={"GIT_PAGER_IN_USE": "1"})
        assert ended.status in (0, 1), (args, ended.err)
        assert [path.name for path in marks.iterdir()] == [], args


@pytest.mark.parametrize("key", ["include.path", "core.worktree", "includeIf.gitdir:/.path"])
def test_no_file_that_a_repository_s_configuration_names_is_read(site: Path, tmp_path: Path, key: str) -> None:
    """git stops at a configuration that it cannot read: a run that says the same shows that it was not read."""
    before = [evlint(*args, cwd=site) for args in COMMANDS]
    named = put(tmp_path, "elsewhere", "this is [no configuration\n")
    git(site, "config", key, str(named))
    assert [evlint(*args, cwd=site) for args in COMMANDS] == before


def test_what_is_carried_over_names_neither_program_nor_file() -> None:
    assert not {key.lower() for key in NAMING} & set(door.CARRIED)
    assert all(value.isalnum() for values in door.CARRIED.values() for value in values)


def test_git_is_called_through_one_door(site: Path, tmp_path: Path) -> None:
    """A git that notes what it is told: it gets the repository handed over, and not the tree's own folder."""
    real = shutil.which("git")
    wrapper = put(tmp_path, "bin/git", f'#!/bin/sh\nprintf "%s\\n" "$*" >> {tmp_path}/argv\nexec {real} "$@"\n')
    wrapper.chmod(0o755)
    env = {
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "GIT_DIR": "/nowhere",
        "GIT_WORK_TREE": "/",
        "GIT_EXTERNAL_DIFF": "x",
    }
    put(site, "content/x.md", POST + OLD)
    assert evlint("check", "--offline", "--since", "HEAD", "--format", "json", cwd=site, env=env).found
    told = (tmp_path / "argv").read_text("utf-8").splitlines()
    assert told
    for line in told:
        assert f"--work-tree={site}" in line
        assert "--git-dir=" in line
        assert "core.fsmonitor=false" in line
        assert f"--git-dir={site}" not in line


def test_a_git_that_lies_in_the_tree_is_not_run(site: Path, tmp_path: Path) -> None:
    put(site, "git", f"#!/bin/sh\ntouch {tmp_path}/marker\n").chmod(0o755)
    evlint("check", "--offline", "--since", "HEAD", cwd=site, env={"PATH": f".:{os.environ['PATH']}"})
    assert not (tmp_path / "marker").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_a_repository_of_another_owner_is_refused_as_git_refuses_it(site: Path) -> None:
    os.chown(site, 4242, 4242)
    ended = evlint("check", "--offline", "--since", "HEAD", cwd=site)
    assert ended.status == 2
    assert "dubious ownership" in ended.err
    assert "safe.directory" in ended.err
    assert ended.err.count("\n") == 1
    assert evlint("check", "--offline", cwd=site).status == 0
    home = {"HOME": str(site.parent)}
    put(site.parent, ".gitconfig", f"[safe]\n\tdirectory = {site}\n")
    assert evlint("check", "--offline", "--since", "HEAD", cwd=site, env=home).status == 0
    by_environment = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
    assert evlint("check", "--offline", "--since", "HEAD", cwd=site, env=by_environment).status == 0


def test_a_repository_that_git_takes_for_a_stranger_s_is_refused(site: Path) -> None:
    ended = evlint("check", "--since", "HEAD", cwd=site, env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert ended.status == 2
    assert "dubious ownership" in ended.err


def rules(folder: Path, *args: str, env: dict[str, str] | None = None) -> list[tuple[str, str]]:
    ended = evlint("check", "--offline", "--format", "json", *args, cwd=folder, env=env)
    return [(rule, path) for rule, path, _, _ in ended.found]


def test_a_worktree_and_a_submodule_are_repositories(site: Path, tmp_path: Path) -> None:
    git(site, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    put(tmp_path / "tree", "content/x.md", POST + OLD)
    put(tmp_path / "tree", "ignored.md", OLD)
    put(tmp_path / "tree", ".gitignore", "ignored.md\n")
    assert rules(tmp_path / "tree", "--since", "main") == [("EV301", "content/x.md")]
    put(tmp_path, "outer/a.md")
    git(tmp_path / "outer", "init", "-q")
    git(tmp_path / "outer", "submodule", "--quiet", "add", str(site), "sub")
    put(tmp_path / "outer", "sub/content/x.md", POST + OLD)
    assert rules(tmp_path / "outer" / "sub", "--since", "HEAD") == [("EV301", "content/x.md")]


def test_a_file_named_git_that_leads_out_is_refused(site: Path, tmp_path: Path) -> None:
    handed = put(tmp_path, "handed/x.md", POST + OLD).parent
    put(handed, ".git", f"gitdir: {site}/.git\n")
    ended = evlint("check", "--offline", "--since", "main", cwd=handed)
    assert ended.status == 2
    assert "knows nothing of this one" in ended.err
    (handed / ".git").unlink()
    (handed / ".git").symlink_to(site / ".git")
    assert evlint("check", "--offline", "--since", "main", cwd=handed).status == 2
    (handed / ".git").unlink()
    put(handed, ".git/HEAD", "ref: refs/heads/main\n")
    put(handed, ".git/commondir", f"{site}/.git\n")
    assert evlint("check", "--offline", "--since", "main", cwd=handed).status == 2
    (handed / ".git" / "commondir").unlink()
    for name in ("refs", "objects"):
        (handed / ".git" / name).symlink_to(site / ".git" / name)
    assert evlint("check", "--offline", "--since", "main", cwd=handed).status == 2
    assert rules(handed) == [("EV301", "x.md")]


def test_the_index_of_a_commit_counts(site: Path, tmp_path: Path) -> None:
    """As in a hook of `git commit --only`: git names another index, relative to the top."""
    index = site / ".git" / "next-index-1.lock"
    shutil.copy(site / ".git" / "index", index)
    put(site, "ignored.md", OLD)
    put(site, ".gitignore", "ignored.md\n")
    env = {"GIT_INDEX_FILE": str(index)}
    subprocess.run(["git", "add", "-f", "ignored.md"], cwd=site, check=True, env={**os.environ, **env})
    assert rules(site) == []
    named = {"GIT_INDEX_FILE": ".git/next-index-1.lock", "GIT_DIR": ".git", "GIT_PREFIX": "content/"}
    assert rules(site, env=named) == [("EV301", "ignored.md")]


def test_filters_change_nothing_of_what_since_compares(site: Path) -> None:
    """Not the user's own either: a filter that is in the user's configuration runs on what a tree says."""
    put(site.parent, ".gitconfig", '[filter "evil"]\n\tclean = touch marker; cat\n\trequired = true\n')
    put(site, ".gitattributes", "*.md filter=evil text eol=crlf\n")
    (site / "content" / "x.md").write_bytes(POST.replace("\n", "\r\n").encode() + OLD.encode())
    ended = evlint(
        "check", "--offline", "--since", "HEAD", "--format", "json", cwd=site, env={"HOME": str(site.parent)}
    )
    assert ended.found == [("EV301", "content/x.md", 6, 7)]
    assert not list(site.rglob("marker"))


# --- nothing outside is read or told


def answers(site: Path, tmp_path: Path, *args: str) -> list[Ended]:
    """Run with the secrets there, and again without."""
    there = evlint("check", "--offline", "--no-cache", *args, cwd=site)
    (tmp_path / "secret").rename(tmp_path / "gone")
    gone = evlint("check", "--offline", "--no-cache", *args, cwd=site)
    (tmp_path / "gone").rename(tmp_path / "secret")
    return [there, gone]


@pytest.mark.parametrize("generator", ["", "_config.yml", "hugo.toml"])
@pytest.mark.parametrize(
    "link",
    [
        "[a](../../../secret/head.md#the-passphrase-is)", "![a](../../../secret/picture.png)",
        "[a](../../../secret/nope.pdf)",
        "[a](../out/head.md#the)", "![a](../out/picture.png)", "![a](/out/picture.png)", "![a](out.png)", "[a](out.md#the)",
        "[a](../../../../../../../../etc/passwd)", "[a](../../../secret/)", '<a href="../../../secret/head.md#the">a</a>',
        "![a](/../../secret/picture.png)",
    ],
)  # fmt: skip
def test_links_tell_nothing_of_what_lies_outside(site: Path, tmp_path: Path, link: str, generator: str) -> None:
    if generator:
        put(site, generator, 'title = "x"\n' if generator.endswith("toml") else "title: x\n")
    (site / "out").symlink_to("../../secret")
    (site / "content" / "out.png").symlink_to("../../../secret/picture.png")
    (site / "content" / "out.md").symlink_to("../../../secret/head.md")
    put(site, "content/x.md", POST + link + "\n")
    there, gone = answers(site, tmp_path, "content/x.md")
    assert there == gone
    assert "swordfish" not in there.out + there.err


def test_an_index_cannot_name_what_a_link_hides(site: Path, tmp_path: Path) -> None:
    put(site, "notes/head.md")
    git(site, "add", ".")
    shutil.rmtree(site / "notes")
    (site / "notes").symlink_to("../../secret")
    assert rules(site) == []


COLLECTION = '[[collection]]\nname = "a"\nfiles = ["**"]\nschema = "{}"\n'
CONFIGURED = {
    "a schema": ("evlint.toml", COLLECTION.format("out/key.json")),
    "a schema above": ("evlint.toml", COLLECTION.format("../../secret/key.json")),
    "a post's schema": ("content/x.md", "---\ntitle: x\n$schema: ../out/key.json\n---\n"),
    "a post's schema above": ("content/x.md", "---\ntitle: x\n$schema: ../../../secret/key.json\n---\n"),
    "a baseline": ("evlint.toml", 'baseline = "out/key.json"\n'),
    "a baseline above": ("evlint.toml", 'baseline = "../../secret/key.json"\n'),
}


@pytest.mark.parametrize("what", CONFIGURED)
def test_what_a_tree_names_is_not_read_outside(site: Path, tmp_path: Path, what: str) -> None:
    (site / "out").symlink_to("../../secret")
    put(site, *CONFIGURED[what])
    there, gone = answers(site, tmp_path)
    assert there == gone
    assert there.status == 2
    assert "swordfish" not in there.out + there.err


def test_a_reference_of_a_schema_is_not_read_outside(site: Path, tmp_path: Path) -> None:
    (site / "out").symlink_to("../../secret")
    put(site, "evlint.toml", COLLECTION.format("own.json"))
    for target in ("out/key.json", "../../secret/key.json"):
        put(site, "own.json", json.dumps({"$ref": target}))
        there, gone = answers(site, tmp_path)
        assert there == gone
        assert there.status == 2
        assert "swordfish" not in there.out + there.err


@pytest.mark.parametrize("name", ["evlint.toml", ".evlint.toml", "_config.yml", "hugo.toml", "pyproject.toml"])
def test_a_configuration_is_not_read_outside(site: Path, tmp_path: Path, name: str) -> None:
    (site / name).symlink_to("../../secret/evlint.toml")
    there, gone = answers(site, tmp_path)
    assert there == gone
    assert there.status == (0 if name in ("_config.yml", "hugo.toml") else 2)
    assert "swordfish" not in there.out + there.err
    told = f"{name}: this is a link that leads" if there.status else f"evlint: {name} is a link that leads"
    assert there.err.startswith(f"{told} out of the folder that is checked")


def test_links_in_a_folder_that_lead_out_are_told_and_not_followed(site: Path, tmp_path: Path) -> None:
    (site / "content" / "head.md").symlink_to("../../../secret/head.md")
    (site / "content" / "more").symlink_to("../../../secret")
    (site / "content" / "picture.png").symlink_to("../../../secret/picture.png")
    for named in ((), ("content",)):
        there, gone = answers(site, tmp_path, *named)
        assert there == gone
        assert (
            "2 links lead out of the folder that is checked, and were not followed (the first: content/head.md)."
            in there.err
        )
    (site / "evlint.toml").write_text('exclude = ["content/head.md"]\n', "utf-8")
    left = evlint("check", "--offline", cwd=site)
    assert (
        "evlint: content/more is a link that leads out of the folder that is checked: it was not followed." in left.err
    )
    imported = evlint("schema", "import", "content/more/key.json", cwd=site)
    assert (imported.status, imported.out) == (2, "")
    assert "leads out of the folder that is checked" in imported.err


def test_the_search_for_a_configuration_stops_at_the_top(site: Path, tmp_path: Path) -> None:
    put(site.parent, "evlint.toml", "nonsense = 1\n")
    put(site.parent, "hugo.toml", "nonsense\n")
    assert evlint("check", "--offline", cwd=site).status == 0
    assert evlint("check", "--offline", str(site / "content"), cwd=tmp_path).status == 0
    handed = put(tmp_path, "work/handed/x.md").parent
    assert evlint("check", "--offline", cwd=handed).status == 0, "without a repository the named folder is the tree"
    assert evlint("check", "--offline", str(handed), cwd=site).status == 0


def test_a_folder_that_is_handed_over_is_its_own_tree(tmp_path: Path) -> None:
    put(tmp_path, "head.md", SECRET)
    put(tmp_path, "handed/x.md", POST + "[a](../head.md#the-passphrase-is) ![a](../nope.png)\n")
    for folder, named in ((tmp_path, "handed"), (tmp_path, "handed/x.md"), (tmp_path / "handed", ".")):
        ended = evlint("check", "--offline", "--format", "json", named, cwd=folder)
        assert ended.found == []


def test_the_folder_of_a_site_is_the_tree_of_what_is_named_in_it(tmp_path: Path) -> None:
    put(tmp_path, "hugo.toml", 'title = "x"\n')
    put(tmp_path, "static/a.png", "x")
    put(tmp_path, "content/x.md", POST + "![a](/nope/b.png) ![a](../static/nope.png)\n")
    ended = evlint("check", "--offline", "--format", "json", "content", cwd=tmp_path)
    assert [rule for rule, *_ in ended.found] == ["EV306"]


NAMED = [["check", "--offline"], ["check", "--offline", "--fix"], ["links"], ["schema", "infer"], ["config", "show"]]


@pytest.mark.parametrize("path", ["out", "out/head.md", "content/link.md", "../site/out", "dangling"])
@pytest.mark.parametrize("args", NAMED)
def test_a_name_that_leads_out_is_refused(site: Path, tmp_path: Path, args: list[str], path: str) -> None:
    (site / "out").symlink_to("../../secret")
    (site / "dangling").symlink_to("../../nothing")
    (site / "content" / "link.md").symlink_to("../../../secret/head.md")
    ended = evlint(*args, path, cwd=site)
    assert ended.status == 2
    assert "swordfish" not in ended.out + ended.err
    assert f"“{path}” leads out of the folder that is checked" in ended.err
    assert (tmp_path / "secret" / "head.md").read_text("utf-8") == SECRET


def test_a_name_that_leads_out_is_followed_where_that_is_asked_for(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret" / "evlint.toml").unlink()  # else that is what holds there
    (site / "out").symlink_to("../../secret")
    assert rules(site, "--follow", "out") == [("EV301", "out/head.md")]
    assert "preprod" in evlint("links", "--follow", "out", cwd=site).out
    assert rules(site, "../../secret/head.md") == [("EV301", "../../secret/head.md")], "what is typed is trusted"


def test_a_configuration_or_baseline_that_is_named_does_not_lead_out_through_a_link(site: Path, tmp_path: Path) -> None:
    (site / "own.toml").symlink_to("../../secret/evlint.toml")
    (site / "b.json").symlink_to("../../secret/key.json")
    for option, name in (("--config", "own.toml"), ("--baseline", "b.json")):
        there, gone = answers(site, tmp_path, option, name)
        assert there == gone
        assert there.status == 2
        assert "swordfish" not in there.err


def test_a_baseline_that_a_configuration_names_is_told_where_it_leads_out_through_a_link(
    site: Path, tmp_path: Path
) -> None:
    (site / "known.json").symlink_to("../../secret/key.json")
    (site / "evlint.toml").write_text('baseline = "known.json"\n', "utf-8")
    there, gone = answers(site, tmp_path)
    assert there == gone
    assert there.status == 2
    assert there.err.startswith("known.json: this is a link that leads out of the folder that is checked")


# --- nothing outside is written


@pytest.mark.parametrize("link", ["../../secret/head.md", "../../secret/new"])
@pytest.mark.parametrize(
    "option", ["--output=json:report.json", "--output=json:folder/new.json", "--write-baseline=report.json"]
)
def test_no_report_is_written_through_a_link_that_leads_out(site: Path, tmp_path: Path, option: str, link: str) -> None:
    (site / "report.json").symlink_to(link)
    (site / "folder").symlink_to("../../secret")
    before = sorted((path, path.read_bytes()) for path in (tmp_path / "secret").iterdir())
    ended = evlint("check", "--offline", option, cwd=site)
    assert ended.status == 2
    assert "a link on the way leads out of the folder that is checked" in ended.err
    assert sorted((path, path.read_bytes()) for path in (tmp_path / "secret").iterdir()) == before


def test_a_link_inside_the_tree_is_written_through(site: Path) -> None:
    put(site, "reports/real.json", "")
    (site / "report.json").symlink_to("reports/real.json")
    assert evlint("check", "--offline", "--output", "json:report.json", cwd=site).status == 0
    assert (site / "report.json").is_symlink()
    assert json.loads((site / "reports" / "real.json").read_text("utf-8"))["version"] == 1


def test_a_fix_writes_nothing_outside(site: Path, tmp_path: Path) -> None:
    fixable = POST + "[a](https://preprod.example.fr/a)\n"
    put(tmp_path, "secret/fix.md", fixable)
    put(site, "evlint.toml", '[links]\nrewrite = { "preprod.example.fr" = "www.example.fr" }\n')
    (site / "out").symlink_to("../../secret")
    (site / "content" / "fix.md").symlink_to("../../../secret/fix.md")
    for args in (["."], ["content"], ["content/fix.md"], ["--follow", "out"]):
        evlint("check", "--offline", "--fix", "--unsafe-fixes", *args, cwd=site)
        assert (tmp_path / "secret" / "fix.md").read_text("utf-8") == fixable, args


def test_init_writes_nothing_outside(site: Path, tmp_path: Path) -> None:
    (site / "schemas").symlink_to("../../secret")
    ended = evlint("init", "--infer-schemas", "--force", cwd=site)
    assert ended.status in (0, 1, 2)
    assert sorted(path.name for path in (tmp_path / "secret").iterdir()) == [
        "evlint.toml",
        "head.md",
        "key.json",
        "picture.png",
    ]


# --- nothing of the environment is sent to a host that the tree names


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with serving(1) as running:
        yield running


HEADERS = '[links]\nallow-private = ["127.0.0.1"]\nheaders = {{ "{}" = {{ Authorization = "$EVLINT_TOKEN" }} }}\n'
LEFT_OUT = "they were not sent"


@pytest.mark.parametrize(
    ("named", "hosts", "is_sent"),
    [
        (False, "", False),
        (False, "api.example.org", False),
        (False, "api.example.org, 127.0.0.*", True),
        (False, "127.0.0.1", True),
        (True, "", True),
    ],
)
@pytest.mark.parametrize("pattern", ["127.0.0.1", "*"])
def test_values_of_the_environment_go_only_where_the_user_says(
    site: Path, server: BadServer, named: bool, hosts: str, is_sent: bool, pattern: str
) -> None:
    put(site, "evlint.toml", HEADERS.format(pattern))
    put(site, "content/x.md", POST + f"[a]({server.url('/ok')}) [b]({server.url('/ok?b')})\n")
    before = len(server.seen)
    env = {"EVLINT_TOKEN": "swordfish", "EVLINT_HEADER_HOSTS": hosts}
    config = ["--config", "evlint.toml"] if named else []
    ended = evlint("check", "--online", "--no-cache", "--ignore", "EV302", *config, cwd=site, env=env)
    sent = [one.headers.get("authorization") for one in server.seen[before:]]
    assert sent
    assert set(sent) == {"swordfish" if is_sent else None}
    assert ended.err.count(LEFT_OUT) == (0 if is_sent else 1)
    assert "swordfish" not in ended.out + ended.err


# --- nothing of ours changes a program that imports evlint

HOST = """
import importlib.util, sys
before = {name for name, module in sys.modules.items() if module is None}
import evlint
evlint.check_paths(["content"], online=True)
assert "httpx" in sys.modules, "no link was asked for"
hidden = {name for name, module in sys.modules.items() if module is None} - before
assert not hidden, hidden
ours = [name for name, module in sys.modules.items() if type(module).__name__ == "StandIn"]
assert not ours, ours
for name in ("trio", "sniffio", "httpx._main"):
    if importlib.util.find_spec(name) is not None:
        importlib.import_module(name)
"""


def test_a_program_that_imports_evlint_keeps_its_modules(site: Path, server: BadServer) -> None:
    put(site, "content/y.md", POST + f"[a]({server.url('/ok', 'localhost')})\n")
    put(site, "evlint.toml", 'ignore = ["EV302"]\n[links]\nallow-private = ["localhost"]\nretries = 0\n')
    ended = subprocess.run(
        [sys.executable, "-c", HOST],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr


# --- the editor


@pytest.mark.asyncio
async def test_the_server_runs_and_reads_nothing_of_it(site: Path, tmp_path: Path) -> None:
    put(site, "content/_config.yml", "title: x\n")
    embedded(site, tmp_path / "marker")
    marks = hostile(site, tmp_path, ["core.fsmonitor", "filter.evil.clean", "diff.evil.textconv"])
    (site / "out").symlink_to("../../secret")
    text = POST + "[a](/y/) [b](../../../secret/head.md#the-passphrase-is) [c](../out/head.md#the-passphrase-is)\n"
    put(site, "content/x.md", text)
    async with editor(site) as opened:
        found = await opened.open("content/x.md")
    assert [one.message for one in found if "swordfish" in one.message] == []
    assert not (tmp_path / "marker").exists()
    assert list(marks.iterdir()) == []

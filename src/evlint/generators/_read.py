"""What the files of generators share: reading a configuration, versions from lock files, values out of JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from evlint.model.files import Files
from evlint.model.generator import Head
from evlint.model.message import Msg, msg
from evlint.model.site import Site, join
from evlint.site.configtext import fault_of, mapping_of, read_mapping

_NUMBERS = r"(\d+)(?:\.(\d+))?(?:\.(\d+))?"
_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`)|/\*.*?(?:\*/|\Z)|(?<![:\w])//[^\n]*""", re.DOTALL
)
_JS_TEXT = r"""(?P<quote>["'`])(?P<text>(?:(?!(?P=quote))[^\\\n])*)(?P=quote)"""
_MOST_READ = 4_000_000  # characters of a lock file


def mapping(files: Files, path: str, faults: list[Msg]) -> dict[str, Any]:
    """Read a configuration file; where it is broken that is noted in `faults`, and nothing is known."""
    text, ending = files.read(path), path.rpartition(".")[2].lower()
    found = read_mapping(text, ending)
    if not found and (line := fault_of(text or "", ending)):
        faults.append(
            msg(
                "{path}:{line}: the site's configuration is broken here: its time zone, language, address and folders are"
                " not known, and what depends on them is not checked.",
                path=path,
                line=line,
            )
        )
    return found


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one mapping over another: tables key by key, everything else as a whole."""
    both = dict(below)
    for key, value in above.items():
        known = both.get(key)
        both[key] = merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return both


def version_in(text: str) -> tuple[int, ...]:
    """Return the numbers of a version such as `^5.2.0` or `v0.111.3`; empty where there are none."""
    match = re.search(_NUMBERS, text)
    return () if match is None else tuple(int(part) for part in match.groups() if part is not None)


def manifest(files: Files, root: str) -> dict[str, Any]:
    """Return `package.json` of the site's root, else of the folder above it (a site in `docs/` shares one)."""
    for path in (join(root, "package.json"), *((above(root),) if above(root) else ())):
        text = files.read(path)
        if text:
            import json

            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def above(root: str) -> str:
    """Return the path of the `package.json` above a root, "" where the root is the working folder."""
    if root in (".", "") or root.startswith(".."):
        return ""
    return join(root.rpartition("/")[0] or ".", "package.json")


def wanted(package: dict[str, Any]) -> dict[str, str]:
    """Return the dependencies of a `package.json`: the name and the version that is asked for."""
    found: dict[str, str] = {}
    for key in ("dependencies", "devDependencies", "peerDependencies"):
        found.update({name: one for name, one in mapping_of(package.get(key)).items() if isinstance(one, str)})
    return found


def npm_version(files: Files, root: str, name: str, package: dict[str, Any] | None = None) -> tuple[int, ...]:
    """Return the version of an npm package that a site uses: the lock file's, else the manifest's; empty where unknown.

    `package` is the site's `package.json` where it was read already (None: it is read here).
    """
    for lock in ("package-lock.json", "pnpm-lock.yaml", "yarn.lock"):
        text = files.read(join(root, lock))
        if text and (found := _locked(text[:_MOST_READ], name)):
            return found
    return version_in(wanted(manifest(files, root) if package is None else package).get(name, ""))


def _locked(text: str, name: str) -> tuple[int, ...]:
    quoted = re.escape(name)
    for pattern in (
        rf'"node_modules/{quoted}": \{{\s*"version": "([^"]+)"',
        rf"^  '?/?{quoted}@([0-9][^:('\s]*)",
        rf'^"?{quoted}@[^\n]*:\n +version:? "?([0-9][^"\s]*)',
    ):
        match = re.search(pattern, text, re.MULTILINE)
        if match is not None:
            return version_in(match[1])
    return ()


def js_yaml(version: tuple[int, ...], usual: str) -> str:
    """Return the YAML reader that a version of js-yaml is; `usual` where no version is known."""
    if not version:
        return usual
    if version[0] <= 3:
        return "js-yaml-3"
    return "js-yaml-4.1" if version[:2] <= (4, 1) else "js-yaml-4.2"


def js_text(script: str, key: str) -> str | None:
    """Return the text that a key has in a JavaScript configuration, the first that stands there; None where it has none.

    It may stand in a constant that the key names: `const BASE = "/docs";` and `base: BASE`.
    """
    match = re.search(rf"""(?<![\w.'"-])["']?{key}["']?\s*:\s*{_JS_TEXT}""", script)
    if match is None:
        named = re.search(rf"""(?<![\w.'"-])["']?{key}["']?\s*:\s*([A-Za-z_]\w*)\s*(?=[,}}\n])""", script)
        if named is not None:
            match = re.search(rf"""\bconst\s+{named[1]}(?:\s*:\s*string)?\s*=\s*{_JS_TEXT}\s*(?=[;\n]|\Z)""", script)
    return None if match is None or "${" in match["text"] else match["text"].strip() or None


def js_flag(script: str, key: str) -> bool | None:
    """Return true or false where a key of a JavaScript configuration says so; None where it is not there, or computed."""
    match = re.search(rf"(?<![\w.'\"-])[\"']?{key}[\"']?\s*:\s*(true|false)\b", script)
    return None if match is None else match[1] == "true"


def js_texts(script: str, key: str) -> tuple[str, ...]:
    """Return the texts of a list in a JavaScript configuration."""
    match = re.search(rf"(?<![\w.'\"-])[\"']?{key}[\"']?\s*:\s*\[([^\]]*)\]", script)
    return () if match is None else tuple(re.findall(r"""["'`]([^"'`\n]+)["'`]""", match[1]))


def without_comments(script: str) -> str:
    """Return a script without its comments, so that what is commented out counts for nothing; texts stay (`'**/*.md'`)."""
    return _COMMENT.sub(lambda match: match[1] or "", script)


def js_block(script: str, key: str) -> str:
    """Return what stands between the braces after a key, as far as they close; "" where there is none."""
    match = re.search(rf"(?<![\w.'\"-])[\"']?{key}[\"']?\s*:\s*\{{", script)
    if match is None:
        return ""
    depth, position = 1, match.end()
    while depth and position < len(script):
        depth += {"{": 1, "}": -1}.get(script[position], 0)
        position += 1
    return script[match.end() : position if depth else position - 1]


def hidden_as_draft(site: Site, path: str, head: Head, today: date) -> str:  # noqa: ARG001 the form of every answer
    """Say "draft" of a page that its front matter calls one: what hides pages of generators that know nothing else."""
    return "draft" if head.get("draft") is True else ""

"""The files that make up a schema: follows `$ref` through local files, before anything is compiled. Never the network.

Validators name files by address, so each file gets one of our own (`file:///` below a few invented folders, so that `../`
has somewhere to go). A file's own `$id` moves the base of its references; an address below the folder of such an `$id` is
looked for in the folder of that file.
"""

from __future__ import annotations

from collections.abc import Callable
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from evlint.model.message import msg
from evlint.schema.read import SchemaFile, read_schema
from evlint.schema.walk import Reference, has_anchor, parts, pointed, references

_TOP = "/-/-/-/-/-/-/-/-"
_KNOWN = ("json-schema.org/draft-0", "json-schema.org/draft/20")
_MOST_FILES = 200

Read = Callable[[str], str | None]


class Resources:
    """The files that one schema reaches, by address."""

    def __init__(self, main: SchemaFile, read: Read) -> None:
        """Take the schema's file and a function that reads another; follow every reference. Raises `SchemaUnusable`."""
        self.main = main
        self.uri = uri_of(main.path)
        self.files: dict[str, SchemaFile] = {}
        self._inner: dict[str, object] = {}
        self._bases: list[tuple[str, str]] = []
        self._read = read
        self._home = dirname(main.path)
        waiting = [(self.uri, main)]
        while waiting:
            uri, file = waiting.pop()
            self._add(uri, file)
            for reference in references(file.contents):
                waiting += self._follow(uri, file, reference)

    def contents(self, uri: str) -> object:
        """Return what stands at an address that some reference leads to. Raises `KeyError` where nothing does."""
        return self.files[uri].contents

    def resolve(self, uri: str, target: str) -> tuple[object, str] | None:
        """Return what a reference in a file leads to, with the address of its file; None for one that is not followed."""
        address, fragment = urldefrag(urljoin(uri, target))
        contents = self._inner.get(address)
        if contents is None or (fragment and not fragment.startswith("/")):
            return None
        found = pointed(contents, unquote(fragment))
        return None if found is None else (found, address)

    def _add(self, uri: str, file: SchemaFile) -> None:
        self.files[uri] = file
        for part in parts(file.contents):
            if part.ids:
                base = _base(uri, part.ids)
                self._inner.setdefault(base, part.schema)
                if not part.pointer and not base.startswith("file:"):
                    self._bases.append((base, file.path))
        self._inner[uri] = file.contents

    def _follow(self, uri: str, file: SchemaFile, reference: Reference) -> list[tuple[str, SchemaFile]]:
        address, fragment = urldefrag(urljoin(_base(uri, reference.ids), reference.target))
        if urlsplit(address).netloc + urlsplit(address).path != "" and any(
            address.partition("://")[2].startswith(known) for known in _KNOWN
        ):
            return []
        found: list[tuple[str, SchemaFile]] = []
        if address not in self._inner:
            other = self._load(address, file, reference)
            self._add(address, other)
            found = [(address, other)]
        self._check(self._inner[address], fragment, file, reference)
        return found

    def _load(self, address: str, file: SchemaFile, reference: Reference) -> SchemaFile:
        path = self._path(address)
        if path is None:
            raise file.unusable(
                reference.pointer,
                msg("“{target}” leads to the network, and evlint reads schemas from local files only.", target=address),
                msg("Save that schema beside this one, and refer to it by its file name."),
            )
        if path.startswith("/") != self.main.path.startswith("/") or (_leaves(path) and not self._is_home(path)):
            raise file.unusable(
                reference.pointer, msg("“{target}” leads out of the folder that is checked.", target=reference.target)
            )
        text = self._read(path) if len(self.files) < _MOST_FILES else None
        if text is None:
            raise file.unusable(
                reference.pointer,
                msg("“{target}” leads to “{path}”, which is not there.", target=reference.target, path=path),
            )
        return read_schema(path, text)

    def _is_home(self, path: str) -> bool:
        return bool(self._home) and path.startswith(self._home + "/")

    def _path(self, address: str) -> str | None:
        """Return the file that an address stands for: one of our own, or one below the folder of a known `$id`."""
        parsed = urlsplit(address)
        if parsed.scheme == "file":
            path = unquote(parsed.path)
            return relpath(path, _TOP) if path.startswith("/-/") else path
        for base, path in self._bases:
            known = urlsplit(base)
            if (known.scheme, known.netloc) == (parsed.scheme, parsed.netloc) and parsed.path:
                local = normpath(join(dirname(path), relpath(parsed.path, dirname(known.path) or "/")))
                if self._read(local) is not None:
                    return local
        return None

    def _check(self, contents: object, fragment: str, file: SchemaFile, reference: Reference) -> None:
        fragment = unquote(fragment)
        if not fragment:
            return
        if not fragment.startswith("/"):
            if has_anchor(contents, fragment):
                return
        elif pointed(contents, fragment) is not None:
            return
        raise file.unusable(
            reference.pointer,
            msg("“{target}” leads to a part of the schema that is not there.", target=reference.target),
        )


def uri_of(path: str) -> str:
    """Return the address that validators know a file by."""
    full = path if path.startswith("/") else normpath(join(_TOP, path))
    return "file://" + quote(full)


def _base(uri: str, ids: tuple[str, ...]) -> str:
    for own in ids:
        uri = urljoin(uri, own)
    return urldefrag(uri)[0]


def _leaves(path: str) -> bool:
    return path == ".." or path.startswith("../")

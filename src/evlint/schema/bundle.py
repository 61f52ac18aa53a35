"""Makes one schema of many files: follows `$ref` through local files, never the network, and writes it all into one.

In the result every reference is a pointer into the same file and no `$id` is left, so that both validators, and the lookup,
see the same thing and none of them ever has to fetch. A schema that refers to no other file stays as it is.

While files are joined each has an address: `file:///` below a few invented folders, so that `../` has somewhere to go. The
`$id` of a file moves the base of its references; an address below the folder of such an `$id` is looked for in the folder of
that file.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from evlint.model.document import escape_pointer
from evlint.model.message import msg
from evlint.schema.read import NEWEST, SchemaFile, read_schema
from evlint.schema.walk import REFERENCES, Reference, anchors, parts, pointed, references

Read = Callable[[str], str | None]

_TOP = "/-/-/-/-/-/-/-/-"
_HOME = "definitions"
_OLDER_DRAFTS = "json-schema.org/draft-0"
_NEWER_DRAFTS = "json-schema.org/draft/20"
_MOST_FILES = 200  # files of one schema: each is read and compiled


def bundle(main: SchemaFile, read: Read) -> tuple[SchemaFile, list[SchemaFile]]:
    """Return a schema with all that it refers to written into it, and the other files. Raises `SchemaUnusable`.

    `read` returns the text of a file, or None where there is none.
    """
    joined = _Joined(main, read)
    if len(joined.files) == 1:
        return main, []
    return main._replace(contents=joined.contents()), [file for file in joined.files.values() if file is not main]


class _Joined:
    """The files that a schema reaches, by address, and where the parts with an address of their own stand."""

    def __init__(self, main: SchemaFile, read: Read) -> None:
        self._main = main
        self._read = read
        self.files: dict[str, SchemaFile] = {}
        self._parts: dict[str, tuple[str, str]] = {}  # address -> address of the file, pointer in it
        self._bases: list[tuple[str, str]] = []  # `$id` of a file, its path
        self._anchors: dict[int, dict[str, str]] = {}  # of a part, by its place in memory: the files stay as they are
        waiting = [_address_of(main.path)]
        self._add(waiting[0], main)
        while waiting:
            address = waiting.pop()
            file = self.files[address]
            for reference in references(file.contents):
                target, fragment = self._target(address, reference)
                if _NEWER_DRAFTS in target:
                    continue
                if target not in self._parts:
                    self._add(target, self._loaded(target, file, reference))
                    waiting.append(target)
                if self._pointer(target, fragment) is None:
                    raise file.unusable(
                        reference.pointer,
                        msg("“{target}” leads to a part of the schema that is not there.", target=reference.target),
                    )

    def contents(self) -> dict[str, object] | bool:
        """Return everything in one."""
        whole: dict[str, object] | bool = {}
        others: dict[str, object] = {}
        for number, address in enumerate(self.files):
            contents = self._rewritten(address)
            if number:
                others[_name(number)] = contents
            else:
                whole = contents
        if isinstance(whole, dict) and others:
            own = whole.get(_HOME)
            whole[_HOME] = {**(own if isinstance(own, dict) else {}), **others}
        return whole

    def _add(self, address: str, file: SchemaFile) -> None:
        self.files[address] = file
        self._parts[address] = (address, "")
        for part in parts(file.contents):
            if part.ids:
                base = _moved(address, part.ids)
                self._parts.setdefault(base, (address, part.pointer))
                if not part.pointer and not base.startswith("file:"):
                    self._bases.append((base, file.path))

    def _target(self, address: str, reference: Reference) -> tuple[str, str]:
        base = _moved(address, reference.ids)
        whole = base + reference.target if reference.target.startswith("#") else urljoin(base, reference.target)
        target, fragment = urldefrag(whole)
        return target, unquote(fragment)

    def _pointer(self, target: str, fragment: str) -> str | None:
        """Return the pointer in the whole to what an address and its fragment name, or None where nothing is there."""
        address, pointer = self._parts[target]
        part = pointed(self.files[address].contents, pointer)
        if fragment and not fragment.startswith("/"):
            if id(part) not in self._anchors:
                self._anchors[id(part)] = anchors(part)
            inner = self._anchors[id(part)].get(fragment)
        else:
            inner = fragment if pointed(part, fragment) is not None else None
        if inner is None:
            return None
        number = list(self.files).index(address)
        home = f"/{_HOME}/{escape_pointer(_name(number))}" if number else ""
        return home + pointer + inner

    def _rewritten(self, address: str) -> dict[str, object] | bool:
        contents = deepcopy(self.files[address].contents)
        for part in list(parts(contents)):
            schema = part.schema
            for key in REFERENCES:
                target = schema.get(key)
                if not isinstance(target, str):
                    continue
                found, fragment = self._target(address, Reference("", target, part.ids))
                if found in self._parts and (key == "$ref" or fragment.startswith("/")):
                    pointer = self._pointer(found, fragment) or ""
                    schema[key] = "#" + quote(pointer, safe="/~!$&'()*+,;=:@")
            for key in ("$id", "id", "$anchor"):
                if isinstance(schema.get(key), str):
                    del schema[key]
        return contents

    def _loaded(self, target: str, file: SchemaFile, reference: Reference) -> SchemaFile:
        if _OLDER_DRAFTS in target:
            return _draft(target)
        path = self._path(target)
        if path is None:
            raise file.unusable(
                reference.pointer,
                msg("“{target}” leads to the network, and evlint reads schemas from local files only.", target=target),
                msg("Save that schema beside this one, and refer to it by its file name."),
            )
        if not self._is_inside(path):
            raise file.unusable(
                reference.pointer, msg("“{target}” leads out of the folder that is checked.", target=reference.target)
            )
        if len(self.files) >= _MOST_FILES:
            raise file.unusable(
                reference.pointer,
                msg(
                    "This schema refers to more than {count} files, one through the other: evlint follows no more.",
                    count=_MOST_FILES,
                ),
                msg("Put the parts that belong together into one file."),
            )
        text = self._read(path)
        if text is None:
            raise file.unusable(
                reference.pointer,
                msg("“{target}” leads to “{path}”, which is not there.", target=reference.target, path=path),
            )
        return read_schema(path, text)

    def _is_inside(self, path: str) -> bool:
        """Tell whether a file lies in the working folder, or in the folder of the schema."""
        home = dirname(self._main.path)
        if home and path.startswith(home + "/"):
            return True
        return not path.startswith(("/", "../"))

    def _path(self, address: str) -> str | None:
        """Return the file that an address stands for, or None for one on the network."""
        parsed = urlsplit(address)
        if parsed.scheme == "file" and not parsed.netloc:
            path = unquote(parsed.path)
            return relpath(path, _TOP) if path.startswith("/-/") else path
        for base, path in self._bases:
            known = urlsplit(base)
            if (known.scheme, known.netloc) == (parsed.scheme, parsed.netloc) and parsed.path:
                local = normpath(join(dirname(path), relpath(parsed.path, dirname(known.path) or "/")))
                if self._is_inside(local) and self._read(local) is not None:
                    return local
        return None


def _draft(address: str) -> SchemaFile:
    """Return the schema of a draft itself, which comes with jsonschema."""
    from importlib import import_module

    drafts = import_module("jsonschema_specifications").REGISTRY
    return SchemaFile(address, "", drafts.contents(address + "#"), NEWEST)


def _name(number: int) -> str:
    return f"evlint {number}"


def _address_of(path: str) -> str:
    return "file://" + quote(path if path.startswith("/") else normpath(join(_TOP, path)))


def _moved(address: str, ids: tuple[str, ...]) -> str:
    for own in ids:
        address = own if own.startswith("urn:") else urljoin(address, own)
    return urldefrag(address)[0]

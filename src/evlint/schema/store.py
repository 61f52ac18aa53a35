"""The schemas of a run: each read and compiled once, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from posixpath import basename, join, normpath
from typing import TYPE_CHECKING

from evlint.model.context import SchemaJudge
from evlint.model.message import msg
from evlint.schema.builtin import BUILTINS
from evlint.schema.errors import SchemaNotThere, SchemaUnusable

if TYPE_CHECKING:
    from evlint.schema.read import SchemaFile


class SchemaStore:
    """Gives the judge for a schema's name. Files and built-in schemas are read through functions."""

    def __init__(
        self,
        read: Callable[[str], str | None],
        builtin: Callable[[str], str | None],
        names: Callable[[], Sequence[str]] = tuple,
        holds: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """`read` and `builtin` return None where there is no such file; `names` lists the files for suggestions."""
        self._read = read
        self._builtin = builtin
        self._names = names
        self._holds = holds
        self._judges: dict[str, SchemaJudge] = {}

    def judge(self, name: str, base: str = ".") -> SchemaJudge:
        """Return the judge for a built-in name, or for a path relative to the folder `base`. Raises `SchemaUnusable`."""
        path = name if name in BUILTINS else normpath(join(base, name.replace("\\", "/")))
        judge = self._judges.get(path)
        if judge is None and name not in BUILTINS and "://" not in name and not self._holds(path):
            said = msg(
                "the schema “{name}” lies outside the folder that is checked, and evlint reads nothing there", name=name
            )
            raise SchemaNotThere(path, message=said)
        if judge is None:
            judge = self._judges[path] = self._compiled(name, path)
        return judge

    def text(self, path: str) -> str | None:
        """Return the text of a file that asks for a schema, or None where it cannot be read."""
        return self._read(path)

    def _compiled(self, name: str, path: str) -> SchemaJudge:
        from evlint.schema.compiled import CompiledSchema
        from evlint.schema.read import read_schema

        if name in BUILTINS:
            text = self._builtin(name)
            if text is None:
                raise SchemaUnusable(
                    name, message=msg("The built-in schema “{name}” did not come with this install.", name=name)
                )
            return CompiledSchema(name, read_schema(f"{name}.schema.json", text), is_builtin=True)
        if "://" in name:
            raise SchemaNotThere(
                name,
                message=msg(
                    "A schema is read from a local file only, never from the network: not “{name}”.", name=name
                ),
                help=msg("Save it in your site, and give the path of that file."),
            )
        text = self._read(path)
        if text is None:
            raise self._not_there(name, path)
        return CompiledSchema(name, *self._whole(read_schema(path, text)))

    def _whole(self, file: SchemaFile) -> tuple[SchemaFile, Sequence[SchemaFile]]:
        """Return a schema with all that it refers to in one, and the files that went into it."""
        from evlint.schema.walk import dangling, stands_alone

        if not stands_alone(file.contents):
            from evlint.schema.bundle import bundle

            try:
                return bundle(file, self._read)
            except ValueError:  # the standard library's word for an address such as `http://[`
                raise file.unusable("", msg("An “$id” or a “$ref” in this schema is no address.")) from None
        for reference in dangling(file.contents):
            raise file.unusable(
                reference.pointer,
                msg("“{target}” leads to a part of the schema that is not there.", target=reference.target),
            )
        return file, ()

    def _not_there(self, name: str, path: str) -> SchemaNotThere:
        from evlint.schema.error_text import nearest

        files = [one for one in self._names() if one != path and one.endswith((".json", ".yaml", ".yml", ".toml"))]
        near = nearest(path, files) or nearest(basename(path), [basename(one) for one in files])
        if near is None and "/" not in name and "." not in name:
            near = nearest(name, BUILTINS)
        help_text = (
            msg("Did you mean “{near}”?", near=near)
            if near is not None
            else msg(
                "Give the path of a file, or one of {names}.", names=[msg("“{name}”", name=one) for one in BUILTINS]
            )
        )
        return SchemaNotThere(
            path, message=msg("There is no schema “{name}”, or it is not UTF-8.", name=path), help=help_text
        )

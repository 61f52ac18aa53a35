"""Why a schema cannot be used: its file, the place in it, and the reason in plain words."""

from __future__ import annotations

from evlint.model.message import ENGLISH, Msg, Wording, render


class SchemaUnusable(Exception):  # noqa: N818 named for what is told: the schema cannot be used
    """A schema that is missing, broken, or that leads to the network or out of the tree. Its text is one line.

    `line` and `column` are from 1, or 0 where there is no place (a file that is not there).
    """

    def __init__(
        self,
        path: str,
        line: int = 0,
        column: int = 0,
        message: Msg | None = None,
        help: Msg | None = None,  # noqa: A002 the word that findings use too
    ) -> None:
        """`message` says what is wrong, `help` what to do; without a message the place stands alone."""
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.help = help
        super().__init__(self.text())

    def text(self, wording: Wording = ENGLISH) -> str:
        """Return the line to show, in a language."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        words = [render(part, wording) for part in (self.message, self.help) if part is not None]
        return ": ".join([place, " ".join(words)]) if words else place

    def at(self, path: str, line: int, column: int) -> SchemaUnusable:
        """Return the same, told at the place that asks for the schema."""
        return SchemaUnusable(path, line, column, self.message, self.help)

    def __reduce__(self) -> tuple[type[SchemaUnusable], tuple[object, ...]]:
        """Let it cross from a worker to its parent."""
        return type(self), (self.path, self.line, self.column, self.message, self.help)


class SchemaNotThere(SchemaUnusable):
    """A schema that no file holds: what is wrong lies where it is asked for."""

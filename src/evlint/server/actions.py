"""What the editor offers to do about findings: mend one, choose a value, mend all that is safe, silence one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol import types

from evlint.model.diagnostic import Diagnostic, Edit
from evlint.model.document import Scalar
from evlint.model.message import Msg, msg, render
from evlint.model.span import Span
from evlint.pipeline.fix import fixed
from evlint.schema.compiled import CompiledSchema
from evlint.schema.error_text import nearest, shorten
from evlint.server.findings import shown
from evlint.server.front_text import written
from evlint.server.positions import Positions
from evlint.server.silence import silencing
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.server.workspace import ConfigWorkspace, Looked

FIX_ALL = "source.fixAll.evlint"
KINDS: tuple[types.CodeActionKind | str, ...] = (types.CodeActionKind.QuickFix, FIX_ALL)
_MOST_SILENCED = 5  # comments to work out at once: each is tried
_MOST_VALUES = 6  # to choose from: more are a list that nobody reads; completion has them all


class Asked:
    """One request for actions: the post, the stretch of it, and the kinds that are wanted (None: all)."""

    def __init__(
        self,
        uri: str,
        version: int,
        looked: Looked,
        workspace: ConfigWorkspace,
        positions: Positions,
        only: Sequence[str] | None,
        *,
        is_idle: bool = False,
    ) -> None:
        """`version` is that of the open text: the editor refuses edits of another. `is_idle`: it asks of its own accord."""
        self._uri = uri
        self._version = version
        self._looked = looked
        self._workspace = workspace
        self._positions = positions
        self._only = only
        self._is_idle = is_idle

    def actions(self, span: Span) -> list[types.CodeAction]:
        """Return what can be done about the findings that touch `span`, and about all."""
        found = [one for one in self._looked.diagnostics if one.span.start <= span.end and span.start <= one.span.end]
        actions: list[types.CodeAction] = []
        if self._wants(types.CodeActionKind.QuickFix):
            actions += [action for one in found for action in self._mend(one)]
            actions += [action for one in found[:_MOST_SILENCED] for action in self._silence(one)]
        if self._wants(FIX_ALL) and not (self._is_idle and self._only is None):
            actions += self._mend_all()
        return actions

    def _wants(self, kind: str) -> bool:
        return self._only is None or any(kind == one or kind.startswith(f"{one}.") or not one for one in self._only)

    def _mend(self, found: Diagnostic) -> Iterator[types.CodeAction]:
        if found.fix is not None and found.fix.edits:
            yield types.CodeAction(
                title=f"{found.fix.message.rstrip('.')} ({found.rule})",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown(found, self._uri, self._positions)],
                is_preferred=found.fix.applicability == "safe",
                edit=self._edit([Edit(edit.span, edit.text) for edit in found.fix.edits]),
            )
        for mend in mends(found, self._looked):
            yield types.CodeAction(
                title=f"{self._say(mend.title)} ({found.rule})",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown(found, self._uri, self._positions)],
                is_preferred=mend.is_preferred,
                edit=self._edit([mend.edit]),
            )

    @cached_property
    def _every(self) -> list[Diagnostic]:
        """What the rules find now, whatever the baseline knows and earlier runs remembered."""
        return self._workspace.lint(self._looked.document.path, self._looked.document.text)

    def _silence(self, found: Diagnostic) -> Iterator[types.CodeAction]:
        document = self._looked.document
        edit = silencing(document, found, self._every, lambda text: self._workspace.lint(document.path, text))
        if edit is not None:
            yield types.CodeAction(
                title=self._say(msg("Silence {rule} {name} on this line", rule=found.rule, name=found.name)),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown(found, self._uri, self._positions)],
                edit=self._edit([edit]),
            )

    def _mend_all(self) -> Iterator[types.CodeAction]:
        if not any(one.fix is not None and one.fix.applicability == "safe" for one in self._looked.diagnostics):
            return
        linter = self._workspace.linter
        done = fixed(linter.lint(self._looked.document), linter, unsafe=False)
        edits = changes(done.before, done.text)
        if edits:
            title = self._say(msg("Mend all that is safe to mend (evlint)"))
            yield types.CodeAction(title=title, kind=FIX_ALL, edit=self._edit(edits))

    def _say(self, message: Msg) -> str:
        return render(message, self._looked.wording)

    def _edit(self, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        wanted: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = [
            types.TextEdit(self._positions.range(edit.span), edit.text) for edit in edits
        ]
        document = types.OptionalVersionedTextDocumentIdentifier(uri=self._uri, version=self._version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, wanted)])


def changes(before: str, after: str) -> list[Edit]:
    """Return edits, line by line, that make one text of the other: the cursor stays where it is in the lines between."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return [
        Edit(Span(starts[first], starts[last]), "".join(new[begin:end]))
        for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


class Mend(NamedTuple):
    """One way to mend a finding: what it does, its edit, and whether it is the plain one."""

    title: Msg
    edit: Edit
    is_preferred: bool = False


def mends(found: Diagnostic, looked: Looked) -> Iterator[Mend]:
    """Yield the values that the schema lists where a wrong one stands (EV103): the nearest first, none that a fix writes."""
    front, judge, pointer = looked.document.front, looked.context.schema, found.pointer
    node = front.at(pointer) if found.rule == "EV103" and front is not None and pointer else None
    if front is None or pointer is None or not isinstance(node, Scalar) or not isinstance(judge, CompiledSchema):
        return
    if node.style in ("literal", "folded"):
        return
    values = judge.lookup.values(pointer)
    near = nearest(node.value, values)
    if near is not None:
        values = [near, *(value for value in values if value != near)]
    is_in_brackets = looked.document.text[: node.span.start].rstrip(" ")[-1:] in ("[", ",")
    for value in values[:_MOST_VALUES]:
        source = written(value, is_yaml=front.format == "yaml", is_in_brackets=is_in_brackets)
        if source is not None and (value != near or found.fix is None):
            yield Mend(msg("Write “{value}”", value=shorten(str(value))), Edit(node.span, source), value == near)

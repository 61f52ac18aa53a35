"""The language server: the protocol's requests and notifications, each handed to the session and its helpers.

A change is checked a moment after the last keystroke, and only the latest version of a text is answered; the moment grows
with the time that a check of this text takes, so that a huge post never makes the editor wait.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Generator, Sequence
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method
from pygls.uris import to_fs_path

from evlint.io.config_file import NAMES
from evlint.io.discover import is_skipped, relative_name
from evlint.model.about import NAME, VERSION
from evlint.model.file_names import PAGES
from evlint.report.escape import lines, visible
from evlint.server import actions, complete, hover, targets
from evlint.server.findings import shown, shown_problems, uri_of
from evlint.server.positions import Positions
from evlint.server.preferences import read_preferences
from evlint.server.workspace import Looked, Session, Speak

_PAUSE = 0.01  # seconds after a keystroke in which another one takes its place
_SLOW = 0.05  # seconds of a check after which the pause grows with them
_LONGEST_PAUSE = 2.0  # seconds after the last key until a post is checked, however slow the last check was
_WATCHED = f"**/*.{{{','.join(ending[1:] for ending in PAGES)},toml,yml,yaml,json}}"
_UNTITLED = "untitled.md"
_EVERY_FILE = types.FileOperationRegistrationOptions(
    [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
)
_COMES_OR_GOES = types.WatchKind.Create | types.WatchKind.Delete


class _Protocol(LanguageServerProtocol):
    """Puts the changed parts of texts in here: pygls cuts lines where the protocol does not (a form feed, U+2028)."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand on the whole text that an incremental change makes."""
        before = self.workspace.get_text_document(params.text_document.uri).source
        text = changed(before, params.content_changes, str(self.workspace.position_encoding or "utf-16"))
        params.content_changes = [types.TextDocumentContentChangeWholeDocument(text)]
        yield from super().lsp_text_document__did_change(params)


def changed(text: str, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """Apply changes to a text, each to what the one before it left; positions are in the agreed unit."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = Positions(text, encoding).span(change.range)
            text = f"{text[:start]}{change.text}{text[max(start, end) :]}"
        else:
            text = change.text
    return text


class Server(LanguageServer):
    """evlint for editors."""

    def __init__(self, speak: Speak | None = None) -> None:
        """`speak` chooses the language of findings (None: English)."""
        super().__init__(
            NAME, VERSION, text_document_sync_kind=types.TextDocumentSyncKind.Incremental, protocol_cls=_Protocol
        )
        self.session = Session(speak)
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._took: dict[str, float] = {}
        self._told: set[str] = set()
        self._troubled: set[str] = set()

    def positions(self, uri: str) -> Positions:
        """Return the positions of an open text, in the agreed unit."""
        return Positions(self.session.opened[uri].text, str(self.workspace.position_encoding or "utf-16"))

    def take(self, uri: str, version: int, language: str | None = None) -> None:
        """Take in the text of a document as the workspace has it now."""
        before = self.session.opened.get(uri)
        self.session.put(
            uri,
            before.path if before is not None else _path_of(uri),
            self.workspace.get_text_document(uri).source,
            version,
            is_markdown=language == "markdown" if language is not None else before is not None and before.is_markdown,
        )

    def check_soon(self, uri: str) -> None:
        """Check a text when no further change comes for a moment."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        took = self._took.get(uri, 0.0)
        pause = _PAUSE if took < _SLOW else min(took, _LONGEST_PAUSE)
        self._waiting[uri] = asyncio.get_running_loop().call_later(pause, self.check, uri)

    def check(self, uri: str) -> None:
        """Check a text now and send what was found, with the version that it holds for."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        if uri not in self.session.opened:
            return
        start = time.perf_counter()
        looked = self.session.look(uri)
        self._show_trouble()
        found: list[types.Diagnostic] = []
        if looked is not None:
            positions = self.positions(uri)
            found = [shown(one, uri, positions, looked.language) for one in looked.diagnostics]
            self._tell(looked)
        version = self.session.opened[uri].version
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))
        self._took[uri] = time.perf_counter() - start

    def check_all(self) -> None:
        """Check every open text again."""
        for uri in list(self.session.opened):
            self.check_soon(uri)

    def surroundings_changed(self, uris: Sequence[str]) -> None:
        """Look at the tree anew: files came, went, changed or were renamed. Build folders have no say."""
        paths = [_path_of(uri) for uri in uris]
        paths = [path for path in paths if not is_skipped(path.split("/")[:-1])]
        if not paths:
            return
        if any(os.path.basename(path) in NAMES for path in paths):
            self.session.reload()
        self.session.renew()
        self.check_all()

    def forget(self, uri: str) -> None:
        """Forget a closed text, and take its findings off the editor's list."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._took.pop(uri, None)
        self.session.close(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def _tell(self, looked: Looked) -> None:
        for notice in looked.notices:
            if notice not in self._told:
                self._told.add(notice)
                self.window_show_message(
                    types.ShowMessageParams(types.MessageType.Warning, f"{NAME}: {visible(notice)}")
                )

    def _show_trouble(self) -> None:
        """Show what is wrong with configurations at their lines, and take it away when it is mended."""
        trouble, wording = self.session.trouble(), self.session.wording()
        for path, error in trouble.items():
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri_of(path), shown_problems(error, wording))
            )
            said = error.text(wording)
            if said not in self._told:
                self._told.add(said)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"{NAME}: {lines(said)}"))
        for path in self._troubled - trouble.keys():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri_of(path), []))
        self._troubled = set(trouble)


def make_server(speak: Speak | None = None) -> Server:
    """Return a server with every feature. `speak` chooses the language of findings by a configuration's `messages`."""
    server = Server(speak)
    _add_texts(server)
    _add_surroundings(server)
    _add_answers(server)
    return server


def _add_texts(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.take(document.uri, document.version, document.language_id)
        server.check(document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri, params.text_document.version)
        server.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        if os.path.basename(_path_of(params.text_document.uri)) in NAMES:
            server.session.reload()
        server.session.renew()
        server.check_all()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)


def _add_surroundings(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.session.prefer(params.locale)
        server.session.set_preferences(read_preferences(params.initialization_options))

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:  # noqa: ARG001 the protocol's own signature
        root = server.workspace.root_path or next(
            (to_fs_path(folder.uri) for folder in server.workspace.folders.values()), None
        )
        if root and os.path.isdir(root):
            os.chdir(root)
        workspace = server.client_capabilities.workspace
        watches = workspace.did_change_watched_files if workspace is not None else None
        if watches is not None and watches.dynamic_registration:
            watchers = [types.FileSystemWatcher(_WATCHED), types.FileSystemWatcher("**/*", _COMES_OR_GOES)]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            await server.client_register_capability_async(
                types.RegistrationParams(
                    [types.Registration("evlint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)]
                )
            )

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.surroundings_changed([event.uri for event in params.changes])

    @server.feature(types.WORKSPACE_DID_CREATE_FILES, _EVERY_FILE)
    async def files_made(params: types.CreateFilesParams) -> None:
        server.surroundings_changed([file.uri for file in params.files])

    @server.feature(types.WORKSPACE_DID_RENAME_FILES, _EVERY_FILE)
    async def files_renamed(params: types.RenameFilesParams) -> None:
        server.surroundings_changed([uri for file in params.files for uri in (file.old_uri, file.new_uri)])

    @server.feature(types.WORKSPACE_DID_DELETE_FILES, _EVERY_FILE)
    async def files_deleted(params: types.DeleteFilesParams) -> None:
        server.surroundings_changed([file.uri for file in params.files])

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def settings_changed(params: types.DidChangeConfigurationParams) -> None:
        if params.settings is not None:  # some editors only say that something changed
            server.session.set_preferences(read_preferences(params.settings))
        server.session.reload()
        server.check_all()


def _add_answers(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=list(actions.KINDS)))
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        looked = server.session.current(uri)
        if looked is None:
            return []
        opened = server.session.opened[uri]
        workspace = server.session.workspace(opened.path)
        if workspace is None:
            return []
        positions = server.positions(uri)
        context = params.context
        is_idle = context.trigger_kind == types.CodeActionTriggerKind.Automatic
        asked = actions.Asked(uri, opened.version, looked, workspace, positions, context.only, is_idle=is_idle)
        return asked.actions(positions.span(params.range))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        looked = server.session.current(uri)
        if looked is None:
            return None
        positions = server.positions(uri)
        told = hover.told_at(looked, positions.offset(params.position))
        if told is None:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told.text), positions.range(told.span))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def links(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        uri = params.text_document.uri
        looked = server.session.current(uri)
        return [] if looked is None else list(targets.document_links(looked, server.positions(uri)))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(complete.TRIGGERS)))
    def completions(params: types.CompletionParams) -> list[types.CompletionItem]:
        uri = params.text_document.uri
        opened = server.session.opened.get(uri)
        workspace = server.session.workspace(opened.path) if opened is not None else None
        if opened is None or workspace is None:
            return []
        positions = server.positions(uri)
        known = server.session.looked.get(uri)
        found = known[1].diagnostics if known is not None else ()
        return complete.completions(
            workspace, complete.Place(opened.path, positions, positions.offset(params.position), found)
        )


def _path_of(uri: str) -> str:
    """Return the path of a document as reports show it; a text that was never saved counts as a Markdown file here."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    if not path:
        return _UNTITLED
    folder, name = os.path.split(path)
    return relative_name(os.path.join(os.path.realpath(folder), name))

"""An editor for tests: a real client that runs `evlint server` over standard input and output."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import warm
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient

from evlint.model.span import Span
from evlint.server.positions import Positions

UTF16, UTF8 = types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf8
_PATIENCE = 120.0  # seconds until a test is given up: a busy machine may be slow to start a server


class _Client(LanguageClient):
    """Keeps what the server sends."""

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter)
        self.published: list[types.PublishDiagnosticsParams] = []
        self.watched: list[types.Registration] = []

        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)

        def show(params: types.ShowMessageParams) -> None:
            self.messages.append(params)

        def register(params: types.RegistrationParams) -> None:
            self.watched += params.registrations

        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(publish)
        self.feature(types.WINDOW_SHOW_MESSAGE)(show)
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(register)


class Editor:
    """A client with a folder open in it."""

    def __init__(self, client: _Client, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.result: types.InitializeResult
        self._versions: dict[str, int] = {}

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    async def open(self, name: str, text: str | None = None, language: str = "markdown") -> list[types.Diagnostic]:
        """Open a file, or a text under its name, and return what is found in it."""
        text = (self.folder / name).read_bytes().decode("utf-8") if text is None else text
        self._versions[name] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(self.uri(name), language, 1, text))
        )
        return await self.found(name)

    async def change(self, name: str, text: str) -> list[types.Diagnostic]:
        self.send(name, text)
        return await self.found(name)

    def send(self, name: str, text: str) -> None:
        """Change a text and wait for nothing."""
        self._versions[name] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name)),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def splice(self, name: str, text: str, place: tuple[int, int], piece: str) -> None:
        """Replace a stretch of a text, whose state is `text`, as an editor does: only what changed is sent."""
        self._versions[name] += 1
        change = types.TextDocumentContentChangePartial(range=Positions(text).range(Span(*place)), text=piece)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name)), [change]
            )
        )

    async def save(self, name: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.identifier(name)))

    async def found(self, name: str) -> list[types.Diagnostic]:
        """Wait for the findings of the latest version."""
        return list((await self.published(name, self._versions[name])).diagnostics)

    async def published(self, name: str, version: int) -> types.PublishDiagnosticsParams:
        async with asyncio.timeout(_PATIENCE):
            while True:
                for params in self.client.published:
                    if params.uri == self.uri(name) and params.version == version:
                        self.client.published.clear()
                        return params
                await asyncio.sleep(0.002)

    def identifier(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    async def actions(self, name: str, place: types.Range, only: list[str] | None = None) -> list[types.CodeAction]:
        given = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                self.identifier(name), place, types.CodeActionContext([], list(only) if only else None)
            )
        )
        return [one for one in given or () if isinstance(one, types.CodeAction)]

    async def hover(self, name: str, line: int, character: int) -> str:
        told = await self.client.text_document_hover_async(
            types.HoverParams(self.identifier(name), types.Position(line, character))
        )
        return told.contents.value if told is not None and isinstance(told.contents, types.MarkupContent) else ""

    async def completions(self, name: str, line: int, character: int) -> list[types.CompletionItem]:
        given = await self.client.text_document_completion_async(
            types.CompletionParams(self.identifier(name), types.Position(line, character))
        )
        return list(given.items if isinstance(given, types.CompletionList) else given or ())


@asynccontextmanager
async def editor(
    folder: Path,
    encodings: list[types.PositionEncodingKind] | None = None,
    *,
    watches: bool = False,
    locale: str | None = None,
) -> AsyncIterator[Editor]:
    """Run the server on a folder, with a client that speaks these encodings (none: it does not say)."""
    config = ClientServerConfig(
        server_command=[*warm.command({}), "server"],
        client_factory=_Client,
        server_env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    client = await config.start()
    assert isinstance(client, _Client)
    running = Editor(client, folder)
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches)
    running.result = await client.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(
                general=types.GeneralClientCapabilities(position_encodings=list(encodings)) if encodings else None,
                workspace=types.WorkspaceClientCapabilities(did_change_watched_files=watching),
            ),
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
            root_uri=folder.as_uri(),
            locale=locale,
        )
    )
    try:
        yield running
    finally:
        await client.shutdown_session()
        await client.stop()  # type: ignore[no-untyped-call]  # pytest-lsp's own

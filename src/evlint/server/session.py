"""The open posts of an editor and what evlint last said of each. Knows paths and texts, and nothing of the protocol."""

from __future__ import annotations

import os

from evlint.config.errors import ConfigError
from evlint.io.config_file import find_config
from evlint.model.endings import is_html, is_markdown
from evlint.model.message import ENGLISH, Wording
from evlint.server.config_workspace import ConfigWorkspace, Looked, Speak
from evlint.startup.namedtuple import NamedTuple


class Open(NamedTuple):
    """An open text: its path as reports show it, its version, whether the editor calls it Markdown."""

    path: str
    text: str
    version: int
    is_markdown: bool


class Session:
    """All that is open, by the editor's own name for it (`uri`)."""

    def __init__(self, speak: Speak | None = None) -> None:
        """Begin with nothing open. `speak` chooses the language of findings (None: English)."""
        self._speak = speak or _english
        self.opened: dict[str, Open] = {}
        self.looked: dict[str, tuple[int, Looked]] = {}
        self._texts: dict[str, str] = {}
        self._desks: dict[str | None, ConfigWorkspace] = {}
        self._broken: dict[str, ConfigError] = {}

    def prefer(self, locale: str | None) -> None:
        """Take the editor's own language ("fr", "fr-FR") for what no configuration and no variable has a say in."""
        if locale:
            speak = self._speak
            self._speak = lambda messages: speak(messages or locale)

    def put(self, uri: str, path: str, text: str, version: int, *, is_markdown: bool) -> None:
        """Take in a text that was opened or changed."""
        self.opened[uri] = Open(path, text, version, is_markdown)
        self._texts[path] = text
        for desk in self._desks.values():
            desk.touch(path)

    def close(self, uri: str) -> None:
        """Forget a text that was closed: what is on the disk counts again."""
        closed = self.opened.pop(uri, None)
        self.looked.pop(uri, None)
        if closed is not None:
            self._texts.pop(closed.path, None)
            self.renew()

    def renew(self) -> None:
        """Forget what was read of the disk: something there changed."""
        for desk in self._desks.values():
            desk.renew()

    def reload(self) -> None:
        """Forget every configuration: one of them changed."""
        self._desks.clear()
        self._broken.clear()

    def look(self, uri: str) -> Looked | None:
        """Check an open text; None where it is no post, is left out, or the configuration cannot be used."""
        opened = self.opened[uri]
        known = self.looked.get(uri)
        desk = self.desk(opened.path)
        if desk is None or not _is_post(opened) or desk.leaves_out(opened.path):
            self.looked.pop(uri, None)
            return None
        looked = desk.look(opened.path, opened.text)
        if known is None or known[0] <= opened.version:
            self.looked[uri] = (opened.version, looked)
        return looked

    def current(self, uri: str) -> Looked | None:
        """Return what is known of an open text as it stands now, checking it where that was not done yet."""
        if uri not in self.opened:
            return None
        known = self.looked.get(uri)
        return known[1] if known is not None and known[0] == self.opened[uri].version else self.look(uri)

    def desk(self, path: str) -> ConfigWorkspace | None:
        """Return where a post is checked, or None where its configuration cannot be used (`trouble` says why)."""
        try:
            config = _config_of(path)
        except ConfigError as error:
            self._broken[error.problems[0].file] = error
            return None
        desk = self._desks.get(config)
        if desk is not None and not desk.is_stale():
            return desk
        try:
            desk = ConfigWorkspace(config, self._texts, self._speak)
        except ConfigError as error:
            self._broken[config or ""] = error
            return desk  # the last one that was sound
        self._desks[config] = desk
        self._broken.pop(config or "", None)
        return desk

    def wording(self) -> Wording:
        """Return the words for what no configuration has a say in, such as its own faults."""
        return self._speak(None)[0]

    def trouble(self) -> dict[str, ConfigError]:
        """Return the configurations that cannot be used, by path, with what is wrong."""
        return self._broken


def _english(messages: str | None) -> tuple[Wording, str]:  # noqa: ARG001 whatever the configuration says
    return ENGLISH, "en"


def _config_of(path: str) -> str | None:
    if not path.startswith("../") and not os.path.isabs(path):
        return find_config(".", path)
    return find_config(os.path.dirname(path) or ".", None)


def _is_post(opened: Open) -> bool:
    if opened.is_markdown or is_markdown(opened.path):
        return True
    return is_html(opened.path) and opened.text.removeprefix("\ufeff").startswith(("---", "+++"))

"""The events of a tree by the registration pages that they link to."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.model.endings import is_page
from evlint.site.layout import Place
from evlint.site.registrations import identity_of, registration_key


class Registrations:
    """Which events use which registration page. Gathered when first asked."""

    def __init__(self, place: Place) -> None:
        """Take the site's place."""
        self._place = place
        self._index: dict[str, list[tuple[str, str]]] | None = None

    def of(self, url: str) -> Sequence[tuple[str, str]]:
        """Return path and identity (day and title, "2022-10-12 Café #2") of the events that link to this page."""
        key = registration_key(url)
        if key is None:
            return ()
        if self._index is None:
            self._index = self._gathered()
        return self._index.get(key, ())

    def _gathered(self) -> dict[str, list[tuple[str, str]]]:
        index: dict[str, list[tuple[str, str]]] = {}
        place = self._place
        for inner in place.names.paths:
            if is_page(inner) and (page := place.page(inner)).registrations:
                identity = identity_of(page.head)
                for key in page.registrations if identity is not None else ():
                    index.setdefault(key, []).append((place.outer(inner), identity or ""))
        return index

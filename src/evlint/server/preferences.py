"""What an author sets in the editor itself, beside the site's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from evlint.model.settings import Level, Settings
from evlint.startup.namedtuple import NamedTuple

_LEVELS = frozenset({"error", "warning", "info", "off"})
_SECTION = "evlint"


class Preferences(NamedTuple):
    """`language` of messages (None: the configuration's, else the editor's own), `online` whether what earlier runs learnt
    of links is told (None: as the configuration says), `rules` a severity, or "off", by code or name.
    """

    language: str | None = None
    online: bool | None = None
    rules: Mapping[str, Level] = {}


def read_preferences(given: object) -> Preferences:
    """Read what an editor sends: `{"language": "fr", "online": false, "rules": {"EV305": "off"}}`, under `evlint` or not.

    What is of another kind is left out: a slip in an editor's settings stops nothing.
    """
    values = as_mapping(given)
    values = as_mapping(values[_SECTION]) if _SECTION in values else values
    language, online = values.get("language"), values.get("online")
    return Preferences(
        language.strip() or None if isinstance(language, str) else None,
        online if isinstance(online, bool) else None,
        {
            code: cast("Level", level)
            for code, level in as_mapping(values.get("rules")).items()
            if isinstance(level, str) and level in _LEVELS
        },
    )


def as_mapping(value: object) -> Mapping[str, object]:
    """Return an object of the protocol as a mapping, whatever class a library made of it; an empty one for any other."""
    if isinstance(value, Mapping):
        return value
    fields = getattr(value, "_asdict", None)
    return cast("Mapping[str, object]", fields()) if callable(fields) else {}


def preferred(settings: Settings, preferences: Preferences, names: Mapping[str, str]) -> Settings:
    """Put an author's preferences over a configuration. `names` gives the code of each rule by its name."""
    if preferences.online is not None:
        settings = settings._replace(links=settings.links._replace(online=preferences.online))
    if preferences.rules:
        levels = {names.get(code.lower(), code.upper()): level for code, level in preferences.rules.items()}
        settings = settings._replace(severity={**settings.severity, **levels})
    return settings

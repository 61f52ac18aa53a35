"""The data files of a site: which there are, and the ids in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evlint.site.configtext import mapping_of, read_mapping, read_yaml, text_of

FOLDERS = ("_data", "data", "src/_data", "src/data", "source/_data", "src/content", "blog")
ENDINGS = ("yml", "yaml", "json", "toml")
_ID_KEYS = ("id", "slug", "key", "nick", "username", "handle", "name", "title")
_MOST_KEYS = 10_000  # of front matter that are kept with what is known of them
_PLURALS = ("", "s", "x", "es")


def files_by_name(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the data files among paths by their names in lower case, without ending."""
    found: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder in FOLDERS and name.rpartition(".")[2] in ENDINGS:
            found.setdefault(name.rpartition(".")[0].lower(), []).append(path)
    return found


def names_for(key: str) -> list[str]:
    """Return the names that a data file for a key may have: the key itself and its plurals."""
    return [key + ending for ending in _PLURALS] + ([key[:-1] + "ies"] if key.endswith("y") else [])


def naming(paths: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells of a key whether one of these files is a data file for it."""
    data = files_by_name(paths).keys()
    known: dict[str, bool] = {}

    def may_name(key: str) -> bool:
        found = known.get(key)
        if found is None:
            if len(known) >= _MOST_KEYS:
                known.clear()
            found = known[key] = not data.isdisjoint(names_for(key))
        return found

    return may_name


def ids_of(value: object) -> frozenset[str]:
    """Return the keys of a mapping, or the ids of a list: its texts, or what its mappings say of themselves."""
    if isinstance(value, dict):
        inner = next(iter(value.values())) if len(value) == 1 else None
        nests = isinstance(inner, dict) and bool(inner) and all(isinstance(one, dict) for one in inner.values())
        if nests or (isinstance(inner, list) and inner):
            return ids_of(inner) | frozenset(map(str, value))
        names = (text_of(mapping_of(one).get(key)) for one in value.values() for key in ("name", "title"))
        return frozenset(map(str, value)) | frozenset(one for one in names if one is not None)
    if isinstance(value, list):
        found = {one for one in value if isinstance(one, str)}
        for one in value:
            found.update(str(stated) for key in _ID_KEYS if isinstance(stated := mapping_of(one).get(key), (str, int)))
        return frozenset(found)
    return frozenset()


def read_data(text: str, ending: str) -> object:
    """Read a data file, whatever stands at its top: a table of another form is its first column. None where it is broken."""
    if ending not in ENDINGS:
        return [line.partition(",")[0].strip() for line in text.splitlines() if line.strip()]
    import json

    try:
        return json.loads(text) if ending == "json" else read_mapping(text, ending) or read_yaml(text)
    except (ValueError, RecursionError, TypeError, AttributeError, LookupError):
        return None

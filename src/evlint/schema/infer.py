"""A JSON Schema from posts as they are: a start to edit, with the counts that it rests on as `$comment`.

What it writes accepts every post that it was made from, and is the same for the same posts in any order of keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from evlint.dates.roles import rank_of, role_of
from evlint.model.message import ENGLISH, Wording, msg, plural, render
from evlint.schema.error_text import kind_of
from evlint.schema.formats import FORMATS, is_date, is_date_time
from evlint.schema.read import DRAFTS, NEWEST

_KINDS = ("string", "integer", "number", "boolean", "array", "object", "null")
_MOST_CHOICES = 8  # different values of a key that a schema may list
_FEWEST_EACH = 2  # times that each of them must be there: one that stands once may be the next mistake
_FEWEST_VALUES = 12  # posts that must have the key before its values are taken for all there are
_LONGEST_CHOICE = 60  # characters: longer texts are no choices
_FEWEST_ADDRESSES = 2  # values before a key is said to hold addresses; dates are plain from the first
_DEEPEST = 30  # levels that are described
_FEWEST_POSTS, _SHARE = 20, 98  # posts from which a key of so many in a hundred is required
_MOST_LISTED = 20  # posts that a remark names
AFTER = "x-evlint-after"


def infer(
    datas: Iterable[Mapping[str, object]], wording: Wording = ENGLISH, names: Sequence[str] = ()
) -> dict[str, object]:
    """Return a schema that the given front matters fit: kinds of values, required keys, choices and formats, nested too.

    A key is required where all of them have it, or 98 of a hundred of at least twenty: those that have it not are listed, by
    `names`, the paths of the posts in the same order. Its comments are in the language of `wording`.
    """
    whole = _Seen(0, wording)
    keys = []
    for data in datas:
        whole.add(data)
        keys.append(data.keys())
    whole.posts = [(names[index] if index < len(names) else str(index + 1), held) for index, held in enumerate(keys)]
    rests_on = plural("Inferred from {count} post.", "Inferred from {count} posts.", whole.total)
    schema: dict[str, object] = {"$schema": DRAFTS[NEWEST], "$comment": render(rests_on, wording)}
    inner = whole.schema()
    inner.pop("$comment", None)
    _order(inner.get("properties"))
    return {**schema, "type": "object", **inner}


def _order(properties: object) -> None:
    """Note at the key for the end of an event that it comes after the one for its start: EV202 holds posts to it."""
    if not isinstance(properties, dict):
        return
    found: dict[str, str] = {}
    for role in ("start", "end"):
        dated = [key for key, inner in properties.items() if inner.get("format") in ("date", "date-time")]
        ranked = sorted((rank_of(key), key) for key in dated if role_of(key) == role)
        if ranked:
            found[role] = ranked[0][1]
    if len(found) == 2:
        properties[found["end"]][AFTER] = found["start"]


class _Seen:
    """What was seen at one place of the front matters."""

    def __init__(self, depth: int, wording: Wording) -> None:
        self.wording = wording
        self.depth = depth
        self.total = 0
        self.kinds: Counter[str] = Counter()
        self.choices: Counter[str] | None = Counter()
        self.formats: set[str] | None = None
        self.keys: dict[str, _Seen] = {}
        self.items: _Seen | None = None
        self.posts: list[tuple[str, AbstractSet[str]]] = []  # at the root: the name of each post, and its keys

    def add(self, value: object) -> None:
        """Count one value."""
        self.total += 1
        kind = kind_of(value)
        self.kinds[kind] += 1
        if isinstance(value, str):
            self._add_text(value)
        elif self.depth >= _DEEPEST:
            return
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                seen = self.keys.get(key)
                if seen is None:
                    seen = self.keys[key] = _Seen(self.depth + 1, self.wording)
                seen.add(inner)
        elif kind == "array" and isinstance(value, (list, tuple)):
            if self.items is None:
                self.items = _Seen(self.depth + 1, self.wording)
            for inner in value:
                self.items.add(inner)

    def _add_text(self, text: str) -> None:
        if self.choices is not None:
            self.choices[text] += 1
            if len(self.choices) > _MOST_CHOICES or len(text) > _LONGEST_CHOICE:
                self.choices = None
        if self.formats is None:
            self.formats = _formats(text)
        elif self.formats:
            self.formats &= _formats(text)

    def schema(self) -> dict[str, object]:
        """Return the schema of what was seen."""
        kinds = [kind for kind in _KINDS if self.kinds[kind]]
        if "number" in kinds and "integer" in kinds:
            kinds.remove("integer")
        schema: dict[str, object] = {"$comment": self._comment()}
        if kinds and kinds != ["null"]:
            schema["type"] = kinds[0] if len(kinds) == 1 else kinds
        if self.kinds["string"]:
            schema |= self._text_schema(kinds)
        if self.items is not None and self.items.total:
            schema["items"] = self.items.schema()
        if self.keys:
            objects = self.kinds["object"]
            most = self.depth == 0 and objects >= _FEWEST_POSTS
            required = sorted(
                key
                for key, seen in self.keys.items()
                if seen.total == objects or (most and seen.total * 100 >= _SHARE * objects)
            )
            if required:
                schema["required"] = required
            properties: dict[str, object] = {}
            for key in sorted(self.keys):
                seen = self.keys[key]
                inner = seen.schema()
                where = msg("In {some} of {all}: {what}", some=seen.total, all=objects, what=str(inner["$comment"]))
                inner["$comment"] = render(where, self.wording)
                if key in required and seen.total < objects:
                    # Nearly every post has the key: those few are more likely wrong than the schema.
                    lacking = [name for name, held in self.posts if key not in held]
                    shown = ", ".join(lacking[:_MOST_LISTED]) + (", …" if len(lacking) > _MOST_LISTED else "")
                    named = render(msg("Not in: {posts}", posts=shown), self.wording)
                    inner["$comment"] = f"{inner['$comment']}. {named}"
                properties[key] = inner
            schema["properties"] = properties
        return schema

    def _comment(self) -> str:
        counts = ", ".join(f"{kind} {self.kinds[kind]}" for kind in _KINDS if self.kinds[kind])
        return counts or render(msg("no value"), self.wording)

    def _text_schema(self, kinds: list[str]) -> dict[str, object]:
        texts = self.kinds["string"]
        formats = self.formats or set()
        for name in ("date", "date-time", "email", "uri", "iri"):
            if name in formats and (name.startswith("date") or texts >= _FEWEST_ADDRESSES):
                return {"format": name}
        choices = self.choices
        if (
            choices is None
            or texts < _FEWEST_VALUES
            or min(choices.values()) < _FEWEST_EACH
            or not set(kinds) <= {"string", "null"}
        ):
            return {}
        return {"enum": [*sorted(choices), *([None] if "null" in kinds else [])]}


def _formats(text: str) -> set[str]:
    found: set[str] = set()
    if is_date_time(text):
        found.add("date-time")
        if is_date(text):
            found.add("date")
    elif "@" in text and FORMATS["email"](text):
        found.add("email")
    elif text.startswith(("http://", "https://")) and FORMATS["iri"](text):
        found.add("iri")
        if FORMATS["uri"](text):
            found.add("uri")
    return found

"""What spares the rules of dates their work says what the long way says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from evlint.dates import roles, window
from evlint.dates.partial_datetime import PartialDateTime, read_moment
from evlint.model.context import RuleContext
from evlint.model.document import Document, FrontMatter, Scalar
from evlint.parse import parse
from evlint.parse.front.front_matter import read_front
from evlint.rules.dates import _fields, _moment_posts, end_before_start, year_contradicts_event

DATES = (
    "2026-02-28", "2026-02-28 09:36:00 +02:00", "2026-02-28T09:36:00+02:00", "2026-02-28 9:36:00 -0400",
    "2026-02-28 09:36:00", "2026-02-28T09:36:00Z", "2026-02-28T09:36:00.5-07:30", "2026-02-28 00:00:00 -7",
)  # fmt: skip


def front_of(text: str) -> FrontMatter | None:
    return read_front(text).front


@st.composite
def nearly_dates(draw: st.DrawFn) -> str:
    """Return a date as posts write it, with up to three characters changed, dropped or put in."""
    text = list(draw(st.sampled_from(DATES)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text) - 1))
        text[at : at + draw(st.integers(0, 1))] = draw(st.text("0123456789-+:/ tTzZ.", max_size=1))
        if not text:
            break
    return "".join(text)


@given(nearly_dates(), st.sampled_from(["---\ndate: {}\n---\n", "---\ndate: '{}'\n---\n", "+++\ndate = {}\n+++\n"]))
@example("2026-02-28 24:00:00 +02:00", "---\ndate: {}\n---\n")
@example("2026-02-28 00:00:00 +0000", "---\ndate: {}\n---\n")
@example("2026-02-28t00:00:00z", "+++\ndate = {}\n+++\n")
def test_a_time_is_read_from_its_value_as_from_its_source(text: str, post: str) -> None:
    front = front_of(post.format(text))
    node = front.at("/date") if front is not None else None
    if isinstance(node, Scalar):
        moment = read_moment(node.source) if node.style == "plain" else None
        if moment is None and isinstance(node.value, str):
            moment = read_moment(node.value)
        assert roles.read_scalar(node) == moment


NAMES = sorted(roles.ROLE_OF)


@given(st.one_of(st.sampled_from(NAMES), st.text("dateDATE_- ~/", max_size=45)))
def test_what_a_key_tells_is_what_its_plain_name_tells(key: str) -> None:
    told = roles._usual(key)
    role = roles.ROLE_OF.get(roles.plain(key)) if len(key) <= 40 else None
    assert (told.role if told is not None else None) == role
    if told is not None:
        assert told.name == roles.plain(key)
        assert told.strict == (told.name not in roles.LOOSE)


@given(st.lists(st.sampled_from(NAMES), unique=True, max_size=8))
def test_the_most_telling_key_has_the_role(keys: list[str]) -> None:
    found = roles.roles(
        parse("a.md", "".join(["---\n", *(f"{key}: 2026-02-28\n" for key in keys), "---\n"])), RuleContext()
    )
    chosen = {keyed.role: keyed.entry.name for keyed in found[:4] if keyed is not None}
    for role, names in roles._NAMES.items():
        held = [name for name in names if name in keys]
        if held and not (role in ("start", "published") and roles._ONLY_DAY.intersection(keys)):  # `date` may move
            assert chosen[role] == held[0]
            assert [keyed.entry.name for keyed in found.others if keyed.role == role] == held[1:]
    assert [keyed.entry.name for keyed in found.every()] == keys


DAYS = st.dates(date(2026, 2, 27), date(2026, 3, 1))
TIMES = st.one_of(st.none(), st.times().filter(lambda at: at != time()))
OFFSETS = st.one_of(
    st.none(), st.sampled_from((timedelta(), timedelta(hours=2), timedelta(hours=-8), timedelta(minutes=345)))
)


@given(DAYS, TIMES, DAYS, TIMES, OFFSETS)
def test_times_on_the_same_clocks_are_compared_as_instants(
    day: date, at: time | None, last: date, until: time | None, offset: timedelta | None
) -> None:
    start, end = PartialDateTime(day, at, offset), PartialDateTime(last, until, offset)
    zone = UTC if offset is None else timezone(offset)
    assert end_before_start._is_before(end, start, None) == end_before_start._is_before(end, start, zone)


@given(
    st.lists(
        st.tuples(st.sampled_from(("published", "draft", "title")), st.sampled_from(("true", "false", "3", '"x"')))
    ),
    st.sampled_from(("yaml", "toml", "json")),
)
def test_marks_of_drafts_are_those_of_the_entries(pairs: list[tuple[str, str]], form: str) -> None:
    document = parse("a.md", written(pairs, form))
    assert _moment_posts.draft_mark(document) == mark_of(document)


def written(pairs: list[tuple[str, str]], form: str) -> str:
    if form == "yaml":
        return "".join(["---\n", *(f"{key}: {value}\n" for key, value in pairs), "---\n"])
    if form == "toml":
        return "".join(["+++\n", *(f"{key} = {value}\n" for key, value in pairs), "+++\n"])
    return "{" + ", ".join(f'"{key}": {value}' for key, value in pairs) + "}\n"


def mark_of(document: Document) -> object:
    root = document.front.root if document.front is not None else None
    for name, hides in (("published", False), ("draft", True)):
        entry = root.entry(name) if root is not None else None
        if entry is not None and isinstance(entry.value, Scalar) and entry.value.value is hides:
            return entry
    return None


WORDS = st.sampled_from(
    ("Date", "JOUR", "quand", "le", "et", "lieu", "_", "3", " ", ":", "?", "–", "-", "\n", "(", "é")
)


@given(st.lists(WORDS, max_size=8).map("".join))
@example("Date : le ")
@example("* Quand ? ")
def test_a_line_with_a_label_has_its_word(line: str) -> None:
    last = line[line.rfind("\n") + 1 :][-_fields._LONGEST_LABEL :]
    match = _fields._LINE_LABEL.fullmatch(last)
    assert _fields.is_labelled_line(line, len(line)) == (match is not None and _fields._kinds(match[1])[0])


@given(st.text("0129٢-_ a.,/€h", max_size=12))
def test_what_shows_no_year_names_none(text: str) -> None:
    if year_contradicts_event._names_no_year(text):
        assert year_contradicts_event._YEAR.search(text) is None
        assert year_contradicts_event._SLUG_YEAR.search(text) is None


@given(st.lists(st.sampled_from(("2026", "02", "2", "28", "-", "_", "a", "/", "index.", ".md", "٢"))).map("".join))
@example("2026-02-28-a/index.md")
@example("/index.md")
def test_the_day_in_a_name_is_the_one_of_its_pattern(path: str) -> None:
    *folders, name = path.split("/")
    if folders and name.startswith("index."):
        name = folders[-1]
    match = window._DATED_NAME.match(name)
    found = window.named_day(path)
    if match is None:
        assert found is None
    else:
        try:
            assert found == datetime(*map(int, match.groups())).date()  # type: ignore[arg-type] # noqa: DTZ001
        except ValueError:
            assert found is None

"""`evlint calendar`: the events of a site as text, page, JSON and iCalendar, through the real executable."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import html5lib
import pytest
from icalendar import Calendar
from run_evlint import evlint

POSTS = {
    "_evenements/a-forum.md": "---\ntitle: Forum de l’emploi\nevent_start_date: 2026-12-03 09:00:00 +01:00\n"
    "event_end_date: 2026-12-04 17:00:00 +01:00\nlieu: Halle <Tropisme>\n---\n\nLe jeudi 3 décembre 2026, on ouvre.\n"
    "Inscription avant le 20 novembre 2026.\n",
    "_evenements/b-atelier.md": "---\ntitle: Atelier\nevent_start_date: 2027-03-27 18:30:00 +01:00\n"
    "event_end_date: 2027-03-27 20:00:00 +01:00\n---\n\nLe vendredi 27 mars 2027, à 18 h 30.\n",
    "_evenements/c-expo.md": "---\ntitle: Exposition\nevent_start_date: 2026-11-20\nevent_end_date: 2026-12-02\n"
    "published: false\n---\n",
    "_evenements/d-ete.md": "---\ntitle: Été\nevent_start_date: 2027-06-05T10:00:00+02:00\n---\n",
    "_posts/2026-11-02-annonce.md": "---\ntitle: Une annonce\n---\n\nLe 3 décembre 2026.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with four events, one of which disagrees with its own date, and a post that is none."""
    (tmp_path / "_config.yml").write_text("timezone: Europe/Paris\nurl: https://www.example.fr\n", "utf-8")
    for name, text in POSTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_events_stand_in_order_with_the_dates_of_their_text(site: Path) -> None:
    ended = evlint("calendar", "--format", "json", "--today", "2026-11-30", cwd=site)
    assert (ended.status, ended.err) == (0, "")
    events = json.loads(ended.out)["events"]
    assert [(one["title"], one["first_day"], one["last_day"], one["draft"]) for one in events] == [
        ("Exposition", "2026-11-20", "2026-12-02", True),
        ("Forum de l’emploi", "2026-12-03", "2026-12-04", False),
        ("Atelier", "2027-03-27", "2027-03-27", False),
        ("Été", "2027-06-05", "2027-06-05", False),
    ]
    assert [(one["text"], one["line"], one["inside"], one["rule"]) for one in events[1]["dates"]] == [
        ("jeudi 3 décembre 2026", 8, True, None),
        ("20 novembre 2026", 9, False, None),
    ]
    assert [one["rule"] for one in events[2]["dates"]] == ["EV206"]
    assert events[1]["start"] == "2026-12-03T09:00:00+01:00"


def test_the_text_marks_what_disagrees_and_counts_it(site: Path) -> None:
    ended = evlint("calendar", "--lang", "en", cwd=site)
    assert "Saturday" in ended.out
    assert "! 7: EV206" in ended.out
    assert ended.out.endswith("4 events. 1 disagrees with its own dates.\n")
    assert "20 novembre" not in ended.out
    assert "line 9 names" in evlint("calendar", "--lang", "en", "-v", cwd=site).out


def test_days_bound_what_is_shown(site: Path) -> None:
    ended = evlint("calendar", "--format", "json", "--from", "2026-12-01", "--to", "2026-12-31", cwd=site)
    assert [one["title"] for one in json.loads(ended.out)["events"]] == ["Exposition", "Forum de l’emploi"]
    wrong = evlint("calendar", "--from", "2026-02-30", cwd=site)
    assert wrong.status == 2
    assert "Traceback" not in wrong.err


def test_the_calendar_file_reads_back_with_the_same_moments(site: Path) -> None:
    ended = evlint("calendar", "--output", "agenda.ics", "--today", "2026-11-30", cwd=site)
    assert ended.status == 0
    data = (site / "agenda.ics").read_bytes()
    assert b"\r\n" in data
    found = {str(one["SUMMARY"]): one for one in Calendar.from_ical(data).walk("VEVENT")}
    paris = ZoneInfo("Europe/Paris")
    assert found["Forum de l’emploi"].decoded("DTSTART") == datetime(2026, 12, 3, 9, tzinfo=paris)
    assert found["Forum de l’emploi"].decoded("DTEND") == datetime(2026, 12, 4, 17, tzinfo=paris)
    summer = found["Été"].decoded("DTSTART")
    assert (summer, summer.utcoffset()) == (datetime(2027, 6, 5, 10, tzinfo=paris), timedelta(hours=2))
    assert found["Atelier"].decoded("DTSTART").utcoffset() == timedelta(hours=1), "the day before the clocks change"
    assert (found["Exposition"].decoded("DTSTART"), found["Exposition"].decoded("DTEND")) == (
        date(2026, 11, 20),
        date(2026, 12, 3),
    )
    assert str(found["Exposition"]["STATUS"]) == "TENTATIVE"
    assert str(found["Forum de l’emploi"]["LOCATION"]) == "Halle <Tropisme>"
    assert len({str(one["UID"]) for one in found.values()}) == 4
    again = evlint("calendar", "--format", "ics", "--today", "2026-11-30", cwd=site)
    assert again.out.encode() == data, "the same input gives the same file"


@pytest.mark.parametrize(("start", "end"), [("14:00:00", "15:30:00 -05:00"), ("14:00:00 -05:00", "15:30:00")])
def test_hours_of_which_one_says_its_offset_are_of_one_clock(tmp_path: Path, start: str, end: str) -> None:
    post = f"---\ntitle: x\nevent_start_date: 2018-01-25 {start}\nevent_end_date: 2018-01-25 {end}\n---\n"
    (tmp_path / "a.md").write_text(post, "utf-8")
    evlint("calendar", "--output", "agenda.ics", cwd=tmp_path)
    (event,) = Calendar.from_ical((tmp_path / "agenda.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2018, 1, 25, 19, 0, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2018, 1, 25, 20, 30, tzinfo=UTC)


def test_the_page_is_whole_loads_nothing_and_escapes_what_posts_say(site: Path) -> None:
    evlint("calendar", "--output", "saison.html", "--lang", "fr", cwd=site)
    text = (site / "saison.html").read_text("utf-8")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert page.get("lang") == "fr"
    assert {one.get("src") for one in page.iter("img")} | {one.get("src") for one in page.iter("script")} == set()
    targets = {one.get("id") for one in page.iter() if one.get("id")}
    links = [one.get("href") for one in page.iter("a")]
    assert links
    assert all(link.startswith("#") and link[1:] in targets for link in links)
    assert "Halle &lt;Tropisme&gt;" in text
    assert [one.text for one in page.iter("caption")][:2] == ["Novembre 2026", "Décembre 2026"]


def test_a_site_without_events_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n", "utf-8")
    assert evlint("calendar", "--lang", "en", cwd=tmp_path).out == "0 events.\n"
    assert evlint("calendar", "nothing", cwd=tmp_path).status == 2

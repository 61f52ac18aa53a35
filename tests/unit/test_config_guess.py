"""What is guessed of a site that does not say it: language, zone, collections; and the text that is made of it."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta

import pytest

from evlint.config.guess import commonest, language_of, zone_of
from evlint.config.read import read_settings
from evlint.config.resolve import site_places
from evlint.config.starter import Findings, FoundCollection, Guess, starter
from evlint.config.survey import groups, survey
from evlint.config.toml_text import toml_key, toml_value
from evlint.i18n import LANGUAGES, wording
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.site import NO_SITE, Site, SiteCollection
from evlint.parse import parse

TEXTS = {
    "fr": "Le forum réunit les agents de la fonction publique qui recrutent et des candidats. Il est ouvert à tous, et nous "
    "vous invitons à vous inscrire dans les deux semaines par le formulaire. Cette année, la rencontre aura lieu à Lille.",
    "en": "The forum brings together people from all agencies that hire and those who are looking for work. It is open to "
    "everybody, and you can register on this page with your name. We will be there to answer your questions.",
    "de": "Das Forum bringt die Behörden mit den Menschen zusammen, die eine Stelle suchen. Es ist für alle offen, und die "
    "Anmeldung wird auf der Seite des Amtes bestätigt. Sie können sich auch im Haus mit einem Formular anmelden.",
    "es": "El foro reúne a las administraciones y a los candidatos que buscan un empleo. Es abierto para todos, y la "
    "inscripción se hace en esta página con su nombre. Este año el encuentro es más largo, pero los grupos son pequeños.",
    "it": "Il forum riunisce le amministrazioni e i candidati che sono alla ricerca di un lavoro. È aperto a tutti e si può "
    "partecipare anche nel pomeriggio della seconda giornata, con una iscrizione sul sito. Questo è il programma di oggi.",
    "nl": "Het forum brengt de overheid en mensen die werk zoeken bij elkaar. Het is open voor iedereen, en je kunt je op "
    "de pagina van het ministerie inschrijven met een formulier. Er zijn ook gesprekken, maar niet aan het einde.",
    "pt": "O fórum reúne as administrações e os candidatos que procuram um emprego. É aberto para todos, e a inscrição "
    "pode ser feita com o nome na página do ministério. Não há custos, mas os lugares são poucos como no ano passado.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_paragraph(language: str) -> None:
    assert language_of([TEXTS[language]]) == language


@pytest.mark.parametrize("text", ["", "Le forum", "lorem ipsum dolor " * 30, TEXTS["fr"] + TEXTS["en"]])
def test_no_language_where_it_is_not_plain(text: str) -> None:
    assert language_of([text]) is None


def test_the_zone_needs_both_offsets_of_the_year() -> None:
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    assert zone_of("fr", [winter, summer, winter]) == "Europe/Paris"
    assert zone_of("de-AT", [winter, summer]) == "Europe/Berlin"
    assert zone_of("en", [timedelta(hours=-5), timedelta(hours=-4)]) == "America/New_York"
    assert zone_of("fr", [winter]) is None
    assert zone_of("fr", [winter, summer, timedelta(hours=-5)]) is None
    assert zone_of(None, [winter, summer]) is None


def test_the_commonest_value_needs_a_majority() -> None:
    assert commonest(["fr", "en", "fr"]) == "fr"
    assert commonest(["fr", "en"]) is None
    assert commonest([]) is None


def always(path: str) -> bool:
    return bool(path)


@pytest.mark.parametrize(
    ("site", "paths", "expected"),
    [
        (
            Site(
                "jekyll",
                config="_config.yml",
                collections=(SiteCollection("ev", "_ev"), SiteCollection("posts", "_posts")),
            ),
            ["_ev/a.md", "_posts/a.md", "_other/1.md", "_other/2.md", "_other/3.md", "about.md"],
            {"_ev/": "ev", "_posts/": "posts"},
        ),
        (
            Site("jekyll", root="docs", collections=(SiteCollection("posts", "_posts"),)),
            ["docs/_posts/a.md", "docs/_docs/1.md", "docs/_docs/2.md", "docs/_docs/3.md"],
            {"docs/_posts/": "posts", "docs/_docs/": "docs"},
        ),
        (
            Site("hugo", config="hugo.toml", content="content"),
            ["content/events/2022/1.md", "content/events/2.md", "content/events/3.md", "content/a/1.md", "x/1.md"],
            {"content/events/": "events"},
        ),
        (
            NO_SITE,
            ["src/content/blog/1.md", "src/content/blog/2.md", "src/content/blog/3.md"],
            {"src/content/blog/": "blog"},
        ),
        (NO_SITE, ["news/1.md", "news/2.md", "news/3.md", "README.md", "few/1.md"], {"news/": "news"}),
        (NO_SITE, [], {}),
    ],
)
def test_posts_are_sorted_into_collections(site: Site, paths: list[str], expected: dict[str, str]) -> None:
    found = groups(paths, site, always)
    assert {one.folder: one.name for one in found} == expected
    assert all(path.startswith(one.folder) for one in found for path in one.paths)


def test_a_folder_of_pages_without_front_matter_is_no_collection() -> None:
    paths = [f"docs/{number}.md" for number in range(20)]
    assert groups(paths, NO_SITE, lambda path: path != "docs/0.md")
    assert not groups(paths, NO_SITE, lambda path: path > "docs/2")


def posts(*fronts: str) -> list[Document]:
    return [parse(f"{index}.md", f"---\n{front}\n---\n\n{TEXTS['fr']}\n") for index, front in enumerate(fronts)]


def found_in(documents: list[Document], site: Site = NO_SITE, config: str = "") -> Findings:
    return survey(site, site_places(site, lambda _: config), len(documents), documents, ())


def test_the_words_of_the_site_come_first() -> None:
    site = Site(
        "jekyll", config="_config.yml", timezone="Europe/Paris", language="fr", url="https://www.numerique.gouv.fr"
    )
    config = "a:\n  lang: x\ntimezone: Europe/Paris\nlang: fr\nurl: https://www.numerique.gouv.fr\n"
    found = found_in(posts("title: x"), site, config)
    assert found.site == "Jekyll (_config.yml)"
    assert found.timezone == Guess("Europe/Paris", "_config.yml:3")
    assert found.language == Guess("fr", "_config.yml:4")
    assert found.url == Guess("https://www.numerique.gouv.fr", "_config.yml:5")


def test_a_language_that_posts_contradict_is_only_suggested() -> None:
    site = Site("jekyll", config="_config.yml", language="fr")
    assert found_in(posts("lang: en", "title: x"), site).language == Guess(
        "fr", msg("your posts name others"), sure=False
    )
    assert found_in(posts("lang: fr-FR"), site).language == Guess("fr", "_config.yml")
    assert found_in(posts("lang: en", "lang: en", "lang: fr")).language == Guess(
        "en", msg("your posts name several"), sure=False
    )
    assert found_in(posts("lang: en", "lang: en")).language == Guess("en", msg("as your posts say"))
    assert found_in(posts("title: x")).language == Guess("fr", msg("guessed from the words of your posts"))


def test_a_zone_is_only_suggested_where_the_site_says_none() -> None:
    found = found_in(posts("date: 2022-01-05 10:00:00 +01:00", "date: 2022-07-05 10:00:00 +02:00"))
    assert found.timezone is not None
    assert (found.timezone.value, found.timezone.sure) == ("Europe/Paris", False)
    assert found_in(posts("date: 2022-01-05 10:00:00 +01:00")).timezone is None


@pytest.mark.parametrize(
    ("url", "sure"), [("https://example.com", False), ("http://localhost:4000", None), ("https://a.fr", True)]
)
def test_an_address_that_came_with_a_theme_is_no_address(url: str, sure: bool | None) -> None:
    found = found_in([], Site("jekyll", url=url)).url
    assert (None if found is None else found.sure) == sure


FULL = Findings(
    "Jekyll (_config.yml)",
    12,
    Guess("Europe/Paris", "_config.yml:3"),
    Guess("fr", "guessed"),
    Guess("https://www.example.gouv.fr", "_config.yml:4"),
    (
        FoundCollection('odd "name"', "_odd name/**", 1, "schemas/odd.schema.json", "inferred"),
        FoundCollection("b", "b/**", 2),
    ),
)


def test_what_was_found_is_a_sound_configuration() -> None:
    settings = read_settings(starter(FULL), file="evlint.toml")
    assert (settings.timezone, settings.language, settings.links.site_url) == (
        "Europe/Paris",
        "fr",
        "https://www.example.gouv.fr",
    )
    assert [(one.name, one.files, one.schema) for one in settings.collections] == [
        ('odd "name"', ("_odd name/**",), "schemas/odd.schema.json"),
        ("b", ("b/**",), None),
    ]


def test_in_french_only_the_comments_differ() -> None:
    english, french = starter(FULL).splitlines(), starter(FULL, wording("fr")).splitlines()
    comments = [line for line in french if re.match(r"# (?![a-z-]+ = |\[|EV\d)", line)]
    assert [line for line in english if not line.startswith("#")] == [
        line for line in french if not line.startswith("#")
    ]
    assert len(comments) > 15
    assert not set(comments) & set(english)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [FULL, Findings()])
def test_every_suggestion_is_sound_once_its_mark_is_taken_away(found: Findings, language: str) -> None:
    text = starter(found, wording(language))
    bare = re.sub(r"(?m)^# (?=[a-z-]+ = |\[|EV\d)", "", text)
    assert len(tomllib.loads(bare)) > len(tomllib.loads(text))
    read_settings(bare, file="evlint.toml")


@pytest.mark.parametrize(
    "value",
    [
        "",
        'a "quoted" \\ text',
        "two\nlines\t\x00\x7f",
        "é\u2028",
        True,
        3,
        -2.5,
        1e300,
        [],
        ["a", 1, [True]],
        {"a b": {"c": [1]}, "": "x"},
    ],
)
def test_a_value_written_is_the_value_read(value: object) -> None:
    assert tomllib.loads(f"x = {toml_value(value)}") == {"x": value}
    assert tomllib.loads(f"{toml_key(str(value))} = 1") == {str(value): 1}

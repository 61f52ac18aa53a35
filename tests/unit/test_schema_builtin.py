"""The built-in schemas on posts as they are: the sound ones pass, what the reading of real sites found is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from evlint.io.disk_files import builtin_schema
from evlint.parse.front.front_matter import read_front
from evlint.schema.builtin import BUILTINS, builtin_name
from evlint.schema.store import SchemaStore

STORE = SchemaStore(lambda _: None, builtin_schema)


def told(name: str, yaml: str) -> list[tuple[str, str, str | None]]:
    front = read_front(f"---\n{yaml}---\n").front
    assert front is not None
    return [(error.code, error.pointer, error.key) for error in STORE.judge(name).errors(front.data)]


EVENT = """title: Mois de l’innovation publique édition 2022
date: 2022-10-21 09:36:00 +02:00
event_start_date: 2022-11-02 00:00:00 +01:00
"""


def test_the_example_post_is_sound(fixtures: Path) -> None:
    text = (fixtures / "demo" / "mois-innovation-publique-2022.md").read_text("utf-8")
    front = read_front(text).front
    assert front is not None
    assert builtin_name(front.data) == "evenement"
    assert STORE.judge("evenement").errors(front.data) == ()


@pytest.mark.parametrize(
    "yaml",
    [
        "{}\n",
        "title: 2022\ntags: innovation\n",
        "title: true\ntags:\n- 2022\n- on\n- \ncategories: [a, b]\n",
        "title:\ndate:\ntags:\ndraft:\nlayout: false\n",
        "title: Events\nlayout: ''\nweight: '10'\nslug: 404\n",
        "date: '{{ .Date }}'\ndraft: false\naliases: /old/\n",
        "pubDate: Jul 08 2022\nheroImage: /a.jpg\nauthor: {collection: authors, id: ana}\n",
        "date: Last Modified\npermalink: false\neleventyNavigation: {key: x}\n",
        "title: x\nimage: {src: /a.jpg, alt: x}\nauthors: [a, {name: b}]\ntoc: {depth: 2}\nsitemap: {priority: 1}\n",
        "title: Hexo\ncategories:\n- [Sports, Baseball]\n- Rivalries\n",
        "title: x\npublished: false\nredirect_from:\n- /a/\n- /b/\nkeywords: a, b\n",
    ],
)
def test_post_welcomes_sound_posts(yaml: str) -> None:
    assert told("post", yaml) == []


@pytest.mark.parametrize(
    ("yaml", "pointer"),
    [
        ("title: {fr: x}\n", "/title"),
        ("title: [x]\n", "/title"),
        ("draft: maybe\n", "/draft"),
        ("published: 'false'\n", "/published"),
        ("tags: 42\n", "/tags"),
        ("tags: {a: b}\n", "/tags"),
        ("tags:\n- a\n- b: c\n", "/tags/1"),
        ("categories: true\n", "/categories"),
        ("description: [x]\n", "/description"),
        ("layout: {a: b}\n", "/layout"),
        ("slug: [a]\n", "/slug"),
        ("aliases:\n- {a: b}\n", "/aliases/0"),
        ("weight: [1]\n", "/weight"),
        ("lang: [fr, en]\n", "/lang"),
    ],
)
def test_post_catches_what_is_plainly_broken(yaml: str, pointer: str) -> None:
    assert told("post", yaml) == [("EV102", pointer, None)]


@pytest.mark.parametrize(
    "yaml",
    [
        EVENT,
        EVENT + "published: true\n",
        EVENT + "published:\n",
        "title: x\npublished: false\n",
        "title: x\npublished: false\nevent_start_date:\nchamps_informations:\n- intitule:\n  contenu:\n",
        EVENT + "event_end_date:\nlieu:\nadresse:\ncategorie:\nacces:\n- type:\n  lignes:\n  - nom:\n",
        EVENT
        + "une-ou-diaporama:\n- image: /uploads/a.jpg\n  legende:\n  alternative-textuelle: |-\n    Une affiche\n",
        EVENT + "champs_informations:\n- intitule: Modalités\n  contenu: Entrée libre\n  lien: https://example.org/\n",
        EVENT + "champs_informations:\n- intitule: 'null'\n  contenu: 'null'\n  lien: \n",
        EVENT + "event_date: 2018-11-22 00:00:00 +01:00\nlayout: evenement\npermalink: /agenda/x/\nlang: fr\n",
        EVENT + "event_end_date: 2022-11-30\nlieu: 75015\nafficher_la_carte: false\ntags: innovation\n",
    ],
)
def test_sound_events(yaml: str) -> None:
    assert told("evenement", yaml) == []


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (
            "date: 2022-10-21 09:36:00 +02:00\nevent_start_date: 2022-11-02 00:00:00 +01:00\n",
            [("EV101", "", "title")],
        ),
        ("title: x\nevent_start_date: 2022-11-02\n", [("EV101", "", "date")]),
        (
            "title: x\nevent_end_date: 2022-11-02\npublished: true\n",
            [("EV101", "", "date"), ("EV101", "", "event_start_date")],
        ),
        ("published: false\nevent_start_date: 2022-11-02\n", [("EV101", "", "title")]),
        (EVENT + "published: maybe\n", [("EV102", "/published", None)]),
        (EVENT + "champs_informations: 9h - 18h\n", [("EV102", "/champs_informations", None)]),
        (EVENT + "champs_informations:\n- contenu: 9h\n", [("EV101", "/champs_informations/0", "intitule")]),
        (
            EVENT + "champs_informations:\n- intitule: x\n  lien: https://a.fr\n",
            [("EV105", "/champs_informations/0", "contenu")],
        ),
        (
            EVENT + "champs_informations:\n- intitule: x\n  contenu:\n  lien: https://a.fr\n",
            [("EV105", "/champs_informations/0/contenu", None)],
        ),
        (
            EVENT + "champs_informations:\n- contenu: Modalités\n  Intitulé: Inscription\n  Key: x\n",
            [("EV104", "/champs_informations/0", "Intitulé"), ("EV104", "/champs_informations/0", "Key")],
        ),
        (EVENT + "'Field name': \n", [("EV104", "", "Field name")]),
        (EVENT + "intitule: \n", [("EV104", "", "intitule")]),
        (EVENT + "acces:\n- lien:\n  - Key:\n", [("EV104", "/acces/0", "lien")]),
        (EVENT + "une-ou-diaporama:\n- images: /uploads/a.jpg\n", [("EV104", "/une-ou-diaporama/0", "images")]),
        (EVENT + "une-ou-diaporama:\n- image: a.jpg\n", [("EV103", "/une-ou-diaporama/0/image", None)]),
        (EVENT + "event_end_date: bientôt\n", [("EV103", "/event_end_date", None)]),
    ],
)  # fmt: skip
def test_events_with_a_mistake(yaml: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert told("evenement", yaml) == expected


def test_near_misses_of_the_event_keys_are_one_finding() -> None:
    yaml = "title: x\ndate: 2022-10-21\nevent_startdate: 2022-11-02\n"
    assert told("evenement", yaml) == [("EV104", "", "event_startdate")]


NEWS = "title: Une actualité\ndate: 2022-10-21 09:36:00 +02:00\n"


@pytest.mark.parametrize(
    ("name", "yaml", "expected"),
    [
        ("actualite", NEWS + "auteur:\nis_une: true\nlayout: page-fille\ncategories:\n- Communiqué de presse\n", []),
        ("actualite", "title: x\npublished: false\n", []),
        ("actualite", "title: x\n", [("EV101", "", "date")]),
        ("actualite", NEWS + "files:\n- nom: x\n", [("EV101", "/files/0", "file")]),
        ("communique", NEWS + "communique_file: /uploads/a.pdf\nfile: uploads/exemple.pdf\n", []),
        ("communique", NEWS + "files:\n- file: /uploads/a.pdf\n  nom: Télécharger\n", []),
        (
            "communique",
            NEWS + "contact-presse:\n  name: Ana\n  tel:\n  - 01.71.21.12.50\n  email: ana@example.org\n",
            [],
        ),
        ("communique", NEWS + "contact-presse:\n  email: ana\n", [("EV103", "/contact-presse/email", None)]),
        ("communique", NEWS + "contact-presse:\n  mail: ana@example.org\n", [("EV104", "/contact-presse", "mail")]),
        ("communique", NEWS + "files:\n- nom: Télécharger\n", [("EV101", "/files/0", "file")]),
    ],
)
def test_news_and_press_releases(name: str, yaml: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert told(name, yaml) == expected


def properties(schema: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(schema, dict):
        inner = schema.get("properties")
        if isinstance(inner, dict):
            yield from ((name, one) for name, one in inner.items() if isinstance(one, dict))
        for value in schema.values():
            yield from properties(value)


@pytest.mark.parametrize("name", BUILTINS)
def test_editors_get_titles_descriptions_and_examples_that_hold(name: str) -> None:
    text = builtin_schema(name)
    assert text is not None
    schema = json.loads(text)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["description"]
    described = [(key, one) for key, one in properties(schema) if "description" in one]
    assert len(described) > 10
    for key, one in described:
        assert one["title"], key
        examples = one.get("examples", [])
        assert examples or one.get("deprecated"), key
        alone = {"properties": {"x": {**one}}, "$defs": schema.get("$defs", {})}
        judge = SchemaStore({"part.json": json.dumps(alone)}.get, builtin_schema).judge("part.json")
        for example in examples if isinstance(examples, list) else []:
            assert judge.errors({"x": example}) == (), (key, example)

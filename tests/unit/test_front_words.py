"""Broken front matter in an author's words: the likely cause, at the character to look at, and what to type instead."""

from __future__ import annotations

import pytest

from bench import unmark
from evlint.parse.front.front_matter import read_front
from evlint.parse.front.yaml import reader as yaml_parser

YAML = [
    ("title: Atelier «:» le programme", "The value of “title” holds a colon", 'title: "Atelier : le programme"'),
    ('title: Il dit "oui"«:» et non', "The value of “title” holds a colon", "title: 'Il dit \"oui\": et non'"),
    ("champs:\n- intitule: Horaires\n  contenu: matin«:» 9h", "The value of “contenu”", 'contenu: "matin: 9h"'),
    ("title: Programme«:»\ndate: x", "“title” ends with a colon", 'title: "Programme:"'),
    ("- a: b«:» c", "The value of “a”", ""),
    ('title: «"»Foo', "never closed", 'Write " at the end'),
    ("title: «'»Foo\ndate: 'x'", "never closed", "Write ' at the end"),
    ('title: «"»Foo\ndate: 2022\nx: "y"\nz: 1', "never closed", ""),
    ('a: b\n«"»title: x', "never closed", ""),
    ("title: 'L«'»été'", "ends at this apostrophe", '"L\'été"'),
    ('title: "Il dit «"»bonjour" à tous"', "ends at this quote", "'Il dit \"bonjour\" à tous'"),
    ('title: "x«"» y', "ends at this quote", ""),
    ("a: 'b\n  c«'» d", "what follows is left over", ""),
    ("«\t»title: x", "indented with a tab", "spaces"),
    ("title: x\n«\t»date: y", "indented with a tab", "spaces"),
    ("a:\n  - b\n«\t\t»- c", "indented with a tab", "spaces"),
    ("a: >-\n«\t»text", "indented with a tab", "spaces"),
    ("title: «@»foo", "cannot begin with “@”", 'title: "@foo"'),
    ("title: «`»foo`", "cannot begin with “`”", 'title: "`foo`"'),
    ("title: «%»foo", "cannot begin with “%”", 'title: "%foo"'),
    ("tags: [a, «@»b]", "cannot begin with “@”", "Put the text in quotes"),
    ("title: «,» x", "cannot begin with “,”", 'title: ", x"'),
    ("title: «]»", "cannot begin with “]”", 'title: "]"'),
    ("title: «?» x", "cannot begin with “?”", 'title: "? x"'),
    ("a: b\n«%»foo: x", "cannot begin with “%”", ""),
    ("title: «*»foo*", "begins with “*”", 'title: "*foo*"'),
    ("title: «*»*Foo** bar", "begins with “*”", 'title: "**Foo** bar"'),
    ("title: «*»foo", "begins with “*”", 'title: "*foo"'),
    ("title: «&» foo", "begins with “&”", 'title: "& foo"'),
    ("tags: [«*» x]", "begins with “*”", "Put the text in quotes"),
    ("title: «!»Foo, bar", "begins with “!”", 'title: "!Foo, bar"'),
    ("tags: «[»a, b\ndate: x", "“]” never closes", "Write “]”"),
    ("tags: «{»a: b\ndate: x", "“}” never closes", "Write “}”"),
    ("tags: «[»'a' 'b']", "a comma or a quote may be missing", ""),
    ("tags: [a,«,» b]", "A value is missing", ""),
    ("title: «[»Foo] bar", "is a list", 'title: "[Foo] bar"'),
    ("title: «{{» x }} y", "template tag", 'title: "{{ x }} y"'),
    ("title: «{%» x %}", "template tag", 'title: "{% x %}"'),
    ("title: «-» foo", "dash", 'title: "- foo"'),
    ("title: x\n«-» a", "“title” above it already has a value", ""),
    ("tags:\n- a\n«-»b\n- c", "space after the dash is missing", "- b"),
    ("a: 1\ntags:\n  - a\n  «-»b", "space after the dash is missing", "- b"),
    ("a:\n  - x\n «-» y", "list item stands here where a key should", ""),
    ("- a: 1\n«b: 2»", "the lines above it begin a list", ""),
    ("title: x\nlieu«:»Paris\ndate: y", "space after the colon is missing", "Write lieu: Paris"),
    ("lieu«:»Paris\ndate: y", "space after the colon is missing", "Write lieu: Paris"),
    ("title: x\n  «date: y»", "indented more than “title”", "same column"),
    ("a:\n    b: 1\n  «c: 2»", "begins in column 3", "same column"),
    ("a:\n- b: 1\n «c: 2»", "begins in column 2", "same column"),
    ("title: x\n«foo bar»\ndate: y", "has no “key: value”", "goes on with the text of “title”"),
    ("«foo bar»\ndate: y", "has no “key: value”", "Write a key"),
    ("title: |\n«foo»\nbar: 1", "has no “key: value”", "belong to the text above"),
    ("title: «>» foo", "text on the lines below", 'title: "> foo"'),
    ("title: «|» foo", "text on the lines below", 'title: "| foo"'),
    ('title: "C:«\\U»sers"', "A backslash", "single quotes"),
    ('title: "«\\q»"', "A backslash", "twice"),
    ("title: x\nlieu:«\xa0»Paris\ndate: y", "no-break space", "plain space"),
    ("a: «\x07»", "U+0007", "Delete"),
    ("«<<<<<<< HEAD»\ntitle: x\n=======\ntitle: y\n>>>>>>> b", "Two versions", "Keep the version"),
]

# What PyYAML's own parser takes for sound.
PURE_READS = {"title: «!»Foo, bar"}


@pytest.mark.parametrize(("source", "says", "helps"), YAML)
def test_yaml(source: str, says: str, helps: str) -> None:
    told(f"---\n{source}\n---\nBody: a: b\n", says, helps)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_yaml_with_other_line_ends(line_end: str) -> None:
    told('\ufeff---\ntitle: «"»Foo\ndate: x\n---\n'.replace("\n", line_end), "never closed", "")
    told("---\na: b\nlieu«:»Paris\ndate: y\n---\n".replace("\n", line_end), "colon is missing", "lieu: Paris")
    told("---\ntitle: x\n«foo bar»\n---\n".replace("\n", line_end), "has no “key: value”", "“title”")


@pytest.mark.parametrize("source", [source for source, *_ in YAML if source not in PURE_READS])
def test_yaml_without_libyaml(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_parser, "make_parser", yaml_parser.pure_parser())
    text, _ = unmark(f"---\n{source}\n---\n")
    problems = read_front(text).problems
    assert [problem.code for problem in problems] == ["EV004"]
    assert "from here on" not in str(problems[0].message)


@pytest.mark.parametrize(
    ("source", "says", "helps"),
    [
        ('title = «"»x\nb = 1', "never closed", "three quotes"),
        ("title = «'»x\nb = 1", "never closed", "three quotes"),
        ('a = 1\ntitle = «"»""x\nb = 1', "never closed", "three quotes"),
        ("title = «Un atelier»", "without quotes", "double quotes"),
        ("draft = «True»", "no value that TOML knows", "true or false"),
        ("title «=»", "A value is missing", ""),
        ("title«:» Atelier", "takes an equals sign", "title ="),
        ('title = "a" «b»', "Something follows the value", ""),
        ("tags = «[»1, 2\nb=1", "list is not closed", ""),
        ("tags = «{»x = 1", "table is not closed", ""),
        ("[«a»\nb=1", "“]” of this heading", ""),
        ("[«clé»]\nb=1", "“clé” can be a key only in quotes", '"clé"'),
        ("«clé» = 1", "“clé” can be a key only in quotes", '"clé"'),
        ("«foo bar» = 1", "“foo bar” can be a key only in quotes", '"foo bar"'),
        ("a = {b = 1«,»}", "A comma stands after the last item", "Delete this comma"),
        ("a = «{»b = 1,\n c = 2}", "must end on the line where it begins", "one line"),
        ("salle = «010»", "“010” stands without quotes", "double quotes"),
        ("heure = «12:30»", "“12:30” stands without quotes", "double quotes"),
        ("part = «10 %»", "“10 %” stands without quotes", "double quotes"),
        ("title = 'l«'»été'", "ends here, and what follows is left over", '"l\'été"'),
        ('title = "Il dit «"»oui" à tous"', "what follows is left over", "'Il dit \"oui\" à tous'"),
        ('title = "L\'été «"»oui" !"', "what follows is left over", "three quotes"),
        ('title = "x"«,»\nb = 1', "Something follows the value", "Delete it"),
        ("draft = false«;»", "Something follows the value", "Delete it"),
        ("tags = [«a», b]", "“a” stands without quotes", "double quotes"),
        ("tags = [1, «été»]", "“été” stands without quotes", "double quotes"),
        ("title = «“»Été”", "quotation mark that TOML does not know", "straight quotes"),
        ('a = "x«\\q»"', "A backslash", "single quotes"),
        ("date = «2022-02-30» # hier", "no date of the calendar", "2026-01-31"),
        ("«just text»", "no “key = value” pair", "equals sign"),
        ('a = "x«\x01»"', "invisible control", "Delete"),
        ("«a = " + "[" * 3000 + "»", "hundred levels", "brackets"),
        ("a = «" + "9" * 5000 + "»", "more digits", ""),
        ("a" + ".a" * 99 + ".«a»" + ".a" * 2000 + " = 1", "hundred levels", ""),
    ],
)
def test_toml(source: str, says: str, helps: str) -> None:
    told(f"+++\n{source}\n+++\nBody\n", says, helps)


@pytest.mark.parametrize(
    ("source", "says", "helps"),
    [
        ('{"a": 1«,»}', "comma stands after the last item", "Delete"),
        ('{"a": [1«,»]}', "comma stands after the last item", "Delete"),
        ('{"a": 1\n «"»b": 2}', "comma is missing", ""),
        ("{«'»a': 1}", "no single quotes", "double quotes"),
        ("{\"a\": «'»b'}", "no single quotes", "double quotes"),
        ("{«title»: 1}", "“title” stands without quotes", '"title"'),
        ('{"a": «Atelier»}', "“Atelier” stands without quotes", "double quotes"),
        ('{"a": «True»}', "“True” stands without quotes", ""),
        ('{"a": «2022-11-04»}', "“2022-11-04” stands without quotes", ""),
        ('{"a" «1»}', "colon is missing after the key “a”", ""),
        ('{"a": «,» "b": 1}', "value is missing", ""),
        ('{"a": «"»x\n"}', "not closed on its line", "\\n"),
        ('{"a": "x«\t»"}', "control character", "\\t"),
        ('{"a": "x«\\q»"}', "no escape that JSON knows", "twice"),
        ('{\n«/»/ comment\n"a": 1}', "no comments", "Delete"),
        ('{"a": «/»* c *\\ 1}', "no comments", "Delete"),
        ('{"a": 1, «]»}', "A key in double quotes", ""),
        ('{"a": ' + "[" * 99 + "«[»" + "[" * 20 + "}", "hundred levels", "brackets"),
    ],
)
def test_json(source: str, says: str, helps: str) -> None:
    told(f"{source}\nBody\n", says, helps)


@pytest.mark.parametrize(
    ("text", "says", "helps"),
    [
        ("«---»\ntitle: x\n\nBody\n", "no line closes it", "---"),
        ("«---»\ntitle: x\n----\nBody\n", "“----” does not", "very start"),
        ("«---»\ntitle: x\n ---\nBody\n", "“---” does not", "very start"),
        ("«---»\ntitle: x\n--- fin\nBody\n", "“--- fin” does not", "very start"),
        ("«---»\ntitle: x\n—\nBody\n", "“—” does not", "very start"),
        ("«+++»\ntitle = 1\n---\nBody\n", "“---” does not", "+++"),
        ('«{»\n"title": 1\n\nBody\n', "nothing closes it", "}"),
    ],
)
def test_unclosed(text: str, says: str, helps: str) -> None:
    told(text, says, helps, code="EV003")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("---\n«- a»\n- b\n---\n", "a list"),
        ("---\n# comment\n\n«- a»\n---\n", "a list"),
        ("---\n«un texte»\nsur deux lignes\n---\n", "plain text"),
        ("---\n«'quoted'»\n---\n", "plain text"),
        ("---\n«12»\n---\n", "plain text"),
        ("---\n«[a, b]»\n---\n", "a list"),
    ],
)
def test_no_mapping(text: str, says: str) -> None:
    told(text, says, "", code="EV006")


def told(marked: str, says: str, helps: str, *, code: str = "EV004") -> None:
    text, spans = unmark(marked)
    read = read_front(text)
    assert [problem.code for problem in read.problems] == [code]
    (problem,) = read.problems
    assert [text[problem.span.start : problem.span.end]] == [text[span.start : span.end] for span in spans]
    assert [problem.span] == spans
    assert says in str(problem.message)
    assert helps in str(problem.help)
    assert read.front is None or (read.front.root is None and read.front.data == {})

"""Reading a configuration: what each key becomes, and what is said of each mistake, at its place."""

from __future__ import annotations

import pytest

from evlint.config.errors import ConfigError
from evlint.config.read import read_settings
from evlint.model.settings import Collection, FileRules, HostSettings, LinkSettings, Settings

SPEC_EXAMPLE = """\
timezone = "Europe/Paris"      # else the site's own, else UTC rules are off
language = "fr"                # else the post's lang, else the site's
select = ["EV"]                # ignore, extend-select likewise
fail-on = "warning"
include = ["*.md"]             # exclude likewise
[severity]
EV305 = "off"
[[collection]]
name = "evenements"
files = ["_evenements/**"]
schema = "schemas/evenement.schema.json"
dates = { published = "date", start = "event_start_date", end = "event_end_date" }
[per-file]
"_archives/**" = { ignore = ["EV2"] }
[links]
online = true
staging = ["*.actimage.net"]       # added to the built-in patterns
ignore = ["https://www.linkedin.com/*"]
rewrite = { "bo-modernisation2021.bercy.actimage.net" = "www.modernisation.gouv.fr" }
allow-private = []
remote-anchors = true
site-url = "https://www.numerique.gouv.fr"
site-root = "_site"
"""


def test_the_example_of_the_contract() -> None:
    assert read_settings(SPEC_EXAMPLE, file="evlint.toml") == Settings(
        file="evlint.toml",
        timezone="Europe/Paris",
        language="fr",
        select=("EV",),
        has_select=True,
        fail_on="warning",
        include=("*.md",),
        severity={"EV305": "off"},
        collections=(
            Collection(
                "evenements",
                ("_evenements/**",),
                "schemas/evenement.schema.json",
                {"published": "date", "start": "event_start_date", "end": "event_end_date"},
            ),
        ),
        per_file=(FileRules("_archives/**", ignore=("EV2",)),),
        links=LinkSettings(
            staging=("*.actimage.net",),
            ignore=("https://www.linkedin.com/*",),
            rewrite={"bo-modernisation2021.bercy.actimage.net": "www.modernisation.gouv.fr"},
            site_url="https://www.numerique.gouv.fr",
            site_root="_site",
        ),
    )


def test_every_other_key() -> None:
    text = """\
messages = "fr"
extend-select = ["EV312"]
ignore = ["EV2"]
exclude = ["drafts/"]
max-file-size = "2 MB"
baseline = "evlint-baseline.json"
[per-file]
"news/**" = { select = ["EV3"], extend-select = ["EV312"], severity = { EV3 = "info" } }
[links]
online = false
staging-words = ["beta"]
allow-private = ["10.0.0.0/8", "wiki.example.org", "::1"]
https-hosts = ["*.gouv.fr"]
remote-anchors = false
timeout = "500ms"
concurrency = 8
retries = 0
max-age = "1d"
max-age-unverified = 90
[links.hosts."www.example.org"]
concurrency = 1
interval = "1s"
timeout = 2.5
[links.headers."api.example.org"]
Authorization = "$EVLINT_TOKEN"
X-Key = { env = "EVLINT_KEY" }
X-Other = "${EVLINT_OTHER}"
"""
    settings = read_settings(text, file="evlint.toml", root="..", here="site")
    assert (settings.root, settings.here, settings.messages) == ("..", "site", "fr")
    assert (settings.extend_select, settings.ignore, settings.exclude) == (("EV312",), ("EV2",), ("drafts/",))
    assert (settings.max_file_size, settings.baseline) == (2_000_000, "evlint-baseline.json")
    assert settings.per_file == (FileRules("news/**", ("EV3",), ("EV312",), (), {"EV3": "info"}),)
    assert settings.links == LinkSettings(
        online=False,
        staging_words=("beta",),
        allow_private=("10.0.0.0/8", "wiki.example.org", "::1"),
        https_hosts=("*.gouv.fr",),
        remote_anchors=False,
        timeout=0.5,
        concurrency=8,
        retries=0,
        max_age=86_400.0,
        max_age_unverified=90.0,
        hosts={"www.example.org": HostSettings(1, 1.0, 2.5)},
        headers={
            "api.example.org": {"Authorization": "EVLINT_TOKEN", "X-Key": "EVLINT_KEY", "X-Other": "EVLINT_OTHER"}
        },
    )


def test_pyproject_holds_it_below_tool() -> None:
    text = '[project]\nname = "x"\n[tool.evlint]\nlanguage = "de"\n[tool.evlint.links]\nonline = false\n'
    settings = read_settings(text, file="site/pyproject.toml")
    assert (settings.language, settings.links.online) == ("de", False)
    assert read_settings('[project]\nname = "x"\n', file="pyproject.toml") == Settings(file="pyproject.toml")
    assert said(text.replace("language", "langage"), "pyproject.toml") == [
        "pyproject.toml:4:1: unknown key “langage”; did you mean “language”?"
    ]


def test_a_byte_order_mark_is_no_key() -> None:
    assert read_settings('\ufefflanguage = "de"\r\n', file="evlint.toml").language == "de"


def said(text: str, file: str = "evlint.toml") -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_settings(text, file=file)
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('\n\nselct = ["EV"]', "3:1: unknown key “selct”; did you mean “select”?"),
        ('fail_on = "error"', "1:1: unknown key “fail_on”; did you mean “fail-on”?"),
        ("online = true", "1:1: unknown key “online”; did you mean “links.online”?"),
        ("xyzzy = true", "1:1: unknown key “xyzzy”"),
        ("[links]\nstagin = []", "2:1: unknown key “stagin” in “links”; did you mean “staging”?"),
        (
            '[links]\nonline = true\ntimezone = "UTC"',
            "3:1: “timezone” does not belong to “links”: write it above the first line in square brackets",
        ),
        (
            '[[collection]]\nname="a"\nfiles=["a/**"]\n[[collection]]\nname = "b"\nfiles = ["b/**"]\nschemas = "x"',
            "7:1: unknown key “schemas” in “collection”; did you mean “schema”?",
        ),
        (
            '[per-file]\n"a/**" = { ignore = ["EV2"], ignored = [] }',
            "2:30: unknown key “ignored” in “per-file.a/**”; did you mean “ignore”?",
        ),
        ('[links.hosts."a.fr"]\nparallel = 2', "2:1: unknown key “parallel” in “links.hosts.a.fr”"),
        ("language = 3", "1:12: “language” wants a text in quotes, not a number"),
        ('language = " "', "1:12: “language” is empty"),
        ('language = "french!"', "1:12: “french!” is no language tag such as “fr” or “en-US”"),
        ("links.online = 'true'", "1:16: “links.online” wants true or false (without quotes), not a text"),
        ("links = true", "1:9: “links” wants a table, not true or false"),
        ("collection = {}", "1:14: “collection” wants tables that begin with [[collection]], not a table"),
        ("[per-file]\na = 1979-05-27", "2:5: “per-file.a” wants a table, not a date or time"),
        ("include = '*.md'", '1:11: “include” wants a list of file patterns, such as ["_posts/**"], not a text'),
        ("include = ['a', 1]", "1:17: “include” wants a text in quotes, not a number"),
        ("include = ['a[b']", "1:12: the file pattern “a[b” opens a bracket and does not close it"),
        ("include = ['../x/**']", "1:12: the file pattern “../x/**” leads out of the configuration's folder"),
        (r"include = ['a\b']", r"1:12: the file pattern “a\b” holds a backslash: write “/” between folders"),
        ("include = ['/']", "1:12: the file pattern “/” matches nothing"),
        ("[per-file]\n'' = {}", "2:1: the file pattern is empty"),
        (
            'timezone = "Europe/Pariss"',
            "1:12: there is no time zone “Europe/Pariss”; did you mean “Europe/Paris”?",
        ),
        ('timezone = "paris"', "1:12: there is no time zone “paris”; did you mean “Europe/Paris”?"),
        ('timezone = "../../etc/passwd"', "1:12: there is no time zone “../../etc/passwd”"),
        ('select = ["EV", "ev0"]', "1:17: no rule has the code “ev0”; did you mean “EV0”?"),
        ('ignore = ["unused-supression"]', "1:11: no rule has the code “unused-supression”; did you mean “EV009”?"),
        ('ignore = ["ALL"]', "1:11: no rule has the code “ALL”"),
        (
            "[severity]\nEV90 = 'off'",
            "2:1: no rule has the code “EV90”: the families are EV0, EV1, EV2, EV3, EV4 and EV5, and “evlint rule” lists "
            "every rule",
        ),
        (
            "[severity]\nEV009 = 'of'",
            "2:9: “severity.EV009” may be error, warning, info and off, not “of”; did you mean “off”?",
        ),
        (
            'fail-on = "warn"',
            "1:11: “fail-on” may be error, warning, info and never, not “warn”; did you mean “warning”?",
        ),
        (
            '[[collection]]\nname="a"\nfiles=["a/**"]\ndates = { startt = "x" }',
            "4:11: “startt” is none of published, modified, start and end; did you mean “start”?",
        ),
        ('[[collection]]\nname = "a"', "1:1: “collection” needs the key “files”"),
        (
            'baseline = "../x.json"',
            "1:12: “../x.json” leads out of the configuration's folder, and evlint reads nothing outside it",
        ),
        (
            'baseline = "/etc/passwd"',
            "1:12: “/etc/passwd” leads out of the configuration's folder, and evlint reads nothing outside it",
        ),
        (
            'baseline = "a/../../x"',
            "1:12: “a/../../x” leads out of the configuration's folder, and evlint reads nothing outside it",
        ),
        (
            'baseline = "C:/x"',
            "1:12: “C:/x” leads out of the configuration's folder, and evlint reads nothing outside it",
        ),
        (
            '[[collection]]\nname="a"\nfiles=["a/**"]\nschema = "evenements"',
            "4:10: there is no built-in schema “evenements”, and a file needs its ending (“evenements.schema.json”); "
            "did you mean “evenement”?",
        ),
        (
            "max-file-size = 0",
            "1:17: “max-file-size” must be more than 0 and less than 1 TB",
        ),
        ("max-file-size = 'big'", '1:17: “max-file-size” wants a size such as "10 MB", not “big”'),
        (
            "[links]\nstaging = ['https://bo.example.org/x']",
            "2:12: “https://bo.example.org/x” is no host: write its name only, without “https://” and path; "
            "did you mean “bo.example.org”?",
        ),
        (
            "[links]\nsite-url = 'www.example.org'",
            "2:12: “links.site-url” wants an address such as “https://www.example.org”, not “www.example.org”; "
            "did you mean “https://www.example.org”?",
        ),
        (
            "[links]\nmax-age = '1 day'",
            '2:11: “links.max-age” wants a time such as "1d", "12h", "30m" or a number of seconds, not “1 day”',
        ),
        ("[links]\ntimeout = -1", "2:11: “links.timeout” may not be negative or endless"),
        ("[links]\ntimeout = nan", "2:11: “links.timeout” may not be negative or endless"),
        ("[links]\nconcurrency = 0", "2:15: “links.concurrency” must be from 1 to 512, not 0"),
        ("[links]\nretries = true", "2:11: “links.retries” wants a whole number, not true or false"),
        ("[links]\nallow-private = ['10.0.0.1/8']", "2:18: “10.0.0.1/8” is no network: 10.0.0.1/8 has host bits set"),
        (
            "[links.headers.'a.fr']\nAuthorization = 'Bearer 1234'",
            '2:17: the value of the header “Authorization” must name an environment variable, such as "$EVLINT_TOKEN": '
            "a secret has no place in a file that others read",
        ),
        ("[links.headers.'a.fr']\n'A B' = '$EVLINT_T'", "2:1: “A B” is no name of a header"),
        (
            "[links.headers.'a.fr']\nAuthorization = '$GITHUB_TOKEN'",
            "2:17: “GITHUB_TOKEN” may not be sent in the header “Authorization”: only environment variables whose names "
            "begin with EVLINT_ may, so that no configuration gives away another secret of the machine; did you mean "
            "“$EVLINT_GITHUB_TOKEN”?",
        ),
        ("language = fr", '1:12: this is no value: a text needs quotes, as in language = "fr"'),
        ("a = 1\na = 2", "2:1: the key “a” stands here a second time"),
        ("[links", "1:6: The closing “]” of this heading is missing. Write it at the end of the name."),
        ("language: fr", "1:9: a colon stands after the key, where TOML wants an equals sign"),
        (
            'language = "fr',
            "1:12: The quote that opens here is never closed. Close it at the end of the text. "
            "For a text over several lines, use three quotes at both ends.",
        ),
        ("[[collection]]\nname = 'x'\nfile = ['a']", "3:1: unknown key “file” in “collection”; did you mean “files”?"),
        ("a = " + "[" * 5_000, "1:1: the file nests tables or lists too deeply"),
        ("a = " + "1" * 5_000, "1:1: a number in the file has too many digits"),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, line: str) -> None:
    assert said(text) == [f"evlint.toml:{line}"]


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    text = 'selct = ["EV"]\nlanguage = 3\n[links]\nonline = 1\n'
    assert [line.split(":")[1] for line in said(text)] == ["1", "2", "4"]


def test_a_path_may_climb_to_the_root_of_the_repository_and_no_further() -> None:
    text = 'baseline = "../../known.json"'
    assert read_settings(text, file="evlint.toml", above=2).baseline == "../../known.json"
    with pytest.raises(ConfigError):
        read_settings(text, file="evlint.toml", above=1)


def test_the_problems_can_be_read_one_by_one() -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings("selct = []", file="x/evlint.toml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column, problem.suggestion) == ("x/evlint.toml", 1, 1, "select")


def test_a_hostile_file_is_told_in_bounded_time_and_space() -> None:
    keys = "\n".join(f"k{number} = 1" for number in range(5_000))
    for text in (
        keys,
        f"[severity]\n{keys}",
        f"[per-file]\n{keys}",
        f"select = {['x'] * 5_000}",
        "[[collection]]\n" * 5_000,
    ):
        lines = said(text)
        assert len(lines) == 51
        assert lines[-1] == "evlint.toml: so much is wrong that the rest was not read"


def test_what_a_file_says_cannot_steer_the_terminal() -> None:
    assert said('"\\u001b[31m\\n::error::x" = 1') == ["evlint.toml:1:1: unknown key “\\x1b[31m\\n::error::x”"]

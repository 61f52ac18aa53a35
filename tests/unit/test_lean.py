"""Libraries that are imported lean behave as ever, and the modules that were stood in for are the real ones afterwards."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evlint.startup as switch
from evlint.startup.lean_click import cleandoc
from evlint.startup.lean_import import StandIn, lean


def run(script: str) -> str:
    """Run a script in an interpreter that has imported nothing yet."""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_library_gets_the_stand_in_and_everyone_after_it_the_real_module(tmp_path: Path) -> None:
    (tmp_path / "asking.py").write_text(
        "import colorsys\nfrom colorsys import hls_to_rgb\nimport re\nWORD = re.compile('[a-z]+', re.ASCII)\n"
    )
    out = run(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from evlint.startup import claim_process\nclaim_process()\n"
        "from evlint.startup.lean_import import StandIn, lean\n"
        "with lean(StandIn('colorsys', hls_to_rgb=len)): import asking\n"
        "assert 'colorsys' not in sys.modules and asking.hls_to_rgb is len\n"
        "assert asking.colorsys.rgb_to_hsv(0, 0, 0) == (0, 0, 0)\n"
        "import colorsys, re\n"
        "assert type(colorsys).__name__ == 'module' and colorsys.hls_to_rgb is not len\n"
        "assert not isinstance(asking.WORD, re.Pattern) and isinstance(re.compile('a'), re.Pattern)\n"
        "print(asking.WORD.findall('ab cd'), asking.WORD.pattern, asking.re.sub('a', 'b', 'aa'))\n"
    )
    assert out == "['ab', 'cd'] [a-z]+ bb\n"


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switch._Process, "is_ours", True)
    monkeypatch.setattr(switch, "IS_PLAIN", False)


@pytest.mark.usefixtures("ours")
def test_what_was_imported_before_stays() -> None:
    before = sys.modules["inspect"]
    with lean(StandIn("inspect", signature=None)):
        assert sys.modules["inspect"] is before
        assert sys.modules["re"] is not re
    assert sys.modules["inspect"] is before
    assert sys.modules["re"] is re


@pytest.mark.usefixtures("ours")
def test_an_import_that_fails_leaves_the_real_modules() -> None:
    with pytest.raises(ModuleNotFoundError), lean(StandIn("evlint_has_no_such_module")):
        import evlint_has_none_of_this_name_either  # type: ignore[import-not-found]  # noqa: F401
    assert "evlint_has_no_such_module" not in sys.modules
    assert sys.modules["re"] is re


def test_a_name_that_the_real_module_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        _ = StandIn("colorsys").no_such_name


def test_click_speaks_and_reads_as_it_does_by_itself() -> None:
    """What click does with the modules that it was not given: its types, its messages, the signature of a callback."""
    out = run(
        "from evlint.startup import claim_process\nclaim_process()\n"
        "from evlint.startup.lean_click import click, teach_click\n"
        "import sys\n"
        "assert not {'inspect', 'gettext'} & set(sys.modules)\n"
        "import uuid\n"
        "one = '12345678123456781234567812345678'\n"
        "assert click.UUID.convert(one, None, None) == uuid.UUID(one)\n"
        "assert click.UUID.convert(uuid.UUID(one), None, None) == uuid.UUID(one)\n"
        "try: click.INT.convert('x', None, None)\n"
        "except click.BadParameter as error: print(error.message)\n"
        "from evlint.i18n import wording\n"
        "teach_click(wording('fr'))\n"
        "try: click.INT.convert('x', None, None)\n"
        "except click.BadParameter as error: print(error.message)\n"
        "from evlint.model.message import ENGLISH\n"
        "teach_click(ENGLISH)\n"
        "print(click.NoSuchOption('--x', possibilities=['--y']).format_message())\n"
    )
    english, french, option = out.splitlines()
    assert english == "'x' is not a valid integer."
    assert french == "'x' n’est pas un integer."
    assert option.startswith("No such option")


def test_a_click_that_was_there_before_speaks_french_too() -> None:
    out = run(
        "import click\n"
        "from evlint.startup.lean_click import teach_click\n"
        "from evlint.i18n import wording\n"
        "teach_click(wording('fr'))\n"
        "try: click.INT.convert('x', None, None)\n"
        "except click.BadParameter as error: print(error.message)\n"
    )
    assert out == "'x' n’est pas un integer.\n"


def test_yaml_that_was_imported_lean_reads_as_ever() -> None:
    """PyYAML's own resolver and constructor work with the patterns that are compiled late."""
    script = (
        "import yaml, datetime\n"
        "text = 'a: yes\\nb: 0x1f\\nc: 1.5e+3\\nd: 2026-01-02\\ne: 2026-01-02 10:00:00 +01:00\\nf: ~\\ng: 1:30\\n'\n"
        "for loader in (yaml.SafeLoader, yaml.CSafeLoader): print(yaml.load(text, loader))\n"
        "print(yaml.safe_dump({'a': 'yes', 'b': 1.5, 'c': '2026-01-02'}))\n"
        "try: yaml.safe_load('\\x07')\n"
        "except yaml.YAMLError as error: print(error)\n"
    )
    assert run("from evlint.startup import claim_process\nclaim_process()\nimport evlint.parse\n" + script) == run(
        script
    )


@given(st.text(alphabet=" \tab\n", max_size=40))
def test_docstrings_are_cleaned_as_inspect_does_it(doc: str) -> None:
    assert cleandoc(doc) == inspect.cleandoc(doc)

#!/bin/sh
# Runs the tests (those over the network to this machine too) with the oldest version of every dependency that pyproject.toml
# allows, those of dependencies included, in an environment of its own.
set -eu
python=$1
venv=$2
test -x "$venv/bin/python" || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
"$venv/bin/python" - "$venv" <<'PY'
import pathlib
import sys
import tomllib

# Asked for by a dependency without a bound, and their oldest are for no Python that evlint runs on: idna's is for Python 2,
# and six has no `find_spec` before 1.16 (Python 3.11 warns of that at each import, and here a warning is an error).
NOT_SO_OLD = ("idna>=2.8", "six>=1.16")
# Nothing that the tests below need, or in need of newer dependencies than the oldest that evlint takes.
LEFT_OUT = ("axe-playwright", "evlint", "mypy", "pip-audit", "ruff", "twine", "types-", "zizmor")
NOT_SO_NEW = ("check-jsonschema<0.34",)  # newer ones say that they take our oldest click, and die of it
venv = pathlib.Path(sys.argv[1])
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text("utf-8"))["project"]
tools = [wanted for wanted in project["optional-dependencies"]["dev"] if not wanted.startswith(LEFT_OUT)]
(venv / "wanted.txt").write_text("\n".join((*project["dependencies"], *NOT_SO_OLD)), "utf-8")
(venv / "tools.txt").write_text("\n".join((*tools, *NOT_SO_NEW)), "utf-8")
PY
"$venv/bin/uv" pip compile --quiet --no-annotate --no-header --resolution lowest --python "$venv/bin/python" \
  --output-file "$venv/oldest.txt" "$venv/wanted.txt"
cat "$venv/oldest.txt"
# What only the tests need is no dependency of a user's: it may be as new as it likes, as long as it takes these.
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --requirements "$venv/oldest.txt" \
  --requirements "$venv/tools.txt" uv
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --editable .
# The manual is built with a newer Pygments, and the server of the extra `mcp` needs a newer anyio, than the oldest that evlint
# takes; how the page of a report looks in a browser, and what the index says of a package, depends on none of them. How many
# instructions a run takes is known of today's dependencies.
"$venv/bin/python" -m pytest -n 2 --dist worksteal --ignore tests/acceptance/test_docs.py \
  --ignore tests/acceptance/test_mcp.py --ignore tests/acceptance/test_html_browser.py \
  --deselect tests/acceptance/test_install.py::test_the_package_index_will_take_them \
  --deselect tests/acceptance/test_work_counted.py::test_instructions_stay_within_a_tenth_of_the_kept_figure

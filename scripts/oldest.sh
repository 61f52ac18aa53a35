#!/bin/sh
# Runs the tests with the oldest version of each dependency that pyproject.toml allows, in an environment of its own.
set -eu
python=$1
venv=$2
test -x "$venv/bin/python" || "$python" -m venv "$venv"
"$venv/bin/python" - > "$venv/oldest.txt" <<'PY'
import re
import tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)["project"]
extras = project["optional-dependencies"]
# check-jsonschema is a tool of the tests, and its newer ones want a newer click.
tools = [wanted for wanted in extras["dev"] if wanted.startswith("check-jsonschema")]
for wanted in (*project["dependencies"], *extras["server"], *extras["watch"], *tools):
    name, bound = re.match(r"([\w.-]+)(?:\[.*\])?>=([\w.]+)", wanted).groups()
    print(f"{name}=={bound if '.' in bound else bound + '.0'}.*")
PY
cat "$venv/oldest.txt"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$venv/oldest.txt" --editable '.[dev]'
"$venv/bin/python" -m pytest -n 2

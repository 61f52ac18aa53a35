#!/bin/sh
# Runs the tests (those over the network to this machine too) with the oldest version of every dependency that pyproject.toml
# allows, those of dependencies included, in an environment of its own.
set -eu
python=$1
venv=$2
test -x "$venv/bin/python" || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
"$venv/bin/python" - > "$venv/wanted.txt" <<'PY'
import tomllib

# What the tests themselves need, and what that needs: these are no dependencies of a user's, and need not be old.
TOOLS = ("babel", "check-jsonschema", "coverage", "hatchling", "html5lib", "hypothesis", "marko", "pathspec", "pytest", "xmlschema")
# six has no `find_spec` before 1.16: Python 3.11 warns of that at each import, and here a warning is an error.
NOT_SO_OLD = ("packaging>=24", "requests>=2.32", "urllib3>=2", "iniconfig>=2", "six>=1.16")
with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)["project"]
tools = [wanted for wanted in project["optional-dependencies"]["dev"] if wanted.startswith(TOOLS)]
print("\n".join((*project["dependencies"], *tools, *NOT_SO_OLD)))
PY
"$venv/bin/uv" pip compile --quiet --no-annotate --no-header --resolution lowest --python "$venv/bin/python" \
  --output-file "$venv/oldest.txt" "$venv/wanted.txt"
cat "$venv/oldest.txt"
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --requirements "$venv/oldest.txt" uv
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --editable .
"$venv/bin/python" -m pytest -n 2 --dist worksteal

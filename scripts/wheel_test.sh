#!/bin/sh
# Builds the wheel, installs it in an environment of its own and runs the acceptance suite on it, in a copy of the checkout
# without src/: what the tests import and start can only be the wheel. Words after the two go to pytest.
set -eu
python=$1
venv=$PWD/$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
test -x "$venv/bin/python" || "$python" -m venv "$venv"
pip="$venv/bin/python -m pip --quiet --disable-pip-version-check"
$pip install "hatchling>=1.24"
"$venv/bin/python" -m hatchling build -d "$work/dist" >/dev/null
wheel=$(echo "$work"/dist/evlint-*.whl)
$pip uninstall --yes evlint
$pip install "evlint[dev] @ file://$wheel"

mkdir "$work/tree"
git ls-files -z --cached --others --exclude-standard -- . ':!src' > "$work/files"
tar --null --files-from="$work/files" --create --file=- | tar --extract --file=- -C "$work/tree"
cd "$work/tree"
git init --quiet . && git add --all # some tests ask git for the files of the checkout
"$venv/bin/python" -c 'import evlint; print("under test:", evlint.__version__, evlint.__file__)'
export EVLINT_TESTS=cold # each run is a start of the installed command, as a user's
# Left out: what installs evlint from the sources (its packages, the hook, the action).
"$venv/bin/python" -m pytest -n 2 --dist worksteal -p no:cacheprovider tests/acceptance \
  --ignore tests/acceptance/test_install.py --ignore tests/acceptance/test_precommit.py \
  --deselect tests/acceptance/test_action.py::test_from_the_install_to_the_upload "$@"

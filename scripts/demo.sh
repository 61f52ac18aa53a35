#!/usr/bin/env bash
# The main job on real input: check the posts of fixtures/demo. Findings are what it is meant to show, so 1 is its success.
set -u
evlint=$1
cd "$(dirname "$0")/.."
echo "\$ evlint check --offline fixtures/demo"
"$evlint" check --offline --format table fixtures/demo
status=$?
echo
example=fixtures/demo/mois-innovation-publique-2022.md
echo "\$ evlint check --offline --format full $example"
"$evlint" check --offline --format full "$example"
full=$?
if [ "$status" -ne 1 ] || [ "$full" -ne 1 ]; then
  echo "make demo: expected findings (exit status 1), got exit statuses $status and $full" >&2
  exit 1
fi
if ! "$evlint" check --offline --format json "$example" | grep '"EV301"' >/dev/null; then  # a crash ends with 1 too
  echo "make demo: the report does not name the staging link" >&2
  exit 1
fi

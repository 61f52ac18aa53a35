#!/bin/sh
# Asks pip-audit for known holes in the packages of the environment. Where it is not installed or reaches no advisory service,
# that is printed and nothing fails: a laptop on a train can still run `make check`.
set -u
bin=$1
if ! "$bin/python" -c 'import pip_audit' 2>/dev/null; then
  echo "pip-audit: left out, it is not installed here (pip install pip-audit)"
  exit 0
fi

report=$("$bin/python" -m pip_audit --progress-spinner off --skip-editable --timeout 10 2>&1)
status=$?
unknown=$(printf '%s\n' "$report" | grep -c 'could not be audited')
if [ $status -eq 0 ]; then
  echo "pip-audit: $(printf '%s\n' "$report" | head -n 1)"
  [ "$unknown" -eq 0 ] || echo "pip-audit: $unknown packages were left out, the advisory service reached from here does not know them"
elif printf '%s' "$report" | grep -q 'Found [0-9]* known vulnerabilit'; then
  printf '%s\n' "$report"
  exit 1
else
  echo "pip-audit: left out, no advisory service can be reached ($(printf '%s' "$report" | tail -n 1 | cut -c1-160))"
fi
exit 0

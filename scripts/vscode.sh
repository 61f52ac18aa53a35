#!/bin/sh
# Builds, lints, tests and packs the extension for VS Code into editors/vscode/evlint.vsix. Where Node.js is not there, or is
# too old, it says so and ends with 0: the rest of evlint needs none.
set -eu
cd "$(dirname "$0")/../editors/vscode"
if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
  echo "The extension for VS Code was not built: Node.js (20 or newer) and npm are not on this machine." >&2
  exit 0
fi
major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 20 ]; then
  echo "The extension for VS Code was not built: it needs Node.js 20 or newer, and this is $(node --version)." >&2
  exit 0
fi
npm ci --silent
npm run --silent build
npm run --silent lint
npm run --silent test
npm run --silent pack

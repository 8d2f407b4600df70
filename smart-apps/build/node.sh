#!/bin/sh
# Runs a script with the system's Node, or says plainly why it cannot.
if ! command -v node >/dev/null 2>&1; then
  echo "The apps need Node 20.19 or newer (22.12 or newer for 22), and no 'node' is on the PATH. Install it, then run Maven again." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 20 && b >= 19) || (a === 22 && b >= 12) ? 0 : 1)'; then
  echo "The apps need Node 20.19 or newer (22.12 or newer for 22); this is Node $(node --version)." >&2
  exit 1
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "The apps need npm beside Node, and no 'npm' is on the PATH." >&2
  exit 1
fi
exec node "$@"

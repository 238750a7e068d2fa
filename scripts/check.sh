#!/bin/sh
# Everything that must hold before a commit lands; the same here and in CI.
set -eu
cd "$(dirname "$0")/.."
BIN=.venv/bin
GONGKAI_HOME=$(mktemp -d)
export GONGKAI_HOME
trap 'rm -rf "$GONGKAI_HOME"' EXIT
step() { printf '\n== %s\n' "$1"; }

step "ruff: lint";            $BIN/ruff check src tests bench scripts
step "ruff: format";          $BIN/ruff format --check src tests bench scripts
step "mypy";                  $BIN/mypy
step "import contracts";      $BIN/lint-imports
step "architecture";          $BIN/python -m pytest -q -p no:randomly tests/architecture
step "templates";             $BIN/djlint src --lint --quiet
step "migrations";            $BIN/python manage.py makemigrations --check --dry-run
step "translations";          $BIN/python scripts/compile_locale.py --check
step "system check";          $BIN/python manage.py check --fail-level WARNING
printf '\nAll checks passed.\n'

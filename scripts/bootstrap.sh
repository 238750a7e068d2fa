#!/bin/sh
# Finds a Python >= 3.11, makes .venv and installs the locked packages into it; does nothing when that is done already.
# Usage: scripts/bootstrap.sh [runtime|dev]
set -eu
cd "$(dirname "$0")/.."
SET=${1:-runtime}
say() { printf '%s\n' "$*" >&2; }

# pyenv leaves launchers that exist but do not run, so each candidate is tried for real.
PY=${PYTHON:-}
if [ -z "$PY" ]; then
  for candidate in python3.13 python3.12 python3.11 python3 python; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import sys,venv,ensurepip; raise SystemExit(sys.version_info < (3,11))' >/dev/null 2>&1; then
      PY=$candidate
      break
    fi
  done
fi
[ -n "$PY" ] || { say "需要 Python 3.11 或更高版本（含 venv 与 ensurepip）；请先安装，或用 PYTHON=路径 指定。"; exit 1; }

stamp_of() { { "$PY" -c 'import sys; print(sys.version)'; cat "requirements/$1.lock" pyproject.toml; pwd; } | sha256sum | cut -c1-16; }
HAVE=$(cat .venv/.stamp 2>/dev/null || :)
# The development set contains the runtime set.
if [ "$HAVE" = "dev $(stamp_of dev)" ] || [ "$HAVE" = "$SET $(stamp_of "$SET")" ]; then exit 0; fi

say "[1/3] 建立虚拟环境 .venv（$("$PY" -c 'import platform; print("Python", platform.python_version())')）"
rm -rf .venv
"$PY" -m venv .venv
say "[2/3] 安装锁定的软件包（$(grep -c '==' "requirements/$SET.lock") 个）"
if .venv/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9 2>/dev/null; then
  install() { VIRTUAL_ENV="$PWD/.venv" UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install -q "$@"; }
else
  install() { .venv/bin/python -m pip install -q --disable-pip-version-check "$@"; }
fi
install --require-hashes -r "requirements/$SET.lock"
install --no-deps --no-build-isolation -e .
say "[3/3] 软件包就绪"
echo "$SET $(stamp_of "$SET")" > .venv/.stamp

#!/bin/sh
# All tests. Starts a throwaway PostgreSQL and Redis where they are installed; says what is skipped and why.
# GONGKAI_REQUIRE_SERVICES=1 turns a missing service into a failure.
set -eu
cd "$(dirname "$0")/.."
. scripts/services.sh
trap stop_services EXIT
trap 'exit 130' INT TERM
start_services
# Packages whose tests store and read records.
ON_BOTH="tests/agencies tests/audit tests/review tests/outbox tests/messages tests/privacy tests/config tests/casework tests/publications tests/participation tests/knowledge tests/hotline tests/fund_services tests/ledgers tests/annual_reports tests/journeys"
# Of these, what makes and reads files, or was stopped before every statement already.
ONCE="--ignore tests/casework/test_redacting.py --ignore tests/casework/test_archiving.py --ignore tests/casework/test_killed_between_statements.py --ignore tests/publications/test_importing.py --ignore tests/publications/test_wechat_articles.py --ignore tests/publications/test_wechat_delivery.py"
# Every process reads what the first one compiled, also where Python was told to keep nothing beside the sources.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="$PWD/.pytest_cache/bytecode"
# One more than cores, since a test with a browser or a program of its own waits for it half of the time.
WORKERS=${GONGKAI_TEST_WORKERS:-$(($(nproc 2>/dev/null || echo 2) + 1))}
if [ $# -gt 0 ]; then
  .venv/bin/python -m pytest -q -n "$WORKERS" "$@"
  exit
fi
# The tables are made from the models, which is quicker; one installation is made by the migrations on each database, on
# PostgreSQL meanwhile, and `make check` insists that both ways give the same.
if [ -n "${GONGKAI_TEST_POSTGRESQL:-}" ]; then
  GONGKAI_TEST_DATABASE=$GONGKAI_TEST_POSTGRESQL .venv/bin/python manage.py migrate \
    --settings gongkai.config.settings.test --verbosity 0 &
  MIGRATING=$!
fi
printf '== on SQLite\n'
.venv/bin/python -m pytest -q -n "$WORKERS" --nomigrations
if [ -n "${GONGKAI_TEST_POSTGRESQL:-}" ]; then
  printf '\n== what touches the database, on PostgreSQL\n'
  GONGKAI_TEST_DATABASE=$GONGKAI_TEST_POSTGRESQL
  export GONGKAI_TEST_DATABASE
  wait "$MIGRATING"
  .venv/bin/python -m pytest -q -n "$WORKERS" --nomigrations -m "not browser" $ON_BOTH $ONCE
else
  printf '\nPostgreSQL is not installed: the second run, on PostgreSQL, was left out.\n'
  [ "${GONGKAI_REQUIRE_SERVICES:-}" != 1 ] || exit 1
fi

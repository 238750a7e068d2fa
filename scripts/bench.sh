#!/bin/sh
# Timings as ratios against references of the same run. Starts a throwaway PostgreSQL where it is installed.
# GONGKAI_BENCH_SCALE=0.01 for a quick look; only a full run writes docs/performance.md.
set -eu
cd "$(dirname "$0")/.."
. scripts/services.sh
trap stop_services EXIT
trap 'exit 130' INT TERM
# Memory as a server of this size would have it; nothing has to survive a crash.
PG_OPTIONS="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=512MB -c maintenance_work_mem=256MB -c max_wal_size=4GB"
start_services
unset DATABASE_URL REDIS_URL
status=0
.venv/bin/python -m bench || status=$?
# What is filed has to survive: a server as it comes, that waits for its disk.
stop_services
PG_OPTIONS="-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
start_services
.venv/bin/python -m bench filing || status=$?
exit "$status"

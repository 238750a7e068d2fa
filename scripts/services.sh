# Sourced, not run: a throwaway PostgreSQL and Redis in folders of their own, on sockets only.
# Sets GONGKAI_TEST_POSTGRESQL and GONGKAI_TEST_REDIS where the programs are installed.

as_user() { # drops root, which both servers refuse or should not have
  user=$1; shift
  if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

own() { if [ "$(id -u)" = 0 ]; then chown -R "$1" "$2"; fi; }

pg_folder() { ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -n 1; }

run_postgresql() { # also again, after halt_postgresql
  as_user postgres "$PGBIN/pg_ctl" -D "$PGTMP/data" -w -t 60 -l "$PGTMP/log" -o \
    "-c listen_addresses='' -k $PGTMP/sock -c max_connections=100 ${PG_OPTIONS:--c fsync=off -c synchronous_commit=off -c full_page_writes=off}" start >/dev/null
}

halt_postgresql() { as_user postgres "$PGBIN/pg_ctl" -D "$PGTMP/data" -m immediate -w stop >/dev/null 2>&1 || :; }

start_postgresql() {
  PGBIN=$(pg_folder)
  if [ -z "$PGBIN" ] && command -v pg_ctl >/dev/null 2>&1; then PGBIN=$(dirname "$(command -v pg_ctl)"); fi
  if [ -n "$PGBIN" ] && [ -x "$PGBIN/initdb" ]; then
    PGTMP=$(mktemp -d /tmp/pg.XXXXXX) # a socket's path must stay under 107 bytes
    secret=$(head -c 18 /dev/urandom | base64 | tr -d '/+=')
    printf %s "$secret" >"$PGTMP/secret"
    mkdir "$PGTMP/data" "$PGTMP/sock"
    own postgres: "$PGTMP"
    chmod 700 "$PGTMP" "$PGTMP/data" "$PGTMP/sock"
    as_user postgres "$PGBIN/initdb" -D "$PGTMP/data" -U app --pwfile="$PGTMP/secret" --auth=scram-sha-256 \
      -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    run_postgresql
    as_user postgres env PGPASSWORD="$secret" "$PGBIN/createdb" -h "$PGTMP/sock" -U app app
    GONGKAI_TEST_POSTGRESQL="postgresql://app:$secret@%2Ftmp%2F${PGTMP#/tmp/}%2Fsock/app"
    export GONGKAI_TEST_POSTGRESQL
  fi
}

start_services() {
  start_postgresql
  if command -v redis-server >/dev/null 2>&1; then
    RDTMP=$(mktemp -d /tmp/rd.XXXXXX)
    own redis: "$RDTMP"
    chmod 700 "$RDTMP"
    as_user redis redis-server --daemonize yes --port 0 --unixsocket "$RDTMP/s" --unixsocketperm 700 --dir "$RDTMP" \
      --save '' --appendonly no --pidfile "$RDTMP/pid" --logfile "$RDTMP/log" >/dev/null
    GONGKAI_TEST_REDIS="unix://$RDTMP/s?db=0"
    export GONGKAI_TEST_REDIS
  fi
}

stop_services() {
  if [ -n "${PGTMP:-}" ]; then
    halt_postgresql
    rm -rf "$PGTMP"
  fi
  if [ -n "${RDTMP:-}" ]; then
    if [ -f "$RDTMP/pid" ]; then
      redis_pid=$(cat "$RDTMP/pid")
      kill "$redis_pid" 2>/dev/null || :
      # It still writes its log while it ends.
      for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$redis_pid" 2>/dev/null || break; sleep 0.2; done
    fi
    rm -rf "$RDTMP"
  fi
}

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# As the image's own does it: the first start makes the database, its user, and runs what is in /docker-entrypoint-initdb.d,
# while the server listens on its socket only.
set -euo pipefail
export PATH=/usr/lib/postgresql-server/bin:$PATH
if [ "$(id -u)" = 0 ]; then
  chown postgres "$(dirname "$PGDATA")"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=<(echo "$POSTGRES_PASSWORD") --auth-host=scram-sha-256 --auth-local=trust \
    --encoding=UTF8 --locale=C.UTF-8
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -w start -o "-c listen_addresses= -c unix_socket_directories=/var/run/postgresql"
  psql() { command psql -v ON_ERROR_STOP=1 -h /var/run/postgresql -U "$POSTGRES_USER" "$@"; }
  psql -d postgres -c "CREATE DATABASE \"$POSTGRES_DB\""
  for file in /docker-entrypoint-initdb.d/*.sql; do
    psql -d "$POSTGRES_DB" -f "$file"
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
[ "$1" != postgres ] || set -- "$@" -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
exec "$@"

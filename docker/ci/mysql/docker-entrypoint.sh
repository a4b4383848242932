#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# As the image's own does it: the first start makes the database, its users, and runs what is in /docker-entrypoint-initdb.d,
# while the server listens on its socket only.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  chown mysql /var/lib/mysql
  exec setpriv --reuid=mysql --regid=mysql --clear-groups "$0" "$@"
fi
socket=/var/run/mysqld/mysqld.sock
shift # mysqld
server=(/opt/mysql/bin/mysqld --no-defaults --datadir=/var/lib/mysql --socket="$socket" --pid-file=/var/run/mysqld/mysqld.pid
  --secure-file-priv=NULL --mysqlx=OFF --default-time-zone=+00:00)
if [ ! -d /var/lib/mysql/mysql ]; then
  "${server[@]}" --initialize-insecure
  "${server[@]}" --skip-networking "$@" &
  until mysql -uroot -S "$socket" -e 'SELECT 1' >/dev/null 2>&1; do
    kill -0 $! || exit 1
    sleep 0.5
  done
  mysql -uroot -S "$socket" <<END
ALTER USER root@localhost IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
CREATE USER root@'%' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
CREATE DATABASE \`$MYSQL_DATABASE\`;
CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$MYSQL_PASSWORD';
GRANT ALL ON \`$MYSQL_DATABASE\`.* TO '$MYSQL_USER'@'%';
END
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) bash "$file" ;;
      *.sql) mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -S "$socket" "$MYSQL_DATABASE" <"$file" ;;
    esac
  done
  mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -S "$socket" -e SHUTDOWN
  wait
fi
exec "${server[@]}" "$@"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What Debezium's user needs beside its own database.
mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -e \
  "GRANT SELECT, RELOAD, SHOW DATABASES, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '$MYSQL_USER'@'%'"

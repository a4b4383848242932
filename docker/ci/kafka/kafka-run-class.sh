#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2086 # Holds several options.
exec java ${KAFKA_HEAP_OPTS:--Xmx256m} -cp "/opt/kafka/libs/*" -Dorg.slf4j.simpleLogger.defaultLogLevel="${LOG_LEVEL:-warn}" "$@"

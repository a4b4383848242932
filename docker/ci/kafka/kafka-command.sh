#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Under several names, as the image has a script for each.
export KAFKA_HEAP_OPTS="${KAFKA_TOOLS_HEAP_OPTS:--Xmx128m}"
tools=org.apache.kafka.tools
case $(basename "$0") in
  kafka-broker-api-versions.sh) set -- $tools.BrokerApiVersionsCommand "$@" ;;
  kafka-console-consumer.sh) set -- $tools.consumer.ConsoleConsumer "$@" ;;
  kafka-console-producer.sh) set -- $tools.ConsoleProducer "$@" ;;
  kafka-topics.sh) set -- $tools.TopicCommand "$@" ;;
esac
exec /opt/kafka/bin/kafka-run-class.sh "$@"

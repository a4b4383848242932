// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alluvium.verify.KafkaVerdict;
import dev.alluvium.verify.Outcome;
import dev.alluvium.verify.PartitionVerdict;
import dev.alluvium.verify.Ranges;
import dev.alluvium.verify.TableVerdict;
import java.util.List;

/** The verdicts for programs. Ranges are pairs of first and last offset; no more than a thousand are named, all are counted. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static String of(List<TableVerdict> verdicts, Outcome outcome) {
        ObjectNode report = JSON.createObjectNode();
        report.put("outcome", outcome.name());
        ArrayNode tables = report.putArray("tables");
        verdicts.forEach(verdict -> add(tables.addObject(), verdict));
        return report.toPrettyString();
    }

    private static void add(ObjectNode node, TableVerdict verdict) {
        node.put("table", verdict.table());
        node.put("version", verdict.version());
        node.put("outcome", verdict.outcome().name());
        node.put("files", verdict.files());
        node.put("rows", verdict.rows());
        add(node.putArray("faults"), verdict.faults());
        add(node.putArray("doubts"), verdict.doubts());
        add(node.putArray("notes"), verdict.notes());
        ArrayNode partitions = node.putArray("partitions");
        verdict.partitions().forEach(partition -> add(partitions.addObject(), partition));
    }

    private static void add(ObjectNode node, PartitionVerdict partition) {
        node.put("topic", partition.source().topic());
        node.put("epoch", partition.source().epoch());
        node.put("partition", partition.source().partition());
        node.put("rows", partition.rows());
        node.put("first", partition.first());
        node.put("last", partition.last());
        partition.txn().ifPresent(txn -> node.put("txn", txn));
        add(node.putObject("doubled"), partition.doubled());
        add(node.putObject("gaps"), partition.gaps());
        node.put("explained", partition.explained());
        partition.kafka().ifPresent(kafka -> add(node.putObject("kafka"), kafka));
    }

    private static void add(ObjectNode node, KafkaVerdict kafka) {
        node.put("start", kafka.start());
        node.put("end", kafka.end());
        node.put("records", kafka.records());
        add(node.putObject("missing"), kafka.missing());
        add(node.putObject("unknown"), kafka.unknown());
        node.put("behind", kafka.behind());
    }

    private static void add(ObjectNode node, Ranges ranges) {
        node.put("offsets", ranges.offsets());
        node.put("ranges", ranges.ranges());
        ArrayNode first = node.putArray("first");
        ranges.first().forEach(range -> first.addArray().add(range.first()).add(range.last()));
    }

    private static void add(ArrayNode node, List<String> lines) {
        lines.forEach(node::add);
    }
}

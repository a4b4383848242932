// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.alluvium.connect.sink.core.TableDesign;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a version holds, in the words of delta-standalone. */
final class StandaloneActions {
    private StandaloneActions() {}

    static List<Action> of(Commit commit, long nowMs) {
        List<Action> actions = new ArrayList<>();
        commit.files().forEach(file -> actions.add(add(file)));
        commit.txns()
                .forEach((appId, step) -> actions.add(new SetTransaction(appId, step.version(), Optional.of(nowMs))));
        return actions;
    }

    static TableSchema schemaOf(Metadata metadata) throws IOException {
        return DeltaSchemas.read(json(metadata), metadata.getPartitionColumns());
    }

    static Metadata widened(Metadata metadata, TableSchema to) throws IOException, UnsupportedTableException {
        StructType schema = (StructType) DataType.fromJson(DeltaSchemas.widen(json(metadata), to));
        return metadata.copyBuilder().schema(schema).build();
    }

    static Metadata created(TableSchema schema, TableDesign design) throws IOException, UnsupportedTableException {
        Metadata.Builder builder =
                Metadata.builder().configuration(design.properties()).partitionColumns(schema.partitionBy());
        design.comment().ifPresent(builder::description);
        return widened(builder.build(), schema);
    }

    static List<String> columnsWithInvariants(Metadata metadata) throws IOException {
        return DeltaSchemas.columnsWith("delta.invariants", json(metadata));
    }

    static Operation operation(CommitDescription description) {
        Operation.Name name = Arrays.stream(Operation.Name.values())
                .filter(candidate -> candidate.toString().equals(description.operation()))
                .findAny()
                .orElse(Operation.Name.MANUAL_UPDATE);
        Map<String, String> parameters = new HashMap<>();
        description.parameters().forEach((key, value) -> parameters.put(key, quoted(value)));
        return new Operation(name, parameters, description.metrics());
    }

    private static AddFile add(DataFile file) {
        return new AddFile(
                FileUri.encode(file.path()),
                file.partition(),
                file.sizeBytes(),
                file.modifiedAtMs(),
                true,
                quoted(file.statistics()),
                null);
    }

    /**
     * As a JSON string. delta-standalone puts statistics and parameters into the log as they are: unquoted JSON would make
     * an object of them, and the table could not be read again (delta-io/connectors#380).
     */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static String json(Metadata metadata) {
        StructType schema = metadata.getSchema();
        return schema == null ? DeltaSchemas.NO_COLUMNS : schema.toJson();
    }
}

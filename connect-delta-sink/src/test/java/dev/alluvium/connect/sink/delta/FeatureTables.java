// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables with a feature turned on, as Spark would leave them. */
final class FeatureTables {
    private FeatureTables() {}

    /** By the feature that each is about. */
    static Map<String, ForeignTable> all() {
        Map<String, ForeignTable> cases = new LinkedHashMap<>();
        cases.put("allowColumnDefaults", table().writerFeatures("allowColumnDefaults"));
        cases.put("appendOnly", table().property("delta.appendOnly", "true"));
        cases.put("changeDataFeed", table().protocol(1, 4).property("delta.enableChangeDataFeed", "true"));
        cases.put("checkConstraints", table().writerFeatures("checkConstraints"));
        cases.put(
                "checkpointProtection",
                table().writerFeatures("checkpointProtection")
                        .property("delta.requireCheckpointProtectionBeforeVersion", "1"));
        cases.put(
                "clustering",
                table().writerFeatures("clustering", "domainMetadata")
                        .domain("delta.clustering", "{\"clusteringColumns\":[[\"id\"]]}"));
        cases.put("columnMapping", table().protocol(2, 5).property("delta.columnMapping.mode", "none"));
        cases.put(
                "deletionVectors",
                table().readerFeatures("deletionVectors").property("delta.enableDeletionVectors", "true"));
        cases.put("domainMetadata", table().writerFeatures("domainMetadata").domain("mine", "{}"));
        cases.put("generatedColumns", table().writerFeatures("generatedColumns"));
        cases.put("identityColumns", table().writerFeatures("identityColumns"));
        cases.put("inCommitTimestamp", withInCommitTimestamps());
        cases.put("invariants", table().writerFeatures("invariants"));
        cases.put("rowTracking", withRowTracking());
        cases.put(
                "timestampNtz",
                table().readerFeatures("timestampNtz").column("id", "long").column("local", "timestamp_ntz"));
        for (String feature : List.of("typeWidening", "typeWidening-preview")) {
            cases.put(feature, withTypeWidening(feature));
        }
        cases.put("v2Checkpoint", table().readerFeatures("v2Checkpoint").property("delta.checkpointPolicy", "v2"));
        cases.put("vacuumProtocolCheck", table().readerFeatures("vacuumProtocolCheck"));
        for (String feature : List.of("variantType", "variantType-preview")) {
            cases.put(
                    feature,
                    table().readerFeatures(feature).column("id", "long").column("any", "variant"));
        }
        for (String feature : List.of("variantShredding", "variantShredding-preview")) {
            cases.put(feature, table().readerFeatures("variantType", feature));
        }
        return cases;
    }

    private static ForeignTable table() {
        return new ForeignTable();
    }

    static ForeignTable withRowTracking() {
        return table().writerFeatures("rowTracking", "domainMetadata")
                .property("delta.enableRowTracking", "true")
                .property("delta.rowTracking.materializedRowIdColumnName", "_row-id-col-1")
                .property("delta.rowTracking.materializedRowCommitVersionColumnName", "_row-commit-version-col-1");
    }

    static ForeignTable withInCommitTimestamps() {
        return table().writerFeatures("inCommitTimestamp").property("delta.enableInCommitTimestamps", "true");
    }

    static ForeignTable withTypeWidening(String feature) {
        return table().readerFeatures(feature)
                .property("delta.enableTypeWidening", "true")
                .column("id", "long", "{\"delta.typeChanges\":[{\"fromType\":\"integer\",\"toType\":\"long\"}]}");
    }
}

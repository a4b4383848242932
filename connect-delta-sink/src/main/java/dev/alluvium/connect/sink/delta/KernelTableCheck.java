// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.UnsupportedTableException;
import io.delta.kernel.Operation;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.tablefeatures.TableFeature;
import io.delta.kernel.internal.tablefeatures.TableFeatures;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.internal.util.ColumnMapping.ColumnMappingMode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells whether an append of ours through Kernel leaves a table what its protocol and properties say that it is.
 *
 * <p>Kernel checks protocols, not what it takes for granted of the data files and statistics that are given to it. So a
 * feature is written to only if it is listed here, and each one listed stands in {@code KernelTableFeaturesTest}. Column
 * mapping is refused: files and statistics would have to carry the table's physical names and field ids.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#table-features">Delta protocol, Table Features</a>
 */
final class KernelTableCheck {
    static final Set<String> WRITTEN = Set.of(
            // Appends meet what these ask for, or Kernel itself adds what is wanted to the commit.
            "appendOnly",
            "changeDataFeed",
            "checkpointProtection",
            "deletionVectors",
            "domainMetadata",
            "inCommitTimestamp",
            "rowTracking",
            "typeWidening",
            "typeWidening-preview",
            "v2Checkpoint",
            "vacuumProtocolCheck",
            // Columns of these types are left out of our files, and so are null.
            "timestampNtz",
            "variantShredding",
            "variantShredding-preview",
            "variantType",
            "variantType-preview",
            // As long as no column and no property makes use of them; seen to below, or by Kernel.
            "allowColumnDefaults",
            "checkConstraints",
            "clustering",
            "columnMapping",
            "generatedColumns",
            "identityColumns",
            "invariants");
    private static final String ROW_TRACKING_SUSPENDED = "delta.rowTrackingSuspended";

    private final SnapshotImpl table;

    private KernelTableCheck(SnapshotImpl table) {
        this.table = table;
    }

    /** @throws UnsupportedTableException if {@code table} must not be written to */
    static void check(SnapshotImpl table) throws IOException, UnsupportedTableException {
        KernelTableCheck check = new KernelTableCheck(table);
        check.protocol();
        check.features();
        check.columns();
        check.rowTracking();
        check.clustering();
    }

    private void protocol() throws UnsupportedTableException {
        try {
            // The builder's constructor checks the table's protocol.
            table.buildUpdateTableTransaction("", Operation.STREAMING_UPDATE);
        } catch (KernelException e) {
            throw new UnsupportedTableException(
                    "Delta Kernel cannot write the table at " + table.getPath() + " (" + e.getMessage()
                            + "): drop the feature from the table, or route the records to another table",
                    e);
        }
    }

    private void features() throws UnsupportedTableException {
        Set<String> others = table.getProtocol().getImplicitlyAndExplicitlySupportedFeatures().stream()
                .map(TableFeature::featureName)
                .filter(feature -> !WRITTEN.contains(feature))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!others.isEmpty()) {
            throw refusal(
                    "has the features " + others
                            + ", which this sink cannot keep to: drop them from the table, or route the records to another table");
        }
    }

    private void columns() throws IOException, UnsupportedTableException {
        if (ColumnMapping.getColumnMappingMode(table.getMetadata().getConfiguration()) != ColumnMappingMode.NONE) {
            throw refusal("maps its columns to other names (delta.columnMapping.mode), which this sink does not: "
                    + "route the records to another table");
        }
        if (table.getProtocol().supportsFeature(TableFeatures.ALLOW_COLUMN_DEFAULTS_W_FEATURE)) {
            List<String> columns = DeltaSchemas.columnsWith(
                    "CURRENT_DEFAULT", table.getMetadata().getSchemaString());
            if (!columns.isEmpty()) {
                throw refusal(
                        "has default values for its columns " + columns
                                + ", which this sink does not compute: drop the defaults, or route the records to another table");
            }
        }
    }

    private void rowTracking() throws UnsupportedTableException {
        if (Boolean.parseBoolean(table.getMetadata().getConfiguration().get(ROW_TRACKING_SUSPENDED))) {
            throw refusal(
                    "has suspended row tracking (" + ROW_TRACKING_SUSPENDED
                            + "), which Delta Kernel cannot: resume it or drop the feature, or route the records to another table");
        }
    }

    private void clustering() throws IOException, UnsupportedTableException {
        if (!TableFeatures.isClusteringTableFeatureSupported(table.getProtocol())) {
            return;
        }
        Set<List<String>> covered =
                FileStatistics.columns(DeltaSchemas.read(table.getMetadata().getSchemaString()));
        for (Column column : table.getPhysicalClusteringColumns().orElse(List.of())) {
            if (!covered.contains(List.of(column.getNames()))) {
                throw refusal(
                        "is clustered by " + column + ", of which this sink writes no statistics: cluster it by other "
                                + "columns among its first ones, or route the records to another table");
            }
        }
    }

    private UnsupportedTableException refusal(String why) {
        return new UnsupportedTableException("the table at " + table.getPath() + " " + why);
    }
}

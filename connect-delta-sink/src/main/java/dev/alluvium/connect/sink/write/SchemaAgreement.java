// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.EvolutionMode;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.SchemaChange;
import dev.alluvium.connect.sink.core.SchemaClash;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a table's schema to hold every column of a shape <em>before</em> a row of that shape is encoded (rule 8), so that
 * each data file is a subset of its table's schema whatever others do to the metadata meanwhile.
 */
record SchemaAgreement(TableName table, TableLog log, StorageRetry retry) {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaAgreement.class);

    /**
     * Creates the table or adds the columns that {@code shape} wants and it has not.
     *
     * @return the table's schema, which lacks only what the shape's rows can rescue
     */
    TableSchema reach(RowShape shape) {
        return retry.untilDone(table, "agree on the schema", () -> attempt(shape));
    }

    private Optional<TableSchema> attempt(RowShape shape) throws IOException, UnsupportedTableException {
        TableState state = log.load(Set.of());
        boolean mayAddAll = !state.exists() || shape.evolution() != EvolutionMode.RESCUE;
        TableSchema wanted = wanted(state, shape);
        TableSchema known = state.exists() ? state.schema() : new TableSchema(List.of(), wanted.partitionBy());
        SchemaChange change = SchemaEvolution.merge(known, wanted, path -> mayAddAll || !shape.mayRescue(path));
        for (SchemaClash clash : change.clashes()) {
            if (shape.evolution() == EvolutionMode.STRICT || !shape.mayRescue(clash.path())) {
                throw new SinkFailureException(clash.message(table));
            }
        }
        if (!change.isNeeded()) {
            return reached(change);
        }
        CommitResult result = log.evolve(state, change.merged());
        if (result instanceof CommitResult.Committed committed) {
            LOG.info(
                    "Table {}: {} with version {}: {}",
                    table,
                    state.exists() ? "columns added" : "created",
                    committed.version(),
                    change.added());
            return reached(change);
        }
        if (result instanceof CommitResult.Unsupported unsupported) {
            throw new UnsupportedTableException(unsupported.reason());
        }
        if (result instanceof CommitResult.Unavailable unavailable) {
            throw new IOException("the schema change was not sent", unavailable.cause());
        }
        if (result instanceof CommitResult.Unknown unknown) {
            throw new IOException("it is not known whether the schema change was written", unknown.cause());
        }
        return Optional.empty();
    }

    /** A table without partitions stays one: its rows have nothing to put there. */
    private static TableSchema wanted(TableState state, RowShape shape) throws UnsupportedTableException {
        TableSchema wanted = shape.schema();
        List<String> has = state.schema().partitionBy();
        if (!state.exists() || has.equals(wanted.partitionBy())) {
            return wanted;
        }
        if (!has.isEmpty()) {
            throw new UnsupportedTableException("it is partitioned by " + has + ", and its rows would come with "
                    + (wanted.partitionBy().isEmpty() ? "none" : wanted.partitionBy())
                    + ": set delta.table.partition.by to fill just those, or route the records to another table");
        }
        return wanted.ofFiles();
    }

    private Optional<TableSchema> reached(SchemaChange change) {
        if (!change.clashes().isEmpty()) {
            LOG.info(
                    "Table {} has no place for {} of the records: what is there goes to the rows' rescue column",
                    table,
                    change.clashes().stream().map(SchemaClash::path).toList());
        }
        return Optional.of(change.merged());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.SchemaChange;
import dev.alluvium.connect.sink.core.SchemaEvolution;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TableSchema;
import java.io.IOException;
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

    /** Creates the table or adds the columns that {@code wanted} has and it has not. */
    TableSchema reach(TableSchema wanted) {
        return retry.untilDone(table, "agree on the schema", () -> attempt(wanted));
    }

    private Optional<TableSchema> attempt(TableSchema wanted) throws IOException, UnsupportedTableException {
        TableState state = log.load(Set.of());
        SchemaChange change = SchemaEvolution.merge(state.schema(), wanted);
        if (change instanceof SchemaChange.Incompatible incompatible) {
            throw new SinkFailureException(incompatible.message(table));
        }
        if (!(change instanceof SchemaChange.AddColumns addition)) {
            return Optional.of(state.schema());
        }
        CommitResult result = log.evolve(state, addition.merged());
        if (result instanceof CommitResult.Committed committed) {
            LOG.info(
                    "Table {}: {} with version {}: {}",
                    table,
                    state.exists() ? "columns added" : "created",
                    committed.version(),
                    addition.added());
            return Optional.of(addition.merged());
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
}

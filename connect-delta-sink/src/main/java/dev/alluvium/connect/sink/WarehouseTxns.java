// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.write.TableList;
import dev.alluvium.connect.sink.write.TableLogs;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into each table of the warehouse, one after the other. */
record WarehouseTxns(TableList tables, TableLogs logs) implements SettingsWatch.TxnReader {
    private static final Logger LOG = LoggerFactory.getLogger(WarehouseTxns.class);

    @Override
    public Map<String, Long> highest(Collection<String> appIds) throws IOException {
        Map<String, Long> highest = new HashMap<>();
        for (TableName table : tables.tables()) {
            of(table, appIds).forEach((appId, version) -> highest.merge(appId, version, Math::max));
        }
        return highest;
    }

    @Override
    public Map<String, Long> of(TableName table, Collection<String> appIds) throws IOException {
        try {
            return logs.open(table).load(Set.copyOf(appIds)).txns();
        } catch (UnsupportedTableException e) {
            LOG.warn("Table {} is left out of the search for what was written before: {}", table, e.reason());
            return Map.of();
        }
    }
}

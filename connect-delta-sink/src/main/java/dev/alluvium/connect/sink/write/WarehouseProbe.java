// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import dev.alluvium.connect.sink.core.TableName;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Port: tries whether a warehouse can be written the way the sink writes it, and leaves nothing behind there. */
@FunctionalInterface
public interface WarehouseProbe {

    /** What a fault is to be blamed on. */
    enum Subject {
        WAREHOUSE,
        HADOOP,
        LOG_LIBRARY
    }

    /**
     * Something that would keep the sink from writing.
     *
     * @param setting the Hadoop setting to blame, without prefix; empty if it is none
     * @param reason what failed, without any secret
     */
    record Fault(Subject subject, String setting, String reason) {}

    /**
     * Writes, and looks at those of {@code tables} that exist. May wait for storage without end: the caller bounds it.
     *
     * @param hasTime whether there is time left to look at another table
     * @return all that is in the way, empty if nothing is
     */
    List<Fault> look(Collection<TableName> tables, BooleanSupplier hasTime);
}

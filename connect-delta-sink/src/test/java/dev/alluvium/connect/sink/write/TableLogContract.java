// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

/** What every {@link TableLog} does, by themes. */
public interface TableLogContract
        extends TableSchemaContract,
                UnwritableTableContract,
                CompareAndSetContract,
                RaceContract,
                UnknownOutcomeContract,
                CheckpointContract {}

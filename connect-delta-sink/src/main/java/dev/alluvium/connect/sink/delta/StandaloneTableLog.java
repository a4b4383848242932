// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.write.*;
import java.io.IOException;
import java.util.*;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

final class StandaloneTableLog implements TableLog {
    StandaloneTableLog(
            Configuration configuration,
            Path root,
            LogDirectory directory,
            String engineInfo,
            int checkpointIntervalCommits) {}

    @Override
    public TableState load(Set<String> appIds) throws IOException {
        throw new IOException();
    }

    @Override
    public CommitResult commit(Commit commit) {
        return new CommitResult.Unsupported("");
    }

    @Override
    public ReadBack readBack(UUID commitId, long fromVersion) throws IOException {
        throw new IOException();
    }

    @Override
    public CommitResult evolve(TableState from, TableSchema to) {
        return new CommitResult.Unsupported("");
    }

    @Override
    public OptionalLong checkpoint() throws IOException {
        return OptionalLong.empty();
    }
}

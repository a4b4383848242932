// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.commit.CommitMetadata;
import io.delta.kernel.commit.CommitResponse;
import io.delta.kernel.commit.Committer;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.commit.DefaultFileSystemManagedTableOnlyCommitter;
import io.delta.kernel.utils.CloseableIterator;
import java.util.Optional;

/**
 * Writes one version as Kernel would, with our words in its {@code commitInfo}. Kernel always says that a commit is no
 * blind append, which makes a DELETE, UPDATE or MERGE that runs beside it fail although nothing stands against it.
 */
final class KernelCommitter implements Committer {
    private static final int COMMIT_INFO = SingleAction.FULL_SCHEMA.indexOf("commitInfo");

    private final CommitDescription description;
    private final String engineInfo;
    private boolean requested;

    KernelCommitter(CommitDescription description, String engineInfo) {
        this.description = description;
        this.engineInfo = engineInfo;
    }

    @Override
    public CommitResponse commit(Engine engine, CloseableIterator<Row> actions, CommitMetadata metadata)
            throws CommitFailedException {
        requested = true;
        return DefaultFileSystemManagedTableOnlyCommitter.INSTANCE.commit(
                engine,
                actions.map(action -> action.isNullAt(COMMIT_INFO) ? action : describe(metadata.getCommitInfo())),
                metadata);
    }

    /** Whether the version may have been asked for: from here on an error no longer means that nothing was sent. */
    boolean requested() {
        return requested;
    }

    private Row describe(CommitInfo kernels) {
        return SingleAction.createCommitInfoSingleAction(new CommitInfo(
                        kernels.getInCommitTimestamp(),
                        kernels.getTimestamp(),
                        Optional.of(engineInfo),
                        Optional.of(description.operation()),
                        description.parameters(),
                        Optional.of(true),
                        kernels.getTxnId(),
                        description.metrics())
                .toRow());
    }
}

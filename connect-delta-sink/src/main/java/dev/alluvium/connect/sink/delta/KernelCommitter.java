// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.core.TableDesign;
import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.commit.CommitMetadata;
import io.delta.kernel.commit.CommitResponse;
import io.delta.kernel.commit.Committer;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.files.ParsedPublishedDeltaData;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;

/**
 * Writes one version as Kernel would, with our words in its {@code commitInfo}. Kernel always says that a commit is no
 * blind append, which makes a DELETE, UPDATE or MERGE that runs beside it fail although nothing stands against it.
 */
final class KernelCommitter implements Committer {
    private static final int COMMIT_INFO = SingleAction.FULL_SCHEMA.indexOf("commitInfo");
    private static final long UNKNOWN_BYTES = 0;
    private static final int METADATA = SingleAction.FULL_SCHEMA.indexOf("metaData");

    private final CommitDescription description;
    private final String engineInfo;
    private final TableDesign design;
    private boolean requested;

    /** @param design goes into a {@code metaData} of the version */
    KernelCommitter(CommitDescription description, String engineInfo, TableDesign design) {
        this.description = description;
        this.engineInfo = engineInfo;
        this.design = design;
    }

    @Override
    public CommitResponse commit(Engine engine, CloseableIterator<Row> actions, CommitMetadata metadata)
            throws CommitFailedException {
        requested = true;
        String file = FileNames.deltaFile(metadata.getDeltaLogDirPath(), metadata.getVersion());
        try {
            engine.getJsonHandler().writeJsonFileAtomically(file, actions.map(action -> said(action, metadata)), false);
        } catch (FileAlreadyExistsException e) {
            throw new CommitFailedException(true, true, "version " + metadata.getVersion() + " is taken", e);
        } catch (IOException e) {
            throw new CommitFailedException(true, false, "version " + metadata.getVersion() + ": " + e.getMessage(), e);
        }
        // Kernel's own committer asks storage for size and time, of which nothing that comes of this snapshot tells
        // anybody.
        return new CommitResponse(
                ParsedPublishedDeltaData.forFileStatus(FileStatus.of(file, UNKNOWN_BYTES, System.currentTimeMillis())));
    }

    /** Whether the version may have been asked for: from here on an error no longer means that nothing was sent. */
    boolean requested() {
        return requested;
    }

    private Row said(Row action, CommitMetadata metadata) {
        if (!action.isNullAt(COMMIT_INFO)) {
            return describe(metadata.getCommitInfo());
        }
        return action.isNullAt(METADATA) ? action : designed(Metadata.fromRow(action.getStruct(METADATA)));
    }

    /** Kernel takes neither a comment nor the properties that are not its own. */
    private Row designed(Metadata kernels) {
        Metadata full = kernels.withMergedConfiguration(design.properties());
        return SingleAction.createMetadataSingleAction(new Metadata(
                        full.getId(),
                        full.getName(),
                        design.comment().or(full::getDescription),
                        full.getFormat(),
                        full.getSchemaString(),
                        full.getSchema(),
                        full.getPartitionColumns(),
                        full.getCreatedTime(),
                        full.getConfigurationMapValue())
                .toRow());
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

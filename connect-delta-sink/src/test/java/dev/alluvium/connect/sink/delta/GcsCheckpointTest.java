// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.at;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsCall.Kind;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.write.TableLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checkpoint is there as a whole or not at all: readers take what it lacks for removed. */
@Timeout(120)
final class GcsCheckpointTest extends InABucket {
    @ParameterizedTest
    @EnumSource
    void ofALogThatCouldNotBeReadToItsEndThereIsNone(LogLibrary library) throws Exception {
        TableLog writer = written(library);
        long reads = 0;
        OptionalLong checkpointed = OptionalLong.empty();
        while (checkpointed.isEmpty()) {
            AtomicLong left = new AtomicLong(++reads);
            table.proxy.weather(call -> isOfAVersion(call) && left.decrementAndGet() == 0
                    ? Optional.of(GcsFault.UNAVAILABLE)
                    : Optional.empty());
            try {
                checkpointed = writer.checkpoint();
            } catch (IOException e) {
                table.proxy.weather(call -> Optional.empty());
                assertThat(checkpoints()).as("after read " + reads + " failed").isEmpty();
            }
        }

        table.proxy.weather(call -> Optional.empty());
        assertThat(reads).isGreaterThan(CHECKPOINT_INTERVAL_COMMITS);
        assertThat(checkpointed).hasValue(CHECKPOINT_INTERVAL_COMMITS);
        assertThat(table.open(library).load(Set.of("a")).txns()).containsEntry("a", (long) CHECKPOINT_INTERVAL_COMMITS);
        assertThat(table.readers().filesByKernel()).hasSize(CHECKPOINT_INTERVAL_COMMITS);
    }

    @ParameterizedTest
    @EnumSource
    void ofAnUploadThatFailedThereIsNone(LogLibrary library) throws Exception {
        TableLog writer = written(library);
        table.proxy.onNext(call -> call.object().endsWith(".checkpoint.parquet"), GcsFault.UNAVAILABLE);

        assertThatThrownBy(writer::checkpoint).isInstanceOf(IOException.class);
        assertThat(checkpoints()).isEmpty();

        assertThat(writer.checkpoint()).hasValue(CHECKPOINT_INTERVAL_COMMITS);
    }

    private static boolean isOfAVersion(GcsCall call) {
        return call.kind() == Kind.READ && call.object().endsWith(".json");
    }

    private TableLog written(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        writer.evolve(writer.load(Set.of()), SCHEMA);
        writer.commit(commit(step("a", NONE, 1)));
        for (long version = 2; version <= CHECKPOINT_INTERVAL_COMMITS; version++) {
            writer.commit(commit(step("a", at(version - 1), version)));
        }
        return writer;
    }

    private List<String> checkpoints() throws IOException {
        List<String> names = new ArrayList<>();
        for (FileStatus file : table.files().listStatus(table.log())) {
            if (file.getPath().getName().contains("checkpoint")) {
                names.add(file.getPath().getName());
            }
        }
        return names;
    }
}

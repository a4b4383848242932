// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsCall.Kind;
import dev.alluvium.connect.sink.gcs.GcsEmulator;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.TableLog;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker that is killed while it uploads. */
@Timeout(300)
final class GcsKilledTest {
    @RegisterExtension
    static final GcsEmulator EMULATOR = new GcsEmulator();

    @Test
    void leavesNoFileAndATableThatGoesOn() throws Exception {
        try (GcsTable table = new GcsTable(EMULATOR, 10)) {
            TableLog writer = table.open(LogLibrary.KERNEL);
            writer.evolve(writer.load(Set.of()), SCHEMA);
            Path file = new Path(table.root(), "part-1.parquet");
            table.proxy.calls();
            Process process =
                    GcsRaceTest.start(GcsUploader.class, table.proxy.uri().toString(), file.toString());
            try (BufferedReader answer = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(answer.readLine()).isEqualTo(GcsUploader.SENT);
            } finally {
                process.destroyForcibly().waitFor();
            }

            assertThat(table.proxy.calls()).extracting(GcsCall::kind).containsExactly(Kind.BEGIN, Kind.PART, Kind.PART);
            assertThat(table.files().exists(file)).isFalse();
            assertThat(writer.commit(commit(step("a", NONE, 1)))).isEqualTo(new CommitResult.Committed(1));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.TableLogSteps.APPS;
import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.afterConflictAt;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static dev.alluvium.connect.sink.write.TableLogSteps.wider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract about tables that cannot be written. */
public interface UnwritableTableContract extends TableLogHarness {

    @Test
    default void saysAtOnceWhyItCannotWriteATable() throws Exception {
        tableWithSchema();
        long version = refuseWriters();

        for (TableLog writer : List.of(open(), openRival())) {
            String reason = catchThrowableOfType(UnsupportedTableException.class, () -> writer.load(APPS))
                    .reason();
            assertThat(reason).contains("orders").containsPattern("feature.*odd|protocol version \\(1,7\\)");
            assertThat(writer.commit(commit(step("a", NONE, 10)))).isEqualTo(new CommitResult.Unsupported(reason));
            assertThat(writer.evolve(new TableState(version, SCHEMA, Map.of()), wider()))
                    .isEqualTo(new CommitResult.Unsupported(reason));
        }
    }

    @Test
    default void noticesThatATableCannotBeWrittenAnyMore() throws Exception {
        TableLog writer = tableWithSchema();
        long version = refuseWriters();
        Commit commit = commit(step("a", NONE, 10));

        assertThat(afterConflictAt(version, writer, commit)).isInstanceOf(CommitResult.Unsupported.class);
        assertThat(files()).isEmpty();
    }
}

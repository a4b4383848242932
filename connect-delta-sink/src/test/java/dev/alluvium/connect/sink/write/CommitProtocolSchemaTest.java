// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import static dev.alluvium.connect.sink.write.Visible.assertExactlyUpToTxn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alluvium.connect.sink.core.ColumnType;
import dev.alluvium.connect.sink.core.RowShape;
import dev.alluvium.connect.sink.core.TableSchema;
import dev.alluvium.connect.sink.core.TestRows;
import org.junit.jupiter.api.Test;

/** Rule 8: the schema before the rows. */
final class CommitProtocolSchemaTest extends CommitProtocol {

    @Test
    void aColumnIsInTheMetadataBeforeItsFirstRowIsEncoded() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 5).read(ORDERS, WIDER, 0, 5);
        assertThat(orders.schema()).isEqualTo(WIDER.schema());
        assertThat(orders.files()).isEmpty();
        task.sealAndWork();
        assertExactlyUpToTxn(orders, files, task, 0);
        // Both files go with one commit: the schema grew in the middle of it.
        assertThat(orders.versions().get(2).files()).hasSize(2);
        assertThat(files.schemas()).containsExactly(SHAPE.schema(), WIDER.schema());
    }

    @Test
    void aMetadataChangeBySomebodyElseDoesNotRewriteFiles() {
        TaskRig other = new TaskRig(logs, files, task.settings.flush(), Long.MAX_VALUE, 1);
        task.open(0, 0).read(ORDERS, SHAPE, 0, 10).seal();
        other.open(1, 0).read(ORDERS, WIDER, 1, 10).sealAndWork();
        task.work();
        assertExactlyUpToTxn(orders, files, task, 0, 1);
        assertThat(files.removed()).isEmpty();
        assertThat(files.aborted()).isZero();
        assertThat(task.rewinds).isEmpty();
    }

    @Test
    void aLostRaceForTheSchemaIsMergedAgain() {
        task.open(0, 0);
        orders.onNextWrite(WriteFault.REQUEST_LOST);
        orders.onNextWrite(WriteFault.REPLY_LOST);
        task.read(ORDERS, SHAPE, 0, 5).sealAndWork();
        assertThat(orders.versions()).hasSize(2);
        assertExactlyUpToTxn(orders, files, task, 0);
    }

    @Test
    void rowsOfTwoShapesMayAlternate() {
        task.open(0, 0);
        for (int i = 0; i < 5; i++) {
            task.read(ORDERS, SHAPE, 0, 2).read(ORDERS, WIDER, 0, 2);
        }
        task.sealAndWork();
        assertExactlyUpToTxn(orders, files, task, 0);
        assertThat(orders.files()).hasSize(2);
    }

    @Test
    void aTableThatCannotBeWrittenFailsTheTaskAtItsFirstRowWithoutATry() {
        orders.refuse("the table asks for the feature odd: drop it");
        task.open(0, 0);
        assertThatThrownBy(() -> task.read(ORDERS, SHAPE, 0, 5))
                .isInstanceOf(SinkFailureException.class)
                .hasMessage("Table orders: the table asks for the feature odd: drop it")
                .hasCauseInstanceOf(UnsupportedTableException.class);
        assertThat(task.slept).isEmpty();
    }

    @Test
    void aTableThatRefusesWritersFromNowOnFailsTheTaskWithTheNextCommit() {
        task.open(0, 0).read(ORDERS, SHAPE, 0, 5).seal();
        orders.refuse("the table asks for the feature odd: drop it");
        long before = task.nowMs;
        assertThatThrownBy(task::work)
                .isInstanceOf(SinkFailureException.class)
                .hasMessage("Table orders: the table asks for the feature odd: drop it");
        assertThat(task.nowMs).isEqualTo(before);
        assertThat(task.acknowledged(0)).isZero();
    }

    @Test
    void aTypeThatDoesNotFitFailsTheTaskAndLosesNothing() {
        RowShape clash = TestRows.of(TestRows.column("a", ColumnType.Primitive.LONG));
        task.open(0, 0).read(ORDERS, SHAPE, 0, 5).sealAndWork();
        assertThatThrownBy(() -> task.read(ORDERS, clash, 0, 1))
                .isInstanceOf(SinkFailureException.class)
                .hasMessageContaining("orders")
                .hasMessageContaining("'a'");
        assertThat(task.acknowledged(0)).isEqualTo(5);
        assertThat(orders.schema()).isEqualTo(new TableSchema(SHAPE.schema().columns()));
    }
}

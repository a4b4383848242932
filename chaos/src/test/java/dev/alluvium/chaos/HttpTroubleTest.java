// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.chaos.storage.FaultDirectory;
import dev.alluvium.chaos.storage.Mishap;
import dev.alluvium.chaos.storage.Operation;
import dev.alluvium.chaos.storage.StorageFault;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTroubleTest {
    private static final GcsCall COMMIT =
            new GcsCall(GcsCall.Kind.INSERT, "bronze/t/_delta_log/00000000000000000007.json", "if absent");
    private static final GcsCall DATA = new GcsCall(GcsCall.Kind.INSERT, "bronze/t/part-1.parquet", "if absent");

    @TempDir
    Path directory;

    private FaultDirectory faults;

    @BeforeEach
    void make() throws IOException {
        faults = new FaultDirectory(directory);
        faults.create();
    }

    @Test
    void aFaultStrikesTheFirstRequestOfItsKind() throws IOException {
        faults.plant(new StorageFault(1, Operation.COMMIT, Mishap.REPLY_LOST, 300));

        assertThat(HttpTrouble.claimed(DATA, faults)).isEmpty();
        assertThat(HttpTrouble.claimed(COMMIT, faults)).isPresent();
        assertThat(HttpTrouble.claimed(COMMIT, faults)).isEmpty();
    }

    @Test
    void whateverMayBecomeOfADataFileStrikesItsOneRequest() throws IOException {
        int number = 1;
        for (Operation operation : new Operation[] {Operation.CREATE, Operation.STATUS, Operation.CLOSE}) {
            faults.plant(new StorageFault(number++, operation, Mishap.REFUSED, 300));
        }
        faults.plant(new StorageFault(9, Operation.WRITE, Mishap.TORN, 300));

        for (int request = 0; request < 4; request++) {
            assertThat(HttpTrouble.claimed(DATA, faults)).isPresent();
        }
        assertThat(HttpTrouble.claimed(DATA, faults)).isEmpty();
    }

    @Test
    void onlyWhatIsWrittenOnAConditionIsTakenByItself() throws IOException {
        for (int number = 0; number < 6; number++) {
            faults.plant(new StorageFault(number, Operation.CLOSE, Mishap.REPLY_LOST, 300));
            Optional<HttpTrouble> trouble = HttpTrouble.claimed(DATA, faults);

            assertThat(trouble.map(HttpTrouble::onTheWire)).get().isNotEqualTo(GcsFault.TAKEN_BY_ITSELF);
        }
    }

    @Test
    void aLateRequestIsHeldBack() throws IOException {
        faults.plant(new StorageFault(1, Operation.COMMIT, Mishap.LATE, 300));

        HttpTrouble trouble = HttpTrouble.claimed(COMMIT, faults).orElseThrow();

        assertThat(trouble.isLate()).isTrue();
        assertThat(trouble.onTheWire()).isEqualTo(GcsFault.IN_FLIGHT);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import dev.alluvium.chaos.storage.FaultDirectory;
import dev.alluvium.chaos.storage.Mishap;
import dev.alluvium.chaos.storage.Operation;
import dev.alluvium.chaos.storage.StorageFault;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsFault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A fault that a request over HTTP has met. */
record HttpTrouble(StorageFault fault) {
    private static final String LOG = "/_delta_log/";

    /** Whatever could be asked of a data file, a small one is one request. */
    private static final List<Operation> OF_A_DATA_FILE =
            List.of(Operation.CREATE, Operation.WRITE, Operation.CLOSE, Operation.STATUS);

    /** Of faults of one kind, each third is this one. */
    private static final List<GcsFault> NOT_DONE =
            List.of(GcsFault.REQUEST_LOST, GcsFault.UNAVAILABLE, GcsFault.TOO_MANY_REQUESTS);

    private static final List<GcsFault> DONE =
            List.of(GcsFault.REPLY_LOST, GcsFault.UNAVAILABLE_BUT_DONE, GcsFault.TAKEN_BY_ITSELF);

    /** The fault that was planted for such a request, if one was; it is this request's from now on. */
    static Optional<HttpTrouble> claimed(GcsCall call, FaultDirectory faults) throws IOException {
        for (Operation operation : operations(call)) {
            Optional<StorageFault> fault = faults.claim(operation, call.object());
            if (fault.isPresent()) {
                return fault.map(HttpTrouble::new);
            }
        }
        return Optional.empty();
    }

    private static List<Operation> operations(GcsCall call) {
        boolean isInLog = call.object().contains(LOG);
        return switch (call.kind()) {
            case INSERT, BEGIN, PART -> {
                if (!isInLog) {
                    yield call.object().endsWith(".parquet") ? OF_A_DATA_FILE : List.of();
                }
                yield List.of(call.detail().equals("if absent") ? Operation.COMMIT : Operation.CHECKPOINT);
            }
            case LIST -> List.of(Operation.LIST);
            case READ -> isInLog ? List.of(Operation.READ) : List.of();
            case LOOK -> List.of(Operation.STATUS);
            case DELETE -> List.of(Operation.DELETE);
            case PROGRESS, CANCEL, OTHER -> List.of();
        };
    }

    /** Whether the request lands when nobody waits for it any more. */
    boolean isLate() {
        return fault.mishap() == Mishap.LATE;
    }

    GcsFault onTheWire() {
        return switch (fault.mishap()) {
            case REFUSED, TORN -> NOT_DONE.get(fault.number() % NOT_DONE.size());
            case REPLY_LOST -> done();
            case HUNG -> GcsFault.REPLY_LATE;
            case LATE -> GcsFault.IN_FLIGHT;
        };
    }

    private GcsFault done() {
        GcsFault one = DONE.get(fault.number() % DONE.size());
        // Only what is written on a condition can be taken by itself.
        return one == GcsFault.TAKEN_BY_ITSELF && fault.operation() != Operation.COMMIT ? GcsFault.REPLY_LOST : one;
    }
}

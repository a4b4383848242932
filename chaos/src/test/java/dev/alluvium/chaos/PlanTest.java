// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.chaos.storage.Operation;
import dev.alluvium.chaos.storage.StorageFault;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final int MANY = 500;

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(drawn(7, Plan::nextStorageFault)).isEqualTo(drawn(7, Plan::nextStorageFault));
        assertThat(drawn(7, Plan::nextProcessFault)).isEqualTo(drawn(7, Plan::nextProcessFault));
        assertThat(drawn(7, Plan::nextRestFault)).isEqualTo(drawn(7, Plan::nextRestFault));
        assertThat(drawn(7, Plan::nextProcessFault)).isNotEqualTo(drawn(8, Plan::nextProcessFault));
    }

    @Test
    void everyMishapOfEveryOperationHasItsTurn() {
        List<String> drawn = drawn(1, Plan::nextStorageFault).stream()
                .map(fault -> fault.operation() + " " + fault.mishap())
                .toList();

        for (Operation operation : Operation.values()) {
            operation.mishaps().forEach(mishap -> assertThat(drawn).contains(operation + " " + mishap));
        }
    }

    @Test
    void everyFaultOfProcessesAndByRestHasItsTurn() {
        assertThat(drawn(1, Plan::nextProcessFault)).hasOnlyElementsOfType(ProcessFault.class);
        assertThat(kinds(drawn(1, Plan::nextProcessFault))).contains("Kill", "Freeze", "Leave", "RestartBroker");
        assertThat(kinds(drawn(1, Plan::nextRestFault))).contains("Reconfigure", "Restart", "Pause");
    }

    @Test
    void aFreezeOutlastsASession() {
        assertThat(drawn(1, Plan::nextProcessFault))
                .filteredOn(ProcessFault.Freeze.class::isInstance)
                .allSatisfy(fault ->
                        assertThat(((ProcessFault.Freeze) fault).frozenMs()).isGreaterThanOrEqualTo(8_000));
    }

    @Test
    void faultsOfOneRunHaveDifferentNumbers() {
        assertThat(drawn(3, Plan::nextStorageFault))
                .extracting(StorageFault::number)
                .doesNotHaveDuplicates();
    }

    private static <T> List<T> drawn(long seed, Function<Plan, T> next) {
        Plan plan = new Plan(seed, List.of("one", "two"));
        return Stream.generate(() -> next.apply(plan)).limit(MANY).toList();
    }

    private static List<String> kinds(List<?> faults) {
        return faults.stream()
                .map(fault -> fault.getClass().getSimpleName())
                .distinct()
                .collect(Collectors.toList());
    }
}

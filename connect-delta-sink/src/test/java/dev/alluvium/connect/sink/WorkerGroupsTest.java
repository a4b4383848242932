// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.write.CommitGroups;
import dev.alluvium.connect.sink.write.FakeDeltaLogs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkerGroupsTest {
    private final WorkerGroups groups = new WorkerGroups();

    private static SinkSettings settings(String intervalMs) {
        return DeltaSinkConfig.parse(Map.of(
                        "name", "bronze",
                        "topics", "orders",
                        "delta.warehouse", "/warehouse",
                        "delta.commit.interval.ms", intervalMs))
                .settings();
    }

    private CommitGroups groupsOf(String connector, SinkSettings settings) {
        return groups.of(List.of(connector, settings), () -> new CommitGroups(new FakeDeltaLogs(), settings, 1));
    }

    @Test
    void tasksOfOneConnectorCommitTogether() {
        CommitGroups bronze = groupsOf("bronze", settings("1000"));
        assertThat(groupsOf("bronze", settings("1000"))).isSameAs(bronze);
    }

    @Test
    void thoseOfAnotherConnectorOrOfOtherSettingsDoNot() {
        CommitGroups bronze = groupsOf("bronze", settings("1000"));
        assertThat(groupsOf("other", settings("1000"))).isNotSameAs(bronze);
        assertThat(groupsOf("bronze", settings("2000"))).isNotSameAs(bronze);
    }
}

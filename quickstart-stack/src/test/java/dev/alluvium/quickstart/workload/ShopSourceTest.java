// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.quickstart.stack.ConnectorFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShopSourceTest {

    @ParameterizedTest
    @EnumSource
    void setsEveryVariableThatTheConnectorsFileAsksFor(ShopSource source) {
        String wanted = config(source.connector()).values().stream().collect(Collectors.joining("\n"));

        assertThat(Pattern.compile("\\$\\{env:(\\w+)}")
                        .matcher(wanted)
                        .results()
                        .map(name -> name.group(1)))
                .isNotEmpty()
                .isSubsetOf(source.environment(1234, "kafka:9092").keySet());
    }

    @ParameterizedTest
    @EnumSource
    void namesTheTopicsThatTheSinksFileTakes(ShopSource source) {
        Pattern taken = Pattern.compile(config(source.sink()).get("topics.regex"));

        assertThat(source.topics())
                .hasSizeGreaterThanOrEqualTo(ShopDatabase.TABLES.size())
                .allMatch(topic -> taken.matcher(topic).matches());
    }

    @Test
    void tellsTheLastTransactionOfBothFamiliesIds() {
        assertThat(MySqlShop.last("2174b383-5441-11ee-b90a-c80aa9429562:1-4711"))
                .isEqualTo(4711);
        assertThat(MySqlShop.last("2174b383-5441-11ee-b90a-c80aa9429562:1")).isEqualTo(1);
        assertThat(MySqlShop.last("0-1-4711")).isEqualTo(4711);
    }

    private static Map<String, String> config(String name) {
        return ConnectorFile.read(Path.of("..", "connector-configs", name + ".json"))
                .config();
    }
}

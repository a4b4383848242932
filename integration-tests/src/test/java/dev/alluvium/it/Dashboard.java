// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Grafana's dashboard of bronze tables, and what Grafana makes of its queries before Trino sees them. */
final class Dashboard {
    private static final Path FILE = Compose.FILES.resolve("grafana/dashboards/bronze.json");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Duration RANGE = Duration.ofHours(1);

    private Dashboard() {}

    /** Its panels, without the rows that hold them. */
    private static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        new ObjectMapper().readTree(FILE.toFile()).get("panels").forEach(panel -> {
            if (!panel.get("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    /** For each query its panel's title, its SQL, and whether it is a series over time. */
    static Stream<Arguments> queries() throws IOException {
        List<Arguments> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.get("targets")) {
                queries.add(Arguments.of(
                        panel.get("title").asText(),
                        target.get("rawSQL").asText(),
                        target.get("format").asInt() == 0));
            }
        }
        assertThat(queries).isNotEmpty();
        return queries.stream();
    }

    /** As Grafana and its plugin for Trino expand it, for one table and the hour until now. */
    static String expand(String sql, String table) {
        Instant now = Instant.now();
        String range = "TIMESTAMP '" + SECONDS.format(now.minus(RANGE)) + "' AND TIMESTAMP '"
                + SECONDS.format(now.plusSeconds(1)) + "'";
        String expanded = sql.replace("${table:raw}", table)
                .replaceAll("\\$__timeFilter\\(([^)]*)\\)", "$1 BETWEEN " + range)
                .replaceAll("\\$__timeGroup\\(([^,]*), '1m'\\)", "FROM_UNIXTIME(FLOOR(TO_UNIXTIME($1)/60)*60)");
        assertThat(expanded).as("no variable and no macro is left").doesNotContain("$_", "${");
        return expanded;
    }
}

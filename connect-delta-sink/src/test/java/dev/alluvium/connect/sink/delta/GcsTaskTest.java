// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alluvium.connect.sink.WholeTask;
import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.write.DataFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole task with its threads, writing to a bucket that a bad network is before. */
@Timeout(180)
final class GcsTaskTest extends InABucket {
    private static final int RECORDS = 300;
    private static final int ONE_IN = 6;

    @ParameterizedTest
    @EnumSource
    void bringsEveryRecordIntoOneRowWhateverTheWeather(LogLibrary library) throws Exception {
        Random random = new Random(5);
        List<GcsFault> faults = List.copyOf(EnumSet.complementOf(EnumSet.of(GcsFault.FORBIDDEN, GcsFault.REPLY_LATE)));
        int[] held = new int[1];
        table.proxy.weather(call -> {
            if (random.nextInt(ONE_IN) != 0) {
                return Optional.empty();
            }
            GcsFault fault = faults.get(random.nextInt(faults.size()));
            boolean writes = call.kind() == GcsCall.Kind.INSERT;
            if (fault == GcsFault.IN_FLIGHT && writes) {
                held[0]++;
            } else if (fault == GcsFault.IN_FLIGHT || (fault == GcsFault.TAKEN_BY_ITSELF && !writes)) {
                return Optional.of(GcsFault.UNAVAILABLE);
            }
            return Optional.of(fault);
        });

        WholeTask.run(properties(library), records());
        table.proxy.weather(call -> Optional.empty());
        for (; held[0] > 0; held[0]--) {
            table.proxy.landInFlight();
        }

        List<Long> offsets = new ArrayList<>();
        for (DataFile file : table.readers().filesByKernel()) {
            ParquetContent.forEachRow(
                    new Path(table.root(), file.path()),
                    table.configuration(),
                    row -> offsets.add((Long) ((Map<?, ?>) row.get("_kafka")).get("offset")));
        }
        assertThat(offsets.stream().sorted())
                .containsExactlyElementsOf(LongStream.range(0, RECORDS).boxed().toList());
    }

    private Map<String, String> properties(LogLibrary library) {
        StorageSettings settings = table.settings(library);
        Map<String, String> properties = new HashMap<>(Map.of(
                "name",
                "sink",
                "topics",
                "orders",
                "delta.warehouse",
                settings.warehouse(),
                "delta.table.name.template",
                GcsTable.NAME.path(),
                "delta.log.library",
                library.name().toLowerCase(Locale.ROOT),
                "delta.commit.max.records",
                "20"));
        settings.hadoop().forEach((key, value) -> properties.put("hadoop." + key, value));
        return properties;
    }

    private static List<SinkRecord> records() {
        return LongStream.range(0, RECORDS)
                .mapToObj(offset ->
                        new SinkRecord("orders", 0, null, null, Schema.STRING_SCHEMA, "row " + offset, offset))
                .toList();
    }
}

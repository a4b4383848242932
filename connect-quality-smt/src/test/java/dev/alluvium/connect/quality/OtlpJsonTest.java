// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpJsonTest {
    private static final String RESOURCE = """
            "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
            {"key":"pid","value":{"intValue":"7"}}]}""";

    @Test
    void readsLogs() {
        Struct log = only("logs", """
                {"resourceLogs":[{%s,"scopeLogs":[{"scope":{"name":"lib"},"logRecords":[{
                "timeUnixNano":"1764208800123456789","observedTimeUnixNano":"1764208801000000000",
                "severityNumber":9,"severityText":"INFO","body":{"stringValue":"paid"},
                "attributes":[{"key":"n","value":{"doubleValue":1.5}},{"key":"ok","value":{"boolValue":true}},
                {"key":"list","value":{"arrayValue":{"values":[{"intValue":"1"}]}}},{"key":"none","value":{}}],
                "traceId":"5b8efff798038103d269b633813fc60c","spanId":""}]}]}]}""".formatted(RESOURCE));

        assertThat(log.get("time")).isEqualTo(Date.from(Instant.parse("2025-11-27T02:00:00.123Z")));
        assertThat(log.get("time_unix_nano")).isEqualTo(1_764_208_800_123_456_789L);
        assertThat(log.get("observed_time")).isEqualTo(Date.from(Instant.parse("2025-11-27T02:00:01Z")));
        assertThat(log.get("severity_number")).isEqualTo(9);
        assertThat(log.get("severity")).isEqualTo("INFO");
        assertThat(log.get("body")).isEqualTo("paid");
        assertThat(log.get("resource")).isEqualTo(Map.of("service.name", "shop", "pid", "7"));
        assertThat(log.get("scope")).isEqualTo("lib");
        assertThat(log.getMap("attributes").toString())
                .isEqualTo("{n=1.5, ok=true, list={\"values\":[{\"intValue\":\"1\"}]}, none=null}");
        assertThat(log.get("trace_id")).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(log.get("span_id")).isNull();
    }

    @Test
    void readsThePointsOfMetrics() {
        Struct batch = read("""
                {"resourceMetrics":[{%s,"scopeMetrics":[{"metrics":[
                {"name":"cpu","unit":"1","gauge":{"dataPoints":[{"timeUnixNano":1764208800000000000,"asDouble":0.25,
                "attributes":[{"key":"pod","value":{"stringValue":"a"}}]}]}},
                {"name":"bytes","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
                {"timeUnixNano":"1764208800000000000","asInt":"9007199254740993"}]}},
                {"name":"took","histogram":{"aggregationTemporality":1,"dataPoints":[
                {"count":"3","sum":4.5,"bucketCounts":["1","2"],"explicitBounds":[1]}]}}]}]}]}""".formatted(RESOURCE));
        List<Struct> points = batch.getArray("points");

        assertThat(points).extracting(point -> point.get("name")).containsExactly("cpu", "bytes", "took");
        assertThat(points).extracting(point -> point.get("type")).containsExactly("gauge", "sum", "histogram");
        assertThat(points.get(0).get("value")).isEqualTo(0.25);
        assertThat(points.get(0).get("unit")).isEqualTo("1");
        assertThat(points.get(0).get("attributes")).isEqualTo(Map.of("pod", "a"));
        assertThat(points.get(1).get("int_value")).isEqualTo(9_007_199_254_740_993L);
        assertThat(points.get(1).get("is_monotonic")).isEqualTo(true);
        assertThat(points.get(1).get("temporality")).isEqualTo(2);
        assertThat(points.get(2).get("count")).isEqualTo(3L);
        assertThat(points.get(2).get("sum")).isEqualTo(4.5);
        assertThat(points.get(2).getString("detail")).contains("\"bucketCounts\":[\"1\",\"2\"]");
        assertThat(points.get(2).get("time")).isNull();
        assertThat(batch.get("logs")).isNull();
    }

    @Test
    void readsSpans() {
        Struct span = only("spans", """
                {"resourceSpans":[{%s,"scopeSpans":[{"spans":[{"traceId":"aa","spanId":"bb","parentSpanId":"","name":"GET",
                "kind":2,"startTimeUnixNano":"1764208800000000000","endTimeUnixNano":"1764208801500000000",
                "status":{"code":2,"message":"boom"},"events":[{"name":"e"}]}]}]}]}""".formatted(RESOURCE));

        assertThat(span.get("time")).isEqualTo(Date.from(Instant.parse("2025-11-27T02:00:00Z")));
        assertThat(span.get("end_time")).isEqualTo(Date.from(Instant.parse("2025-11-27T02:00:01.500Z")));
        assertThat(span.get("kind")).isEqualTo(2);
        assertThat(span.get("parent_span_id")).isNull();
        assertThat(span.get("status_code")).isEqualTo(2);
        assertThat(span.get("status_message")).isEqualTo("boom");
        assertThat(span.get("events")).isEqualTo("[{\"name\":\"e\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"resourceLogs\": | it is no JSON",
                "[] | it is no JSON object",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"soon\"}]}]}]} | a number in it is none"
            })
    void keepsAMessageThatIsNoneAndSaysWhy(String text, String error) {
        Struct batch = read(text);

        assertThat(batch.get("raw")).isEqualTo(text);
        assertThat(batch.get("error")).isEqualTo(error);
        assertThat(batch.get("logs")).isNull();
    }

    @Test
    void keepsWhatItDoesNotKnowAndLetsTombstonesThrough() {
        assertThat(read("{\"resourceProfiles\":[{}]}").get("raw")).isEqualTo("{\"resourceProfiles\":[{}]}");
        SinkRecord tombstone = new SinkRecord("otlp", 0, null, null, null, null, 1);
        assertThat(new OtlpJson.Value<SinkRecord>().apply(tombstone)).isSameAs(tombstone);
    }

    private static Struct only(String field, String text) {
        List<Struct> found = read(text).getArray(field);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Struct read(String text) {
        SinkRecord record = new SinkRecord("otlp", 0, null, null, null, text, 1);
        Struct batch = (Struct) new OtlpJson.Value<SinkRecord>().apply(record).value();
        batch.validate();
        assertThat(batch.get("raw")).isEqualTo(text);
        return batch;
    }
}

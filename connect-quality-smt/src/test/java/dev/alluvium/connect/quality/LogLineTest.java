// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    private static final Instant SENT = Instant.parse("2026-01-01T00:10:00Z");

    @Test
    void readsAccessLogsInTheCombinedFormat() {
        assertThat(read(
                        "access",
                        "192.0.2.7 - ada [10/Oct/2026:13:55:36 -0700] \"GET /a?b=\\\"c\\\" HTTP/1.1\" 200 2326 "
                                + "\"https://example.com/\" \"Mozilla/5.0 (X11)\" 0.012 \"up\""))
                .containsEntry("remote_host", "192.0.2.7")
                .containsEntry("remote_user", "ada")
                .containsEntry("time", at("2026-10-10T20:55:36Z"))
                .containsEntry("request", "GET /a?b=\"c\" HTTP/1.1")
                .containsEntry("method", "GET")
                .containsEntry("path", "/a?b=\"c\"")
                .containsEntry("protocol", "HTTP/1.1")
                .containsEntry("status", 200)
                .containsEntry("bytes", 2326L)
                .containsEntry("referer", "https://example.com/")
                .containsEntry("user_agent", "Mozilla/5.0 (X11)")
                .containsEntry("rest", "0.012 \"up\"")
                .hasSize(13);
    }

    @Test
    void readsAccessLogsInTheCommonFormatAndWhateverAClientSent() {
        assertThat(read("access", "::1 - - [01/Jan/2026:00:00:00 +0000] \"\\x16\\x03\" 400 -"))
                .containsEntry("request", "x16x03")
                .containsEntry("status", 400)
                .doesNotContainKeys("method", "bytes", "remote_user", "rest", "error");
    }

    @Test
    void readsStructuredSyslog() {
        assertThat(read(
                        "syslog",
                        "<165>1 2026-10-11T22:14:15.003Z host.example app 8710 ID47 "
                                + "[ex@32473 iut=\"3\" say=\"a \\\"b\\\" \\]\"][ex2@1] \uFEFFIt went well"))
                .containsEntry("facility", 20)
                .containsEntry("severity", 5)
                .containsEntry("time", at("2026-10-11T22:14:15.003Z"))
                .containsEntry("host", "host.example")
                .containsEntry("app", "app")
                .containsEntry("proc_id", "8710")
                .containsEntry("msg_id", "ID47")
                .containsEntry(
                        "structured_data",
                        Map.of("ex@32473", Map.of("iut", "3", "say", "a \"b\" ]"), "ex2@1", Map.of()))
                .containsEntry("message", "It went well");
        assertThat(read("syslog", "<0>1 - - - - - -"))
                .containsEntry("severity", 0)
                .hasSize(3);
    }

    @Test
    void readsOldSyslogAndFindsTheYear() {
        assertThat(read("syslog", "<34>Dec 31 23:59:58 host su[77]: 'su root' failed"))
                .containsEntry("time", at("2025-12-31T23:59:58Z"))
                .containsEntry("host", "host")
                .containsEntry("app", "su")
                .containsEntry("proc_id", "77")
                .containsEntry("message", "'su root' failed");
        assertThat(read("syslog", "<34>Jan  1 00:20:00 host plain words: here"))
                .containsEntry("time", at("2026-01-01T00:20:00Z"))
                .containsEntry("message", "plain words: here")
                .doesNotContainKey("app");
        LogLine<SinkRecord> zoned = transform(Map.of("format", "syslog", "time.zone", "Europe/Zurich"));
        assertThat(fields(zoned.apply(record("<34>Jan  1 01:10:00 host a: b"))))
                .containsEntry("time", at("2026-01-01T00:10:00Z"));
    }

    @Test
    void readsLogfmt() {
        assertThat(read(
                        "logfmt",
                        " ts=2026-01-01T00:00:00Z level=info msg=\"it \\\"went\\\"  well\" empty= slow took=3ms"))
                .containsEntry("time", at("2026-01-01T00:00:00Z"))
                .containsEntry("level", "info")
                .containsEntry("message", "it \"went\"  well")
                .containsEntry(
                        "fields",
                        Map.of(
                                "ts", "2026-01-01T00:00:00Z",
                                "level", "info",
                                "msg", "it \"went\"  well",
                                "empty", "",
                                "slow", "true",
                                "took", "3ms"));
    }

    @Test
    void readsJsonLines() {
        assertThat(read(
                        "json",
                        "{\"@timestamp\":\"2026-01-01T01:00:00+01:00\",\"severity\":\"WARN\",\"message\":\"m\",\"n\":1.50,"
                                + "\"none\":null,\"deep\":{\"a\":[1]}}"))
                .containsEntry("time", at("2026-01-01T00:00:00Z"))
                .containsEntry("level", "WARN")
                .containsEntry("message", "m")
                .containsEntry(
                        "fields",
                        Map.of(
                                "@timestamp", "2026-01-01T01:00:00+01:00",
                                "severity", "WARN",
                                "message", "m",
                                "n", "1.50",
                                "deep", "{\"a\":[1]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "access | ^^ | the remote host is missing at character 1",
                "access | 1 - - [yesterday] \"GET\" 200 1 | the time is none at character 7",
                "access | 1 - - [01/Jan/2026:00:00:00 +0000] \"GET | the quote behind the request is missing at character 40",
                "access | 1 - - [01/Jan/2026:00:00:00 +0000] \"GET\" OK 1 | the status is no number at character 42",
                "syslog | no priority | the priority is missing at character 1",
                "syslog | <192>Jan  1 00:20:00 h a | the priority is above 191 at character 2",
                "syslog | <1>Feb 30 00:20:00 h a | the time is none at character 4",
                "syslog | <1>1 x - - - - - | the time is none at character 6",
                "syslog | <1>1 - - - - - [a b | the value of a parameter is missing at character 20",
                "logfmt | ^   ^ | a key is missing at character 1",
                "logfmt | a=\"b\"c | the blank behind a value is missing at character 6",
                "json | {\"a\": | it is no JSON at character 6",
                "json | {} {} | it is no JSON at character 4",
                "json | [1] | it is no JSON object at character 1"
            })
    void keepsALineThatIsNotOfItsFormatAndSaysWhy(String format, String line, String error) {
        assertThat(read(format, line)).isEqualTo(Map.of("raw", line, "error", error));
    }

    @Test
    void takesBytesAsWellButNothingThatItCouldNotKeep() {
        LogLine<SinkRecord> json = transform(Map.of("format", "json"));
        byte[] bytes = "{\"msg\":\"gr\u00fcezi\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(fields(json.apply(record(bytes)))).containsEntry("message", "gr\u00fcezi");
        assertThat(fields(json.apply(record(ByteBuffer.wrap(bytes))))).containsEntry("message", "gr\u00fcezi");
        assertThatThrownBy(() -> json.apply(record(new byte[] {'{', (byte) 0xff})))
                .isInstanceOf(DataException.class)
                .hasMessage("The value is not UTF-8, so that it could not be kept as a text");
        assertThatThrownBy(() -> json.apply(record(Map.of())))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("What is to be read is a text or bytes, and this value is a java.util.");
        SinkRecord tombstone = record(null);
        assertThat(json.apply(tombstone)).isSameAs(tombstone);
    }

    @Test
    void saysWhatIsWrongWithItsSettings() {
        assertThatThrownBy(() -> transform(Map.of("time.zone", "Mars")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\n  format: Missing required configuration")
                .hasMessageContaining("\n  time.zone: time.zone is no time zone: ");
    }

    private static Date at(String time) {
        return Date.from(Instant.parse(time));
    }

    private static LogLine<SinkRecord> transform(Map<String, String> settings) {
        LogLine.Value<SinkRecord> transform = new LogLine.Value<>();
        transform.configure(settings);
        return transform;
    }

    private static SinkRecord record(@Nullable Object value) {
        return new SinkRecord("logs", 0, null, null, null, value, 1, SENT.toEpochMilli(), TimestampType.CREATE_TIME);
    }

    private static Map<String, Object> read(String format, String line) {
        return fields(transform(Map.of("format", format)).apply(record(line)));
    }

    /** Those that are not null. */
    private static Map<String, Object> fields(SinkRecord record) {
        Struct struct = (Struct) record.value();
        struct.validate();
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            if (struct.get(field) != null) {
                fields.put(field.name(), struct.get(field));
            }
        }
        return fields;
    }
}

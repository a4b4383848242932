// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message of OTLP in JSON apart. Of what it does not know it makes nothing: the whole is kept as it came.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP, JSON Protobuf encoding</a>
 */
final class OtlpBatch {
    private static final List<String> NUMBERS = List.of("gauge", "sum");
    private static final List<String> DISTRIBUTIONS = List.of("histogram", "exponentialHistogram", "summary");

    private final Struct batch;

    /** @param batch takes what is found */
    OtlpBatch(Struct batch) {
        this.batch = batch;
    }

    void read(JsonNode message) {
        List<Struct> logs = new ArrayList<>();
        List<Struct> points = new ArrayList<>();
        List<Struct> spans = new ArrayList<>();
        inScopes(message, "resourceLogs", "scopeLogs", "logRecords", (scope, log) -> logs.add(log(scope, log)));
        inScopes(
                message,
                "resourceMetrics",
                "scopeMetrics",
                "metrics",
                (scope, metric) -> points(scope, metric, points));
        inScopes(message, "resourceSpans", "scopeSpans", "spans", (scope, span) -> spans.add(span(scope, span)));
        put("logs", message.has("resourceLogs"), logs);
        put("points", message.has("resourceMetrics"), points);
        put("spans", message.has("resourceSpans"), spans);
    }

    private void put(String field, boolean isThere, List<Struct> elements) {
        if (isThere) {
            batch.put(field, elements);
        }
    }

    private record Scope(
            Map<String, @Nullable String> resource,
            @Nullable String name) {}

    private static void inScopes(
            JsonNode message, String resources, String scopes, String elements, BiConsumer<Scope, JsonNode> take) {
        for (JsonNode resource : message.path(resources)) {
            Map<String, @Nullable String> attributes =
                    attributes(resource.path("resource").path("attributes"));
            for (JsonNode inScope : resource.path(scopes)) {
                Scope scope = new Scope(attributes, text(inScope.path("scope").path("name")));
                inScope.path(elements).forEach(element -> take.accept(scope, element));
            }
        }
    }

    private static Struct of(Schema schema, Scope scope, JsonNode node) {
        return new Struct(schema)
                .put("resource", scope.resource())
                .put("scope", scope.name())
                .put("attributes", attributes(node.path("attributes")));
    }

    private static Struct timed(Struct struct, JsonNode nanos) {
        return struct.put("time", time(nanos)).put("time_unix_nano", whole(nanos));
    }

    private static Struct log(Scope scope, JsonNode log) {
        return timed(of(OtlpSchemas.LOG, scope, log), log.path("timeUnixNano"))
                .put("observed_time", time(log.path("observedTimeUnixNano")))
                .put("severity_number", small(log.path("severityNumber")))
                .put("severity", text(log.path("severityText")))
                .put("body", value(log.path("body")))
                .put("trace_id", text(log.path("traceId")))
                .put("span_id", text(log.path("spanId")));
    }

    private static void points(Scope scope, JsonNode metric, List<Struct> points) {
        for (String type : NUMBERS) {
            metric.path(type).path("dataPoints").forEach(point -> {
                JsonNode whole = point.path("asInt");
                points.add(point(scope, metric, type, point)
                        .put("value", whole.isMissingNode() ? real(point.path("asDouble")) : real(whole))
                        .put("int_value", whole(whole)));
            });
        }
        for (String type : DISTRIBUTIONS) {
            metric.path(type)
                    .path("dataPoints")
                    .forEach(point -> points.add(point(scope, metric, type, point)
                            .put("count", whole(point.path("count")))
                            .put("sum", real(point.path("sum")))
                            .put("detail", point.toString())));
        }
    }

    private static Struct point(Scope scope, JsonNode metric, String type, JsonNode point) {
        JsonNode data = metric.path(type);
        return timed(of(OtlpSchemas.POINT, scope, point), point.path("timeUnixNano"))
                .put("start_time", time(point.path("startTimeUnixNano")))
                .put("name", text(metric.path("name")))
                .put("unit", text(metric.path("unit")))
                .put("type", type)
                .put("temporality", small(data.path("aggregationTemporality")))
                .put(
                        "is_monotonic",
                        data.has("isMonotonic") ? data.path("isMonotonic").asBoolean() : null);
    }

    private static Struct span(Scope scope, JsonNode span) {
        return timed(of(OtlpSchemas.SPAN, scope, span), span.path("startTimeUnixNano"))
                .put("end_time", time(span.path("endTimeUnixNano")))
                .put("end_time_unix_nano", whole(span.path("endTimeUnixNano")))
                .put("name", text(span.path("name")))
                .put("kind", small(span.path("kind")))
                .put("trace_id", text(span.path("traceId")))
                .put("span_id", text(span.path("spanId")))
                .put("parent_span_id", text(span.path("parentSpanId")))
                .put("status_code", small(span.path("status").path("code")))
                .put("status_message", text(span.path("status").path("message")))
                .put("events", json(span.path("events")))
                .put("links", json(span.path("links")));
    }

    private static Map<String, @Nullable String> attributes(JsonNode attributes) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        attributes.forEach(attribute -> texts.put(attribute.path("key").asText(), value(attribute.path("value"))));
        return texts;
    }

    /** A value of any type as a text; arrays and maps as the JSON that they are. */
    private static @Nullable String value(JsonNode any) {
        if (!any.isObject() || any.isEmpty()) {
            return null;
        }
        return text(any.iterator().next());
    }

    /** An empty text is none: so says the protocol of ids and names that are not set. */
    private static @Nullable String text(JsonNode node) {
        String text = node.isValueNode() ? node.asText() : json(node);
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable String json(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.toString();
    }

    /** Numbers of 64 bits come as texts or as numbers; those without a sign that have no place in a {@code long} are none here. */
    private static @Nullable Long whole(JsonNode node) {
        try {
            return node.isValueNode() && !node.isNull() ? (Long) new BigInteger(node.asText()).longValueExact() : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Integer small(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : (Integer) Math.toIntExact(node.longValue());
    }

    private static @Nullable Double real(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Double.valueOf(node.asText()) : null;
    }

    @SuppressWarnings("JavaUtilDate") // Connect takes its timestamps as nothing else.
    private static @Nullable Date time(JsonNode nanos) {
        Long whole = whole(nanos);
        return whole == null || whole == 0 ? null : new Date(TimeUnit.NANOSECONDS.toMillis(whole));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found wrong with a record, as its headers tell: {@code dq.verdict}, which is {@code reject} or {@code warn},
 * {@code dq.rules} and {@code dq.fields} with the names of the rules and the paths of the fields they are about, in one order, with
 * commas between them. Never a value. Headers of several gates stand one behind another. A record that all rules hold for has none.
 *
 * @param rules by their names
 * @param fields by their paths, as the configuration has them
 */
public record Verdict(boolean isReject, String rules, String fields) {
    /** In these headers a record says what is wrong with it. */
    public static final String VERDICT = "dq.verdict";

    public static final String RULES = "dq.rules";
    public static final String FIELDS = "dq.fields";
    /** Where the rules are of a contract: its id and version. */
    public static final String CONTRACT = "dq.contract";

    private static final String REJECT = "reject";
    private static final String WARN = "warn";

    /**
     * What is routed elsewhere is no reject there: a sink of that topic is to take it for what it is.
     *
     * @param violated at least one rule
     */
    static Verdict of(List<Rule> violated) {
        return new Verdict(
                Action.strongest(violated) == Action.REJECT,
                joined(violated, Rule::name),
                joined(violated, rule -> rule.path().toString()));
    }

    private static String joined(List<Rule> rules, Function<Rule, String> part) {
        return rules.stream().map(part).collect(Collectors.joining(","));
    }

    /**
     * The headers of a record, and these behind them. The ones given stay as they are.
     *
     * @param contract id and version, empty if there is none
     */
    Headers behind(Headers headers, String contract) {
        Headers all = new ConnectHeaders(headers)
                .addString(VERDICT, isReject ? REJECT : WARN)
                .addString(RULES, rules)
                .addString(FIELDS, fields);
        return contract.isEmpty() ? all : all.addString(CONTRACT, contract);
    }

    /** What the message of an exception can carry of it, for whoever reads a dead letter queue. */
    String json(String contract) {
        String of = contract.isEmpty() ? "" : "\"contract\":" + text(contract) + ",";
        return "{\"dq\":1," + of + "\"rules\":" + array(rules) + ",\"fields\":" + array(fields) + "}";
    }

    private static String array(String parts) {
        return Arrays.stream(parts.split(",", -1)).map(Verdict::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(String part) {
        return '"' + part.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The first verdict among a record's headers that it is to be kept apart, whichever gate came to it. */
    public static Optional<Verdict> reject(Headers headers) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        int place = 0;
        for (Header header : headers) {
            if (header.key().equals(VERDICT)) {
                if (REJECT.equals(text(header))) {
                    return Optional.of(new Verdict(true, nth(headers, RULES, place), nth(headers, FIELDS, place)));
                }
                place++;
            }
        }
        return Optional.empty();
    }

    private static String nth(Headers headers, String key, int place) {
        int at = 0;
        for (Header header : headers) {
            if (header.key().equals(key) && at++ == place) {
                String text = text(header);
                return text == null ? "" : text;
            }
        }
        return "";
    }

    private static @Nullable String text(Header header) {
        // A header converter that leaves bytes alone brings what an earlier connector wrote as bytes.
        return header.value() instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : header.value() instanceof String text ? text : null;
    }
}

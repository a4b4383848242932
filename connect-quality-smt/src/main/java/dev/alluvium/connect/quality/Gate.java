// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Breaker;
import dev.alluvium.connect.quality.check.FieldPath.Field;
import dev.alluvium.connect.quality.check.FieldPath.Step;
import dev.alluvium.connect.quality.check.Nodes;
import dev.alluvium.connect.quality.check.RecordPlan;
import dev.alluvium.connect.quality.check.Rule;
import dev.alluvium.connect.quality.check.SampleLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds records against rules, and does what they say about those that they do not hold for. Safe for use by several threads. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(QualityGate.class);

    private final GateConfig config;
    private final RecordPlan plan;
    private final Nodes nodes;
    private final RecordClock clock;
    private final Envelope envelope;
    private final Breaker breaker;
    private final SampleLimit samples;
    private final boolean isObserving;
    private final GateCounters counters;

    Gate(GateConfig config) {
        this.config = config;
        this.plan = config.plan();
        this.nodes = config.nodes();
        this.clock = config.clock();
        this.envelope = config.envelope();
        this.breaker = config.breaker();
        this.samples = config.samples();
        this.isObserving = config.isObserving();
        this.counters = new GateCounters(plan.rules());
    }

    /** @param tags as Connect gives them to the gate's metrics */
    GateTally tally(Map<String, String> tags) {
        return new GateTally(counters, tags, config.contract(), isObserving ? Mode.OBSERVE : Mode.ENFORCE);
    }

    GateCounters counters() {
        return counters;
    }

    /**
     * @return null if the record is dropped, the record itself if there is nothing to be done about it
     * @throws DataException for Connect's {@code errors.tolerance} to decide on
     * @throws QualityStop if the task is to stop
     */
    <R extends ConnectRecord<R>> @Nullable R pass(R record, Side side) {
        Object value = side.value(record);
        String rowField = value == null ? null : envelope.row(side.schema(record), value);
        if (value == null || rowField == null) {
            return record;
        }
        clock.set(record.timestamp());
        boolean isWhole = rowField.equals(Envelope.WHOLE);
        List<Rule> violated = plan.violated(nodes, isWhole ? value : nodes.field(value, rowField));
        counters.checked();
        if (violated.isEmpty()) {
            breaker.isTrippedBy(false);
            return record;
        }
        Action action = Action.strongest(violated);
        counters.violated(violated, action);
        log(record, side, violated, action);
        if (isObserving) {
            return record;
        }
        if (breaker.isTrippedBy(action.withholds()) && action.withholds()) {
            throw new QualityStop(where(record) + ": " + breaker + " were withheld, more than "
                    + GateConfigDef.BREAKER_RATIO + " allows; the last one by " + names(violated)
                    + ". Mend the producer or the rule, or raise the ratio, then restart the task; nothing is lost");
        }
        return done(record, side, violated, action, rowField);
    }

    private <R extends ConnectRecord<R>> @Nullable R done(
            R record, Side side, List<Rule> violated, Action action, String rowField) {
        return switch (action) {
            case FAIL ->
                throw new QualityStop(where(record) + ": " + names(violated) + " of the " + side
                        + ". Mend the record or the rule, then restart the task; nothing is lost");
            case REJECT -> {
                if (config.rejectsByHeaders()) {
                    yield told(record, side, record.topic(), side.value(record), violated);
                }
                throw new DataException(
                        where(record) + ": " + Verdict.of(violated).json(config.contract()));
            }
            case ROUTE -> told(record, side, config.routeTopic(record.topic()), side.value(record), violated);
            case DROP -> null;
            case SET_DEFAULT, SET_NULL, TAG ->
                told(record, side, record.topic(), replaced(record, side, violated, rowField), violated);
        };
    }

    /** A record whose headers say what is wrong with it. */
    private <R extends ConnectRecord<R>> R told(
            R record, Side side, String topic, @Nullable Object value, List<Rule> violated) {
        Headers headers = Verdict.of(violated).behind(record.headers(), config.contract());
        return side.with(record, topic, side.schema(record), value, headers);
    }

    private @Nullable Object replaced(ConnectRecord<?> record, Side side, List<Rule> violated, String rowField) {
        Schema schema = side.schema(record);
        Object value = side.value(record);
        for (Rule rule : violated) {
            if (rule.action().replaces()) {
                List<Step> steps = new ArrayList<>(rule.path().steps());
                if (!rowField.equals(Envelope.WHOLE)) {
                    steps.add(0, new Field(rowField));
                }
                value = new Edits(steps, nodes, new Replacement(rule)).of(schema, value);
            }
        }
        return value;
    }

    private void log(ConnectRecord<?> record, Side side, List<Rule> violated, Action action) {
        long passedOver = samples.take();
        if (passedOver >= 0) {
            LOG.warn(
                    "{}: {} of the {}, so {}{}; {} more since the last line",
                    where(record),
                    names(violated),
                    side,
                    isObserving ? "it would be: " : "",
                    action,
                    passedOver);
        }
    }

    private static String names(List<Rule> violated) {
        return violated.stream()
                .map(rule -> "rule " + rule.name() + " does not hold for " + field(rule))
                .reduce((first, second) -> first + ", " + second)
                .orElse("no rule");
    }

    private static String field(Rule rule) {
        String path = rule.path().toString();
        return path.isEmpty() ? "the whole" : "field " + path;
    }

    private static String where(ConnectRecord<?> record) {
        if (record instanceof SinkRecord consumed) {
            return consumed.originalTopic() + "-" + consumed.originalKafkaPartition() + ", offset "
                    + consumed.originalKafkaOffset();
        }
        return "a record for " + record.topic();
    }
}

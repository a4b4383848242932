// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.check.Action;
import java.util.Arrays;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of {@link QualityGate}, but for those of each rule, whose keys have the rule's name in them. */
final class GateConfigDef {
    static final String RULES = "rules";
    static final String ON_VIOLATION = "on.violation";
    static final String MODE = "mode";
    static final String SCOPE = "scope";
    static final String REJECT_VIA = "reject.via";
    static final String ROUTE_TOPIC = "route.topic";
    static final String BREAKER_RATIO = "breaker.max.reject.ratio";
    static final String BREAKER_WINDOW = "breaker.window.records";
    static final String PLACEHOLDER = "unavailable.value.placeholder";
    static final String SAMPLES = "log.samples.per.minute";

    private static final String RULES_GROUP = "Rules";
    private static final String ACTIONS_GROUP = "Bad records";

    private GateConfigDef() {}

    static ConfigDef make() {
        ConfigDef def = new ConfigDef();
        addRules(def);
        addActions(def);
        return def;
    }

    private static void addRules(ConfigDef def) {
        contract(def, RULES_GROUP, 0);
        def.define(
                RULES,
                STRING,
                "",
                HIGH,
                "The names of the rules, with commas between them. What each one is, say rule.<name>.check, "
                        + "rule.<name>.field, the check's own keys under rule.<name>., and rule.<name>.on.violation.",
                RULES_GROUP,
                1,
                Width.LONG,
                "Rules");
        def.define(
                SCOPE,
                STRING,
                Envelope.Scope.AUTO.toString(),
                oneOf(Envelope.Scope.values()),
                MEDIUM,
                "Where the fields are that rules name. auto: in Debezium's envelope in what the row became; deletes, "
                        + "truncates, heartbeats and what else has no row are let through unchecked; anything that is no "
                        + "envelope is checked as it is. envelope: only envelopes are checked. flat: whatever comes is "
                        + "checked as it is. Tombstones are never checked.",
                RULES_GROUP,
                2,
                Width.SHORT,
                "Scope");
        def.define(
                PLACEHOLDER,
                STRING,
                Placeholder.DEFAULT,
                TextValidator.of(Placeholder::of, "a text, or hex: and bytes in hex digits"),
                LOW,
                "What Debezium sends in place of values that the source did not tell; as the source connector's setting "
                        + "of this name. Every rule holds for it.",
                RULES_GROUP,
                3,
                Width.MEDIUM,
                "Unavailable value placeholder");
    }

    /** @param order of the first of its two keys */
    static void contract(ConfigDef def, String group, int order) {
        def.define(
                ContractRules.CONTRACT,
                STRING,
                "",
                TextValidator.of(ContractRules::requireContract, "the path of a contract"),
                HIGH,
                "The file of a contract of the Open Data Contract Standard, v3.1, in YAML, read when the task starts.",
                group,
                order,
                Width.LONG,
                "Contract");
        def.define(
                ContractRules.OBJECT,
                STRING,
                "",
                MEDIUM,
                "The name of the object in the contract's schema that records are of; to be given if it has several.",
                group,
                order,
                Width.MEDIUM,
                "Object of the contract");
    }

    private static void addActions(ConfigDef def) {
        def.define(
                MODE,
                STRING,
                Mode.ENFORCE.toString(),
                oneOf(Mode.values()),
                HIGH,
                "enforce does what rules say about a record that they do not hold for. observe counts and logs it, and "
                        + "lets every record through as it came: for trying rules out.",
                ACTIONS_GROUP,
                1,
                Width.SHORT,
                "Mode");
        def.define(
                ON_VIOLATION,
                STRING,
                Action.TAG.toString(),
                oneOf(Action.values()),
                HIGH,
                "What is done about a record that a rule does not hold for, if the rule does not say. fail stops the task "
                        + "in front of it, whatever errors.tolerance is. reject keeps it apart: see reject.via. route "
                        + "sends it to route.topic. drop counts it, and it goes nowhere. set_default and set_null "
                        + "replace the value. tag lets it through. But for fail and drop, its headers "
                        + "dq.verdict, dq.rules and dq.fields say what is wrong. If several rules do not hold, the first "
                        + "of these in this order is done, and the headers name all.",
                ACTIONS_GROUP,
                2,
                Width.SHORT,
                "On violation");
        def.define(
                REJECT_VIA,
                STRING,
                "",
                CaseInsensitiveValidString.in("", "headers", "exception"),
                HIGH,
                "How a rejected record is kept apart; to be given if a rule rejects. headers: it goes on with the header "
                        + "dq.verdict=reject, and Alluvium's sink writes it into the rejects table, exactly once and as "
                        + "the transforms left it; any other sink would take it for a good one. exception: for any "
                        + "sink; Connect's errors.tolerance and errors.deadletterqueue.* decide, and the dead letter "
                        + "queue gets the record as it was before all transforms, unmasked.",
                ACTIONS_GROUP,
                3,
                Width.SHORT,
                "Reject via");
        def.define(
                ROUTE_TOPIC,
                STRING,
                "",
                HIGH,
                "The topic that route sends records to; to be given if a rule routes. ${topic} in it stands for the "
                        + "record's own topic.",
                ACTIONS_GROUP,
                4,
                Width.MEDIUM,
                "Route topic");
        def.define(
                BREAKER_RATIO,
                DOUBLE,
                1.0,
                Range.between(0, 1),
                MEDIUM,
                "The task stops once more than this part of the last breaker.window.records records was rejected, routed "
                        + "or dropped: then a rule or a producer is wrong, and the rest of the topic would follow. 1 is "
                        + "never.",
                ACTIONS_GROUP,
                5,
                Width.SHORT,
                "Maximum reject ratio");
        def.define(
                BREAKER_WINDOW,
                INT,
                10_000,
                Range.between(1, 10_000_000),
                LOW,
                "How many records breaker.max.reject.ratio looks back on. Those not yet seen since the start count as good.",
                ACTIONS_GROUP,
                6,
                Width.SHORT,
                "Reject window");
        def.define(
                SAMPLES,
                INT,
                6,
                Range.between(0, 10_000),
                LOW,
                "How many records that a rule does not hold for are logged in a minute: where they stood, and the rules "
                        + "and fields, never a value.",
                ACTIONS_GROUP,
                7,
                Width.SHORT,
                "Logged samples per minute");
    }

    private static CaseInsensitiveValidString oneOf(Enum<?>... constants) {
        return CaseInsensitiveValidString.in(
                Arrays.stream(constants).map(Object::toString).toArray(String[]::new));
    }
}

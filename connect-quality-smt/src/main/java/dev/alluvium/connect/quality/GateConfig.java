// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.Action;
import dev.alluvium.connect.quality.check.Breaker;
import dev.alluvium.connect.quality.check.RecordPlan;
import dev.alluvium.connect.quality.check.Rule;
import dev.alluvium.connect.quality.check.SampleLimit;
import dev.alluvium.connect.quality.rules.CheckContext;
import dev.alluvium.connect.quality.rules.ConfiguredRules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.AbstractConfig;

/** The configuration of one gate. */
final class GateConfig {
    private static final String HEADERS = "headers";

    private final AbstractConfig config;
    private final RecordPlan plan;
    private final String contract;
    private final RecordClock clock;

    private GateConfig(Map<String, String> given, List<Rule> rules, String contract, RecordClock clock) {
        this.config = new AbstractConfig(QualityGate.CONFIG_DEF, given, false);
        this.plan = new RecordPlan(rules);
        this.contract = contract;
        this.clock = clock;
    }

    /** @throws org.apache.kafka.common.config.ConfigException that tells all that is wrong, by key */
    static GateConfig of(Map<String, ?> configuration) {
        ContractRules contract = ContractRules.of(Faults.texts(configuration));
        RecordClock clock = new RecordClock(System::currentTimeMillis);
        ConfiguredRules rules = rules(contract.configuration(), clock);
        Faults.refuse("The quality gate cannot be set up", faults(contract, rules));
        return new GateConfig(contract.configuration(), rules.rules(), contract.label(), clock);
    }

    /** What is wrong, by key; empty if nothing is. Reads what the configuration points to. */
    static Map<String, String> faults(Map<String, String> given) {
        ContractRules contract = ContractRules.of(given);
        return faults(contract, rules(contract.configuration(), System::currentTimeMillis));
    }

    private static Map<String, String> faults(ContractRules contract, ConfiguredRules rules) {
        Map<String, String> given = contract.configuration();
        Map<String, String> faults = new TreeMap<>(contract.placed(rules.faults()));
        faults.putAll(contract.faults());
        if (isUsed(rules, Action.REJECT)
                && text(given, GateConfigDef.REJECT_VIA).isEmpty()) {
            faults.put(
                    GateConfigDef.REJECT_VIA,
                    "must be given, for a rule rejects: headers in front of Alluvium's sink, exception in front of any other");
        }
        if (isUsed(rules, Action.ROUTE)
                && text(given, GateConfigDef.ROUTE_TOPIC).isEmpty()) {
            faults.put(GateConfigDef.ROUTE_TOPIC, "must be given, for a rule routes");
        }
        faults.putAll(Faults.ofEachKey(QualityGate.CONFIG_DEF, given));
        return faults;
    }

    private static boolean isUsed(ConfiguredRules rules, Action action) {
        return rules.rules().stream().anyMatch(rule -> rule.action() == action);
    }

    private static String text(Map<String, String> given, String key) {
        return given.getOrDefault(key, "").strip();
    }

    private static ConfiguredRules rules(Map<String, String> given, LongSupplier clock) {
        String placeholder = given.getOrDefault(GateConfigDef.PLACEHOLDER, Placeholder.DEFAULT);
        return ConfiguredRules.of(given, new CheckContext(clock, nodes(placeholder), GateConfig::lines));
    }

    RecordPlan plan() {
        return plan;
    }

    /** Of the checks that ask for the time. */
    RecordClock clock() {
        return clock;
    }

    /** Id and version of the contract, empty if there is none. */
    String contract() {
        return contract;
    }

    boolean isObserving() {
        return choice(GateConfigDef.MODE).equals(Mode.OBSERVE.toString());
    }

    boolean rejectsByHeaders() {
        return choice(GateConfigDef.REJECT_VIA).equals(HEADERS);
    }

    private String choice(String key) {
        return config.getString(key).toLowerCase(Locale.ROOT);
    }

    /** The topic that a record of {@code topic} is routed to. */
    String routeTopic(String topic) {
        return config.getString(GateConfigDef.ROUTE_TOPIC).strip().replace("${topic}", topic);
    }

    Envelope envelope() {
        return new Envelope(
                Envelope.Scope.valueOf(config.getString(GateConfigDef.SCOPE).toUpperCase(Locale.ROOT)));
    }

    ConnectNodes nodes() {
        return nodes(config.getString(GateConfigDef.PLACEHOLDER));
    }

    private static ConnectNodes nodes(String placeholder) {
        try {
            return new ConnectNodes(Placeholder.of(placeholder));
        } catch (IllegalArgumentException toldElsewhere) {
            return new ConnectNodes(Placeholder.of(Placeholder.DEFAULT));
        }
    }

    private static List<String> lines(String path) {
        try {
            return Files.readAllLines(OwnFiles.path(path)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    Breaker breaker() {
        return new Breaker(config.getDouble(GateConfigDef.BREAKER_RATIO), config.getInt(GateConfigDef.BREAKER_WINDOW));
    }

    SampleLimit samples() {
        return new SampleLimit(config.getInt(GateConfigDef.SAMPLES), GateConfig::ticksMs);
    }

    /** Never goes back. */
    private static long ticksMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}

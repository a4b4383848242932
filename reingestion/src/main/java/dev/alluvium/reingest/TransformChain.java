// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/** The transforms of a connector, in their order. */
final class TransformChain implements AutoCloseable {
    private final List<Stage> stages = new ArrayList<>();

    private record Stage(
            Transformation<SinkRecord> transform, @Nullable Predicate<SinkRecord> predicate, boolean negated) {

        Optional<SinkRecord> apply(SinkRecord record) {
            boolean applies = predicate == null || predicate.test(record) != negated;
            return applies ? Optional.ofNullable(transform.apply(record)) : Optional.of(record);
        }
    }

    /**
     * @param isWanted by the name of the class
     * @throws ReingestException if a class is not there or does not take its settings
     */
    TransformChain(ConnectorSettings settings, Plugins make, java.util.function.Predicate<String> isWanted) {
        for (String name : settings.entries().getOrDefault("transforms", "").split(",", -1)) {
            String type = settings.entries().getOrDefault("transforms." + name.strip() + ".type", "");
            if (!name.isBlank() && isWanted.test(type)) {
                stages.add(stage(settings, make, name.strip()));
            }
        }
    }

    @SuppressWarnings("unchecked") // What is not for sink records is not configured on a sink.
    private static Stage stage(ConnectorSettings settings, Plugins make, String name) {
        String prefix = "transforms." + name + ".";
        Transformation<SinkRecord> transform = make.instance(settings, prefix + "type", Transformation.class);
        Map<String, Object> own = new TreeMap<>(settings.below(prefix));
        Object predicateName = own.remove("predicate");
        Object negated = own.remove("negate");
        transform.configure(own);
        if (predicateName == null) {
            return new Stage(transform, null, false);
        }
        String below = "predicates." + predicateName + ".";
        Predicate<SinkRecord> predicate = make.instance(settings, below + "type", Predicate.class);
        predicate.configure(settings.below(below));
        return new Stage(transform, predicate, Boolean.parseBoolean(String.valueOf(negated)));
    }

    boolean isEmpty() {
        return stages.isEmpty();
    }

    /** @return empty if a transform drops it */
    Optional<SinkRecord> apply(SinkRecord record) {
        Optional<SinkRecord> made = Optional.of(record);
        for (Stage stage : stages) {
            made = made.flatMap(stage::apply);
        }
        return made;
    }

    @Override
    public void close() {
        stages.forEach(stage -> stage.transform.close());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.check.FieldPath.Each;
import dev.alluvium.connect.quality.check.FieldPath.Field;
import dev.alluvium.connect.quality.check.FieldPath.Step;
import dev.alluvium.connect.quality.protect.Protection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where in a record what is protected: a tree of the steps that lead there, so that all is done on one way through the record. */
final class ProtectedPaths {
    private final Map<Step, ProtectedPaths> behind;
    private final @Nullable Protection here;

    private ProtectedPaths(Map<Step, ProtectedPaths> behind, @Nullable Protection here) {
        this.behind = Map.copyOf(behind);
        this.here = here;
    }

    /** @throws IllegalArgumentException if one path ends where another one goes on, or ends as well */
    static ProtectedPaths of(Map<FieldPath, Protection> protections) {
        Growing root = new Growing();
        protections.forEach((path, protection) -> root.add(path, path.steps(), protection));
        return root.grown();
    }

    /** The same in a field of the record. */
    static ProtectedPaths in(List<String> fields, ProtectedPaths row) {
        Map<Step, ProtectedPaths> behind = new HashMap<>();
        fields.forEach(field -> behind.put(new Field(field), row));
        return new ProtectedPaths(behind, null);
    }

    Optional<Protection> here() {
        return Optional.ofNullable(here);
    }

    @Nullable ProtectedPaths field(String name) {
        return behind.get(new Field(name));
    }

    @Nullable ProtectedPaths elements() {
        return behind.get(Each.ELEMENT);
    }

    @Nullable ProtectedPaths values() {
        return behind.get(Each.VALUE);
    }

    private static final class Growing {
        private final Map<Step, Growing> behind = new HashMap<>();
        private @Nullable Protection here;

        void add(FieldPath path, List<Step> steps, Protection protection) {
            if (here != null || (steps.isEmpty() && !behind.isEmpty())) {
                throw new IllegalArgumentException(
                        "the field " + path + " is protected twice, itself or with one inside or around it");
            }
            if (steps.isEmpty()) {
                here = protection;
            } else {
                behind.computeIfAbsent(steps.get(0), step -> new Growing())
                        .add(path, steps.subList(1, steps.size()), protection);
            }
        }

        ProtectedPaths grown() {
            Map<Step, ProtectedPaths> grown = new HashMap<>();
            behind.forEach((step, growing) -> grown.put(step, growing.grown()));
            return new ProtectedPaths(grown, here);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import dev.alluvium.verify.KafkaTopics;
import dev.alluvium.verify.Progress;
import dev.alluvium.verify.Question;
import dev.alluvium.verify.TableVerdict;
import dev.alluvium.verify.Verifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** With Kafka, where there is one. */
final class Comparison implements AutoCloseable {
    private final @Nullable KafkaTopics topics;

    Comparison(Map<String, String> client, Progress progress) {
        this.topics = client.isEmpty() ? null : new KafkaTopics(client, progress);
    }

    List<TableVerdict> judge(Verifier verifier, Question question) {
        return topics == null ? verifier.verify(question) : verifier.verify(question, topics);
    }

    @Override
    public void close() {
        if (topics != null) {
            topics.close();
        }
    }
}

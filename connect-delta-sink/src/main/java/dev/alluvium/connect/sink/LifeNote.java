// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What holds of a partition from some time on, as the name of a note says it: one look at a folder tells all of them.
 *
 * @param subject the partition
 * @param epoch counts what has held of it
 * @param identity stands for what holds: cluster and topic id, or settings
 */
record LifeNote(String subject, long epoch, String identity) {
    private static final Pattern NAME = Pattern.compile("(.+)@([0-9]{1,18})@([0-9a-f]{16})");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int IDENTITY_CHARS = 16;
    /** File systems allow 255, and the rest needs some. */
    private static final int MAX_SUBJECT_CHARS = 180;

    static LifeNote of(TopicPartition partition, long epoch, KafkaLogs.Log log) {
        return new LifeNote(subject(partition), epoch, identity(log));
    }

    /** Empty for what others have put beside the notes. */
    static Optional<LifeNote> parse(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? Optional.of(new LifeNote(name.group(1), Long.parseLong(name.group(2)), name.group(3)))
                : Optional.empty();
    }

    /** The note of the highest epoch of each subject, by the subject. Can be changed. */
    static Map<String, LifeNote> newest(Collection<String> fileNames) {
        Map<String, LifeNote> newest = new HashMap<>();
        for (String name : fileNames) {
            parse(name)
                    .ifPresent(note -> newest.merge(
                            note.subject(), note, (one, other) -> one.epoch() > other.epoch() ? one : other));
        }
        return newest;
    }

    static String subject(TopicPartition partition) {
        String whole = partition.toString();
        return whole.length() <= MAX_SUBJECT_CHARS ? whole : hash(whole);
    }

    /** A name for a text of any kind, another one for each. */
    static String fileName(String text) {
        String shown = UNSAFE.matcher(text).replaceAll("_");
        return shown.substring(0, Math.min(shown.length(), MAX_SUBJECT_CHARS)) + "@" + hash(text);
    }

    String fileName() {
        return subject + "@" + epoch + "@" + identity;
    }

    boolean isOf(KafkaLogs.Log log) {
        return identity.equals(identity(log));
    }

    /** What people may want to know of it. */
    static String text(TopicPartition partition, long epoch, KafkaLogs.Log log) {
        return String.format(
                "{\"topic\":\"%s\",\"partition\":%d,\"epoch\":%d,\"topicId\":\"%s\",\"clusterId\":\"%s\",\"start\":%d,\"end\":%d}",
                partition.topic(),
                partition.partition(),
                epoch,
                log.topicId(),
                log.clusterId(),
                log.start(),
                log.end());
    }

    private static String identity(KafkaLogs.Log log) {
        return hash(log.clusterId() + " " + log.topicId());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, IDENTITY_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must offer SHA-256, this one does not", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The content of one Delta commit (rule 2 of the commit protocol). Repeating it means repeating it unchanged, id included.
 *
 * @param id names this content; written into {@code commitInfo}, so that an unknown outcome can be read back
 * @param txns one step per appId concerned
 * @param files what the commit adds
 * @param notes further entries of {@code commitInfo.operationParameters}, such as the settings' fingerprint
 */
public record Commit(UUID id, SortedMap<String, TxnStep> txns, List<DataFile> files, Map<String, String> notes) {
    /** The entry of {@code commitInfo.operationParameters} that holds {@link #id}. */
    public static final String ID_PARAMETER = "alluvium.commitId";

    /** The entry that holds the offsets: {@code {"<appId>":[first,last],...}}. */
    public static final String OFFSETS_PARAMETER = "alluvium.offsets";

    public Commit {
        txns = Collections.unmodifiableSortedMap(new TreeMap<>(txns));
        files = List.copyOf(files);
        notes = Map.copyOf(notes);
        if (txns.isEmpty()) {
            throw new IllegalArgumentException("a commit covers at least one topic-partition");
        }
    }
}

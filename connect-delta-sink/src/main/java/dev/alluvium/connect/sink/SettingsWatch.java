// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.core.TableName;
import dev.alluvium.connect.sink.core.TxnIdentity;
import dev.alluvium.connect.sink.write.Register;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the settings that decide where records go have changed while records are to be read again (rule 10). A record
 * that went to one table under the old settings may belong to another under the new, which would take it a second time, or
 * hold it for one it has.
 *
 * <p>The register holds the first settings of the connector, and those of each partition whose settings changed since. As long
 * as nothing changes, it is looked at once and nothing else is.
 */
final class SettingsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
    private static final String FIRST = "all";

    private final Register register;
    private final TxnReader txns;
    private final TxnIdentity identity;
    private final String fingerprint;
    private final boolean accepts;
    private final String folder;
    /** By the partition. */
    private @Nullable Map<String, LifeNote> known;
    /** The highest offset that any table has of each partition whose settings have changed. */
    private final Map<SourcePartition, Long> windows = new HashMap<>();

    /** Finds the versions of txns; those that are not there are left out. */
    interface TxnReader {
        /** The highest of each among all tables of the warehouse. */
        Map<String, Long> highest(Collection<String> appIds) throws IOException;

        /** Those of one table, which need not exist. */
        Map<String, Long> of(TableName table, Collection<String> appIds) throws IOException;
    }

    /**
     * @param fingerprint see {@link SettingsFingerprint}
     * @param accepts whether records may be doubled or missing, once
     */
    SettingsWatch(Register register, TxnReader txns, TxnIdentity identity, String fingerprint, boolean accepts) {
        this.register = register;
        this.txns = txns;
        this.identity = identity;
        this.fingerprint = fingerprint;
        this.accepts = accepts;
        this.folder = "settings/" + LifeNote.fileName(identity.prefix());
    }

    /** @throws ConnectException if the warehouse cannot be reached */
    void opened(Collection<SourcePartition> sources) {
        try {
            Map<String, LifeNote> notes = known == null ? read() : known;
            known = notes;
            Map<String, SourcePartition> changed = new HashMap<>();
            for (SourcePartition source : sources) {
                windows.remove(source);
                if (!settingsOf(source, notes).identity().equals(fingerprint)) {
                    changed.put(identity.appId(source), source);
                }
            }
            if (!changed.isEmpty()) {
                LOG.info(
                        "The settings that decide where records go have changed; looking at all tables for {}",
                        changed.values());
                txns.highest(changed.keySet()).forEach((appId, version) -> windows.put(changed.get(appId), version));
                for (SourcePartition source : changed.values()) {
                    if (!windows.containsKey(source)) {
                        settle(source);
                    }
                }
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * A partition is read from here on.
     *
     * @throws ConnectException if what comes was written under other settings, and that is not to be accepted
     */
    void begins(SourcePartition source, long offset) {
        Long last = windows.remove(source);
        if (last == null) {
            return;
        }
        if (offset <= last) {
            String window = source + " is to be read again from offset " + offset + ", and some table has it up to "
                    + last + " by other settings of routing, rejects or transforms";
            if (!accepts) {
                windows.put(source, last);
                throw new ConnectException(
                        window + ": a record between may be in another table than it belongs to now. Start the "
                                + "connector once with the old settings, until it has read up to there, and change them then; or set "
                                + RouteConfigDef.CHANGE + "=accept to have those records doubled or missing");
            }
            LOG.warn(
                    "{}: those between may be in a table of the old settings, of the new, of both, or of neither",
                    window);
        }
        try {
            settle(source);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private LifeNote settingsOf(SourcePartition source, Map<String, LifeNote> notes) throws IOException {
        LifeNote own = notes.get(subject(source));
        LifeNote first = own == null ? notes.get(FIRST) : own;
        if (first == null) {
            first = new LifeNote(FIRST, 0, fingerprint);
            if (!register.add(folder, first.fileName(), "{}")) {
                LOG.debug("another task was first to note the settings");
            }
            notes.put(FIRST, first);
        }
        return first;
    }

    /** From now on the partition is one of these settings. */
    private void settle(SourcePartition source) throws IOException {
        Map<String, LifeNote> notes = known == null ? read() : known;
        LifeNote before = notes.get(subject(source));
        LifeNote now = new LifeNote(subject(source), before == null ? 1 : before.epoch() + 1, fingerprint);
        register.add(folder, now.fileName(), "{}");
        notes.put(now.subject(), now);
    }

    private static String subject(SourcePartition source) {
        return LifeNote.subject(new TopicPartition(source.topic(), source.partition()));
    }

    private Map<String, LifeNote> read() throws IOException {
        return LifeNote.newest(register.names(folder));
    }

    private ConnectException unreachable(IOException e) {
        return new ConnectException(
                "The register of settings in the warehouse (_alluvium/" + folder
                        + ") or a table of it cannot be reached: " + e.getMessage(),
                e);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import dev.alluvium.connect.sink.write.WriteFault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The local log store under a script of faults. Stores are made anew all the time: the script is found by a key. */
public final class FaultyLogStore extends HardLinkLogStore {
    static final String SCRIPT_KEY = "alluvium.test.script";

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private final Script script;

    public FaultyLogStore(Configuration configuration) {
        super(configuration);
        script = SCRIPTS.get(configuration.get(SCRIPT_KEY));
    }

    /** Null where no test has written one. */
    static Script scriptOf(Configuration configuration) {
        String key = configuration.get(SCRIPT_KEY);
        return key == null ? null : SCRIPTS.get(key);
    }

    /** What is to happen to the next requests, and what was asked of storage. */
    static final class Script {
        private record InFlight(Path path, List<String> lines) {}

        private final String key = UUID.randomUUID().toString();
        private final Deque<WriteFault> writes = new ArrayDeque<>();
        private final Deque<InFlight> inFlight = new ArrayDeque<>();
        private final List<String> calls = new ArrayList<>();
        private boolean failNextRead;

        Script() {
            SCRIPTS.put(key, this);
        }

        String key() {
            return key;
        }

        synchronized void onNextWrite(WriteFault fault) {
            writes.add(fault);
        }

        synchronized void failNextRead() {
            failNextRead = true;
        }

        synchronized void note(String call) {
            calls.add(call);
        }

        /** What was asked of storage since this was last called. */
        synchronized List<String> calls() {
            List<String> since = List.copyOf(calls);
            calls.clear();
            return since;
        }

        private synchronized WriteFault nextWrite() {
            return writes.poll();
        }

        private synchronized boolean nextReadFails() {
            boolean fails = failNextRead;
            failNextRead = false;
            return fails;
        }

        private synchronized void hold(Path path, List<String> lines) {
            inFlight.add(new InFlight(path, lines));
        }

        private synchronized InFlight oldestInFlight() {
            return inFlight.remove();
        }

        void landInFlight() throws IOException {
            InFlight request = oldestInFlight();
            Configuration configuration = new Configuration();
            try {
                new HardLinkLogStore(configuration)
                        .write(request.path(), request.lines().iterator(), false, configuration);
            } catch (FileAlreadyExistsException e) {
                // It came too late, as the store would say to somebody who no longer listens.
                return;
            }
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        script.note("list from " + path.getName());
        if (script.nextReadFails()) {
            throw new IOException("scripted: the log cannot be read");
        }
        return super.listFrom(path, configuration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        script.note("write " + path.getName());
        WriteFault fault = overwrite ? null : script.nextWrite();
        if (fault == null) {
            super.write(path, actions, overwrite, configuration);
            return;
        }
        List<String> lines = new ArrayList<>();
        actions.forEachRemaining(lines::add);
        switch (fault) {
            case REPLY_LOST -> super.write(path, lines.iterator(), false, configuration);
            case REQUEST_LOST -> {}
            case IN_FLIGHT -> script.hold(path, lines);
            case TAKEN_BY_ITSELF -> {
                super.write(path, lines.iterator(), false, configuration);
                throw new FileAlreadyExistsException(path.toString());
            }
            case FOREIGN_COMMIT -> {
                String foreign = "{\"commitInfo\":{\"timestamp\":1795000000000,\"operation\":\"OPTIMIZE\","
                        + "\"operationParameters\":{\"predicate\":\"[]\"},\"isBlindAppend\":false}}";
                super.write(path, List.of(foreign).iterator(), false, configuration);
                super.write(path, lines.iterator(), false, configuration);
            }
        }
        throw new IOException("scripted: " + fault);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A register in memory. */
public final class FakeRegister implements Register {
    private final Map<String, Map<String, String>> folders = new ConcurrentHashMap<>();
    private boolean unreachable;

    /** From now on nothing can be read or written, or can be again. */
    public void unreachable(boolean is) {
        unreachable = is;
    }

    @Override
    public Set<String> names(String folder) throws IOException {
        check();
        return Set.copyOf(folders.getOrDefault(folder, Map.of()).keySet());
    }

    @Override
    public boolean add(String folder, String name, String content) throws IOException {
        check();
        return folders.computeIfAbsent(folder, any -> new ConcurrentHashMap<>()).putIfAbsent(name, content) == null;
    }

    private void check() throws IOException {
        if (unreachable) {
            throw new IOException("the warehouse is away");
        }
    }
}

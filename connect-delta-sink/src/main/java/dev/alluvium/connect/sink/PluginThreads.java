// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of a task. They carry the plugin's class loader: a thread that does not may be the first to ask Hadoop
 * for a file system, which then remembers for all others that there is none.
 */
final class PluginThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger made = new AtomicInteger();

    PluginThreads(String taskName) {
        this.prefix = "delta-sink-" + taskName + "-";
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, prefix + made.incrementAndGet());
        thread.setContextClassLoader(PluginThreads.class.getClassLoader());
        // Storage that does not answer must not keep a worker from ending.
        thread.setDaemon(true);
        return thread;
    }
}

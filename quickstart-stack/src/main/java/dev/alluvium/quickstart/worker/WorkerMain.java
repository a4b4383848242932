// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.worker;

import java.io.IOException;
import org.apache.kafka.connect.cli.ConnectDistributed;

/**
 * A distributed Connect worker that ends when the process that started it is gone.
 *
 * <p>The starter holds the other end of standard input. However the starter dies, the system closes that pipe.
 */
public final class WorkerMain {
    private static final int STARTER_IS_GONE = 70;

    private WorkerMain() {}

    /**
     * Runs until told to stop by SIGTERM, or until standard input ends.
     *
     * @param args the path of the worker's properties
     */
    public static void main(String[] args) {
        Thread tether = new Thread(WorkerMain::holdOn, "tether");
        tether.setDaemon(true);
        tether.start();
        ConnectDistributed.main(args);
    }

    private static void holdOn() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end counts.
            }
        } catch (IOException e) {
            System.err.println("standard input failed, taken as its end: " + e);
        }
        // The broker lived in the starter: an orderly stop would wait for it in vain.
        Runtime.getRuntime().halt(STARTER_IS_GONE);
    }
}

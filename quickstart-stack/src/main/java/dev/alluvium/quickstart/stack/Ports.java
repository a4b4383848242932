// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one stack: all follow from the first.
 *
 * @param base Kafka's port; its controller, the database and the workers' REST APIs come next
 */
public record Ports(int base) {
    /** How many ports a stack with one worker takes. */
    public static final int COUNT = 4;

    /** The address that everything listens on: nothing of the stack is reachable from outside. */
    public static final String HOST = "127.0.0.1";

    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_535;
    private static final int TRIES = 100;

    public Ports {
        if (base < LOWEST || base + COUNT - 1 > HIGHEST) {
            throw new IllegalArgumentException("the first port must be from " + LOWEST + " to " + (HIGHEST - COUNT + 1)
                    + ", so that " + COUNT + " fit; it is " + base);
        }
    }

    /** A base from which at least {@code count} ports are free at this moment, below the range that systems hand out. */
    public static Ports free(int count) {
        for (int i = 0; i < TRIES; i++) {
            int base = ThreadLocalRandom.current().nextInt(10_000, 32_000 - count);
            boolean allFree = true;
            for (int port = base; port < base + count && allFree; port++) {
                allFree = isFree(port);
            }
            if (allFree) {
                return new Ports(base);
            }
        }
        throw new IllegalStateException("found no " + count + " free ports in a row after " + TRIES + " tries");
    }

    public int kafka() {
        return base;
    }

    public int controller() {
        return base + 1;
    }

    public int database() {
        return base + 2;
    }

    /** The REST port of worker {@code index}, counted from 0. */
    public int connect(int index) {
        return base + 3 + index;
    }

    /** The ports of a stack with one worker that something listens on already, each as {@code 25432 (the database)}. */
    public List<String> taken() {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        wanted.put(kafka(), "Kafka");
        wanted.put(controller(), "Kafka's controller");
        wanted.put(database(), "the database");
        wanted.put(connect(0), "Connect");
        List<String> taken = new ArrayList<>();
        wanted.forEach((port, user) -> {
            if (!isFree(port)) {
                taken.add(port + " (" + user + ")");
            }
        });
        return taken;
    }

    private static boolean isFree(int port) {
        // Each bind sees what the other does not: a listener on this address only, and one on all addresses.
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // What the servers do as well: a port whose last connections linger is free.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

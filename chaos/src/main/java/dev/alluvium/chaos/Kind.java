// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.chaos;

/** What is done to a stack, as journal and summary name it. */
public enum Kind {
    /** A worker is killed. */
    KILL("kill -9"),

    /** A worker is frozen for longer than its sessions last. */
    FREEZE("freeze"),

    /** A request to storage meets a fault. */
    STORAGE("storage"),

    /** A worker ends in order, and comes back. */
    LEAVE("leave"),

    /** The broker ends in order, and comes back. */
    BROKER("broker"),

    /** A connector is changed, restarted or paused. */
    REST("rest"),

    /** A frozen worker woke up when others had its tasks. */
    ZOMBIE("zombie"),

    /** A task had failed, and was started again as an operator would. */
    RESTART("restart");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** Whether it is one of the faults that a run has to have, and no accompaniment or consequence. */
    boolean isFault() {
        return switch (this) {
            case KILL, FREEZE, STORAGE -> true;
            case LEAVE, BROKER, REST, ZOMBIE, RESTART -> false;
        };
    }

    @Override
    public String toString() {
        return label;
    }
}

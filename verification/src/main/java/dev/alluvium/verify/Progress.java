// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify;

/** Is told how far a long reading has come. Called often, by one thread: it decides itself what to show. */
@FunctionalInterface
public interface Progress {
    /** Shows nothing. */
    Progress NONE = (what, done, total) -> {};

    /**
     * Something was read.
     *
     * @param what is being read, as {@code files of gs://lake/orders}
     * @param total 0 if it is not known
     */
    void at(String what, long done, long total);
}

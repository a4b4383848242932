// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs commands as somebody who is not root, for PostgreSQL refuses to run as root.
 *
 * @param prefix goes before each command; empty for those who are ordinary users themselves
 */
record OrdinaryUser(List<String> prefix) {
    private static final int ROOT = 0;
    private static final String NAME = "nobody";
    private static final Path USERS = Path.of("/etc/passwd");

    OrdinaryUser {
        prefix = List.copyOf(prefix);
    }

    /** A way to become an ordinary user, and who must own the files then. */
    private record Way(List<String> prefix, int uid, int gid) {}

    /**
     * Finds a user who can write {@code directory} and read what is below it, and makes it the directory's owner.
     *
     * @param directory empty, and made by us
     * @throws StackException if we are root and cannot run anything as somebody else
     */
    static OrdinaryUser owning(Path directory) throws IOException {
        if (owner(directory) != ROOT) {
            return new OrdinaryUser(List.of());
        }
        List<String> tried = new ArrayList<>();
        for (Way way : ways()) {
            Files.setAttribute(directory, "unix:uid", way.uid());
            Files.setAttribute(directory, "unix:gid", way.gid());
            OrdinaryUser user = new OrdinaryUser(way.prefix());
            if (user.canUse(directory)) {
                return user;
            }
            tried.add(String.join(" ", way.prefix()));
        }
        throw new StackException("PostgreSQL refuses to run as root, and none of these commands could run it as "
                + "somebody else who can write " + directory + ": " + String.join("; ", tried)
                + ". Run it as an ordinary user, or let TMPDIR name a directory that all users may enter");
    }

    /** Whether commands run as the user that we are. */
    boolean isUs() {
        return prefix.isEmpty();
    }

    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    private static int owner(Path directory) throws IOException {
        return (Integer) Files.getAttribute(directory, "unix:uid");
    }

    private static List<Way> ways() throws IOException {
        List<Way> ways = new ArrayList<>();
        try (Stream<String> users = Files.lines(USERS)) {
            users.map(line -> line.split(":", -1))
                    .filter(user -> user.length > 3 && user[0].equals(NAME))
                    .findFirst()
                    .ifPresent(user -> {
                        int uid = Integer.parseInt(user[2]);
                        int gid = Integer.parseInt(user[3]);
                        String ids = uid + ":" + gid;
                        ways.add(new Way(
                                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"), uid, gid));
                        ways.add(new Way(List.of("chroot", "--userspec=" + ids, "--groups=", "/"), uid, gid));
                    });
        }
        // In a new user namespace nobody is root; outside of it the files are root's.
        ways.add(new Way(List.of("unshare", "--user"), ROOT, ROOT));
        return ways;
    }

    private boolean canUse(Path directory) throws IOException {
        String question = "test \"$(id -u)\" != 0 && : >\"$1/probe\" && rm \"$1/probe\"";
        try {
            return Commands.run(command(List.of("sh", "-c", question, "sh", directory.toString())), directory, Map.of())
                    .succeeded();
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}

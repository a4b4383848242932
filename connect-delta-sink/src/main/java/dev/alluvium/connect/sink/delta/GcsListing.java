// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.Objects;
import com.google.cloud.hadoop.repackaged.gcs.com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;

/** What lies in the directories of a bucket, by one request for each thousand names. */
record GcsListing(GcsRequests requests, GcsFileStatuses statuses) {

    /**
     * The files in a directory from {@code first} on, in order of their names.
     *
     * @param directory with a slash at its end
     * @param first in full; names before it are not asked for
     */
    List<FileStatus> filesFrom(String directory, String first) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        String page = "";
        do {
            Objects listed = requests.list(directory, first, page);
            objects(listed).forEach(object -> found.add(statuses.ofObject(object)));
            page = nextPage(listed);
        } while (!page.isEmpty());
        return found;
    }

    /** The files and directories in a directory, with a slash at its end. None if it is not there, or if it is empty. */
    Set<FileStatus> in(String directory) throws IOException {
        Set<FileStatus> found = new TreeSet<>();
        String page = "";
        do {
            Objects listed = requests.list(directory, "", page);
            for (StorageObject object : objects(listed)) {
                // Others make objects that stand for directories.
                if (!object.getName().equals(directory)) {
                    found.add(statuses.ofObject(object));
                }
            }
            if (listed.getPrefixes() != null) {
                listed.getPrefixes().forEach(prefix -> found.add(statuses.ofDirectory(prefix)));
            }
            page = nextPage(listed);
        } while (!page.isEmpty());
        return found;
    }

    private static List<StorageObject> objects(Objects listed) {
        return listed.getItems() == null ? List.of() : listed.getItems();
    }

    private static String nextPage(Objects listed) {
        return listed.getNextPageToken() == null ? "" : listed.getNextPageToken();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalFileSystemTest {
    @TempDir
    java.nio.file.Path directory;

    private final Configuration configuration = new Configuration(false);

    @Test
    void filesGetThePermissionThatTheUmaskOfHadoopLeaves() throws IOException {
        configuration.set("fs.permissions.umask-mode", "027");
        try (FileSystem files = open()) {
            files.create(new Path(directory.resolve("a").toUri()), false).close();
        }

        assertThat(permissions("a")).isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "---------", "rw-r-x-wx", "r---w---x"})
    void eachPermissionIsSetAsItIsWritten(String permission) throws IOException {
        Files.createFile(directory.resolve("a"));
        try (FileSystem files = open()) {
            files.setPermission(new Path(directory.resolve("a").toUri()), FsPermission.valueOf("-" + permission));
        }

        assertThat(permissions("a")).isEqualTo(permission);
    }

    private FileSystem open() throws IOException {
        FileSystem files = new LocalFileSystem();
        files.initialize(URI.create("file:///"), configuration);
        return files;
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }
}

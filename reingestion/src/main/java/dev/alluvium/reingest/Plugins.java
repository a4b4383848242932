// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.reingest;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes converters, transforms and predicates by the names of their classes. */
record Plugins(ClassLoader loader) {

    /** Finds classes in every jar below the directories as well. */
    static Plugins below(List<Path> directories) {
        List<URL> jars = new ArrayList<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    jars.add(url(jar));
                }
            } catch (IOException e) {
                throw new ReingestException(directory + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new Plugins(new URLClassLoader(jars.toArray(URL[]::new), Plugins.class.getClassLoader()));
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    <T> T instance(ConnectorSettings settings, String key, Class<T> type) {
        String name = settings.entries().get(key);
        if (name == null) {
            throw new ReingestException(
                    "the connector's configuration has no " + key + ": give the worker's, with its settings, by --set");
        }
        try {
            return type.cast(
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new ReingestException(key + ": there is no class " + name + ": name its directory with --plugins", e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ReingestException(key + ": " + name + " cannot be used: " + e, e);
        }
    }
}

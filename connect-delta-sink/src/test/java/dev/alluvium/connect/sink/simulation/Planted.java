// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.simulation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Compiles one source file with a mistake in it, and runs the simulation on it in a class loader of its own. */
final class Planted {
    private static final Path SOURCES = Path.of("src/main/java/dev/alluvium/connect/sink");
    /** Where the log in memory is, which stands for those of the libraries. */
    private static final Path DOUBLES = Path.of("src/test/java/dev/alluvium/connect/sink");

    private static final List<Path> CLASSES = List.of(Path.of("target/classes"), Path.of("target/test-classes"));

    private final Path compiled;

    /** @param compiled an empty directory */
    Planted(Mistake mistake, Path compiled) throws IOException {
        this.compiled = compiled;
        Path ours = SOURCES.resolve(mistake.source());
        String source = Files.readString(Files.exists(ours) ? ours : DOUBLES.resolve(mistake.source()));
        int at = source.indexOf(mistake.right());
        if (at < 0 || source.indexOf(mistake.right(), at + 1) >= 0) {
            throw new IllegalArgumentException(
                    mistake + ": its place must be in " + mistake.source() + " exactly once; has the source changed?");
        }
        compile(mistake, source.replace(mistake.right(), mistake.wrong()));
    }

    private void compile(Mistake mistake, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean done = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-d",
                                compiled.toString(),
                                "-proc:none",
                                "-classpath",
                                "target/classes" + File.pathSeparator + "target/test-classes" + File.pathSeparator
                                        + System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(mistake.source(), source)))
                .call();
        if (!done) {
            throw new IllegalArgumentException(mistake + " does not compile:\n" + messages);
        }
    }

    /** What the first schedule that fails tells, null if none does. */
    @Nullable String firstFailure(LogKind log, long schedules) throws IOException, ReflectiveOperationException {
        try (Loader loader = new Loader(places())) {
            return (String) loader.loadClass(SimulationCampaign.class.getName())
                    .getMethod("firstFailure", String.class, long.class, long.class)
                    .invoke(null, log.name(), 0L, schedules);
        }
    }

    /** How many tests of {@code test}, below the sink's package, fail. */
    long failuresOf(String test) throws IOException, ReflectiveOperationException {
        try (Loader loader = new Loader(places())) {
            SummaryGeneratingListener heard = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(
                                            loader.loadClass("dev.alluvium.connect.sink." + test)))
                                    .build(),
                            heard);
            if (heard.getSummary().getTestsStartedCount() == 0) {
                throw new IllegalArgumentException(test + " has no tests");
            }
            return heard.getSummary().getTestsFailedCount();
        }
    }

    /** The mistake comes before what is right. */
    private URL[] places() throws IOException {
        List<URL> places = new ArrayList<>();
        places.add(url(compiled));
        for (Path directory : CLASSES) {
            places.add(url(directory));
        }
        for (String library : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            places.add(url(Path.of(library)));
        }
        return places.toArray(URL[]::new);
    }

    private static URL url(Path directory) throws IOException {
        return directory.toUri().toURL();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * Loads all of ours by itself: the class with the mistake, and whatever is linked to it. So it does Delta's libraries, which
     * look for our log stores by name, where they themselves come from.
     */
    private static final class Loader extends URLClassLoader {
        Loader(URL[] places) {
            super(places, Planted.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("dev.alluvium.") && !name.startsWith("io.delta.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import dev.alluvium.contract.ContractDraft;
import dev.alluvium.contract.ContractDraft.Field;
import dev.alluvium.contract.ContractReader;
import io.delta.kernel.exceptions.KernelException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code contract infer}: a contract to begin with. */
@Command(
        name = "infer",
        description =
                "Prints a contract to begin with, of what a Delta table or a schema registry says: names, types, and what must not be null. "
                        + "Of Debezium's envelopes it is about the row.")
final class InferCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // As above.
    private Origin origin;

    /** One of the two. */
    static final class Origin {
        @Option(names = "--from-delta", required = true, paramLabel = "TABLE", description = "A table's path or URI.")
        private @Nullable String table;

        @ArgGroup(exclusive = false)
        private @Nullable Registered registered;
    }

    /** Where a schema is registered. */
    static final class Registered {
        @Option(names = "--from-registry", required = true, paramLabel = "URL", description = "A schema registry.")
        @SuppressWarnings("NullAway.Init") // As above.
        private URI registry;

        @Option(
                names = "--subject",
                required = true,
                paramLabel = "NAME",
                description = "As shop.public.orders-value; its latest Avro schema.")
        @SuppressWarnings("NullAway.Init") // As above.
        private String subject;
    }

    @Option(
            names = "--hadoop",
            paramLabel = "KEY=VALUE",
            description = "A Hadoop setting for the table's file system, such as fs.gs.project.id=my-project.")
    private Map<String, String> hadoop = Map.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the data; that of the table or subject if it is not given.")
    private @Nullable String name;

    @Override
    public Integer call() {
        String found = origin.table != null ? origin.table : subject();
        String physical = found.replaceFirst("/+$", "").replaceFirst(".*/", "");
        String called = name == null ? physical.replaceFirst("-value$", "").replaceFirst(".*\\.", "") : name;
        String yaml = new ContractDraft(called.replaceAll("[^A-Za-z0-9_-]", "-"), called, physical, fields()).yaml();
        // What is printed can be read.
        new ContractReader().read(called, yaml);
        spec.commandLine().getOut().print(yaml);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String subject() {
        return origin.registered == null ? "" : origin.registered.subject;
    }

    private List<Field> fields() {
        try {
            if (origin.table != null) {
                Configuration configuration = new Configuration();
                hadoop.forEach(configuration::set);
                return DeltaFields.of(origin.table, configuration);
            } else if (origin.registered != null) {
                return SchemaRegistry.fields(origin.registered.registry, origin.registered.subject);
            }
            throw new IllegalStateException("picocli asks for one of them");
        } catch (IllegalArgumentException | KernelException | UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), "contract: " + e.getMessage(), e);
        }
    }
}

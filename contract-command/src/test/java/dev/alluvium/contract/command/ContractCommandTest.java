// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ContractCommandTest {
    private static final Path CONTRACT = Path.of(
            System.getProperty("basedir", "."), "..", "connector-configs", "contracts", "shop-orders.odcs.yaml");

    @TempDir
    private Path directory;

    private record Answer(int exitCode, String text) {}

    @Test
    void lintPassesTheExample() {
        assertThat(run("lint", CONTRACT.toString()))
                .isEqualTo(new Answer(0, CONTRACT + ": shop-orders 1.0.0, all is well\n"));
    }

    @Test
    void lintTellsAllFaultsWithTheirPlaces() throws IOException {
        Path schema = changed("minimum: 0", "minimum: none");
        assertThat(run("lint", schema.toString())).satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(1);
            assertThat(answer.text()).startsWith(schema + ": schema[0].properties[3].logicalTypeOptions.minimum: ");
        });

        Path rules = changed("maxLength: 200", "pattern: '(a'", "shipped_at >= placed_at", "shipped_at >=");
        assertThat(run("lint", rules.toString(), CONTRACT.toString())).satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(1);
            assertThat(answer.text())
                    .contains(
                            rules
                                    + ": schema[0].properties[4]: rule.note-pattern.pattern: error parsing regexp: missing closing )",
                            rules
                                    + ": schema[0].quality[0]: rule.shipped-after-placed.expression: a value must stand where 'the "
                                    + "end' is (at character 14)",
                            "shop-orders 1.0.0, all is well");
        });
    }

    @Test
    void explainTellsWhereEachRuleIsChecked() throws IOException {
        Path contract = changed("maxLength: 200", "format: uri");

        assertThat(run("explain", contract.toString())).satisfies(answer -> {
            assertThat(answer.exitCode()).isZero();
            assertThat(answer.text())
                    .startsWith("shop-orders 1.0.0, orders\n\n  On each record, in the stream\n")
                    .contains(
                            "known-status             check=one_of  field=status  on.violation=reject  "
                                    + "values=new,paid,packed,shipped,delivered,returned\n",
                            "\n  On the table\n    primary-key",
                            "\n  Nowhere: people have to know\n    schema[0].properties[4].logicalTypeOptions.format  "
                                    + "(there is no check of the format uri)\n",
                            "\n  To be protected\n    note  confidential\n");
        });
    }

    @Test
    void diffTellsWhomAChangeBreaks() throws IOException {
        Path younger = changed(
                "name: customer_id\n        logicalType: integer\n        required: true",
                "name: customer_id\n        logicalType: string",
                "[new, paid, packed, shipped, delivered, returned]",
                "[new, paid, packed, shipped, delivered, returned, lost]",
                "minimum: 0",
                "minimum: 1",
                "      - name: shipped_at\n        logicalType: timestamp\n",
                "      - name: shipped_at\n        logicalType: timestamp\n      - name: gift\n        logicalType: boolean\n",
                "classification: confidential",
                "classification: restricted");

        assertThat(run("diff", CONTRACT.toString(), younger.toString())).isEqualTo(new Answer(1, """
                breaks both     schema[0].properties[1]: customer_id was of type 'integer' and is of 'string'
                breaks readers  schema[0].properties[1]: customer_id may be null now
                breaks readers  schema[0].properties[4]: note was classified as 'confidential' and is as 'restricted': readers may see something else of it
                harmless        schema[0].properties[7]: gift is new
                breaks readers  schema[0].properties[2].quality[0]: the rule known-status was {check=one_of, field=status, on.violation=reject, values=new,paid,packed,shipped,delivered,returned} and is {check=one_of, field=status, on.violation=reject, values=new,paid,packed,shipped,delivered,returned,lost}
                breaks writers  schema[0].properties[3]: the rule total-range was {check=range, field=total, min=0} and is {check=range, field=total, min=1}
                Something is broken, and the version does not say so (1.0.0 -> 1.0.0): raise its first number.
                """));

        Path told = directory.resolve("told.yaml");
        Files.writeString(told, Files.readString(younger).replace("version: 1.0.0", "version: 2.0.0"));
        assertThat(run("diff", CONTRACT.toString(), told.toString()).exitCode()).isZero();
        assertThat(run("diff", CONTRACT.toString(), CONTRACT.toString()))
                .isEqualTo(new Answer(0, "Nothing that counts is different.\n"));
    }

    @Test
    void diffTellsWhatIsGoneAndWhatIsRequiredNow() throws IOException {
        Path without = changed("""
                name: note
                        logicalType: string
                        classification: confidential
                        logicalTypeOptions:
                          maxLength: 200
                """, """
                name: origin
                        logicalType: string
                        required: true
                """);

        assertThat(run("diff", CONTRACT.toString(), without.toString()).text())
                .contains(
                        "breaks writers  schema[0].properties[4]: origin is new and required\n",
                        "breaks readers  schema[0].properties[4]: note is gone\n",
                        "breaks readers  schema[0].properties[4]: the rule note-length is gone\n");
    }

    /** The example with other words. */
    private Path changed(String... words) throws IOException {
        String text = Files.readString(CONTRACT);
        for (int i = 0; i < words.length; i += 2) {
            assertThat(text).contains(words[i]);
            text = text.replace(words[i], words[i + 1]);
        }
        Path file = Files.createTempFile(directory, "contract", ".yaml");
        Files.writeString(file, text);
        return file;
    }

    private static Answer run(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine line = ContractCommand.line().setOut(new PrintWriter(text, true));
        return new Answer(line.execute(arguments), text.toString());
    }
}

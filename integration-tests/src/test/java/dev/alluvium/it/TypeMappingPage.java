// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of {@code docs/type-mapping.md}, as people read it. */
final class TypeMappingPage {
    private static final Path PAGE = Path.of("..", "docs", "type-mapping.md");
    private static final String HEAD = "| Connect or Debezium | Delta | Spark | Trino | Python | |";

    private TypeMappingPage() {}

    /** A row's name, and what each engine is said to call the type of the field's columns, in the order of the columns. */
    record Row(String name, List<String> spark, List<String> trino, List<String> python) {
        List<String> of(Readers.Engine engine) {
            return switch (engine) {
                case SPARK -> spark;
                case TRINO -> trino;
                case PYTHON -> python;
            };
        }
    }

    static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.dropWhile(line -> !line.equals(HEAD))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(TypeMappingPage::row)
                    .toList();
        }
    }

    private static Row row(String line) {
        String[] cells = line.split("`", -1);
        return new Row(cells[1], types(cells[5]), types(cells[7]), types(cells[9]));
    }

    /** The first column is the field's own, the others come with their names. */
    private static List<String> types(String cell) {
        List<String> types = new ArrayList<>();
        for (String column : cell.split("; ", -1)) {
            types.add(types.isEmpty() ? column : column.substring(column.indexOf(": ") + 2));
        }
        return types;
    }
}

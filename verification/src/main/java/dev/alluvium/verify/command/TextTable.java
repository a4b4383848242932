// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns: the first to the left, those of numbers to the right. */
public final class TextTable {
    private static final String INDENT = "    ";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] left;

    private TextTable(boolean[] left) {
        this.left = left;
    }

    /** A table with a head; a title that begins with {@code <} is of a column that is aligned to the left. */
    public static TextTable of(String... titles) {
        boolean[] left = new boolean[titles.length];
        List<String> head = new ArrayList<>();
        for (int i = 0; i < titles.length; i++) {
            left[i] = titles[i].startsWith("<");
            head.add(left[i] ? titles[i].substring(1) : titles[i]);
        }
        TextTable table = new TextTable(left);
        table.rows.add(head);
        return table;
    }

    /** Adds a row with as many cells as there are titles. */
    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row);
    }

    /** The lines, the head first. */
    public List<String> lines() {
        int[] widths = new int[left.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP).append(left[i] ? row.get(i) + blanks : blanks + row.get(i));
        }
        return line.toString().stripTrailing();
    }
}

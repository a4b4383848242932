// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

/**
 * A place in a file's schema: the leaf columns below it and the levels at which its values stand.
 *
 * <p>Leaves are numbered in the order of the schema, so those below any node are one range without gaps. A node whose
 * range is empty is not in the file. No record, for the children are an array: this is read for each value of each row.
 */
final class FileNode {
    private final int firstLeaf;
    private final int endLeaf;
    private final int definition;
    private final int repetition;
    private final FileNode[] children;

    /**
     * @param firstLeaf the first leaf column below the node
     * @param endLeaf one past the last
     * @param definition the definition level of a value that is there, the last {@code optional} counted in
     * @param repetition of a list or map: the repetition level of every entry but the first
     * @param children the columns of a struct by their ordinals, the element of a list, or the key and the value of a map
     */
    FileNode(int firstLeaf, int endLeaf, int definition, int repetition, FileNode... children) {
        this.firstLeaf = firstLeaf;
        this.endLeaf = endLeaf;
        this.definition = definition;
        this.repetition = repetition;
        this.children = children;
    }

    static FileNode leaf(int leaf, int definition) {
        return new FileNode(leaf, leaf + 1, definition, 0);
    }

    int firstLeaf() {
        return firstLeaf;
    }

    int endLeaf() {
        return endLeaf;
    }

    int definition() {
        return definition;
    }

    int repetition() {
        return repetition;
    }

    FileNode child(int ordinal) {
        return children[ordinal];
    }

    boolean inFile() {
        return firstLeaf < endLeaf;
    }

    /** The definition level of an entry of this list or map of which nothing is known but that it is there. */
    int entryDefinition() {
        return definition + 1;
    }

    /** How many structs, lists and maps may be open at once. */
    int depth() {
        int deepest = 0;
        for (FileNode child : children) {
            deepest = Math.max(deepest, child.depth());
        }
        return deepest + 1;
    }
}

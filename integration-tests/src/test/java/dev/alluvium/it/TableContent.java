// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A table as a reader sees it.
 *
 * @param types what the reader calls the type of each column
 * @param rows in the JSON that Spark's process answers with, whoever read them, so that one literal stands for what all must
 *     read: structs are objects; lists are arrays; maps are arrays of pairs; integers are numbers; binary is Base64; all else
 *     is text as Java writes it
 */
record TableContent(Map<String, String> types, List<JsonNode> rows) {}

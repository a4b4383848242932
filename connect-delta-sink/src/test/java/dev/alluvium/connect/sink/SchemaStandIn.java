// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** What converters put where a schema contains itself, and Confluent's of Protobuf also where one is used again. */
record SchemaStandIn(Schema node) implements Schema {

    @Override
    public Type type() {
        return node.type();
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public Object defaultValue() {
        return null;
    }

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public Integer version() {
        return node.version();
    }

    @Override
    public String doc() {
        return node.doc();
    }

    @Override
    public Map<String, String> parameters() {
        return node.parameters();
    }

    @Override
    public Schema keySchema() {
        return node.keySchema();
    }

    @Override
    public Schema valueSchema() {
        return node.valueSchema();
    }

    @Override
    public List<Field> fields() {
        return node.fields();
    }

    @Override
    public Field field(String name) {
        return node.field(name);
    }

    @Override
    public Schema schema() {
        return this;
    }
}

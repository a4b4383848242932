// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.TextValidator;
import dev.alluvium.connect.sink.core.Routes;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings that say which records go to which tables, beside the template. */
final class RouteConfigDef {
    static final String MAP = "delta.table.map";
    static final String TOPIC_REGEX = "delta.table.topic.regex";
    static final String CHANGE = "delta.routing.change";

    private static final String GROUP = "Routing";

    private RouteConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                MAP,
                STRING,
                "",
                TextValidator.of(Routes::parseMap, "topic:table pairs parted by commas"),
                MEDIUM,
                "The tables of single topics, as orders:shop/orders,clicks:web/clicks. A topic that stands here several "
                        + "times goes to each of those tables, exactly once to each. Tables may hold the placeholders of "
                        + "delta.table.name.template, which goes on to name the tables of all topics that are not listed "
                        + "here. The default lists none.",
                GROUP,
                1,
                Width.LONG,
                "Table map");
        def.define(
                TOPIC_REGEX,
                STRING,
                "",
                TextValidator.of(Routes::parseRegex, "a regular expression of Java"),
                LOW,
                "A regular expression that a whole topic must match for its groups to be used in the names of tables: with "
                        + "(?<db>.+)\\.(.+) the template ${group:db}/${2} sends shop.orders to shop/orders. A topic that "
                        + "it does not match has no table by a template that uses its groups. By default there is none.",
                GROUP,
                2,
                Width.LONG,
                "Topic regex");
        def.define(
                CHANGE,
                STRING,
                "fail",
                ValidString.in("fail", "accept"),
                LOW,
                "What happens where settings that decide on the tables of records (routing, layout, rejects, transforms) have "
                        + "changed while records are still to be read again that some table has. The default, fail, fails the "
                        + "task: start it once with the old settings until it has caught up, then change them. accept goes on, "
                        + "and those records may be doubled or missing. A connector that was stopped in order has none.",
                GROUP,
                3,
                Width.SHORT,
                "Routing change");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.TextValidator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings that say how Kafka's logs are watched, and what happens where one begins anew. */
final class TopicConfigDef {
    /** What stands behind it goes to the admin client. */
    static final String CLIENT_PREFIX = "delta.kafka.";

    static final String BOOTSTRAP_SERVERS = "delta.kafka.bootstrap.servers";
    static final String RECREATED = "delta.topic.recreated";

    private static final String GROUP = "Topics";

    private TopicConfigDef() {}

    static void addTo(ConfigDef def) {
        def.define(
                BOOTSTRAP_SERVERS,
                STRING,
                "",
                TextValidator.of(any -> {}, "host:port pairs parted by commas, or nothing"),
                MEDIUM,
                "The Kafka cluster that the topics are in, for the tasks to ask for the identities of topics and the bounds "
                        + "of their logs when partitions are given to them: Connect tells a task neither. With it, a topic "
                        + "that was deleted and made again, another cluster, and records that Kafka deleted before they were "
                        + "read are recognised at once. Without it, which is the default, only offsets that go back while a "
                        + "task reads are, and records that are younger than the commit that seems to have them. Other settings of the client, such as its security, go below delta.kafka. too.",
                GROUP,
                1,
                Width.LONG,
                "Kafka bootstrap servers");
        def.define(
                RECREATED,
                STRING,
                "fail",
                ValidString.in("fail", "restart"),
                MEDIUM,
                "What happens where a topic was deleted and made again, is in another cluster than before, or has lost "
                        + "records before they were read. The default, fail, fails the task and says what was found. restart "
                        + "takes all records of the new topic into the same tables, as those of its next epoch, which stands "
                        + "on each row (_kafka.epoch); lost records are named in the log, and reading goes on behind them.",
                GROUP,
                2,
                Width.SHORT,
                "Topic re-created");
    }
}

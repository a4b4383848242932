// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import dev.alluvium.connect.quality.BundleVersion;
import dev.alluvium.connect.sink.core.Session;
import dev.alluvium.connect.sink.core.SinkSettings;
import dev.alluvium.connect.sink.core.SourcePartition;
import dev.alluvium.connect.sink.write.Pipeline;
import dev.alluvium.connect.sink.write.Register;
import dev.alluvium.connect.sink.write.SinkFailureException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task as Connect sees it: hands records over, says what may be acknowledged, and moves the reading position where a
 * table needs records again. Never waits for storage in {@code put} and never throws {@code RetriableException}: Connect
 * would deliver the old batch again after a seek (rule 7).
 */
public final class DeltaSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaSinkTask.class);

    private final Wiring wiring;
    private final Assignment assignment = new Assignment();
    private @Nullable Parts parts;
    /** Connect does not say why it closes partitions, but before it closes those it revokes it asks for their offsets. */
    private boolean askedBeforeClose;

    private record Parts(
            Pipeline pipeline,
            PartitionWatch watch,
            Intake intake,
            Handover handover,
            Regulator regulator,
            TaskMetrics metrics,
            AutoCloseable qualityReport,
            long closeTimeoutMs) {}

    /** Connect makes tasks by this constructor. */
    public DeltaSinkTask() {
        this(new SinkWiring());
    }

    DeltaSinkTask(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public String version() {
        return BundleVersion.version();
    }

    @Override
    public void start(Map<String, String> properties) {
        DeltaSinkConfig config = DeltaSinkConfig.parse(properties);
        SinkSettings settings = config.settings();
        Intake intake = new Intake(
                new TableRouter(config.routes()),
                SinkWiring.reader(config),
                config.rejectMode(),
                new Rejects(config.rejectTable()),
                config.rejectMode().toReporter() ? context.errantRecordReporter() : null);
        Pipeline pipeline = wiring.pipeline(config);
        Register register = wiring.register(config);
        parts = new Parts(
                pipeline,
                new PartitionWatch(
                        assignment,
                        new TopicLives(
                                register, settings.txn().prefix(), wiring.kafka(config), config.recreatedPolicy()),
                        new SettingsWatch(
                                register,
                                wiring.txns(config),
                                settings.txn(),
                                config.fingerprint(),
                                config.acceptsRoutingChange()),
                        pipeline::opened,
                        context::offset,
                        SinkWiring.CLOCK),
                intake,
                new Handover(pipeline::hand),
                new Regulator(pipeline, context, pipeline.maxMemoryBytes()),
                TaskMetrics.of(
                        context,
                        config.connectorName(),
                        String.valueOf(config.taskId()),
                        TaskMetrics.gauges(pipeline, SinkWiring.CLOCK, intake)),
                wiring.qualityReport(config),
                settings.closeTimeoutMs());
        pipeline.start();
        LOG.info(
                "Writing below {} with txns named {}/..., records that cannot become rows: {}",
                config.warehouse(),
                settings.txn().prefix(),
                config.rejectMode());
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        Parts with = parts();
        with.watch.open(partitions);
        with.regulator.opened(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        Parts with = parts();
        askedBeforeClose = false;
        try {
            with.pipeline.checkHealth();
        } catch (SinkFailureException e) {
            throw new ConnectException(e.getMessage(), e);
        }
        assignment.finishRewinds(with.pipeline::rewound);
        assignment.beginRewinds(with.pipeline::nextRewind, context::offset);
        with.watch.lookAgain();
        with.handover.advance();
        Taken taken = new Taken(records.size());
        for (SinkRecord record : records) {
            Session session = assignment.session(
                    record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset(), with.watch);
            if (session != null) {
                with.intake.take(record, session, taken);
            }
        }
        with.handover.hand(taken);
        with.regulator.afterBatch(with.handover.waits());
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        askedBeforeClose = true;
        Parts with = parts();
        Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>();
        consumed.forEach((partition, position) -> {
            if (assignment.isOurs(partition)) {
                SourcePartition source = assignment.source(partition);
                long pending = Math.min(
                        with.pipeline.lowestPending(source).orElse(Long.MAX_VALUE), with.handover.lowest(source));
                pending = Math.min(pending, assignment.soughtTo(partition));
                String epoch = KafkaLogs.metadata(source.epoch());
                safe.put(partition, new OffsetAndMetadata(Math.min(pending, position.offset()), epoch));
            }
        });
        return safe;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        Parts with = parts;
        if (with == null) {
            return;
        }
        Set<SourcePartition> closed = assignment.close(partitions);
        if (closed.isEmpty()) {
            return;
        }
        if (askedBeforeClose) {
            flush(with, closed);
        }
        with.pipeline.closed(closed);
    }

    private void flush(Parts with, Set<SourcePartition> sources) {
        try {
            if (!with.pipeline.flush(sources, with.closeTimeoutMs)) {
                LOG.info(
                        "Not all of {} was committed within {} ms; it will be read again by its next owner",
                        sources,
                        with.closeTimeoutMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.info("Interrupted while committing {}; it will be read again by its next owner", sources);
        }
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.pipeline.stop();
            parts.metrics.close();
            endReport(parts.qualityReport);
        }
    }

    private static void endReport(AutoCloseable report) {
        try {
            report.close();
        } catch (Exception e) {
            LOG.warn("The last quality results of this task may not be written", e);
        }
    }

    private Parts parts() {
        Parts with = parts;
        if (with == null) {
            throw new ConnectException("the task was not started");
        }
        return with;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.delta;

import static dev.alluvium.connect.sink.write.TableLogSteps.NONE;
import static dev.alluvium.connect.sink.write.TableLogSteps.SCHEMA;
import static dev.alluvium.connect.sink.write.TableLogSteps.commit;
import static dev.alluvium.connect.sink.write.TableLogSteps.file;
import static dev.alluvium.connect.sink.write.TableLogSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alluvium.connect.sink.core.LogLibrary;
import dev.alluvium.connect.sink.gcs.GcsCall;
import dev.alluvium.connect.sink.gcs.GcsFault;
import dev.alluvium.connect.sink.write.Commit;
import dev.alluvium.connect.sink.write.CommitResult;
import dev.alluvium.connect.sink.write.DataFile;
import dev.alluvium.connect.sink.write.ReadBack;
import dev.alluvium.connect.sink.write.TableLog;
import dev.alluvium.connect.sink.write.UnsupportedTableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a commit says, and what is in the table, when requests go wrong on their way. */
@Timeout(120)
final class GcsCommitFaultsTest extends InABucket {
    /** After these nobody can know, and so nobody must say. */
    private static final Set<GcsFault> OUTCOME_UNKNOWN = EnumSet.of(
            GcsFault.REQUEST_LOST,
            GcsFault.REPLY_LOST,
            GcsFault.IN_FLIGHT,
            GcsFault.UNAVAILABLE,
            GcsFault.UNAVAILABLE_BUT_DONE,
            GcsFault.TOO_MANY_REQUESTS);

    static Stream<Arguments> faultsOfEachLibrary() {
        return Stream.of(LogLibrary.values())
                .flatMap(library -> OUTCOME_UNKNOWN.stream().map(fault -> Arguments.of(library, fault)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfEachLibrary")
    void isReadBackAndRepeatedUntilItIsThereOnce(LogLibrary library, GcsFault fault) throws Exception {
        TableLog writer = created(library);
        DataFile part = file("part-1.parquet", 1);
        Commit commit = commit(List.of(part), step("a", NONE, 10));
        table.proxy.onNext(GcsTable.writesAVersion(), fault);

        assertThat(writer.commit(commit)).isInstanceOf(CommitResult.Unknown.class);
        if (writer.readBack(commit.id(), 1) instanceof ReadBack.Absent) {
            assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(1));
        }
        if (fault == GcsFault.IN_FLIGHT) {
            table.proxy.landInFlight();
        }

        assertThat(writer.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Landed(1));
        assertThat(table.readers().filesByKernel()).containsExactly(part);
        assertThat(table.open(library).load(Set.of("a")).txns()).containsEntry("a", 10L);
    }

    /** Nothing is known of a request that takes longer than one waits, until it is read back. */
    @ParameterizedTest
    @EnumSource
    void doesNotWaitForEver(LogLibrary library) throws Exception {
        created(library);
        StorageSettings settings = table.settings(library);
        Map<String, String> hadoop = new HashMap<>(settings.hadoop());
        hadoop.put("fs.gs.http.read-timeout", "1000");
        TableLog impatient = new DeltaTableLogs(
                        new StorageSettings(settings.warehouse(), library, 10, hadoop), "0-test")
                .open(GcsTable.NAME);
        Commit commit = commit(step("a", NONE, 10));
        table.proxy.onNext(GcsTable.writesAVersion(), GcsFault.REPLY_LATE);

        assertThat(impatient.commit(commit)).isInstanceOf(CommitResult.Unknown.class);

        assertThat(impatient.readBack(commit.id(), 1)).isEqualTo(new ReadBack.Landed(1));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatStorageRefusesInsteadOfTryingOn(LogLibrary library) throws Exception {
        TableLog writer = created(library);
        Commit commit = commit(step("a", NONE, 10));
        table.proxy.onNext(GcsTable.writesAVersion(), GcsFault.FORBIDDEN);

        assertThat(writer.commit(commit))
                .isInstanceOfSatisfying(CommitResult.Unsupported.class, refused -> assertThat(refused.reason())
                        .contains("refuses to write", "00000000000000000001.json", "403", "docs/gcs.md"));
        table.proxy.onNext(call -> call.kind() == GcsCall.Kind.LIST, GcsFault.FORBIDDEN);
        assertThat(catchThrowableOfType(UnsupportedTableException.class, () -> table.open(library)
                                .load(Set.of("a")))
                        .reason())
                .contains("refuses to list", "docs/gcs.md");

        assertThat(writer.commit(commit)).isEqualTo(new CommitResult.Committed(1));
    }

    /** Two writers under any weather, each going on as the commit protocol tells it to. */
    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNothingWhateverTheWeather(LogLibrary library) throws Exception {
        created(library);
        Random random = new Random(11);
        List<GcsFault> all = List.copyOf(
                EnumSet.complementOf(EnumSet.of(GcsFault.FORBIDDEN, GcsFault.REPLY_LATE, GcsFault.IN_FLIGHT)));
        // A table is read by many requests, of which each must get through.
        table.proxy.weather(call -> random.nextInt(call.kind() == GcsCall.Kind.INSERT ? 3 : 30) == 0
                ? Optional.of(fitting(all.get(random.nextInt(all.size())), call))
                : Optional.empty());
        List<DataFile> written = new ArrayList<>();
        TableLog one = table.open(library);
        TableLog two = table.open(library);
        OptionalLong base = NONE;
        for (long offset = 0; offset < 20; offset++) {
            DataFile part = file("part-" + offset + ".parquet", offset + 1);
            Commit commit = commit(List.of(part), step("a", base, offset));
            untilItStands(offset % 2 == 0 ? one : two, commit);
            written.add(part);
            base = OptionalLong.of(offset);
        }
        table.proxy.weather(call -> Optional.empty());

        assertThat(table.readers().filesByKernel()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(table.open(library).load(Set.of("a")).txns()).containsEntry("a", 19L);
    }

    private static boolean isOnlyForWrites(GcsFault fault) {
        return fault == GcsFault.TAKEN_BY_ITSELF;
    }

    private static GcsFault fitting(GcsFault fault, GcsCall call) {
        return isOnlyForWrites(fault) && call.kind() != GcsCall.Kind.INSERT ? GcsFault.UNAVAILABLE : fault;
    }

    private static void untilItStands(TableLog writer, Commit commit) {
        for (int attempt = 0; attempt < 100; attempt++) {
            CommitResult result = writer.commit(commit);
            assertThat(result)
                    .isNotInstanceOf(CommitResult.Fenced.class)
                    .isNotInstanceOf(CommitResult.Unsupported.class);
            if (result instanceof CommitResult.Committed) {
                return;
            }
            if (result instanceof CommitResult.Unknown unknown && hasLanded(writer, commit, unknown.version())) {
                return;
            }
        }
        throw new AssertionError("it never came to be");
    }

    private static boolean hasLanded(TableLog writer, Commit commit, long version) {
        while (true) {
            try {
                return writer.readBack(commit.id(), version) instanceof ReadBack.Landed;
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(StorageRefusedException.class);
            }
        }
    }

    private TableLog created(LogLibrary library) throws Exception {
        TableLog writer = table.open(library);
        writer.evolve(writer.load(Set.of()), SCHEMA);
        return writer;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The direction of the arrows: core <- write <- edge and delta, which do not see each other but in the wiring class. */
final class LayersTest {
    private static final String EDGE = "dev.alluvium.connect.sink";
    private static final String CORE = EDGE + ".core";
    private static final String WRITE = EDGE + ".write";
    private static final String DELTA = EDGE + ".delta";
    private static final String JAVA = "java..";
    private static final String JSPECIFY = "org.jspecify..";

    /** The one place where edge and delta meet. */
    private static final String WIRING = EDGE + ".SinkWiring";

    private static final String WIRING_AND_ITS_PARTS = "\\Q" + WIRING + "\\E(\\$.*)?";

    private static final JavaClasses SINK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(EDGE);

    @Test
    void readsTheClassesItRulesOver() {
        assertThat(SINK).anyMatch(resideInAPackage(EDGE)).anyMatch(resideInAPackage(CORE));
        assertThat(SINK).anyMatch(resideInAPackage(WRITE)).anyMatch(resideInAPackage(DELTA));
        assertThat(SINK.contain(WIRING)).isTrue();
    }

    @Test
    void coreKnowsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CORE, JAVA, JSPECIFY)
                .check(SINK);
    }

    @Test
    void coreDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net..")
                .check(SINK);
    }

    @Test
    void coreIsToldTheTimeAndNeverAsksForIt() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(SINK);
    }

    @Test
    void writeKnowsNothingButCoreAndLogging() {
        classes()
                .that()
                .resideInAPackage(WRITE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(WRITE, CORE, JAVA, JSPECIFY, "org.slf4j")
                .check(SINK);
    }

    @Test
    void onlyTheEdgeKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage(EDGE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(SINK);
    }

    @Test
    void onlyDeltaKnowsDeltaHadoopAndParquet() {
        noClasses()
                .that()
                .resideOutsideOfPackage(DELTA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.delta..", "org.apache.hadoop..", "org.apache.parquet..", "com.google.cloud.hadoop..")
                .check(SINK);
    }

    @Test
    void theEdgeKnowsDeltaInTheWiringClassAlone() {
        noClasses()
                .that()
                .resideInAPackage(EDGE)
                .and()
                .haveNameNotMatching(WIRING_AND_ITS_PARTS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DELTA)
                .check(SINK);
    }

    @Test
    void deltaDoesNotKnowTheEdge() {
        noClasses()
                .that()
                .resideInAPackage(DELTA)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EDGE)
                .check(SINK);
    }

    @Test
    void nothingLivesOutsideOfTheLayers() {
        classes().should().resideInAnyPackage(EDGE, CORE, WRITE, DELTA).check(SINK);
    }
}

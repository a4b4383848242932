// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Checks and protections know nothing of Kafka: the edge brings records to them. */
class LayersTest {
    private static final String EDGE = "dev.alluvium.connect.quality";
    private static final String CHECK = EDGE + ".check";

    private static final String EXPRESSION = EDGE + ".expression";
    private static final String RULES = EDGE + ".rules";
    private static final String PROTECT = EDGE + ".protect";

    private static final JavaClasses QUALITY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(EDGE);

    @Test
    void checksKnowNothingOfKafka() {
        classes()
                .that()
                .resideInAnyPackage(CHECK, EXPRESSION, RULES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CHECK,
                        EXPRESSION,
                        RULES,
                        "java..",
                        "org.jspecify..",
                        "com.google.re2j..",
                        "com.fasterxml.jackson.core..")
                .check(QUALITY);
    }

    /** What reads files and versions does so when a transform is configured; what looks at records has no way to. */
    @Test
    void onlyConfigurationReadsFiles() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(OwnFiles|GateConfig|ContractRules|BundleVersion)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels..")
                .check(QUALITY);
    }

    @Test
    void noTwoOfThemKnowEachOther() {
        slices().matching("dev.alluvium.connect.quality.(*)..")
                .should()
                .beFreeOfCycles()
                .check(QUALITY);
    }

    @Test
    void protectionKnowsNothingOfKafka() {
        classes()
                .that()
                .resideInAPackage(PROTECT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PROTECT, "java..", "javax.crypto..", "org.jspecify..")
                .check(QUALITY);
    }
}

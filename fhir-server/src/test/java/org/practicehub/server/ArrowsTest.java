package org.practicehub.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Capabilities do not reach into each other; what they share lies in database, secrets, store and identity. */
@AnalyzeClasses(packages = "org.practicehub.server", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    private static final String[] CAPABILITIES = {
        "org.practicehub.server.apps..",
        "org.practicehub.server.demo..",
        "org.practicehub.server.live..",
        "org.practicehub.server.messages..",
        "org.practicehub.server.start.."
    };

    @ArchTest
    static final ArchRule THE_GROUND_KNOWS_NO_CAPABILITY = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.practicehub.server.database..",
                    "org.practicehub.server.secrets..",
                    "org.practicehub.server.store..",
                    "org.practicehub.server.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CAPABILITIES);

    @ArchTest
    static final ArchRule MESSAGES_STAND_ALONE = noClasses()
            .that()
            .resideInAPackage("org.practicehub.server.messages..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.practicehub.server.apps..", "org.practicehub.server.demo..", "org.practicehub.server.live..");

    @ArchTest
    static final ArchRule NO_SAMPLE_EHR_INSIDE =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.practicehub.sample..");
}

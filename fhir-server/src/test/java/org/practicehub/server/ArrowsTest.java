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
        "org.practicehub.server.clients..",
        "org.practicehub.server.demo..",
        "org.practicehub.server.hl7v2..",
        "org.practicehub.server.live..",
        "org.practicehub.server.messages..",
        "org.practicehub.server.messaging..",
        "org.practicehub.server.people..",
        "org.practicehub.server.referrals..",
        "org.practicehub.server.scheduling..",
        "org.practicehub.server.start.."
    };

    @ArchTest
    static final ArchRule THE_GROUND_KNOWS_NO_CAPABILITY = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.practicehub.server.database..",
                    "org.practicehub.server.files..",
                    "org.practicehub.server.secrets..",
                    "org.practicehub.server.transport..",
                    "org.practicehub.server.store..",
                    "org.practicehub.server.audit..",
                    "org.practicehub.server.identity..",
                    "org.practicehub.server.access..",
                    "org.practicehub.server.smart..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CAPABILITIES);

    /** identity (who), access (what a token opens), smart (how a token is got): each knows only those before it. */
    @ArchTest
    static final ArchRule ACCESS_KNOWS_NO_TOKENS_MADE = noClasses()
            .that()
            .resideInAnyPackage("org.practicehub.server.access..", "org.practicehub.server.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.practicehub.server.smart..");

    /** Whoever has something to tell may tell it to the audit trail, so it knows none of them. */
    @ArchTest
    static final ArchRule AUDIT_KNOWS_NOBODY_WHO_TELLS = noClasses()
            .that()
            .resideInAPackage("org.practicehub.server.audit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.practicehub.server.identity..",
                    "org.practicehub.server.access..",
                    "org.practicehub.server.smart..");

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

package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** S3: what of an app's wishes a person has allowed. */
class ConsentPageTest {
    private static final String PROBLEMS =
            "patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item";
    private static final Set<String> OFFERED =
            Set.of("openid", "launch/patient", "offline_access", "patient/Condition.rs", "patient/Patient.rs");

    @Test
    void whatIsNotTickedIsNotAllowed() {
        assertThat(ConsentPage.chosen(OFFERED, Set.of("patient/Patient.rs")))
                .containsExactlyInAnyOrder("openid", "launch/patient", "patient/Patient.rs");
    }

    @Test
    void aPartIsAllowedInsteadOfTheWhole() {
        assertThat(ConsentPage.chosen(OFFERED, Set.of(PROBLEMS)))
                .containsExactlyInAnyOrder("openid", "launch/patient", PROBLEMS);
    }

    @Test
    void theWholeContainsItsParts() {
        assertThat(ConsentPage.chosen(OFFERED, Set.of("patient/Condition.rs", PROBLEMS)))
                .contains("patient/Condition.rs")
                .doesNotContain(PROBLEMS);
    }

    @Test
    void whatWasNotOfferedIsNotAllowed() {
        assertThat(ConsentPage.chosen(
                        OFFERED, Set.of("user/Patient.cruds", PROBLEMS.replace("patient/", "user/"), "openid")))
                .containsExactlyInAnyOrder("openid", "launch/patient");
    }

    @Test
    void aScopeIsSaidInPlainWords() {
        assertThat(ScopeWords.of("patient/Condition.cruds"))
                .isEqualTo("See, add, change and delete problems and diagnoses, of this patient");
        assertThat(ScopeWords.of("user/*.rs")).isEqualTo("See everything, of everyone whom you may see");
        assertThat(ScopeWords.of(PROBLEMS)).isEqualTo("See problems and diagnoses: problem list, of this patient");
        assertThat(ScopeWords.of("user/BodyStructure.c")).isEqualTo("Add body structure, of everyone whom you may see");
        assertThat(ScopeWords.of("offline_access")).isEqualTo("Stay connected when you are not signed in");
    }
}

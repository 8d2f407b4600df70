package org.practicehub.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.server.identity.SignInSettings.Limits;

class PasswordRulesTest {
    private final PasswordRules rules = rules("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elevenchars",
                "123456789012",
                "Password1234",
                "PasswordPassword!",
                "qwertyuiop12",
                "Summer2026!!",
                "aaaaaaaaaaaa",
                "abababababab",
                "mdelgado2026"
            })
    void whatEverybodyGuessesIsRefused(String password) {
        assertThat(rules.problem("mdelgado", password)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a horse counts to nine", "Zwölf Bären fahren", "9f3kq-20xv-77", "password of a summer lake"})
    void longAndUnusualIsTaken(String password) {
        assertThat(rules.problem("mdelgado", password)).isEmpty();
    }

    @Test
    void lengthIsCountedInCharactersAsPeopleSeeThem() {
        assertThat(rules.problem("x", "🐎🐎🐎🐎🐎🐎")).isPresent();
        assertThat(rules.problem("x", "k".repeat(64) + "j".repeat(64))).isEmpty();
        assertThat(rules.problem("x", "k".repeat(64) + "j".repeat(65))).isPresent();
    }

    @Test
    void aPracticeAddsItsOwnList(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("more.txt"), "# ours\nLakeside Family Practice\n");

        assertThat(rules(file.toString()).problem("x", "lakeside family practice"))
                .isPresent();
        assertThat(rules.problem("x", "lakeside family practice")).isEmpty();
    }

    private static PasswordRules rules(String file) {
        return new PasswordRules(new SignInSettings(
                Duration.ofMinutes(15),
                Duration.ofHours(12),
                Duration.ofMinutes(5),
                new Limits(10, 100, Duration.ofMinutes(15)),
                Set.of(),
                file,
                Map.of()));
    }
}

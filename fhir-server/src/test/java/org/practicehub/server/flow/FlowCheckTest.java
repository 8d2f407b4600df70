package org.practicehub.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.flow.FlowSettings.Item;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

class FlowCheckTest {
    private static final Path CONFIG = Path.of("..", "config");
    private static final Set<String> ROLES = Set.of("front-desk", "manager", "clinician");

    @TempDir
    private Path folder;

    @Test
    void whatTheHubBringsIsRightAndKeepsNobodyBack() {
        FlowSettings settings = read(CONFIG.resolve("flow.yaml"));

        assertThat(settings.checkIn().keySet())
                .containsExactly("identity", "demographics", "coverage", "privacy", "copay");
        assertThat(settings.checkIn().values()).noneMatch(Item::mandatory);
        assertThat(settings.checkOut().values()).noneMatch(Item::mandatory);
    }

    @Test
    void theDemoMakesSomeOfItMandatory() {
        FlowSettings settings = read(CONFIG.resolve("demo/flow.yaml"), CONFIG.resolve("flow.yaml"));

        assertThat(settings.checkIn().get("identity").mandatory()).isTrue();
        assertThat(settings.checkIn().get("identity").title()).isEqualTo("Photo ID seen");
        assertThat(settings.checkIn().get("copay").mandatory()).isFalse();
    }

    @Test
    void everySlipIsToldWithItsPlaceAndTheNearestName() throws IOException {
        Path file = folder.resolve("flow.yaml");
        Files.writeString(
                file,
                """
                hub.flow:
                  check-in:
                    card:
                      kind: tickt
                      title: Card seen
                    person:
                      kind: demographics
                      title: Person
                      needs: [name, birthdate]
                      override: [frontdesk]
                    notice:
                      kind: consent
                      title: Notice
                  check-out:
                    card:
                      kind: ticked
                      title: Card back
                      task: clinician
                """);

        CannotStart refused = catchThrowableOfType(CannotStart.class, () -> read(file));

        assertThat(List.of(refused.getMessage().split("\n")))
                .containsExactly(
                        "flow.yaml:4:13: there is no kind 'tickt'; did you mean 'ticked'?",
                        "flow.yaml:10:18: there is no role 'frontdesk'; did you mean 'front-desk'?",
                        "flow.yaml:9:21: there is no part of a Patient that can be asked for 'birthdate'; did you mean"
                                + " 'birthDate'?",
                        "flow.yaml:12:13: an item of the kind 'consent' needs 'category'",
                        "flow.yaml:17:14: there is another item 'card'; each needs a name of its own",
                        "flow.yaml:18:13: only an item of the kind 'charges' makes a Task");
    }

    private static FlowSettings read(Path... files) {
        StandardEnvironment environment = new StandardEnvironment();
        for (Path file : files) {
            try {
                new YamlPropertySourceLoader()
                        .load(file.toString(), new FileSystemResource(file))
                        .forEach(environment.getPropertySources()::addLast);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        FlowSettings settings =
                Binder.get(environment).bind("hub.flow", FlowSettings.class).get();
        FlowCheck.check(settings, ROLES, environment);
        return settings;
    }
}

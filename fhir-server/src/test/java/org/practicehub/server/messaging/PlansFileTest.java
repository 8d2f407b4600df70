package org.practicehub.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.server.messaging.Language.Meaning;
import org.practicehub.server.messaging.Plans.Step;

/** The files that come with the hub are right, and mistakes are told where they are. */
class PlansFileTest {
    private static final Path DEMO = Path.of("../config/demo/reminders.yaml");

    @Test
    void whatComesWithTheHubIsRightAndSendsNothing() throws Exception {
        Plans plans = read(Files.readString(Path.of("../config/reminders.yaml")));

        assertThat(plans.enabled()).isFalse();
        assertThat(plans.consentAssumed()).isFalse();
        assertThat(plans.gateways()).isEmpty();
        assertThat(plans.of(Set.of("ANY")).steps())
                .extracting(Step::name)
                .containsExactly("week-before", "two-days-before", "two-hours-before", "moved", "cancelled");
        assertThat(plans.longestLead()).isEqualTo(Duration.ofHours(175));
    }

    /** The example of a gateway is right once its comment signs are taken away. */
    @Test
    void theExampleOfGatewaysIsRight() throws Exception {
        String text = Files.readString(Path.of("../config/reminders.yaml"));
        String example = text.substring(text.indexOf("# gateways:")).replaceAll("(?m)^# ?", "");

        Plans plans = read(text + "\n" + example);

        assertThat(plans.gateways().get(Medium.SMS)).isInstanceOfSatisfying(GatewaySettings.Http.class, http -> {
            assertThat(http.url().toString()).contains("/Accounts/secret-of-TWILIO_ACCOUNT/");
            assertThat(http.secret()).isEqualTo("secret-of-TWILIO_TOKEN");
        });
        assertThat(plans.gateways().get(Medium.EMAIL)).isInstanceOf(GatewaySettings.Smtp.class);
    }

    @Test
    void anAnswerIsKnownInEveryLanguage() throws Exception {
        Plans plans = read(demo());
        Language english = plans.language(Optional.of("en-US"));

        assertThat(Answers.meaning(" Yes! ", english, plans)).contains(Meaning.YES);
        assertThat(Answers.meaning("¡SÍ!", english, plans)).contains(Meaning.YES);
        assertThat(Answers.meaning("Alto", english, plans)).contains(Meaning.STOP);
        assertThat(Answers.meaning("opt-out", english, plans)).contains(Meaning.STOP);
        assertThat(Answers.meaning("CANCEL", english, plans)).contains(Meaning.CANCEL);
        assertThat(Answers.meaning("yes but can we make it later", english, plans))
                .isEmpty();
    }

    @Test
    void aVisitOfAnotherLanguageIsSpokenOfInThePracticesOwn() throws Exception {
        Plans plans = read(demo());

        assertThat(plans.language(Optional.of("es-MX")).tag()).isEqualTo("es");
        assertThat(plans.language(Optional.of("pl")).tag()).isEqualTo("en");
    }

    @Test
    void mistakesAreToldWithTheirPlaceAndTheNearestRightName() throws Exception {
        String text = demo();
        refuses(text.replace("quiet:", "quite:"), "unknown key 'quite'; did you mean 'quiet'?");
        refuses(
                text.replace("{first-name}, see you", "{first-nam}, see you"),
                "a message cannot say {first-nam}; did you mean 'first-name'?");
        refuses(text.replace("text: soon }", "text: son }"), "there is no text 'son'; did you mean 'soon'?");
        refuses(text.replace("before: 2h", "before: 2 hours"), "expected how long before the visit: 7d, 2h or 90m");
        refuses(text.replace("zone: America/Chicago", "zone: America/Chicgo"), "did you mean 'America/Chicago'?");
        refuses(
                text.replace("  sms: { kind: sandbox }", "  sms: { kind: htp }"),
                "the kind of gateway is sandbox or http; did you mean 'http'?");
        refuses(text.replace("see you today", "see you today ".repeat(12)), "a text message has 160");
        refuses(text.replace("stop: [stop,", "stop: [yes, stop,"), "'yes' stands here twice");
        refuses(text.replace("language: en", "language: fr"), "there is no language 'fr'");
        refuses(text.replace("      moved: {", "      moved: { discreet: true, "), "unknown key 'discreet'");
    }

    /** A password in a file is refused, and not repeated in the refusal. */
    @Test
    void aSecretDoesNotStandInTheFile() throws Exception {
        String text = demo().replace(
                        "  email: { kind: sandbox }",
                        "  email: { kind: smtp, host: mail.example.org, user: me, password: hunter2, from: a@example.org }");

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("a secret does not stand in this file")
                .hasMessageNotContaining("hunter2");
    }

    private static void refuses(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining(why)
                .hasMessageMatching("(?s)reminders.yaml:\\d+:\\d+ — .*");
    }

    private static String demo() throws IOException {
        return Files.readString(DEMO);
    }

    static Plans read(String text) throws FeedsRefused {
        return PlansFile.read(
                "reminders.yaml",
                text,
                name -> List.of("TWILIO_ACCOUNT", "TWILIO_TOKEN", "MAIL_USER", "MAIL_PASSWORD")
                                .contains(name)
                        ? Optional.of("secret-of-" + name)
                        : Optional.empty());
    }
}

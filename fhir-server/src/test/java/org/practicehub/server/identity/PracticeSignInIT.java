package org.practicehub.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.Browser.location;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Browser;
import org.practicehub.server.testing.PracticeHub;
import org.practicehub.server.testing.Tokens;

/** Sign-in where it is not the demo: a first password by a link, a second factor for staff, an outside provider. */
class PracticeSignInIT {
    private static final String PASSWORD = "a sentence that nobody guesses";
    private static final Pattern KEY = Pattern.compile("class=\"key\">([^<]+)<");

    private final PracticeHub practice = PracticeHub.shared();
    private final People people = practice.hub().bean(People.class);

    /** From an invitation to the inside: a password, and a second factor because the role needs one. */
    @Test
    void staffSetUpASecondFactorAtTheirFirstSignIn() {
        String name = somebody("front-desk");
        String link = "/invitation/"
                + practice.hub()
                        .bean(Invitations.class)
                        .invite(people.find(name).orElseThrow().id());
        Browser browser = practice.browser();
        assertThat(browser.submit(link, Map.of("password", "password1234", "repeated", "password1234"))
                        .statusCode())
                .isEqualTo(422);
        browser.submit(link, Map.of("password", PASSWORD, "repeated", PASSWORD));
        assertThat(browser.open(link).statusCode()).isEqualTo(410);

        assertThat(location(browser.signIn(name, PASSWORD))).isEqualTo("/login/enrol");
        assertThat(location(browser.open("/account"))).endsWith("/login");
        Matcher key = KEY.matcher(browser.open("/login/enrol").body());
        assertThat(key.find()).isTrue();
        byte[] seed = new Base32().decode(key.group(1).replace(" ", ""));
        String code = Totp.code(seed, Instant.now().getEpochSecond() / 30);
        assertThat(browser.submit("/login/enrol", Map.of("code", code)).body()).contains("Your recovery codes");
        assertThat(browser.open("/account").statusCode()).isEqualTo(200);

        // From now on nobody sets up another one with the password alone.
        Browser other = practice.browser();
        assertThat(location(other.signIn(name, PASSWORD))).isEqualTo("/login/second");
        assertThat(location(other.open("/login/enrol"))).endsWith("/login");
    }

    /** A patient's role asks for none. */
    @Test
    void aRoleThatNeedsNoneIsAskedForNone() {
        String name = somebody("patient");
        people.setPassword(people.find(name).orElseThrow().id(), PASSWORD);

        assertThat(location(practice.browser().signIn(name, PASSWORD))).isEqualTo("/");
    }

    @Test
    void anOutsideProviderSignsInWhomTheHubKnows() {
        String name = somebody("front-desk");

        Browser browser = practice.browser();
        HttpResponse<String> answer = outside(
                browser, Map.of("sub", "s-" + name, "preferred_username", name, "groups", List.of("hub-billing")));

        assertThat(location(answer)).isEqualTo("/");
        assertThat(browser.open("/account").body()).contains(name);
        assertThat(people.find(name).orElseThrow().role()).isEqualTo("biller");
    }

    /** A name that was given to somebody else there opens nothing here. */
    @Test
    void anotherSubjectWithTheSameNameIsUnknown() {
        String name = somebody("front-desk");
        outside(practice.browser(), Map.of("sub", "first-" + name, "preferred_username", name));

        Browser browser = practice.browser();
        HttpResponse<String> second = outside(browser, Map.of("sub", "second-" + name, "preferred_username", name));

        assertThat(location(second)).isEqualTo("/login?unknown");
        assertThat(browser.open("/login?unknown").body()).contains("Nobody here is known by that sign-in");
        assertThat(location(browser.open("/account"))).endsWith("/login");
        // By the subject the first one is known, whatever the name is by now.
        assertThat(location(
                        outside(practice.browser(), Map.of("sub", "first-" + name, "preferred_username", "renamed"))))
                .isEqualTo("/");
    }

    @Test
    void whomTheHubDoesNotKnowStaysOutside() {
        assertThat(location(
                        outside(practice.browser(), Map.of("sub", "x", "preferred_username", "nobody-of-that-name"))))
                .isEqualTo("/login?unknown");
    }

    /** A deactivated person does not come in by a side door. */
    @Test
    void aDeactivatedPersonStaysOutside() {
        String name = somebody("front-desk");
        people.setActive(people.find(name).orElseThrow().id(), false);

        assertThat(location(outside(practice.browser(), Map.of("sub", "d-" + name, "preferred_username", name))))
                .isEqualTo("/login?unknown");
    }

    /** An answer that belongs to no question of this browser's is not looked at (RFC 6749, 10.12). */
    @Test
    void aForeignAnswerIsRefused() {
        assertThat(location(practice.browser().open("/login/oauth2/code/clinic?code=x&state=y")))
                .isEqualTo("/login?elsewhere");
    }

    private HttpResponse<String> outside(Browser browser, Map<String, Object> claims) {
        HttpResponse<String> sent = browser.open("/oauth2/authorization/clinic");
        Map<String, String> request = Tokens.query(location(sent));
        assertThat(request.get("code_challenge_method")).isEqualTo("S256");
        String code = practice.provider().code(request, claims);
        return browser.open(
                "/login/oauth2/code/clinic?" + Tokens.form(Map.of("code", code, "state", request.get("state"))));
    }

    private String somebody(String role) {
        String name = "p" + UUID.randomUUID();
        people.put(name, "Somebody " + name, role, null);
        return name;
    }
}

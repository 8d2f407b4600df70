package org.practicehub.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.Browser.location;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Browser;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionDestroyedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/** Sign-in under attack and under a clock. Item numbers are those of smart.md, sections 2.3 and 4. */
class SignInSecurityIT {
    private static final String PASSWORD = "a sentence that nobody guesses";
    private static final String WRONG = "another sentence altogether";
    private static final Pattern KEY = Pattern.compile("class=\"key\">([^<]+)<");
    private static final Pattern CODE = Pattern.compile("<li><kbd>([^<]+)</kbd>");

    private final TestHub hub = TestHub.shared();
    private final JdbcClient sql = hub.bean(JdbcClient.class);
    private final People people = hub.bean(People.class);
    private final List<Object> heard = new CopyOnWriteArrayList<>();
    private final Listener listener = new Listener(heard);

    @BeforeEach
    void listen() {
        sql.sql("delete from hub_sign_in_try").update();
        hub.context().addApplicationListener(listener);
    }

    @AfterEach
    void listenNoMore() {
        hub.context().removeApplicationListener(listener);
    }

    private record Listener(List<Object> heard) implements ApplicationListener<ApplicationEvent> {
        @Override
        public void onApplicationEvent(ApplicationEvent event) {
            if (event instanceof SessionDestroyedEvent || event instanceof AbstractAuthenticationEvent) {
                heard.add(event);
            }
        }
    }

    /** N20: a session that somebody planted is not the one that signs in. */
    @Test
    void theSessionGetsAnotherIdAtSignIn() {
        String name = somebody();
        Browser browser = new Browser(hub);
        browser.open("/login");
        String planted = browser.cookie("hub").orElseThrow();

        assertThat(location(browser.signIn(name, PASSWORD))).isEqualTo("/");

        assertThat(browser.cookie("hub")).isPresent().get().isNotEqualTo(planted);
        assertThat(browser.open("/account").statusCode()).isEqualTo(200);
        Browser attacker = new Browser(hub);
        attacker.bring("hub", planted);
        assertThat(location(attacker.open("/account"))).endsWith("/login");
    }

    /** N14: a form of somebody else's page signs nobody in. */
    @Test
    void aForeignFormIsRefused() {
        Browser browser = new Browser(hub);
        browser.open("/login");

        assertThat(browser.post("/login", Map.of("username", somebody(), "password", PASSWORD))
                        .statusCode())
                .isEqualTo(403);
    }

    /** The cookie is the browser's alone, and of what stands in the database nobody can make one. */
    @Test
    void theCookieIsSealed() {
        String name = somebody();
        Browser browser = new Browser(hub);
        HttpResponse<String> page = browser.open("/login");
        browser.signIn(name, PASSWORD);
        String stored = sessionOf(name);

        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        assertThat(browser.cookie("hub").orElseThrow()).doesNotContain(stored);
        Browser thief = new Browser(hub);
        thief.bring("hub", stored);
        assertThat(location(thief.open("/account"))).endsWith("/login");
    }

    /** N21: ten tries close the name for a quarter of an hour, for everybody and whatever they know; then it opens. */
    @Test
    void tenTriesCloseTheName() {
        String name = somebody();
        for (int i = 0; i < 10; i++) {
            assertThat(location(new Browser(hub).signIn(name, WRONG))).endsWith("/login?error");
            letTheDelayPass();
        }
        sql.sql("update hub_sign_in_try set open_at = last_at + interval '15 minutes' where tries >= 10")
                .update();

        assertThat(location(new Browser(hub).signIn(name, PASSWORD))).endsWith("/login?error");
        assertThat(hub.bean(Lockout.class).isLocked(name)).isTrue();
        assertThat(heard).hasAtLeastOneElementOfType(AuthenticationFailureLockedEvent.class);

        sql.sql("update hub_sign_in_try set open_at = now(), last_at = now() - interval '16 minutes'")
                .update();
        assertThat(location(new Browser(hub).signIn(name, PASSWORD))).isEqualTo("/");
    }

    /** After five slips each wait is twice the one before, and a right password does not shorten it. */
    @Test
    void afterSomeSlipsTheRightPasswordWaitsToo() {
        String name = somebody();
        for (int i = 0; i < 6; i++) {
            new Browser(hub).signIn(name, WRONG);
        }

        assertThat(location(new Browser(hub).signIn(name, PASSWORD))).endsWith("/login?error");
        letTheDelayPass();
        assertThat(location(new Browser(hub).signIn(name, PASSWORD))).isEqualTo("/");
    }

    /** A hundred tries at the same moment get no further than a hundred in a row. */
    @Test
    void triesAtTheSameMomentAreCountedOneByOne() throws Exception {
        String name = somebody();
        Lockout lockout = hub.bean(Lockout.class);
        ExecutorService crowd = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> tries = new ArrayList<>();
            IntStream.range(0, 60).forEach(i -> tries.add(crowd.submit(() -> lockout.admits(name, "192.0.2." + i))));
            int admitted = 0;
            for (Future<Boolean> one : tries) {
                admitted += one.get() ? 1 : 0;
            }
            // Five free ones, and the one after which the waiting begins; a second may pass while they run.
            assertThat(admitted).isBetween(6, 8);
        } finally {
            crowd.shutdown();
        }
    }

    /** Whoever gets a new password by a link is let in at once. */
    @Test
    void aResetLinkOpensTheName() {
        String name = somebody();
        long id = people.find(name).orElseThrow().id();
        for (int i = 0; i < 7; i++) {
            new Browser(hub).signIn(name, WRONG);
        }
        String link = "/invitation/" + hub.bean(Invitations.class).invite(id);

        new Browser(hub).submit(link, Map.of("password", PASSWORD + "!", "repeated", PASSWORD + "!"));

        assertThat(location(new Browser(hub).signIn(name, PASSWORD + "!"))).isEqualTo("/");
    }

    /** N21: unknown, wrong and closed are told alike, and take the same time. */
    @Test
    void whyItFailedIsToldByNothing() {
        String known = somebody();
        String closed = somebody();
        for (int i = 0; i < 6; i++) {
            new Browser(hub).signIn(closed, WRONG);
        }
        sql.sql("update hub_sign_in_try set open_at = now() + interval '1 minute' where kind = 'account'")
                .update();

        shortest(() -> new Browser(hub).signIn("nobody-" + UUID.randomUUID(), WRONG));
        Duration unknown = shortest(() -> new Browser(hub).signIn("nobody-" + UUID.randomUUID(), WRONG));
        Duration wrong = shortest(() -> {
            sql.sql("delete from hub_sign_in_try where kind = 'account' and tries <> 6")
                    .update();
            return new Browser(hub).signIn(known, WRONG);
        });
        Duration locked = shortest(() -> new Browser(hub).signIn(closed, WRONG));

        // Without the hash of a password that nobody has, an unknown name would be answered in a tenth of the time.
        assertThat(unknown.toNanos() / (double) wrong.toNanos()).isBetween(0.33, 3.0);
        assertThat(locked.toNanos() / (double) wrong.toNanos()).isBetween(0.33, 3.0);
        assertThat(pageAfter("nobody-at-all")).isEqualTo(pageAfter(known)).isEqualTo(pageAfter(closed));
    }

    /** What the page says after a refusal, less the form's own token. */
    private String pageAfter(String name) {
        Browser browser = new Browser(hub);
        browser.signIn(name, WRONG);
        return browser.open("/login?error")
                .body()
                .replaceAll("value=\"[^\"]{40,}\"", "")
                .replaceAll("data-csrf=\"[^\"]+\"", "");
    }

    /** The shortest of some: what other programs on this machine do lengthens a time and shortens none. */
    private static Duration shortest(Supplier<HttpResponse<String>> work) {
        return IntStream.range(0, 9)
                .mapToObj(i -> {
                    long from = System.nanoTime();
                    assertThat(location(work.get())).endsWith("/login?error");
                    return Duration.ofNanos(System.nanoTime() - from);
                })
                .min(Duration::compareTo)
                .orElseThrow();
    }

    /** Idle for a quarter of an hour: the session is over, everybody hears of it, and the page says why it asks. */
    @Test
    void anIdleSessionEnds() {
        String name = somebody();
        Browser browser = signedIn(name);
        String session = sessionOf(name);
        sql.sql("update spring_session set expiry_time = 1 where session_id = ?")
                .param(session)
                .update();

        HttpResponse<String> sent =
                Tokens.authorize(browser.client(), hub, "staff", "openid", Tokens.challenge("x".repeat(50)));

        assertThat(location(sent)).endsWith("/login");
        assertThat(browser.open("/login").body()).contains("nothing was done here for a while");
        assertThat(browser.open("/login").body()).doesNotContain("nothing was done here for a while");
        assertThat(ends(SessionExpiredEvent.class)).contains(session);
    }

    /** Twelve hours after its beginning the busiest session is over, and the sweep finds it without anybody asking. */
    @Test
    void noSessionOutlivesTheDay() {
        String name = somebody();
        Browser browser = signedIn(name);
        String session = sessionOf(name);
        sql.sql("update spring_session set creation_time = ? where session_id = ?")
                .params(
                        Instant.now()
                                .minus(Duration.ofHours(12))
                                .minusSeconds(1)
                                .toEpochMilli(),
                        session)
                .update();

        hub.bean(SessionConfiguration.Sweep.class).sweep();

        assertThat(ends(SessionExpiredEvent.class)).contains(session);
        assertThat(location(browser.open("/account"))).endsWith("/login");
    }

    /** A sign of life keeps a session; who has none is told so without a redirect. */
    @Test
    void aSignOfLifeKeepsTheSession() {
        String name = somebody();
        Browser browser = signedIn(name);
        long before = Instant.now().minusSeconds(60).toEpochMilli();
        sql.sql("update spring_session set last_access_time = ? where session_id = ?")
                .params(before, sessionOf(name))
                .update();

        assertThat(browser.open("/session").statusCode()).isEqualTo(204);
        assertThat(sql.sql("select last_access_time from spring_session where session_id = ?")
                        .param(sessionOf(name))
                        .query(Long.class)
                        .single())
                .isGreaterThan(before);
        assertThat(new Browser(hub).open("/session").statusCode()).isEqualTo(401);
    }

    /** Who signs out is out, and it is heard. */
    @Test
    void signingOutEndsTheSession() {
        String name = somebody();
        Browser browser = signedIn(name);
        String session = sessionOf(name);

        browser.submit("/account", "/logout", Map.of());

        assertThat(location(browser.open("/account"))).endsWith("/login");
        assertThat(ends(SessionDeletedEvent.class)).contains(session);
    }

    /** An authenticator: set up, asked for, taken once. */
    @Test
    void anAuthenticatorIsAskedForAndItsCodesAreTakenOnce() {
        String name = somebody();
        Browser browser = signedIn(name);
        byte[] seed = seed(browser.open("/account/authenticator").body());
        HttpResponse<String> codes = browser.submit("/account/authenticator", Map.of("code", codeNow(seed, 0)));
        assertThat(codes.statusCode()).isEqualTo(200);
        List<String> recovery = all(CODE, codes.body());
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();

        Browser next = new Browser(hub);
        assertThat(location(next.signIn(name, PASSWORD))).isEqualTo("/login/second");
        assertThat(location(next.open("/account"))).endsWith("/login");
        assertThat(next.submit("/login/second", Map.of("code", "000000")).statusCode())
                .isEqualTo(422);
        assertThat(heard).hasAtLeastOneElementOfType(SecondFactorRefused.class);
        // The step of the set-up is used; the next one is as right, because clocks differ.
        String code = codeNow(seed, 1);
        assertThat(location(next.submit("/login/second", Map.of("code", code)))).startsWith("/account");
        assertThat(next.open("/account").statusCode()).isEqualTo(200);

        Browser replay = new Browser(hub);
        replay.signIn(name, PASSWORD);
        assertThat(replay.submit("/login/second", Map.of("code", code)).statusCode())
                .isEqualTo(422);
        assertThat(location(replay.submit("/login/second", Map.of("code", recovery.get(0)))))
                .isEqualTo("/");

        Browser again = new Browser(hub);
        again.signIn(name, PASSWORD);
        assertThat(again.submit("/login/second", Map.of("code", recovery.get(0)))
                        .statusCode())
                .isEqualTo(422);
        String typed = recovery.get(1).toLowerCase(Locale.ROOT).replace("-", " ");
        assertThat(location(again.submit("/login/second", Map.of("code", typed))))
                .isEqualTo("/");
    }

    /** Seeds and codes lie in the database as nobody can use them. */
    @Test
    void seedsAreSealed() {
        String name = somebody();
        byte[] seed = seed(signedIn(name).open("/account/authenticator").body());

        byte[] stored = sql.sql("select seed from hub_authenticator a join hub_person p on p.id = a.person_id"
                        + " where p.username = ?")
                .param(name)
                .query(byte[].class)
                .single();

        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(seed, StandardCharsets.ISO_8859_1));
    }

    /** What changes a sign-in asks for a fresh proof, and leads back. */
    @Test
    void aChangeAsksForAFreshProof() {
        String name = somebody();
        Browser browser = signedIn(name);
        Browser other = signedIn(name);
        makeStale(name);

        Map<String, String> change = Map.of("password", PASSWORD + "?", "repeated", PASSWORD + "?");
        assertThat(location(browser.submit("/account", "/account/password", change)))
                .startsWith("/login/again?back=");
        assertThat(hub.bean(SignedInSessions.class).anyProvedWithin(name, Duration.ofMinutes(5)))
                .isFalse();
        assertThat(browser.submit("/login/again", Map.of("back", "/account", "password", WRONG))
                        .statusCode())
                .isEqualTo(422);
        assertThat(location(browser.submit("/login/again", Map.of("back", "/account", "password", PASSWORD))))
                .isEqualTo("/account");
        assertThat(hub.bean(SignedInSessions.class).anyProvedWithin(name, Duration.ofMinutes(5)))
                .isTrue();
        assertThat(location(browser.submit("/account", "/account/password", change)))
                .isEqualTo("/account?done");

        // Who knew the old password is out elsewhere too.
        assertThat(location(other.open("/account"))).endsWith("/login");
    }

    /** The place to come back to is one of the hub's own. */
    @Test
    void nobodyIsSentElsewhereAfterAProof() {
        for (String elsewhere : List.of("https://evil.example.org/", "//evil.example.org/", "/\\evil.example.org")) {
            Browser browser = signedIn(somebody());
            assertThat(location(browser.submit("/login/again", Map.of("back", elsewhere, "password", PASSWORD))))
                    .isEqualTo("/");
        }
    }

    /** A password of old parameters is hashed anew at the first sign-in after a change of them. */
    @Test
    void anOldHashIsRenewedAtSignIn() {
        String name = somebody();
        String old = "{argon2id}" + new Argon2PasswordEncoder(16, 32, 1, 1 << 12, 1).encode(PASSWORD);
        sql.sql("update hub_person set password_hash = ? where username = ?")
                .params(old, name)
                .update();

        signedIn(name);

        String now = people.passwordHash(people.find(name).orElseThrow().id()).orElseThrow();
        assertThat(now).isNotEqualTo(old).contains("m=16384");
        assertThat(heard).hasAtLeastOneElementOfType(AuthenticationSuccessEvent.class);
    }

    /** A deactivated person is refused like anybody unknown. */
    @Test
    void aDeactivatedPersonIsOut() {
        String name = somebody();
        people.setActive(people.find(name).orElseThrow().id(), false);

        assertThat(location(new Browser(hub).signIn(name, PASSWORD))).endsWith("/login?error");
    }

    /** Headers of every page around a sign-in (N19, N23). */
    @Test
    void pagesCarryTheirHeaders() {
        for (String path : List.of("/login", "/", "/apps/console/", "/pages/pages.css")) {
            var headers = new Browser(hub).open(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'self'", "frame-ancestors 'self'", "object-src 'none'")
                    .doesNotContain("script-src 'unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).contains("SAMEORIGIN");
            assertThat(headers.firstValue("Permissions-Policy").orElse(""))
                    .as(path)
                    .contains("camera=()");
        }
        // The demo's EHR alone may frame the app that is registered there; the older header knows no list.
        var framed = new Browser(hub).open("/apps/staff/").headers();
        assertThat(framed.firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'self' http")
                .doesNotContain("frame-ancestors *");
        assertThat(framed.firstValue("X-Frame-Options")).isEmpty();
    }

    private String somebody() {
        String name = "p" + UUID.randomUUID();
        people.setPassword(people.put(name, "Somebody", "front-desk", null), PASSWORD);
        return name;
    }

    private Browser signedIn(String name) {
        Browser browser = new Browser(hub);
        assertThat(location(browser.signIn(name, PASSWORD))).isEqualTo("/");
        return browser;
    }

    private String sessionOf(String name) {
        return sql.sql("select session_id from spring_session where principal_name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    private void letTheDelayPass() {
        sql.sql("update hub_sign_in_try set open_at = now()").update();
    }

    /** As if the proof were of an hour ago: the attribute is written anew by the session itself. */
    private void makeStale(String name) {
        sql.sql(
                        """
                        delete from spring_session_attributes where attribute_name = 'hub.proved-at'
                        and session_primary_id in (select primary_id from spring_session where principal_name = ?)""")
                .param(name)
                .update();
    }

    private List<String> ends(Class<? extends SessionDestroyedEvent> kind) {
        return heard.stream()
                .filter(kind::isInstance)
                .map(event -> ((SessionDestroyedEvent) event).getSessionId())
                .toList();
    }

    private static byte[] seed(String page) {
        return new Base32().decode(all(KEY, page).get(0).replace(" ", ""));
    }

    private static String codeNow(byte[] seed, int ahead) {
        return Totp.code(seed, Instant.now().getEpochSecond() / 30 + ahead);
    }

    private static List<String> all(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(one -> one.group(1)).toList();
    }

    /** A refused password is an event of its own kind for the audit trail. */
    @Test
    void aRefusalIsHeard() {
        String name = somebody();

        new Browser(hub).signIn(name, WRONG);

        assertThat(heard).hasAtLeastOneElementOfType(AuthenticationFailureBadCredentialsEvent.class);
    }
}

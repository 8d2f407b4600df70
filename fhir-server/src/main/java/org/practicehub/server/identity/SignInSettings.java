package org.practicehub.server.identity;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in and how long that holds. Every key stands with its default in application.yaml.
 *
 * @param idle a session ends after this long without a sign of life; two to thirty minutes (45 CFR 164.312(a)(2)(iii))
 * @param absolute a session ends after this long whatever happens
 * @param proof how long a password, code or passkey counts as fresh where a step asks for it again
 * @param secondFactor roles whose people need a second factor; others may have one
 * @param refusedPasswords a file of further passwords that nobody may choose, one a line
 * @param providers outside OpenID providers, by a short name
 */
@ConfigurationProperties(prefix = "hub.sign-in", ignoreUnknownFields = false)
public record SignInSettings(
        @DefaultValue("15m") Duration idle,
        @DefaultValue("12h") Duration absolute,
        @DefaultValue("5m") Duration proof,
        @DefaultValue Limits limits,
        @DefaultValue Set<String> secondFactor,
        @DefaultValue("") String refusedPasswords,
        @DefaultValue Map<String, Provider> providers) {
    private static final Duration SHORTEST_IDLE = Duration.ofMinutes(2);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    public SignInSettings {
        if (idle.compareTo(SHORTEST_IDLE) < 0 || idle.compareTo(LONGEST_IDLE) > 0) {
            throw new IllegalArgumentException("hub.sign-in.idle must be between 2m and 30m");
        }
        if (absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("hub.sign-in.absolute must be longer than hub.sign-in.idle");
        }
    }

    /**
     * How often somebody may try (smart.md N21).
     *
     * @param account tries for one user name until it is closed for the pause
     * @param address tries from one address, whatever the name: a practice behind one router shares it
     * @param pause how long it is closed, and after how long without a try the counting begins anew
     */
    public record Limits(
            @DefaultValue("10") int account, @DefaultValue("100") int address, @DefaultValue("15m") Duration pause) {}

    /**
     * An OpenID provider whose people may come in. Nobody comes in whom people.yaml or an administrator has not named.
     *
     * @param title on the button: Sign in with ...
     * @param issuer its address, from which it is discovered
     * @param claim names the person: preferred_username, or email (which must be verified), or any other
     * @param groups claim that lists groups; absent: roles come from the hub alone
     * @param roles the role that a group brings, by group
     * @param provesTwoFactors whether its sign-in counts as one with a second factor
     */
    public record Provider(
            String title,
            String issuer,
            String client,
            String secret,
            @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
            @DefaultValue("preferred_username") String claim,
            @Nullable String groups,
            @DefaultValue Map<String, String> roles,
            @DefaultValue("false") boolean provesTwoFactors) {

        /** Its name alone: the rest holds a secret. */
        @Override
        public String toString() {
            return "Provider " + title;
        }
    }
}

package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.practicehub.routes.vault.Vault;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The session's cookie. It holds the session's number sealed with the master key: who reads the database, or a backup of it,
 * cannot make a cookie of what stands there.
 */
final class SealedCookie implements CookieSerializer {
    private final DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    private final Vault vault;

    /** With HTTPS the browser itself sees to it that the cookie comes from this host and over TLS (RFC 6265bis, __Host-). */
    SealedCookie(Vault vault, boolean https) {
        this.vault = vault;
        cookie.setCookieName(https ? "__Host-hub" : "hub");
        cookie.setUseSecureCookie(https);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        cookie.setUseBase64Encoding(false);
    }

    @Override
    public void writeCookieValue(CookieValue value) {
        String session = value.getCookieValue();
        // Nothing is what takes the cookie away.
        String written = session.isEmpty()
                ? ""
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(vault.seal(session.getBytes(StandardCharsets.US_ASCII)));
        cookie.writeCookieValue(new CookieValue(value.getRequest(), value.getResponse(), written));
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return cookie.readCookieValues(request).stream()
                .flatMap(value -> open(value).stream())
                .toList();
    }

    private Optional<String> open(String value) {
        try {
            return Optional.of(new String(vault.open(Base64.getUrlDecoder().decode(value)), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Made up, or of another master key: no session.
            return Optional.empty();
        }
    }
}

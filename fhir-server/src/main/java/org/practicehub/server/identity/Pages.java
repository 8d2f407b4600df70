package org.practicehub.server.identity;

import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;

/** The answers that the pages around a sign-in have in common. None of them is kept by a browser. */
final class Pages {
    private Pages() {}

    static ResponseEntity<String> ok(String page) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }

    static ResponseEntity<String> refused(String page) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                .cacheControl(CacheControl.noStore())
                .body(page);
    }

    static ResponseEntity<String> to(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", address)
                .build();
    }

    static ResponseEntity<String> toSignIn() {
        return to("/login");
    }

    /** The page on which an authenticator is set up. */
    static String authenticator(
            Page page, String username, byte[] seed, CsrfToken csrf, String problem, String why, String action) {
        return page.fill(Map.of(
                "csrf", csrf.getToken(),
                "problem", problem,
                "problemHidden", Page.hiddenIf(problem.isEmpty()),
                "why", why,
                "action", action,
                "image", QrCode.image(Totp.uri(username, seed)),
                "letters", Totp.letters(seed).replaceAll("(.{4})(?!$)", "$1 ")));
    }

    /** The page that shows recovery codes, this once. */
    static String recoveryCodes(Page page, List<String> codes, String next) {
        return page.fill(Map.of(
                "next",
                next,
                "codes",
                codes.stream().map(code -> Map.of("code", code)).toList()));
    }
}

package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.practicehub.server.identity.IdentitySettings.Issuer;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a page may load, and who may frame it. Sign-in and the like are framed by nobody outside; the page of an app that is
 * registered at an EHR, by the origins listed for that EHR (smart.md N19), and it may call that EHR.
 */
final class PagePolicy implements HeaderWriter {
    private static final Allowed OTHERS = new Allowed(List.of(), List.of());

    private final Apps apps;
    private final Map<String, Allowed> screens;

    /**
     * What the page of an app may beside what every page may.
     *
     * @param calls where it may send requests
     * @param frames who may frame it
     */
    private record Allowed(List<String> calls, List<String> frames) {}

    PagePolicy(Apps apps, IdentitySettings settings) {
        this.apps = apps;
        this.screens = apps.all().entrySet().stream()
                .filter(app -> app.getValue().hasScreen())
                .collect(Collectors.toMap(
                        app -> String.valueOf(app.getValue().path()),
                        app -> new Allowed(
                                origins(settings, app.getKey(), Issuer::callsTo),
                                origins(settings, app.getKey(), Issuer::frames)),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static List<String> origins(IdentitySettings settings, String app, Function<Issuer, List<String>> which) {
        return settings.issuers().values().stream()
                .filter(issuer -> issuer.clientThere(app).isPresent())
                .flatMap(issuer -> which.apply(issuer).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * No script but our own files; Mantine sets style attributes.
     *
     * @param forms where sign-in leads on to: browsers hold a form's redirects against form-action too
     */
    private static String policy(List<String> forms, List<String> calls, List<String> frames) {
        return "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src " + self(calls)
                + "; object-src 'none'; base-uri 'self'; form-action " + self(forms) + "; frame-ancestors "
                + self(frames);
    }

    private static String self(List<String> further) {
        return Stream.concat(Stream.of("'self'"), further.stream()).collect(Collectors.joining(" "));
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        Allowed allowed = screens.entrySet().stream()
                .filter(app -> request.getRequestURI().startsWith(app.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHERS);
        response.setHeader(
                "Content-Security-Policy", policy(apps.redirectOrigins(), allowed.calls(), allowed.frames()));
        // The older header knows no list of origins: beside one it would only contradict.
        if (allowed.frames().isEmpty()) {
            response.setHeader("X-Frame-Options", "SAMEORIGIN");
        }
    }
}

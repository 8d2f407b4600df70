package org.practicehub.server.audit;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;

/**
 * What was asked, without what was asked for: names of parameters stay, values go. The whole of it is kept as a hash with a key
 * that is sealed, so that names cannot be found by trying them.
 */
final class QueryText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:\\-]{1,128}");
    private static final Pattern STEP = Pattern.compile("[$A-Za-z0-9_.\\-]{1,64}");
    private static final Pattern PATIENT = Pattern.compile("(?:Patient/)?([A-Za-z0-9\\-.]{1,64})");
    private static final Set<String> OWNERS =
            Set.of("patient", "subject", "subject:Patient", "patient:Patient", "beneficiary", "actor");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    QueryText(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Of a request that HAPI has read: with the parameters of a form. */
    void note(Exchange exchange, RequestDetails request) {
        note(exchange, request.getRequestPath(), request.getParameters());
    }

    /** Of a request that nobody has read: its address alone. */
    void note(Exchange exchange, HttpServletRequest request) {
        String path = Optional.ofNullable(request.getPathInfo())
                .orElseGet(() -> request.getServletPath().equals("/fhir") ? "" : request.getServletPath())
                .replaceFirst("^/", "");
        note(exchange, path, split(Optional.ofNullable(request.getQueryString()).orElse("")));
        entity(path).ifPresent(exchange.entities::add);
    }

    private void note(Exchange exchange, String path, Map<String, String[]> parameters) {
        exchange.query = Optional.of(redacted(path, parameters.keySet()));
        exchange.queryHash = Optional.of(hash(path + "?"
                + new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(one -> one.getKey() + "=" + String.join("&", one.getValue()))
                                .collect(Collectors.joining("&"))));
        parameters.forEach((name, values) -> patients(path, name, values).forEach(exchange.patients::add));
    }

    /** Entry by entry; the hash is of all of them. */
    void note(Exchange exchange, Bundle bundle) {
        exchange.query =
                Optional.of(bundle.getEntry().stream().map(QueryText::redacted).collect(Collectors.joining("\n")));
        exchange.queryHash = Optional.of(hash(bundle.getEntry().stream()
                .map(entry -> entry.getRequest().getMethodElement().getValueAsString() + " "
                        + entry.getRequest().getUrl())
                .collect(Collectors.joining("\n"))));
        for (BundleEntryComponent entry : bundle.getEntry()) {
            String url = Optional.ofNullable(entry.getRequest().getUrl()).orElse("");
            String path = url.split("\\?", 2)[0];
            entity(path).ifPresent(exchange.entities::add);
            split(url.contains("?") ? url.split("\\?", 2)[1] : "")
                    .forEach((name, values) -> patients(path, name, values).forEach(exchange.patients::add));
        }
    }

    private static String redacted(BundleEntryComponent entry) {
        String url = Optional.ofNullable(entry.getRequest().getUrl()).orElse("");
        String path = url.split("\\?", 2)[0];
        String method = Optional.ofNullable(
                        entry.getRequest().getMethodElement().getValueAsString())
                .orElse("?");
        return method + " "
                + redacted(
                        path,
                        split(url.contains("?") ? url.split("\\?", 2)[1] : "").keySet());
    }

    private static String redacted(String path, Collection<String> names) {
        String steps = Arrays.stream(path.split("/"))
                .map(step -> STEP.matcher(step).matches() ? step : "?")
                .collect(Collectors.joining("/"));
        String asked = names.stream()
                .sorted()
                .map(name -> (NAME.matcher(name).matches() ? name : "?") + "=*")
                .collect(Collectors.joining("&"));
        return asked.isEmpty() ? steps : steps + "?" + asked;
    }

    /** Whom a search names is whom it is about, hit or miss. */
    private static Stream<String> patients(String path, String name, String[] values) {
        boolean named = OWNERS.contains(name) || (name.equals("_id") && path.startsWith("Patient"));
        if (!named) {
            return Stream.empty();
        }
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(value -> value.replaceFirst("^https?://.*/(?=Patient/)", ""))
                .map(PATIENT::matcher)
                .filter(Matcher::matches)
                .map(match -> "Patient/" + match.group(1));
    }

    /** {@code Patient/1}, of an address that goes on or not. */
    static Optional<String> entity(String path) {
        String[] steps = path.split("/");
        boolean known = steps.length >= 2
                && steps[0].matches("[A-Z][A-Za-z]{1,40}")
                && steps[1].matches("[A-Za-z0-9\\-.]{1,64}");
        return known ? Optional.of(steps[0] + "/" + steps[1]) : Optional.empty();
    }

    private static Map<String, String[]> split(String query) {
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(
                        part -> part[0],
                        part -> new String[] {part.length > 1 ? part[1] : ""},
                        (one, other) ->
                                Stream.of(one, other).flatMap(Arrays::stream).toArray(String[]::new)));
    }

    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

package org.practicehub.server.smart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.practicehub.server.identity.Page;
import org.practicehub.server.smart.PatientDirectory.Found;
import org.practicehub.server.smart.PatientDirectory.Visit;

/** Asks for whom an app is to be opened, or for which visit. */
final class PatientPage {
    private final Page patients = Page.read("launch-patient");
    private final Page visits = Page.read("launch-visit");

    /** @param values csrf, app, words */
    String patients(List<Found> found, Map<String, String> values) {
        Map<String, Object> all = new TreeMap<>(values);
        all.put("none", Page.hiddenIf(!found.isEmpty()));
        all.put("more", Page.hiddenIf(found.size() < PatientDirectory.MOST));
        all.put(
                "rows",
                found.stream()
                        .map(one -> row("patient", one.id(), one.name(), line("Born " + one.birthDate(), one.number())))
                        .toList());
        return patients.fill(all);
    }

    String visits(List<Visit> found, Map<String, String> values) {
        Map<String, Object> all = new TreeMap<>(values);
        all.put(
                "rows",
                found.stream()
                        .map(one -> row("encounter", one.id(), one.what(), one.when()))
                        .toList());
        return visits.fill(all);
    }

    private static Map<String, String> row(String name, String value, String title, String line) {
        return Map.of("name", name, "value", value, "title", title, "line", line);
    }

    private static String line(String... parts) {
        return Stream.of(parts)
                .filter(part -> !part.isBlank() && !part.equals("Born "))
                .collect(Collectors.joining(" · "));
    }
}

package org.practicehub.server.smart;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.practicehub.server.access.SmartScope;
import org.practicehub.server.identity.Page;
import org.practicehub.server.smart.LaunchSteps.Step;

/** Asks a person what an app may do, scope by scope and in plain words. They may allow less than it asks for. */
final class ConsentPage {
    private final Page page = Page.read("launch-consent");

    /** Told, but not to choose: without these the app would not be opened at all. */
    private static boolean isGiven(String scope) {
        return scope.equals("openid") || scope.startsWith("launch");
    }

    /** @param values csrf, app, patient, who */
    String show(Step step, Map<String, String> values) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String scope : step.offered()) {
            if (!isGiven(scope)) {
                List<Map<String, String>> parts = parts(scope);
                rows.add(Map.of(
                        "id",
                        "s" + rows.size(),
                        "scope",
                        scope,
                        "words",
                        ScopeWords.of(scope),
                        "divisible",
                        !parts.isEmpty(),
                        "parts",
                        parts));
            }
        }
        Map<String, Object> all = new TreeMap<>(values);
        all.put("nothing", Page.hiddenIf(!rows.isEmpty()));
        all.put("rows", rows);
        return page.fill(all);
    }

    private static List<Map<String, String>> parts(String scope) {
        return SubScopes.of(scope).stream()
                .map(sub -> Map.of(
                        "scope",
                        sub,
                        "words",
                        SmartScope.parse(sub).flatMap(SubScopes::name).orElse(sub)))
                .toList();
    }

    /** What of the offer was chosen: the whole of a type, or else parts of it. */
    static Set<String> chosen(Set<String> offered, Set<String> said) {
        Set<String> granted = new LinkedHashSet<>();
        for (String scope : offered) {
            if (isGiven(scope) || said.contains(scope)) {
                granted.add(scope);
            } else {
                SubScopes.of(scope).stream().filter(said::contains).forEach(granted::add);
            }
        }
        return granted;
    }
}

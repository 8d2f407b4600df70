package org.practicehub.server.smart;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.practicehub.server.access.SmartScope;
import org.practicehub.server.access.SmartScope.Permission;

/**
 * What is granted of what was asked for: asked ∩ what the client is registered for ∩ what the role may (smart.md S1).
 *
 * <p>A scope that is granted in full keeps the text it was asked in, so that version 1 is answered in version 1.
 */
final class Grant {
    private Grant() {}

    static Set<String> of(Collection<String> asked, Collection<String> registered, Collection<String> role) {
        List<SmartScope> client = resourceScopes(registered);
        List<SmartScope> person = resourceScopes(role);
        Set<String> granted = new LinkedHashSet<>();
        for (String text : asked) {
            Optional<SmartScope> scope = SmartScope.parse(text);
            if (scope.isPresent()) {
                granted.addAll(narrow(text, scope.get(), client, person));
            } else if (registered.contains(text)) {
                granted.add(text);
            }
        }
        return granted;
    }

    private static List<SmartScope> resourceScopes(Collection<String> texts) {
        return texts.stream().map(SmartScope::parse).flatMap(Optional::stream).toList();
    }

    private static Set<String> narrow(String text, SmartScope asked, List<SmartScope> client, List<SmartScope> person) {
        // Conditions are part of what is told apart: two conditions for one type open what meets either.
        Map<String, SmartScope> byType = new LinkedHashMap<>();
        for (SmartScope ofClient : client) {
            for (SmartScope ofPerson : person) {
                asked.and(ofClient)
                        .flatMap(both -> both.within(ofPerson))
                        .ifPresent(allowed -> byType.merge(key(allowed), allowed, Grant::union));
            }
        }
        SmartScope same = byType.get(key(asked));
        if (same != null && same.permissions().equals(asked.permissions())) {
            return Set.of(text);
        }
        Set<String> narrowed = new LinkedHashSet<>();
        byType.values().forEach(scope -> narrowed.add(scope.text()));
        return narrowed;
    }

    private static String key(SmartScope scope) {
        return scope.type() + "?" + String.join("&", scope.where());
    }

    private static SmartScope union(SmartScope one, SmartScope other) {
        Set<Permission> permissions = EnumSet.copyOf(one.permissions());
        permissions.addAll(other.permissions());
        return new SmartScope(one.context(), one.type(), permissions, one.where());
    }
}

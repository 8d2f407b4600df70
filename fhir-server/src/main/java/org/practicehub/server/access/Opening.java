package org.practicehub.server.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.practicehub.server.access.SmartScope.Permission;

/**
 * What may be done with the resources of one type that meet every filter.
 *
 * @param type a resource type, or {@link SmartScope#ANY}
 */
record Opening(String type, Set<Permission> permissions, List<Filter> filters) {

    boolean covers(Permission permission, String of) {
        return permissions.contains(permission) && (type.equals(SmartScope.ANY) || type.equals(of));
    }

    /** The patients to whom it is confined; empty when it is not. */
    Set<String> patients() {
        return filters.stream()
                .filter(Filter.Owned.class::isInstance)
                .map(filter -> ((Filter.Owned) filter).patients())
                .reduce((one, other) -> one.stream().filter(other::contains).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    boolean isUnfiltered() {
        return filters.isEmpty();
    }
}

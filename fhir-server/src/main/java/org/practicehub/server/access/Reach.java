package org.practicehub.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.server.access.Access.Caller;
import org.practicehub.server.identity.IdentitySettings.Role;

/**
 * How far a role reaches for one of its people.
 *
 * @param own the patients whose records are the person's own; none, for a role that sees others'
 */
record Reach(Role role, Caller caller, Set<String> own) {

    /** What a resource of the type must meet; empty where nothing of the type is within reach. */
    Optional<List<Filter>> filters(String type) {
        if (!Owners.isShared(type) && isNobodys()) {
            return Optional.empty();
        }
        List<Filter> filters = new ArrayList<>();
        if (!Owners.isShared(type)) {
            switch (role.sees()) {
                case EVERYONE -> {
                    if (role.needsRelationship().contains(type)) {
                        filters.add(new Filter.Related(caller.username(), caller.as()));
                    }
                }
                case OWN -> filters.add(new Filter.Owned(own));
                case REFERRED -> filters.add(new Filter.Referred(caller.as()));
            }
        }
        if (!role.locations().isEmpty() && Places.areTold(type)) {
            filters.add(new Filter.At(Set.copyOf(role.locations())));
        }
        return Optional.of(filters);
    }

    /** Whoever sees their own records and has none, or their referrals and is nobody who refers, sees nothing. */
    private boolean isNobodys() {
        return switch (role.sees()) {
            case EVERYONE -> false;
            case OWN -> own.isEmpty();
            case REFERRED -> caller.as().isEmpty();
        };
    }
}

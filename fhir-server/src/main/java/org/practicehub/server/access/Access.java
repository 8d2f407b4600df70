package org.practicehub.server.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.practicehub.server.access.SmartScope.Permission;

/**
 * What one request may do: granted scopes ∩ what the role holds now ∩ the launch's patient (smart.md 3.1). Nothing that is not
 * said is open.
 *
 * @param caller who asks
 * @param openings what is open, by type
 * @param hidden elements that are not shown, {@code Type.element}
 * @param changesOnly elements that are all that may be changed of their type
 * @param sensitive whether restricted resources of related patients are shown
 * @param rights what else the role may
 */
public record Access(
        Caller caller,
        List<Opening> openings,
        Set<String> hidden,
        Set<String> changesOnly,
        boolean sensitive,
        Set<Right> rights) {
    /** Opens nothing. */
    public static final Access NONE = new Access(Caller.NOBODY, List.of(), Set.of(), Set.of(), false, Set.of());

    private static final String KEY = Access.class.getName();

    /** What is no matter of resource types. */
    public enum Right {
        /** Opens a patient's record in an emergency. */
        BREAK_GLASS,
        /** Brings referrals. */
        SUBMIT_REFERRALS,
        /** Books where no time is free, with a reason. */
        OVERBOOK,
        /** Looks up what others can see, and reviews emergencies. */
        REVIEW_ACCESS
    }

    /**
     * Who asks.
     *
     * @param username of a person; empty for a system
     * @param client the SMART client
     * @param role of a person
     * @param as the person as resources: their own, and their roles and organizations
     */
    public record Caller(String username, String client, String role, Set<String> as) {
        static final Caller NOBODY = new Caller("", "", "", Set.of());

        boolean isPerson() {
            return !username.isEmpty();
        }
    }

    /** Whether anything of the type may be used so: c create, r read, u update, d delete, s search. */
    public boolean may(char letter, String type) {
        Permission permission = Permission.of(letter);
        return openings.stream().anyMatch(opening -> opening.covers(permission, type));
    }

    /** Whether everything of the type may be used so. */
    public boolean mayAll(char letter, String type) {
        return openings(letter, type).anyMatch(Opening::isUnfiltered);
    }

    /**
     * The patients ({@code Patient/…}) to whom everything of the type that may be used so is confined; empty where some of it is
     * not confined to patients, or nothing is open.
     */
    public Set<String> patients(char letter, String type) {
        Set<String> all = new HashSet<>();
        for (Opening opening : openings(letter, type).toList()) {
            if (opening.patients().isEmpty()) {
                return Set.of();
            }
            all.addAll(opening.patients());
        }
        return Set.copyOf(all);
    }

    Stream<Opening> openings(char letter, String type) {
        Permission permission = Permission.of(letter);
        return openings.stream().filter(opening -> opening.covers(permission, type));
    }

    /** Whether elements of the type are hidden. */
    boolean masks(String type) {
        return hidden.stream().anyMatch(path -> path.startsWith(type + "."));
    }

    void attach(RequestDetails request) {
        request.getUserData().put(KEY, this);
    }

    /** What the gate found for this request; entries of a bundle carry their bundle's, on whatever thread they run. */
    public static Access of(RequestDetails request) {
        return Optional.ofNullable((Access) request.getUserData().get(KEY)).orElse(NONE);
    }
}

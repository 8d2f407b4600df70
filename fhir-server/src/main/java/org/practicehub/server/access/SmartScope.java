package org.practicehub.server.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A SMART scope for FHIR resources, version 1 or 2 (SMART App Launch 2.2, "Scopes for requesting FHIR resources").
 *
 * @param context whose records: one patient's, what the signed-in person may see, or what a system may
 * @param type a resource type, or {@code *}
 * @param permissions what may be done; version 1's read means read and search, its write create, update and delete
 * @param where conditions that a resource must meet, all of them, each as a search parameter {@code name=value}; none for
 *     every resource of the type ("Finer-grained resource constraints using search parameters")
 */
public record SmartScope(Context context, String type, Set<Permission> permissions, List<String> where) {
    /** Any resource type. */
    public static final String ANY = "*";

    private static final Pattern FORM =
            Pattern.compile("(patient|user|system)/([A-Z][A-Za-z]+|\\*)\\.(read|write|\\*|c?r?u?d?s?)(?:\\?(.+))?");

    /** No modifier, no chain, no {@code _filter}: the standard calls those experimental, and they open detours. */
    private static final Pattern CONDITION = Pattern.compile("(?!_filter=)[a-zA-Z_][a-zA-Z0-9_-]*=[^&=?\\s]+");

    public enum Context {
        PATIENT,
        USER,
        SYSTEM;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The letters of version 2, in the order they must be written in. */
    public enum Permission {
        CREATE('c'),
        READ('r'),
        UPDATE('u'),
        DELETE('d'),
        SEARCH('s');

        private final char letter;

        Permission(char letter) {
            this.letter = letter;
        }

        /**
         * By its letter.
         *
         * @throws IllegalArgumentException for any other
         */
        public static Permission of(char letter) {
            return Stream.of(values())
                    .filter(permission -> permission.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no permission has the letter " + letter));
        }
    }

    public SmartScope {
        permissions = Set.copyOf(permissions);
        where = where.stream().distinct().sorted().toList();
    }

    /** Empty when the text is no resource scope that this server knows. */
    public static Optional<SmartScope> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(3).isEmpty()) {
            return Optional.empty();
        }
        List<String> where =
                form.group(4) == null ? List.of() : List.of(form.group(4).split("&", -1));
        if (!where.stream().allMatch(one -> CONDITION.matcher(one).matches())) {
            return Optional.empty();
        }
        return Optional.of(new SmartScope(
                Context.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                form.group(2),
                permissions(form.group(3)),
                where));
    }

    private static Set<Permission> permissions(String text) {
        return switch (text) {
            case "read" -> EnumSet.of(Permission.READ, Permission.SEARCH);
            case "write" -> EnumSet.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE);
            case "*" -> EnumSet.allOf(Permission.class);
            default ->
                EnumSet.allOf(Permission.class).stream()
                        .filter(permission -> text.indexOf(permission.letter) >= 0)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
        };
    }

    public boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    /** What this and the other both allow; empty when that is nothing. */
    public Optional<SmartScope> and(SmartScope other) {
        if (context != other.context) {
            return Optional.empty();
        }
        if (!type.equals(ANY) && !other.type.equals(ANY) && !type.equals(other.type)) {
            return Optional.empty();
        }
        Set<Permission> both =
                permissions.stream().filter(other.permissions::contains).collect(Collectors.toSet());
        List<String> conditions =
                Stream.concat(where.stream(), other.where.stream()).toList();
        return both.isEmpty()
                ? Optional.empty()
                : Optional.of(new SmartScope(context, type.equals(ANY) ? other.type : type, both, conditions));
    }

    /**
     * What of this a role holds: its user scopes hold for one patient's records too, which is less.
     *
     * @return empty when the role holds none of it
     */
    public Optional<SmartScope> within(SmartScope role) {
        return context == Context.PATIENT && role.context == Context.USER
                ? and(new SmartScope(Context.PATIENT, role.type, role.permissions, role.where))
                : and(role);
    }

    /** The scope in version 2's notation. */
    public String text() {
        return context.code() + "/" + type + "." + letters(permissions)
                + (where.isEmpty() ? "" : "?" + String.join("&", where));
    }

    /** Permissions as version 2 writes them, in its order. */
    static String letters(Set<Permission> permissions) {
        return EnumSet.allOf(Permission.class).stream()
                .filter(permissions::contains)
                .map(permission -> Character.toString(permission.letter))
                .collect(Collectors.joining());
    }
}

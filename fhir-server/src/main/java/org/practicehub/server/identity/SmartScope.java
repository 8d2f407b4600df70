package org.practicehub.server.identity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A SMART scope for FHIR resources, version 1 or 2 (SMART App Launch 2.2, "Scopes for requesting FHIR resources").
 *
 * @param context whose records: one patient's, what the signed-in person may see, or what a system may
 * @param type a resource type, or {@code *}
 * @param permissions what may be done; version 1's read means read and search, its write create, update and delete
 */
record SmartScope(Context context, String type, Set<Permission> permissions) {
    /** Any resource type. */
    static final String ANY = "*";

    private static final Pattern FORM =
            Pattern.compile("(patient|user|system)/([A-Z][A-Za-z]+|\\*)\\.(read|write|\\*|c?r?u?d?s?)");

    enum Context {
        PATIENT,
        USER,
        SYSTEM;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The letters of version 2, in the order they must be written in. */
    enum Permission {
        CREATE('c'),
        READ('r'),
        UPDATE('u'),
        DELETE('d'),
        SEARCH('s');

        private final char letter;

        Permission(char letter) {
            this.letter = letter;
        }
    }

    SmartScope {
        permissions = Set.copyOf(permissions);
    }

    /** Empty when the text is no resource scope that this server knows; finer scopes with a query are not known. */
    static Optional<SmartScope> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(3).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SmartScope(
                Context.valueOf(form.group(1).toUpperCase(Locale.ROOT)), form.group(2), permissions(form.group(3))));
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

    boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    /** What this and the other both allow; empty when that is nothing. */
    Optional<SmartScope> and(SmartScope other) {
        if (context != other.context) {
            return Optional.empty();
        }
        if (!type.equals(ANY) && !other.type.equals(ANY) && !type.equals(other.type)) {
            return Optional.empty();
        }
        Set<Permission> both =
                permissions.stream().filter(other.permissions::contains).collect(Collectors.toSet());
        return both.isEmpty()
                ? Optional.empty()
                : Optional.of(new SmartScope(context, type.equals(ANY) ? other.type : type, both));
    }

    /** The scope in version 2's notation. */
    String text() {
        return context.code() + "/" + type + "."
                + EnumSet.allOf(Permission.class).stream()
                        .filter(permissions::contains)
                        .map(permission -> Character.toString(permission.letter))
                        .collect(Collectors.joining());
    }
}

package org.practicehub.mappings.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The right name that a wrong one was probably meant to be. */
public final class Nearest {

    private Nearest() {}

    /** {@code ; did you mean 'authorities'?}, or nothing when no right name is near. */
    public static String hint(String wrong, Collection<String> right) {
        Optional<String> best = right.stream()
                .sorted()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3));
        return best.map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** How many letters must be added, taken away or exchanged to turn one into the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int exchanged = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

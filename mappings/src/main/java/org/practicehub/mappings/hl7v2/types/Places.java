package org.practicehub.mappings.hl7v2.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.record.Token;

/** PL: a place by point of care, room and bed; each is a Location, the smaller one part of the larger. */
public final class Places {

    /** How small a place is: a point of care (PL-1), a room in it (PL-2), a bed in that (PL-3). */
    public enum Size {
        POINT_OF_CARE,
        ROOM,
        BED
    }

    /**
     * One place.
     *
     * @param token its identifier: what is given of PL-1 to PL-3, joined by hyphens, under PL-4's authority
     */
    public record Place(Token token, Size size) {}

    private Places() {}

    /** PL → the place named and the larger ones around it, smallest first; empty when none is named. */
    public static List<Place> places(Field pl, Source source) {
        String system = Systems.assigner(Hd.of(pl.component(4)), "PL", source.feed()); // PL-4
        List<Place> places = new ArrayList<>();
        for (int part = 3; part >= 1; part--) {
            if (pl.component(part).isPresent()) { // PL-1, PL-2, PL-3
                places.add(new Place(new Token(system, joined(pl, part)), Size.values()[part - 1]));
            }
        }
        return places;
    }

    /** PL-9, a description in words. */
    public static Optional<String> description(Field pl) {
        return pl.component(9).value();
    }

    private static String joined(Field pl, int parts) {
        return IntStream.rangeClosed(1, parts)
                .mapToObj(part -> pl.component(part).text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("-"));
    }
}

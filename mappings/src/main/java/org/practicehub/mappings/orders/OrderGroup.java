package org.practicehub.mappings.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.record.Token;

/**
 * One order of a message: ORC, OBR, and what follows until the next of either. Several OBR after one ORC are several orders;
 * an ORC without an OBR speaks of an order by its number.
 */
record OrderGroup(Optional<Segment> orc, Optional<Segment> obr, List<Segment> rest) {

    private static final Set<String> MEMBERS = Set.of("NTE", "TQ1", "DG1", "OBX");

    static List<OrderGroup> of(Message message) {
        List<OrderGroup> groups = new ArrayList<>();
        Optional<Segment> orc = Optional.empty();
        boolean bare = false;
        List<Segment> rest = new ArrayList<>();
        for (Segment segment : message.segments()) {
            if (segment.name().equals("ORC")) {
                if (bare) {
                    groups.add(new OrderGroup(orc, Optional.empty(), rest));
                }
                orc = Optional.of(segment);
                bare = true;
                rest = new ArrayList<>();
            } else if (segment.name().equals("OBR")) {
                rest = bare ? rest : new ArrayList<>();
                groups.add(new OrderGroup(orc, Optional.of(segment), rest));
                bare = false;
            } else if (MEMBERS.contains(segment.name()) && (bare || !groups.isEmpty())) {
                rest.add(segment);
            }
        }
        if (bare) {
            groups.add(new OrderGroup(orc, Optional.empty(), rest));
        }
        return groups;
    }

    /** ORC-1; empty where there is none. */
    String control() {
        return orc.map(segment -> segment.field(1).text()).orElse("");
    }

    /** OBR-2, else ORC-2. */
    Optional<Field> placer() {
        return first(2);
    }

    /** OBR-3, else ORC-3. */
    Optional<Field> filler() {
        return first(3);
    }

    /** The numbers it is known by, the placer's first (5.6). */
    List<Token> identity(Source source) {
        return Stream.concat(
                        placer().stream().flatMap(ei -> Identifiers.ofEntity(ei, "PLAC", source.feed()).stream()),
                        filler().stream().flatMap(ei -> Identifiers.ofEntity(ei, "FILL", source.feed()).stream()))
                .toList();
    }

    Stream<Segment> each(String name) {
        return rest.stream().filter(segment -> segment.name().equals(name));
    }

    /** The notes on the order itself, before the first result. */
    Stream<Segment> notes() {
        return rest.stream().takeWhile(segment -> !segment.name().equals("OBX")).filter(one -> one.name()
                .equals("NTE"));
    }

    private Optional<Field> first(int field) {
        return Stream.of(obr, orc)
                .flatMap(Optional::stream)
                .map(segment -> segment.field(field))
                .filter(Field::isPresent)
                .findFirst();
    }
}

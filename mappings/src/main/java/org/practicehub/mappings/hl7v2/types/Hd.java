package org.practicehub.mappings.hl7v2.types;

import org.practicehub.mappings.hl7v2.Field;

/** Who assigned something: a name of the sender's own, an identifier that is unique in the world, or both (HD). */
public record Hd(String namespace, String universalId, String universalIdType) {

    /** HD as a field, or as a component with its parts one level down. */
    public static Hd of(Field hd) {
        return new Hd(
                hd.component(1).text(), hd.component(2).text(), hd.component(3).text());
    }

    /** EI-2 to EI-4: an HD whose parts stand beside the identifier. */
    public static Hd ofEntity(Field ei) {
        return new Hd(
                ei.component(2).text(), ei.component(3).text(), ei.component(4).text());
    }

    boolean isEmpty() {
        return namespace.isEmpty() && universalId.isEmpty();
    }

    /** What there is to call it by. */
    String name() {
        return namespace.isEmpty() ? universalId : namespace;
    }
}

package org.practicehub.mappings.hl7v2.types;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.practicehub.mappings.hl7v2.Field;

/** XTN to ContactPoint. */
public final class Telecoms {

    private Telecoms() {}

    /**
     * A list of XTN → ContactPoint.
     *
     * @param assumed what the field's name says of a number whose XTN-2 says nothing: home, work
     */
    public static List<ContactPoint> telecoms(Field list, Optional<ContactPointUse> assumed, Source source) {
        return list.repetitions()
                .flatMap(xtn -> contactPoint(xtn, assumed, source).stream())
                .toList();
    }

    /** XTN → ContactPoint. Empty when there is neither number nor address. */
    public static Optional<ContactPoint> contactPoint(Field xtn, Optional<ContactPointUse> assumed, Source source) {
        ContactPoint point = new ContactPoint();
        ContactPointSystem system = system(xtn, source);
        value(xtn, system).ifPresent(point::setValue); // XTN-1, XTN-4 to XTN-8, XTN-12
        if (!point.hasValue()) {
            return Optional.empty();
        }
        point.setSystem(system); // XTN-3
        use(xtn, assumed, source).ifPresent(point::setUse); // XTN-2, XTN-3
        Times.period(xtn.component(13), xtn.component(14), source).ifPresent(point::setPeriod); // XTN-13, XTN-14
        rank(xtn.component(18)).ifPresent(point::setRank); // XTN-18
        return Optional.of(point);
    }

    private static ContactPointSystem system(Field xtn, Source source) {
        String equipment = xtn.component(3).text();
        String use = xtn.component(2).text();
        boolean address =
                xtn.component(4).isPresent() || xtn.component(1).text().contains("@");
        if (equipment.isEmpty()) {
            if (use.equals("NET") || address) {
                return ContactPointSystem.EMAIL;
            }
            return use.equals("BPN") ? ContactPointSystem.PAGER : ContactPointSystem.PHONE;
        }
        // A mobile phone is a phone whose use is mobile; table 0202 has it among the equipment.
        return equipment.equals("CP")
                ? ContactPointSystem.PHONE
                : Codes.code(xtn.component(3), "0202", source)
                        .map(ContactPointSystem::fromCode)
                        .orElse(address ? ContactPointSystem.EMAIL : ContactPointSystem.PHONE);
    }

    private static Optional<ContactPointUse> use(Field xtn, Optional<ContactPointUse> assumed, Source source) {
        if (xtn.component(3).text().equals("CP")) {
            return Optional.of(ContactPointUse.MOBILE);
        }
        Optional<ContactPointUse> said =
                Codes.code(xtn.component(2), "0201", source).map(ContactPointUse::fromCode);
        return xtn.component(2).isPresent() ? said : assumed;
    }

    private static Optional<String> value(Field xtn, ContactPointSystem system) {
        if (system == ContactPointSystem.EMAIL) {
            return xtn.component(4).value().or(xtn.component(1)::value); // XTN-4
        }
        return xtn.component(12)
                .value() // XTN-12
                .or(() -> assembled(xtn)) // XTN-5 to XTN-8
                .or(xtn.component(1)::value) // XTN-1
                .or(xtn.component(4)::value);
    }

    /** Country, area, number and extension as the guide puts them together. */
    private static Optional<String> assembled(Field xtn) {
        if (!xtn.component(6).isPresent() || !xtn.component(7).isPresent()) {
            return Optional.empty();
        }
        String country = xtn.component(5).value().map(code -> "+" + code + " ").orElse("");
        String extension = xtn.component(8).value().map(digits -> " X" + digits).orElse("");
        return Optional.of(
                country + xtn.component(6).text() + " " + xtn.component(7).text() + extension);
    }

    private static Optional<Integer> rank(Field order) {
        return order.value().filter(text -> text.matches("[1-9][0-9]{0,3}")).map(Integer::valueOf);
    }
}

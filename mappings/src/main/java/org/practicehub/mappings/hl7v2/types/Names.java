package org.practicehub.mappings.hl7v2.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.Field;

/** XPN to HumanName. */
public final class Names {

    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/humanname-";

    private Names() {}

    /** A list of XPN → HumanName, and a nickname beside each that says what the person is called by. */
    public static List<HumanName> names(Field list, Source source) {
        List<HumanName> names = new ArrayList<>();
        list.repetitions().forEach(xpn -> {
            humanName(xpn, source).ifPresent(names::add);
            xpn.component(15).ifPresent(called -> names.add(nickname(called))); // XPN-15
        });
        return names;
    }

    /** XPN → HumanName. Empty when the sender gave neither family nor given name. */
    public static Optional<HumanName> humanName(Field xpn, Source source) {
        HumanName name = new HumanName();
        family(xpn.component(1), name); // XPN-1
        xpn.component(2).ifPresent(name::addGiven); // XPN-2
        xpn.component(3).ifPresent(name::addGiven); // XPN-3
        xpn.component(4).ifPresent(name::addSuffix); // XPN-4
        xpn.component(5).ifPresent(name::addPrefix); // XPN-5
        xpn.component(6).ifPresent(name::addSuffix); // XPN-6
        Codes.code(xpn.component(7), "0200", source).map(NameUse::fromCode).ifPresent(name::setUse); // XPN-7
        Times.period(xpn.component(10).component(1), xpn.component(10).component(2), source)
                .ifPresent(name::setPeriod); // XPN-10
        Codes.code(xpn.component(11), "0444", source)
                .ifPresent(order -> name.addExtension(EXTENSION + "assembly-order", new CodeType(order))); // XPN-11
        Times.period(xpn.component(12), xpn.component(13), source).ifPresent(name::setPeriod); // XPN-12, XPN-13
        xpn.component(14).ifPresent(name::addSuffix); // XPN-14
        return name.hasFamily() || name.hasGiven() ? Optional.of(name) : Optional.empty();
    }

    /** XPN → the family name alone, for what has room for no more. */
    public static Optional<String> familyName(Field xpn) {
        return xpn.component(1).value();
    }

    /** XCN-2 to XCN-6 → HumanName: the same parts, one place further. */
    public static Optional<HumanName> ofPerson(Field xcn) {
        HumanName name = new HumanName();
        family(xcn.component(2), name); // XCN-2
        xcn.component(3).ifPresent(name::addGiven); // XCN-3
        xcn.component(4).ifPresent(name::addGiven); // XCN-4
        xcn.component(5).ifPresent(name::addSuffix); // XCN-5
        xcn.component(6).ifPresent(name::addPrefix); // XCN-6
        xcn.component(7).ifPresent(name::addSuffix); // XCN-7
        xcn.component(21).ifPresent(name::addSuffix); // XCN-21
        return name.hasFamily() || name.hasGiven() ? Optional.of(name) : Optional.empty();
    }

    /** FN: the family name, and what it is made of where the sender says. */
    private static void family(Field fn, HumanName name) {
        fn.subcomponent(1).ifPresent(name::setFamily); // FN-1
        fn.subcomponent(2).ifPresent(text -> part(name, "own-prefix", text)); // FN-2
        fn.subcomponent(3).ifPresent(text -> part(name, "own-name", text)); // FN-3
        fn.subcomponent(4).ifPresent(text -> part(name, "partner-prefix", text)); // FN-4
        fn.subcomponent(5).ifPresent(text -> part(name, "partner-name", text)); // FN-5
    }

    private static void part(HumanName name, String which, String text) {
        name.getFamilyElement()
                .addExtension("http://hl7.org/fhir/StructureDefinition/humanname-" + which, new StringType(text));
    }

    private static HumanName nickname(String called) {
        return new HumanName().setUse(NameUse.NICKNAME).addGiven(called);
    }
}

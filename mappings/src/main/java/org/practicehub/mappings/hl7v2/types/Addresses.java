package org.practicehub.mappings.hl7v2.types;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Address.AddressType;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.Field;

/** XAD to Address. */
public final class Addresses {

    private static final String CENSUS_TRACT = "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-censusTract";

    private Addresses() {}

    public static List<Address> addresses(Field list, Source source) {
        return list.repetitions().flatMap(xad -> address(xad, source).stream()).toList();
    }

    /** XAD → Address. Empty when the sender gave no part of one. */
    public static Optional<Address> address(Field xad, Source source) {
        Address address = new Address();
        street(xad.component(1)).ifPresent(address::addLine); // XAD-1
        xad.component(2).ifPresent(address::addLine); // XAD-2
        xad.component(3).ifPresent(address::setCity); // XAD-3
        xad.component(4).ifPresent(address::setState); // XAD-4
        xad.component(5).ifPresent(address::setPostalCode); // XAD-5
        xad.component(6).ifPresent(address::setCountry); // XAD-6
        xad.component(9).ifPresent(address::setDistrict); // XAD-9
        xad.component(19).ifPresent(address::addLine); // XAD-19
        if (address.isEmpty()) {
            return Optional.empty();
        }
        xad.component(10).ifPresent(tract -> censusTract(tract, address)); // XAD-10
        Codes.code(xad.component(7), "0190-type", source)
                .map(AddressType::fromCode)
                .ifPresent(address::setType); // XAD-7
        Codes.code(xad.component(7), "0190-use", source)
                .map(AddressUse::fromCode)
                .ifPresent(address::setUse); // XAD-7
        Times.period(xad.component(12).component(1), xad.component(12).component(2), source)
                .ifPresent(address::setPeriod); // XAD-12
        Times.period(xad.component(13), xad.component(14), source).ifPresent(address::setPeriod); // XAD-13, XAD-14
        return Optional.of(address);
    }

    /** R4 has the census tract as a part of a line; without a line it has no place. */
    private static void censusTract(String tract, Address address) {
        if (address.hasLine()) {
            address.getLine().get(0).addExtension(CENSUS_TRACT, new StringType(tract));
        }
    }

    /** SAD: the line as it is written, or number and street where the sender keeps them apart. */
    private static Optional<String> street(Field sad) {
        return sad.subcomponent(1).value().or(() -> Stream.of(sad.subcomponent(3), sad.subcomponent(2))
                .flatMap(part -> part.value().stream())
                .reduce((number, street) -> number + " " + street));
    }
}

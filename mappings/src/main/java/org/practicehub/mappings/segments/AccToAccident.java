package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Claim.AccidentComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** ACC → the accident of an account, and from there Claim.accident. The guide has no map; hl7v2.md 5.3 asks for it. */
public final class AccToAccident {

    private static final String ACCIDENT = "urn:x-hub:extension:accident";

    private AccToAccident() {}

    public static boolean isOn(Account account) {
        return account.hasExtension(ACCIDENT);
    }

    /** ACC → the account's accident, as a whole; {@code ""} in its first field takes it away. */
    public static void apply(Segment acc, Account account, Source source) {
        Extension accident = new Extension(ACCIDENT);
        add(accident, "date", Times.dateTime(acc.field(1), source)); // ACC-1
        add(accident, "type", Codes.concept(acc.field(2), "0050", source)); // ACC-2
        add(accident, "location", acc.field(3).value().map(StringType::new)); // ACC-3
        add(accident, "state", acc.field(4).value().map(StringType::new)); // ACC-4
        add(accident, "work-related", YesNo.type(acc.field(5))); // ACC-5
        add(accident, "fatal", YesNo.type(acc.field(6))); // ACC-6
        add(accident, "description", acc.field(8).value().map(StringType::new)); // ACC-8
        add(accident, "police-notified", YesNo.type(acc.field(10))); // ACC-10
        add(accident, "address", Addresses.address(acc.field(11), source)); // ACC-11
        add(accident, "number", acc.field(13).component(1).value().map(StringType::new)); // ACC-13
        Patch.extensions(account, ACCIDENT, accident.hasExtension() ? List.of(accident) : List.of());
    }

    /** The account's accident as its claims have it; empty when there is none, or its day is not known. */
    public static Optional<AccidentComponent> of(Account account) {
        return Optional.ofNullable(account.getExtensionByUrl(ACCIDENT))
                .flatMap(accident -> part(accident, "date", DateTimeType.class).map(date -> {
                    AccidentComponent claimed = new AccidentComponent(new DateType(date.getValueAsString()
                            .substring(0, Math.min(10, date.getValueAsString().length()))));
                    part(accident, "type", CodeableConcept.class).ifPresent(type -> claimed.setType(type.copy()));
                    address(accident).ifPresent(claimed::setLocation);
                    return claimed;
                }));
    }

    /** Where it happened: the address, else the place in words with the state. */
    private static Optional<Address> address(Extension accident) {
        Optional<Address> address = part(accident, "address", Address.class).map(Address::copy);
        if (address.isPresent()) {
            return address;
        }
        Address said = new Address();
        part(accident, "location", StringType.class).ifPresent(text -> said.setText(text.getValue()));
        part(accident, "state", StringType.class).ifPresent(state -> said.setState(state.getValue()));
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    private static void add(Extension accident, String url, Optional<? extends Type> value) {
        value.ifPresent(present -> accident.addExtension(new Extension(url, present)));
    }

    private static <T extends Type> Optional<T> part(Extension accident, String url, Class<T> type) {
        return Optional.ofNullable(accident.getExtensionByUrl(url))
                .map(Extension::getValue)
                .filter(type::isInstance)
                .map(type::cast);
    }
}

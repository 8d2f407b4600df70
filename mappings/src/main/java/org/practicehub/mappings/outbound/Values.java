package org.practicehub.mappings.outbound;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.hl7v2.types.Systems;

/** FHIR's data types as fields of HL7 v2: the way back of {@code hl7v2.types}, in the receiver's own names and codes. */
final class Values {

    private static final String OID = "urn:oid:";
    private static final String UUID = "urn:uuid:";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");

    private final Receiver receiver;
    private final Writer out;

    Values(Feed feed, Writer out) {
        this.receiver = new Receiver(feed);
        this.out = out;
    }

    String text(@Nullable String value) {
        return out.text(value);
    }

    /** FT: line breaks as the standard writes them. */
    String running(@Nullable String value) {
        return value == null ? "" : value.lines().map(out::text).collect(Collectors.joining("\\.br\\"));
    }

    /** HumanName → XPN. */
    String name(HumanName name) {
        return out.components(List.of(
                family(name), // XPN-1
                part(name.getGiven(), 0), // XPN-2
                rest(name.getGiven()), // XPN-3
                joined(name.getSuffix()), // XPN-4
                joined(name.getPrefix()), // XPN-5
                "",
                name.hasUse()
                        ? Receiver.v2(
                                "0200",
                                "http://hl7.org/fhir/name-use",
                                name.getUseElement().getValueAsString())
                        : "")); // XPN-7
    }

    String names(List<HumanName> names) {
        return out.repetitions(names.stream().map(this::name).toList());
    }

    /** Address → XAD. */
    String address(Address address) {
        return out.components(List.of(
                part(address.getLine(), 0), // XAD-1
                rest(address.getLine()), // XAD-2
                text(address.getCity()), // XAD-3
                text(address.getState()), // XAD-4
                text(address.getPostalCode()), // XAD-5
                text(address.getCountry()), // XAD-6
                address.hasUse()
                        ? Receiver.v2(
                                "0190-use",
                                "http://hl7.org/fhir/address-use",
                                address.getUseElement().getValueAsString())
                        : address.hasType()
                                ? Receiver.v2(
                                        "0190-type",
                                        "http://hl7.org/fhir/address-type",
                                        address.getTypeElement().getValueAsString())
                                : "", // XAD-7
                "",
                text(address.getDistrict()))); // XAD-9
    }

    String addresses(List<Address> addresses) {
        return out.repetitions(addresses.stream().map(this::address).toList());
    }

    /** ContactPoint → XTN. */
    String telecom(ContactPoint telecom) {
        boolean mobile = telecom.getUse() == ContactPointUse.MOBILE;
        boolean email = telecom.getSystem() == ContactPoint.ContactPointSystem.EMAIL;
        String value = text(telecom.getValue());
        String use = email
                ? "NET"
                : mobile || !telecom.hasUse()
                        ? "PRN"
                        : Receiver.v2(
                                "0201",
                                "http://hl7.org/fhir/contact-point-use",
                                telecom.getUseElement().getValueAsString());
        String equipment = mobile
                ? "CP"
                : telecom.hasSystem()
                        ? Receiver.v2(
                                "0202",
                                "http://hl7.org/fhir/contact-point-system",
                                telecom.getSystemElement().getValueAsString())
                        : "";
        return email
                ? out.components(List.of("", use, equipment, value)) // XTN-2, XTN-3, XTN-4
                : out.components(List.of(value, use, equipment)); // XTN-1, XTN-2, XTN-3
    }

    String telecoms(Stream<ContactPoint> telecoms) {
        return out.repetitions(telecoms.map(this::telecom).toList());
    }

    /** Identifier → CX. */
    String cx(Identifier identifier) {
        return out.components(List.of(
                text(identifier.getValue()), // CX-1
                "",
                "",
                assigner(identifier.getSystem(), true), // CX-4
                text(code(identifier.getType())))); // CX-5
    }

    /** System and value → EI. */
    String entity(String system, String value) {
        return out.components(List.of(text(value), assigner(system, false))); // EI-1, EI-2 to EI-4
    }

    /** Practitioner → XCN. */
    String person(Practitioner practitioner) {
        Optional<Identifier> number = practitioner.getIdentifier().stream()
                .filter(identifier -> receiver.knows(identifier.getSystem()))
                .findFirst()
                .or(() -> practitioner.getIdentifier().stream().findFirst());
        HumanName name = practitioner.getName().stream().findFirst().orElseGet(HumanName::new);
        String type = number.map(one -> Systems.NPI.equals(one.getSystem()) ? "NPI" : code(one.getType()))
                .orElse("");
        return out.components(List.of(
                text(number.map(Identifier::getValue).orElse("")), // XCN-1
                family(name), // XCN-2
                part(name.getGiven(), 0), // XCN-3
                rest(name.getGiven()), // XCN-4
                joined(name.getSuffix()), // XCN-5
                joined(name.getPrefix()), // XCN-6
                "",
                "",
                number.map(one -> assigner(one.getSystem(), true)).orElse(""), // XCN-9
                "",
                "",
                "",
                text(type))); // XCN-13
    }

    /** Location → PL: by its number, under the authority that gave it. */
    String place(Location location) {
        return location.getIdentifier().stream()
                .filter(identifier -> receiver.knows(identifier.getSystem()))
                .findFirst()
                .or(() -> location.getIdentifier().stream().findFirst())
                .map(number -> out.components(List.of(
                        text(number.getValue()), // PL-1
                        "",
                        "",
                        assigner(number.getSystem(), true)))) // PL-4
                .orElseGet(() -> out.parts("", "", "", "", "", "", "", "", location.getName())); // PL-9
    }

    /** CodeableConcept → CWE. The receiver's own code goes first where its table or its authorities have one. */
    String concept(CodeableConcept concept, String field, String table) {
        List<Coding> codings = new ArrayList<>(concept.getCoding());
        Optional<Coding> own = codings.stream()
                .filter(coding -> receiver.knows(coding.getSystem()))
                .findFirst();
        own.ifPresent(coding -> Collections.swap(codings, 0, codings.indexOf(coding)));
        Optional<Coding> first = codings.stream().findFirst();
        if (first.isEmpty()) {
            return out.parts("", concept.getText());
        }
        Coding coding = first.get();
        String local = receiver.local(field, coding);
        String display = Optional.ofNullable(coding.getDisplay())
                .orElse(Optional.ofNullable(concept.getText()).orElse(""));
        if (!local.isEmpty()) {
            return out.parts(local, display);
        }
        String v2 = table.isEmpty() ? "" : Receiver.v2(table, coding);
        return v2.isEmpty()
                ? out.components(List.of(text(coding.getCode()), text(display), codingSystem(coding.getSystem())))
                : out.parts(v2, display, "HL7" + table);
    }

    /** CodeableConcepts → CWE, repeated. */
    String concepts(List<CodeableConcept> concepts, String field, String table) {
        return out.repetitions(
                concepts.stream().map(concept -> concept(concept, field, table)).toList());
    }

    /** CodeableConcept → CWE with two of its codes, and its own words where they are others than the first code's (CWE-9). */
    String coded(CodeableConcept concept, String field, String table) {
        List<Coding> codings = new ArrayList<>(concept.getCoding());
        codings.sort(Comparator.comparing(coding -> !receiver.knows(coding.getSystem())));
        List<String> cwe = new ArrayList<>(Collections.nCopies(9, ""));
        boolean local = codings.stream()
                .findFirst()
                .filter(coding -> !receiver.local(field, coding).isEmpty())
                .isPresent();
        // The receiver's table tells it the standard code beside its own.
        int most = local ? 1 : 2;
        for (int i = 0; i < Math.min(codings.size(), most); i++) {
            Coding coding = codings.get(i);
            String v2 = table.isEmpty() ? "" : Receiver.v2(table, coding);
            String own = receiver.local(field, coding);
            cwe.set(3 * i, text(own.isEmpty() ? v2.isEmpty() ? coding.getCode() : v2 : own)); // CWE-1, CWE-4
            cwe.set(3 * i + 1, text(coding.getDisplay())); // CWE-2, CWE-5
            cwe.set(
                    3 * i + 2,
                    !own.isEmpty()
                            ? ""
                            : v2.isEmpty() ? codingSystem(coding.getSystem()) : "HL7" + table); // CWE-3, CWE-6
            cwe.set(6 + i, text(coding.getVersion())); // CWE-7, CWE-8
        }
        if (cwe.get(1).isEmpty()) {
            cwe.set(1, text(concept.getText())); // CWE-2
        } else if (!cwe.get(1).equals(text(concept.getText()))) {
            cwe.set(8, text(concept.getText())); // CWE-9
        }
        return out.components(cwe);
    }

    String coded(List<CodeableConcept> concepts, String field, String table) {
        return out.repetitions(
                concepts.stream().map(concept -> coded(concept, field, table)).toList());
    }

    /** Organization → XON. */
    String organization(Organization organization) {
        Optional<Identifier> number = number(organization.getIdentifier());
        return out.components(List.of(
                text(organization.getName()), // XON-1
                "",
                "",
                "",
                "",
                number.map(one -> assigner(one.getSystem(), true)).orElse(""), // XON-6
                number.map(one -> text(code(one.getType()))).orElse(""), // XON-7
                "",
                "",
                number.map(one -> text(one.getValue())).orElse(""))); // XON-10
    }

    /** The number that the receiver has a word for, else the first. */
    Optional<Identifier> number(List<Identifier> identifiers) {
        return identifiers.stream()
                .filter(identifier -> receiver.knows(identifier.getSystem()))
                .findFirst()
                .or(() -> identifiers.stream().filter(Identifier::hasValue).findFirst());
    }

    /** Identifier of a provider → PLN. */
    String provider(Identifier identifier) {
        if (Systems.NPI.equals(identifier.getSystem())) {
            return out.parts(identifier.getValue(), "NPI"); // PLN-1, PLN-2
        }
        return out.components(List.of(
                text(identifier.getValue()), // PLN-1
                text(code(identifier.getType())), // PLN-2
                text(receiver.licensor(identifier.getSystem())), // PLN-3
                identifier.getPeriod().hasEnd() ? time(identifier.getPeriod().getEndElement()) : "")); // PLN-4
    }

    /** A reference that is known by number and name alone → XCN. */
    String named(Reference person) {
        Identifier number = person.getIdentifier();
        return out.components(List.of(
                text(number.getValue()), // XCN-1
                text(person.getDisplay()), // XCN-2
                "",
                "",
                "",
                "",
                "",
                "",
                number.hasSystem() ? assigner(number.getSystem(), true) : "", // XCN-9
                "",
                "",
                "",
                text(code(number.getType())))); // XCN-13
    }

    /** Money → CP: the amount, exact, and its currency. */
    String money(Money money) {
        return out.components(List.of(out.subparts(number(money.getValue()), money.getCurrency()))); // CP-1
    }

    /** A number as it is written; nothing where there is none. */
    static String number(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }

    /** dateTime or Period → DTM, or DR: from when to when. */
    String when(Type time) {
        if (time instanceof Period period) {
            return out.components(List.of(
                    period.hasStart() ? time(period.getStartElement()) : "", // DR-1
                    period.hasEnd() ? time(period.getEndElement()) : "")); // DR-2
        }
        return time instanceof PrimitiveType<?> moment ? time(moment) : "";
    }

    /** A code of a FHIR list as the receiver's own for this field, or as the HL7 table has it; empty when neither does. */
    String code(String field, String table, String system, String code) {
        String local = receiver.local(field, new Coding().setSystem(system).setCode(Receiver.v2(table, system, code)));
        return text(local.isEmpty() ? Receiver.v2(table, system, code) : local);
    }

    /** dateTime, instant or date → DTM, as precise as it is and with its own offset (G10). */
    String time(PrimitiveType<?> value) {
        String text = Optional.ofNullable(value.getValueAsString()).orElse("");
        if (text.length() <= 10) {
            return text.replace("-", "");
        }
        OffsetDateTime moment = OffsetDateTime.parse(text);
        String fraction = moment.getNano() == 0
                ? ""
                : "." + String.format("%09d", moment.getNano()).substring(0, 3);
        return SECONDS.format(moment) + fraction + OFFSET.format(moment);
    }

    /** HD of a system: the receiver's own word for it, else the universal id. */
    private String assigner(String system, boolean nested) {
        String name = receiver.namespace(system).orElse("");
        String id = "";
        String type = "";
        if (name.isEmpty() && system != null) {
            if (system.startsWith(OID)) {
                id = system.substring(OID.length());
                type = "ISO";
            } else if (system.startsWith(UUID)) {
                id = system.substring(UUID.length());
                type = "UUID";
            } else {
                id = system;
                type = "URI";
            }
        }
        return nested ? out.subparts(name, id, type) : out.parts(name, id, type);
    }

    private String codingSystem(String system) {
        return text(
                Systems.codingName(system).or(() -> receiver.namespace(system)).orElse(system == null ? "L" : system));
    }

    private String family(HumanName name) {
        return text(name.getFamily());
    }

    private String part(List<StringType> parts, int index) {
        return index < parts.size() ? text(parts.get(index).getValue()) : "";
    }

    private String rest(List<StringType> parts) {
        return parts.size() < 2 ? "" : joined(parts.subList(1, parts.size()));
    }

    private String joined(List<StringType> parts) {
        return text(parts.stream().map(StringType::getValue).collect(Collectors.joining(" ")));
    }

    private static String code(CodeableConcept type) {
        return type.getCoding().stream().findFirst().map(Coding::getCode).orElse("");
    }
}

package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.PatientCommunicationComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Languages;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.hl7v2.types.Times;

/** PID → Patient, after the HL7 v2-to-FHIR guide. Identifiers are {@link PidToIdentifiers}'. */
public final class PidToPatient {

    private static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";
    private static final String ALIAS = "urn:x-hub:extension:alias";
    private static final Predicate<HumanName> IS_ALIAS = name -> name.hasExtension(ALIAS);
    private static final Predicate<ContactPoint> IS_WORK = telecom -> telecom.getUse() == ContactPointUse.WORK;

    private PidToPatient() {}

    public static void apply(Segment pid, Patient patient, Source source) {
        names(pid, patient, source); // PID-5, PID-9
        Patch.extension(
                pid.field(6),
                HL7 + "patient-mothersMaidenName",
                xpn -> Names.familyName(xpn).map(StringType::new),
                patient); // PID-6
        Patch.one(pid.field(7), dtm -> birthDate(dtm, source), patient::setBirthDateElement); // PID-7
        Patch.one(pid.field(8), cwe -> gender(cwe, source), patient::setGender); // PID-8
        Patch.list(pid.field(11), xad -> Addresses.addresses(xad, source), patient::setAddress); // PID-11
        county(pid.field(12), patient); // PID-12
        telecoms(pid, patient, source); // PID-13, PID-14, PID-40
        Patch.one(pid.field(15), cwe -> language(cwe, source), patient::setCommunication); // PID-15
        Patch.one(pid.field(16), cwe -> Codes.concept(cwe, "0002", source), patient::setMaritalStatus); // PID-16
        Patch.extension(
                pid.field(17), HL7 + "patient-religion", cwe -> Codes.concept(cwe, "0006", source), patient); // PID-17
        Patch.extension(pid.field(23), HL7 + "patient-birthPlace", PidToPatient::birthPlace, patient); // PID-23
        Patch.one(pid.field(24), YesNo::type, patient::setMultipleBirth); // PID-24
        Patch.one(pid.field(25), PidToPatient::birthOrder, patient::setMultipleBirth); // PID-25
        Patch.one(pid.field(26), cwe -> coded("citizenship", cwe, source), as("citizenship", patient)); // PID-26
        Patch.one(pid.field(28), cwe -> coded("nationality", cwe, source), as("nationality", patient)); // PID-28
        PidToDeceased.apply(pid, patient, source); // PID-29, PID-30
    }

    private static void names(Segment pid, Patient patient, Source source) {
        if (pid.field(5).isAbsent() && pid.field(9).isAbsent()) {
            return;
        }
        List<HumanName> present = patient.getName();
        patient.setName(Patch.together(
                Patch.part(pid.field(5), present, IS_ALIAS.negate(), xpn -> Names.names(xpn, source)), // PID-5
                Patch.part(pid.field(9), present, IS_ALIAS, xpn -> aliases(xpn, source)))); // PID-9
    }

    /** An alias is marked as one: FHIR has no use for it, and without the mark PID-5 would take it for its own. */
    private static List<HumanName> aliases(Field xpn, Source source) {
        List<HumanName> names = Names.names(xpn, source);
        names.forEach(name -> name.addExtension(new Extension(ALIAS, new BooleanType(true))));
        return names;
    }

    private static Optional<DateType> birthDate(Field dtm, Source source) {
        Optional<DateType> date = Times.date(dtm, source);
        if (dtm.text().length() > 8) {
            date.ifPresent(born -> Patch.extension(born, HL7 + "patient-birthTime", Times.dateTime(dtm, source)));
        }
        return date;
    }

    private static Optional<AdministrativeGender> gender(Field cwe, Source source) {
        return Codes.code(cwe, "0001", source).map(AdministrativeGender::fromCode);
    }

    /** A county beside a single address that names none belongs to it; beside several there is no telling. */
    private static void county(Field county, Patient patient) {
        if (patient.getAddress().size() == 1) {
            Address address = patient.getAddress().get(0);
            county.value().filter(name -> !address.hasDistrict()).ifPresent(address::setDistrict);
        }
    }

    private static void telecoms(Segment pid, Patient patient, Source source) {
        if (pid.field(13).isAbsent()
                && pid.field(14).isAbsent()
                && pid.field(40).isAbsent()) {
            return;
        }
        boolean all = !pid.field(40).isAbsent(); // from 2.7 on PID-40 has every number
        List<ContactPoint> present = all ? List.of() : patient.getTelecom();
        patient.setTelecom(Patch.together(
                Patch.part(
                        pid.field(13), present, IS_WORK.negate(), xtn -> telecoms(xtn, ContactPointUse.HOME, source)),
                Patch.part(pid.field(14), present, IS_WORK, xtn -> telecoms(xtn, ContactPointUse.WORK, source)),
                Telecoms.telecoms(pid.field(40), Optional.empty(), source)));
    }

    private static List<ContactPoint> telecoms(Field xtn, ContactPointUse assumed, Source source) {
        return Telecoms.telecoms(xtn, Optional.of(assumed), source);
    }

    private static Optional<List<PatientCommunicationComponent>> language(Field cwe, Source source) {
        return Languages.language(cwe, source).map(language -> List.of(new PatientCommunicationComponent(language)));
    }

    private static Optional<Type> birthPlace(Field place) {
        return place.value().map(text -> new Address().setText(text));
    }

    private static Optional<Type> birthOrder(Field number) {
        return number.value().filter(text -> text.matches("[1-9]\\d?")).map(IntegerType::new);
    }

    /** An extension that holds its code in a part of its own. */
    private static Optional<Extension> coded(String name, Field cwe, Source source) {
        return Codes.concept(cwe, source).map(concept -> {
            Extension extension = new Extension(HL7 + "patient-" + name);
            extension.addExtension(new Extension("code", concept));
            return extension;
        });
    }

    private static Consumer<@Nullable Extension> as(String name, Patient patient) {
        return extension -> {
            patient.getExtension().removeIf(present -> (HL7 + "patient-" + name).equals(present.getUrl()));
            if (extension != null) {
                patient.addExtension(extension);
            }
        };
    }
}

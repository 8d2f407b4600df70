package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Orders;
import org.practicehub.mappings.feed.LocalTable.Effect;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** SCH → Appointment, but for its status and time, which the event decides. */
public final class SchToAppointment {

    /** The system of the identifier that the appointments under a parent share: its value is the parent's own. */
    public static final String PARENT = "urn:x-hub:parent-appointment";

    private static final String CONFIRMED = "urn:x-hub:extension:patient-confirmed";
    private static final String OCCURRENCE = "urn:x-hub:extension:occurrence";

    private SchToAppointment() {}

    public static void apply(Segment sch, Appointment appointment, Draft draft) {
        Source source = draft.source();
        Identifiers.entity(sch.field(1), "PLAC", source).ifPresent(id -> add(id, appointment)); // SCH-1
        filler(sch, appointment, source); // SCH-2
        occurrence(sch.field(3), appointment); // SCH-3
        reasonAndType(sch.field(7), sch.field(8), appointment, source); // SCH-7, SCH-8
        parent(sch.field(23), "PLAC", source).ifPresent(id -> add(id, appointment)); // SCH-23
        parent(sch.field(24), "FILL", source).ifPresent(id -> add(id, appointment)); // SCH-24
        basedOn(sch.field(26), sch.field(27), appointment, draft); // SCH-26, SCH-27
    }

    /** SCH-2: the number by which the calendar's owner knows the appointment. */
    public static void filler(Segment sch, Appointment appointment, Source source) {
        Identifiers.entity(sch.field(2), "FILL", source).ifPresent(id -> add(id, appointment));
    }

    /** The identifiers that say which appointment SCH means: the filler's before the placer's. */
    public static List<Token> identity(Segment sch, Source source) {
        return Stream.of(
                        Identifiers.ofEntity(sch.field(2), "FILL", source.feed()),
                        Identifiers.ofEntity(sch.field(1), "PLAC", source.feed()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** SCH-25, where it says that the patient will come; the word holds for the time it was given for. */
    public static void confirmation(Segment sch, boolean moved, Appointment appointment, Draft draft) {
        boolean confirmed = Codes.says(Effect.PATIENT_CONFIRMED, sch.field(25), draft.source());
        if (moved) {
            appointment.getExtension().removeIf(extension -> CONFIRMED.equals(extension.getUrl()));
        }
        if (confirmed && !appointment.hasExtension(CONFIRMED)) {
            DateTimeType at = Times.dateTime(draft.event().time(), draft.source());
            appointment.addExtension(new Extension(CONFIRMED, at));
        }
    }

    static void add(Identifier identifier, Appointment appointment) {
        Optional<Token> token = Tokens.of(identifier);
        if (Tokens.of(appointment).noneMatch(present -> token.equals(Optional.of(present)))) {
            appointment.addIdentifier(identifier);
        }
    }

    static void occurrence(Field number, Appointment appointment) {
        Patch.extension(
                number,
                OCCURRENCE,
                field -> field.value().filter(text -> text.matches("\\d{1,6}")).map(IntegerType::new),
                appointment);
    }

    /** Senders put codes of table 0277, which are types, where reasons stand (the guide's comment on SCH-7). */
    static void reasonAndType(Field reason, Field kind, Appointment appointment, Source source) {
        Function<Field, Optional<CodeableConcept>> type = cwe -> Codes.concept(cwe, "0277", source);
        if (isOf("HL70277", reason)) {
            Patch.one(reason, type, appointment::setAppointmentType);
        } else {
            Patch.one(reason, cwe -> Codes.concept(cwe, "0276", source).map(List::of), appointment::setReasonCode);
        }
        Patch.one(
                kind,
                isOf("HL70276", kind) ? cwe -> Codes.concept(cwe, "0276", source) : type,
                appointment::setAppointmentType);
    }

    private static boolean isOf(String table, Field cwe) {
        return cwe.component(3).text().equals(table)
                || (cwe.component(1).isAbsent() && cwe.component(6).text().equals(table));
    }

    static Optional<Identifier> parent(Field ei, String type, Source source) {
        return Identifiers.ofEntity(ei, type, source.feed()).map(token -> new Identifier()
                .setUse(IdentifierUse.SECONDARY)
                .setSystem(PARENT)
                .setValue(token.toString()));
    }

    static void basedOn(Field placer, Field filler, Appointment appointment, Draft draft) {
        List<Reference> orders = Stream.concat(
                        orders(placer, "PLAC", draft.source()), orders(filler, "FILL", draft.source()))
                .map(identifier -> Orders.reference(identifier, draft))
                .toList();
        if (!orders.isEmpty()) {
            appointment.setBasedOn(Patch.together(orders));
        }
    }

    private static Stream<Identifier> orders(Field list, String type, Source source) {
        return list.repetitions().flatMap(ei -> Identifiers.entity(ei, type, source).stream());
    }
}

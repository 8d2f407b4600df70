package org.practicehub.sample.message;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;

/** ADT messages: visits (A04, A08, A03, A11, A13), persons (A28, A31, A08) and merges (A40). */
public final class AdtMessages {

    private final Practice practice;
    private final VisitSegments visits;
    private final GuarantorSegment guarantor;
    private final InsuranceSegments insurance;

    public AdtMessages(Practice practice, ZoneId zone, Function<String, Optional<Patient>> patients) {
        this.practice = practice;
        this.visits = new VisitSegments(practice, zone);
        this.guarantor = new GuarantorSegment(patients);
        this.insurance = new InsuranceSegments(practice, patients);
    }

    /** A04: somebody is at the desk. Everything about them is looked at, so everything is sent. */
    public String arrival(Patient patient, Visit visit, Booking booking, Envelope envelope) {
        return message(
                head("A04", "ADT_A01", envelope),
                person(patient),
                PatientSegments.nk1(patient),
                Stream.of(visits.pv1(visit, booking), visits.pv2(booking)),
                money(patient, envelope));
    }

    /** A08 for a visit that moved on into a room; the rest is as it was and left out. */
    public String roomed(Patient patient, Visit visit, Booking booking, Envelope envelope) {
        return message(
                head("A08", "ADT_A01", envelope),
                person(patient),
                Stream.of(visits.pv1(visit, booking), visits.pv2(booking)));
    }

    /** A08 for a visit at which something else about the patient was found out at the desk. */
    public String visitUpdate(Patient patient, Visit visit, Booking booking, Envelope envelope) {
        return message(
                head("A08", "ADT_A01", envelope),
                person(patient),
                PatientSegments.nk1(patient),
                Stream.of(visits.pv1(visit, booking), visits.pv2(booking)),
                money(patient, envelope));
    }

    /** A03: the visit is over. */
    public String visitEnd(Patient patient, Visit visit, Booking booking, Envelope envelope) {
        return message(
                head("A03", "ADT_A03", envelope),
                person(patient),
                Stream.of(visits.pv1(visit, booking), visits.pv2(booking)));
    }

    /** A11: somebody else was at the desk, or nobody. */
    public String arrivalCancelled(Patient patient, Visit visit, Booking booking, Envelope envelope) {
        return message(head("A11", "ADT_A09", envelope), person(patient), Stream.of(visits.pv1(visit, booking)));
    }

    /** A13: the visit is not over after all. */
    public String endCancelled(Patient patient, Visit visit, Booking booking, Envelope envelope) {
        return message(
                head("A13", "ADT_A01", envelope),
                person(patient),
                Stream.of(visits.pv1(visit, booking), visits.pv2(booking)));
    }

    /** A28: a new person. */
    public String registration(Patient patient, Envelope envelope) {
        return personMessage("A28", "ADT_A05", patient, envelope);
    }

    /** A31: something about a person changed. */
    public String personUpdate(Patient patient, Envelope envelope) {
        return personMessage("A31", "ADT_A05", patient, envelope);
    }

    /** A08 outside of any visit, which many systems send where the standard would have A31. */
    public String patientUpdate(Patient patient, Envelope envelope) {
        return personMessage("A08", "ADT_A01", patient, envelope);
    }

    /** A40: what was known under one number is now known under another. */
    public String merge(Patient survivor, Patient ended, Envelope envelope) {
        return message(head("A40", "ADT_A39", envelope), person(survivor), Stream.of(PatientSegments.mrg(ended)));
    }

    private String personMessage(String event, String structure, Patient patient, Envelope envelope) {
        return message(
                head(event, structure, envelope),
                person(patient),
                PatientSegments.nk1(patient),
                Stream.of(VisitSegments.noVisit()),
                money(patient, envelope));
    }

    private static Stream<String> head(String event, String structure, Envelope envelope) {
        return Stream.of(HeaderSegments.msh("ADT", event, structure, envelope), HeaderSegments.evn(event, envelope));
    }

    private Stream<String> person(Patient patient) {
        return Stream.of(PatientSegments.pid(patient), PatientSegments.pd1(practice.practitioner(patient.pcp())));
    }

    private Stream<String> money(Patient patient, Envelope envelope) {
        LocalDate today = envelope.sent().toLocalDate();
        return Stream.concat(guarantor.gt1(patient, today).stream(), insurance.in1(patient));
    }

    @SafeVarargs
    private static String message(Stream<String>... groups) {
        List<String> segments = Stream.of(groups).flatMap(group -> group).toList();
        return String.join("\r", segments) + "\r";
    }
}

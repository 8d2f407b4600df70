package org.practicehub.server.messaging;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.server.messaging.Plans.Plan;
import org.practicehub.server.messaging.Plans.Step;

/** CommunicationRequests: that something is to be said, to whom and when. */
final class Requests {
    /** rule | focus | recipient | step | round: there is one of each, whoever plans it. */
    static final String KEY = "urn:x-hub:reminder";

    /** Who wrote it, for {@code meta.source}. */
    static final String AUTHOR = "urn:x-hub:reminders";

    static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";

    private Requests() {}

    static CommunicationRequest of(Due due, Plan plan, Step step, String version, Instant now) {
        CommunicationRequest request = new CommunicationRequest();
        request.setId("CommunicationRequest/" + due.request());
        request.addIdentifier()
                .setSystem(KEY)
                .setValue(String.join(
                        "|",
                        plan.name(),
                        "Appointment/" + due.appointment(),
                        due.patient(),
                        due.step(),
                        Integer.toString(due.round())));
        request.setStatus(CommunicationRequestStatus.ACTIVE);
        request.addCategory(reminder());
        step.by().forEach(medium -> request.addMedium(medium(medium)));
        request.setSubject(new Reference(due.patient())).addRecipient(new Reference(due.patient()));
        request.addAbout(new Reference("Appointment/" + due.appointment()));
        // Which text in which version; the words themselves are chosen when it is sent.
        request.addPayload().setContent(new StringType(step.text() + "|" + version.substring(0, 12)));
        request.setOccurrence(new DateTimeType(Date.from(due.due())));
        request.setAuthoredOn(Date.from(now));
        return request;
    }

    static CodeableConcept reminder() {
        return new CodeableConcept().addCoding(new Coding(CATEGORY, "reminder", "Reminder"));
    }

    static CodeableConcept medium(Medium medium) {
        CodeableConcept concept =
                new CodeableConcept().addCoding(new Coding(Medium.SYSTEM, medium.code(), medium.display()));
        if (medium == Medium.EMAIL) {
            concept.addCoding(
                    new Coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationMode", "EMAILWRIT", "email"));
        }
        return concept;
    }

    /** What the hub did by itself (practice.md, TRAIL). */
    static Provenance trail(List<String> targets, String activity, Reference who, Instant at) {
        Provenance provenance = new Provenance();
        provenance.setId("Provenance/" + UUID.randomUUID());
        targets.forEach(target -> provenance.addTarget(new Reference(target)));
        provenance.setRecorded(Date.from(at));
        provenance.setActivity(new CodeableConcept().setText(activity));
        provenance.addAgent().setWho(who);
        return provenance;
    }

    static Reference hub() {
        return new Reference().setDisplay("Practice Hub");
    }
}

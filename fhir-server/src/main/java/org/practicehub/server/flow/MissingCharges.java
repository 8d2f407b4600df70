package org.practicehub.server.flow;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Asks whom the practice names for the charges of a visit that was checked out without (S7). */
final class MissingCharges {
    static final String CODE = "missing-charge";
    private static final String ROLE = "urn:x-hub:role";

    private final DaoRegistry daos;
    private final Found found;
    private final Clock clock;

    MissingCharges(DaoRegistry daos, Found found, Clock clock) {
        this.daos = daos;
        this.found = found;
        this.clock = clock;
    }

    void ask(Appointment visit, Finding finding) {
        Optional<String> role = Optional.ofNullable(finding.item().task());
        boolean asked = found.referring(Task.class, "focus", Found.reference(visit)).stream()
                .anyMatch(task -> Ticks.code(task.getCode(), Terms.WORKFLOW)
                        .filter(CODE::equals)
                        .isPresent());
        if (role.isEmpty() || asked) {
            return;
        }
        Task task = new Task();
        task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER).setAuthoredOn(Date.from(clock.instant()));
        task.setCode(Terms.concept(Terms.WORKFLOW, CODE, "Enter the charges of this visit"));
        task.setFocus(new Reference(Found.reference(visit)));
        Found.patient(visit).map(Reference::new).ifPresent(task::setFor);
        found.encounter(visit).map(Found::reference).map(Reference::new).ifPresent(task::setEncounter);
        task.addPerformerType(
                new CodeableConcept().addCoding(new Coding().setSystem(ROLE).setCode(role.get())));
        if (role.get().equals("clinician")) {
            Found.actors(visit, "Practitioner").findFirst().map(Reference::new).ifPresent(task::setOwner);
        }
        task.setReasonCode(new CodeableConcept().setText(finding.why()));
        daos.getResourceDao(Task.class).create(task, new SystemRequestDetails());
    }
}

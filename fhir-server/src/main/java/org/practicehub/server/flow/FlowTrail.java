package org.practicehub.server.flow;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.access.Authorship;

/** Who moved a visit on, by which version of the checklists, and why without one of their items (practice.md, TRAIL). */
final class FlowTrail {
    private static final String STATE = "urn:x-hub:visit-state";
    private static final String OVERRIDE = "urn:x-hub:checklist-outcome";

    private final DaoRegistry daos;
    private final Flow flow;
    private final Clock clock;

    FlowTrail(DaoRegistry daos, Flow flow, Clock clock) {
        this.daos = daos;
        this.flow = flow;
        this.clock = clock;
    }

    void moved(Appointment visit, VisitState to) {
        String code = to.name().toLowerCase(Locale.ROOT).replace('_', '-');
        write(new Provenance()
                .setTarget(List.of(new Reference(Found.reference(visit))))
                .setActivity(Terms.concept(STATE, code, "Visit " + code.replace('-', ' '))));
    }

    void overridden(Task tick, String why) {
        write(new Provenance()
                .setTarget(List.of(
                        new Reference(Found.reference(tick)),
                        new Reference(tick.getFocus().getReference())))
                .setActivity(Terms.concept(OVERRIDE, "overridden", "Went on without an item of the checklist"))
                .addReason(new CodeableConcept().setText(why)));
    }

    private void write(Provenance provenance) {
        provenance.setRecorded(Date.from(clock.instant()));
        provenance.addPolicy("urn:sha256:" + flow.hash());
        provenance.addAgent().setWho(Authorship.reference("Practice Hub"));
        daos.getResourceDao(Provenance.class).create(provenance, new SystemRequestDetails());
    }
}

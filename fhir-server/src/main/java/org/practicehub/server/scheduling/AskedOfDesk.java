package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.scheduling.rules.Audience;
import org.practicehub.server.scheduling.rules.Refusal;

/** What patients cannot do alone is asked of the front desk instead of refused (S3). */
final class AskedOfDesk {
    private final Judges judges;
    private final MeantTimes times;
    private final Requests requests;
    private final Desk desk;
    private final FhirStore store;
    private final Clock clock;

    AskedOfDesk(Judges judges, MeantTimes times, Requests requests, Desk desk, FhirStore store, Clock clock) {
        this.judges = judges;
        this.times = times;
        this.requests = requests;
        this.desk = desk;
        this.store = store;
        this.clock = clock;
    }

    /**
     * After the cut-off the visit stays as it is, and the front desk has a Task.
     *
     * @return what the patient is told then; empty while they can change it themselves
     */
    Optional<Bundle> whenTooLate(IdType id, String what, RequestDetails request) {
        return store.unit(unit -> {
            Appointment visit = requests.alive(id, unit.resources(), request);
            Optional<Refusal> cutOff = visit.getStatus() == AppointmentStatus.PROPOSED || !visit.hasStart()
                    ? Optional.empty()
                    : cutOff(visit, unit);
            return cutOff.map(refusal -> {
                Instant now = clock.instant();
                Change task = DeskTasks.ask(visit, what, unit.resources(), now);
                unit.write(List.of(task), Authorship.current().orElse("urn:x-hub:scheduling"));
                Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(1);
                bundle.addEntry().setResource(visit);
                tell(
                        bundle,
                        new Refusal(
                                refusal.code(),
                                refusal.sentence() + " The front desk has been asked and will answer.",
                                refusal.path(),
                                refusal.rule()));
                return bundle;
            });
        });
    }

    private Optional<Refusal> cutOff(Appointment visit, Unit unit) {
        Offer was = times.as(visit, unit.resources());
        return judges.of(Audience.PATIENT, was.service(), Optional.empty(), Optional.of(visit), unit.resources())
                .cutOff(was.provider(), was.site(), was.span().from());
    }

    /** Lets go what a patient holds: they hold one time at once. */
    void release(String patient, Unit unit) {
        unit.resources().referringTo(patient, Set.of(ResourceType.Appointment)).stream()
                .map(Appointment.class::cast)
                .filter(one -> one.getStatus() == AppointmentStatus.PENDING
                        && Busy.holdUntil(one).isPresent())
                .forEach(one -> desk.cancel(
                        one, new CodeableConcept().setText("Another time was chosen"), Optional.empty(), unit));
    }

    /** News beside what was found. */
    static void tell(Bundle bundle, Refusal refusal) {
        bundle.addEntry()
                .setResource(Refused.outcome(refusal, IssueSeverity.INFORMATION))
                .getSearch()
                .setMode(SearchEntryMode.OUTCOME);
    }
}

package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.practicehub.server.store.Cause;

/**
 * Frees the times of a visit that is ended by a plain write of its Appointment, in the same transaction (S3). The hub's own
 * operations and the messages of feeds write their Slots themselves.
 */
@Interceptor
public final class Endings {
    private final BusyTable table;
    private final DaoRegistry daos;
    private final Clock clock;

    Endings(BusyTable table, DaoRegistry daos, Clock clock) {
        this.table = table;
        this.daos = daos;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        if (resource instanceof Appointment appointment && Cause.feed().isEmpty() && isOff(appointment)) {
            List<String> slots = table.slots(appointment.getIdElement().getIdPart());
            IFhirResourceDao<Slot> dao = daos.getResourceDao(Slot.class);
            for (String id : slots) {
                Slot slot = dao.read(new IdType("Slot", id), new SystemRequestDetails());
                if (slot.getStatus() != SlotStatus.FREE) {
                    slot.setStatus(SlotStatus.FREE);
                    dao.update(slot, new SystemRequestDetails());
                }
            }
        }
    }

    private boolean isOff(Appointment appointment) {
        return switch (appointment.getStatus()) {
            case CANCELLED, ENTEREDINERROR -> true;
            // Who did not come has had the time; what is left of it is free (3.4).
            case NOSHOW ->
                appointment.getEnd() != null && appointment.getEnd().toInstant().isAfter(clock.instant());
            case PROPOSED, PENDING, BOOKED, ARRIVED, CHECKEDIN, FULFILLED, WAITLIST, NULL -> false;
        };
    }
}

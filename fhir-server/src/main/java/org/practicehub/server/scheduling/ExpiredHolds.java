package org.practicehub.server.scheduling;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Ends what was held and not booked in time. Others may have taken the time already: a hold that is over keeps nobody away. */
final class ExpiredHolds {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredHolds.class);
    private static final int AT_ONCE = 100;

    private final BusyTable table;
    private final Desk desk;
    private final FhirStore store;

    ExpiredHolds(BusyTable table, Desk desk, FhirStore store) {
        this.table = table;
        this.desk = desk;
        this.store = store;
    }

    @Scheduled(fixedDelayString = "${hub.scheduling.holds-look:15s}")
    void end() {
        try {
            table.expiredHolds(AT_ONCE).forEach(this::end);
        } catch (StoreUnavailable e) {
            LOG.warn("The record cannot be reached; holds that are over wait.");
        } catch (DataAccessException e) {
            LOG.warn("Holds that are over cannot be read: {}", Failures.describe(e));
        }
    }

    private void end(String appointment) {
        try {
            store.unit(unit -> end(appointment, unit));
        } catch (StoreConflict e) {
            // Somebody is at it, another process or whoever books it: it is looked at again.
            LOG.debug("Appointment {} is changed by somebody else.", appointment);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            // The others end all the same.
            LOG.error("The hold of Appointment {} cannot be ended: {}", appointment, Failures.describe(e));
        }
    }

    private boolean end(String id, Unit unit) {
        Optional<Appointment> held = unit.resources()
                .read(ResourceType.Appointment, id)
                .map(Appointment.class::cast)
                .filter(one -> one.getStatus() == AppointmentStatus.PENDING);
        held.ifPresentOrElse(
                one -> desk.cancel(
                        one, new CodeableConcept().setText("Held and not booked in time"), Optional.empty(), unit),
                () -> table.hold(id, Optional.empty()));
        return held.isPresent();
    }
}

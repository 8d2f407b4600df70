package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.practicehub.server.scheduling.BusyTable.Calendar;
import org.practicehub.server.store.Cause;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Takes the time of each Slot that is not free, in the transaction that writes the Slot, whoever writes it: a screen, the API, an
 * operation. Two that overlap cannot both be stored (practice.md 3.3). What a feed says is a fact and not a request: where two of
 * its bookings overlap, both stand, as they do in the calendar that it tells of.
 */
@Interceptor
public final class Occupancy {
    private final BusyTable table;
    private final DaoRegistry daos;

    Occupancy(BusyTable table, DaoRegistry daos) {
        this.table = table;
        this.daos = daos;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        put(resource);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        put(resource);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        if (resource instanceof Slot slot) {
            table.remove(slot.getIdElement().getIdPart());
        }
    }

    private void put(IBaseResource resource) {
        if (resource instanceof Slot slot) {
            put(slot);
        } else if (resource instanceof Schedule schedule) {
            calendar(schedule)
                    .ifPresent(one -> table.put(schedule.getIdElement().getIdPart(), one));
        }
    }

    private void put(Slot slot) {
        String id = slot.getIdElement().getIdPart();
        Optional<Calendar> calendar = calendar(slot);
        Optional<Busy> busy = calendar.flatMap(one -> Busy.of(slot, one.owner()));
        if (busy.isEmpty()) {
            table.remove(id);
            return;
        }
        try {
            table.lock(List.of(busy.get().owner()));
            if (!table.keeps(id, busy.get())) {
                table.remove(id);
                boolean anyway = Cause.feed().isPresent() || AtDesk.overbooks();
                table.take(id, busy.get(), calendar.get().capacity(), anyway);
            }
        } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
            // Two that take each other's calendars in another order; the database lets one of them go on.
            throw new ResourceVersionConflictException("Somebody else takes time of the same calendars. Try it again.");
        }
    }

    private Optional<Calendar> calendar(Slot slot) {
        IdType schedule = new IdType(slot.getSchedule().getReference());
        if (!schedule.hasIdPart()) {
            return Optional.empty();
        }
        return table.calendar(schedule.getIdPart()).or(() -> {
            // Written before calendars were kept.
            Schedule found = (Schedule) daos.getResourceDao("Schedule")
                    .read(schedule.toUnqualifiedVersionless(), new SystemRequestDetails());
            Optional<Calendar> calendar = calendar(found);
            calendar.ifPresent(one -> table.put(schedule.getIdPart(), one));
            return calendar;
        });
    }

    private Optional<Calendar> calendar(Schedule schedule) {
        return Optional.ofNullable(schedule.getActorFirstRep().getReference())
                .map(actor -> new Calendar(owner(actor), capacity(schedule)));
    }

    /** A person with two roles is one calendar. */
    private String owner(String actor) {
        IdType id = new IdType(actor);
        if (!"PractitionerRole".equals(id.getResourceType()) || id.isAbsolute()) {
            return actor;
        }
        PractitionerRole role = (PractitionerRole)
                daos.getResourceDao("PractitionerRole").read(id.toUnqualifiedVersionless(), new SystemRequestDetails());
        return Optional.ofNullable(role.getPractitioner().getReference()).orElse(actor);
    }

    private static int capacity(Schedule schedule) {
        return schedule.getExtensionsByUrl(Terms.TEMPLATE).stream()
                .mapToInt(Template::capacity)
                .max()
                .orElse(1);
    }
}

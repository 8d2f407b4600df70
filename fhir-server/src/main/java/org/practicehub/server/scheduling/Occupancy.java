package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
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
    private final FreedTimes freed;
    private final DaoRegistry daos;

    Occupancy(BusyTable table, FreedTimes freed, DaoRegistry daos) {
        this.table = table;
        this.freed = freed;
        this.daos = daos;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        if (resource instanceof Slot slot) {
            change(slot, Optional.empty());
        } else {
            noteCalendar(resource);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        if (resource instanceof Slot slot && before instanceof Slot was) {
            change(slot, Optional.of(was));
        } else {
            noteCalendar(resource);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        if (resource instanceof Slot slot) {
            table.remove(slot.getIdElement().getIdPart());
            Busy.of(slot, schedule(slot)).ifPresent(was -> noteFreed(was, Optional.empty()));
        }
    }

    private void noteCalendar(IBaseResource resource) {
        if (resource instanceof Schedule schedule) {
            calendar(schedule)
                    .ifPresent(one -> table.put(schedule.getIdElement().getIdPart(), one));
        }
    }

    /** Most changes of a Slot leave its time as it is: those cost nothing, or one statement. */
    private void change(Slot slot, Optional<Slot> before) {
        String id = slot.getIdElement().getIdPart();
        Optional<Busy> was = before.flatMap(one -> Busy.of(one, schedule(one)));
        Optional<Busy> now = Busy.of(slot, schedule(slot));
        if (was.equals(now)) {
            return;
        }
        boolean stays = was.isPresent() && now.isPresent() && was.get().isSameTime(now.get());
        if (stays && table.keeps(id, now.get())) {
            return;
        }
        if (was.isPresent()) {
            table.remove(id);
        }
        now.ifPresent(busy -> take(id, busy));
        was.ifPresent(busy -> noteFreed(busy, now));
    }

    /** What a visit had is for those who wait (S36). A hold only kept what was free, and nobody was to come in a buffer or a block. */
    private void noteFreed(Busy was, Optional<Busy> now) {
        boolean visit = !SlotStatus.BUSYUNAVAILABLE.toCode().equals(was.status());
        if (visit && was.holdUntil().isEmpty()) {
            freed.note(
                    was.owner(),
                    was.span(),
                    now.filter(busy -> busy.owner().equals(was.owner())).map(Busy::span));
        }
    }

    private void take(String slot, Busy inSchedule) {
        try {
            calendar(inSchedule.owner())
                    .ifPresent(calendar -> table.take(
                            slot,
                            inSchedule.of(calendar.owner()),
                            calendar.capacity(),
                            Cause.feed().isPresent() || AtDesk.overbooks()));
        } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
            // Two that take each other's calendars in another order; the database lets one of them go on.
            throw new ResourceVersionConflictException("Somebody else takes time of the same calendars. Try it again.");
        }
    }

    private static String schedule(Slot slot) {
        return String.valueOf(new IdType(slot.getSchedule().getReference()).getIdPart());
    }

    private Optional<Calendar> calendar(String schedule) {
        return table.locked(schedule).or(() -> {
            // Written before calendars were kept.
            noteCalendar(
                    daos.getResourceDao("Schedule").read(new IdType("Schedule", schedule), new SystemRequestDetails()));
            return table.locked(schedule);
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

package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.store.Cause;

/**
 * Keeps the Slots of a visit in step with a plain write of its Appointment, in the same transaction: off, they are free (S3); moved,
 * they move; booked again or for good, they are taken, or the write is refused. The hub's own operations and the messages of
 * feeds write their Slots themselves, and so may whoever writes both in one transaction.
 */
@Interceptor
public final class PlainWrites {
    private final BusyTable table;
    private final DaoRegistry daos;
    private final Clock clock;

    PlainWrites(BusyTable table, DaoRegistry daos, Clock clock) {
        this.table = table;
        this.daos = daos;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        boolean plain = Cause.feed().isEmpty() && !AtDesk.isAtWork();
        if (plain && before instanceof Appointment was && resource instanceof Appointment now) {
            boolean wasHeld = Busy.holdUntil(was).isPresent();
            if (isOff(now) && !isOff(was)) {
                slots(now, slot -> slot.setStatus(SlotStatus.FREE));
            } else if (takesTime(now) && (!takesTime(was) || wasHeld || isMoved(was, now))) {
                slots(now, slot -> take(slot, was, now));
            }
            if (wasHeld && Busy.holdUntil(now).isEmpty()) {
                table.hold(now.getIdElement().getIdPart(), Optional.empty());
            }
        }
    }

    /** What is asked for by a plain write is told to the front desk (openemr#2777). */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        boolean plain = Cause.feed().isEmpty() && !AtDesk.isAtWork();
        if (plain && resource instanceof Appointment asked && asked.getStatus() == AppointmentStatus.PROPOSED) {
            daos.getResourceDao(Task.class)
                    .update(DeskTasks.create(asked, clock.instant()), new SystemRequestDetails());
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        if (resource instanceof Appointment gone) {
            slots(gone, slot -> slot.setStatus(SlotStatus.FREE));
        }
    }

    private static void take(Slot slot, Appointment was, Appointment now) {
        if (isMoved(was, now)
                && slot.hasStart()
                && slot.getStart().equals(was.getStart())
                && slot.getEnd().equals(was.getEnd())) {
            slot.setStartElement(now.getStartElement().copy())
                    .setEndElement(now.getEndElement().copy());
        }
        boolean begins = !takesTime(was) || Busy.holdUntil(was).isPresent();
        boolean ofTheVisit =
                now.hasStart() && slot.hasStart() && slot.getStart().equals(now.getStart());
        if (begins && ofTheVisit && Busy.holdUntil(now).isEmpty()) {
            slot.setStatus(SlotStatus.BUSY);
            AppointmentParts.drop(slot, Terms.HOLD_EXPIRES);
        }
    }

    private static boolean isMoved(Appointment was, Appointment now) {
        return was.hasStart()
                && was.hasEnd()
                && now.hasStart()
                && now.hasEnd()
                && !(was.getStart().equals(now.getStart()) && was.getEnd().equals(now.getEnd()));
    }

    private void slots(Appointment appointment, Consumer<Slot> change) {
        Set<String> ids =
                new LinkedHashSet<>(table.slots(appointment.getIdElement().getIdPart()));
        appointment.getSlot().stream()
                .map(reference -> new IdType(reference.getReference()))
                .filter(id -> id.hasIdPart() && !id.isAbsolute())
                .forEach(id -> ids.add(id.getIdPart()));
        IFhirResourceDao<Slot> dao = daos.getResourceDao(Slot.class);
        for (String id : ids) {
            Slot slot = dao.read(new IdType("Slot", id), new SystemRequestDetails());
            Slot changed = slot.copy();
            change.accept(changed);
            if (!changed.equalsDeep(slot)) {
                dao.update(changed, new SystemRequestDetails());
            }
        }
    }

    private static boolean takesTime(Appointment appointment) {
        return switch (appointment.getStatus()) {
            case PENDING, BOOKED, ARRIVED, CHECKEDIN, FULFILLED -> true;
            case PROPOSED, CANCELLED, NOSHOW, ENTEREDINERROR, WAITLIST, NULL -> false;
        };
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

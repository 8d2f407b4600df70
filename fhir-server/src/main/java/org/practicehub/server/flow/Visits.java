package org.practicehub.server.flow;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.IdType;
import org.practicehub.server.access.Access;
import org.practicehub.server.access.Sight;

/** Which visits the caller of an operation may see and move. */
final class Visits {
    private final Found found;
    private final Sight sight;

    Visits(Found found, Sight sight) {
        this.found = found;
        this.sight = sight;
    }

    /** Checklists tell of coverage, consents and charges: they are for those who work with everybody's visits. */
    static void mayLook(RequestDetails request) {
        Access access = Access.of(request);
        demand(access.mayAll('r', "Appointment") && access.mayAll('r', "Task"));
    }

    static void mayTick(RequestDetails request) {
        mayLook(request);
        Access access = Access.of(request);
        demand(access.mayAll('c', "Task") && access.mayAll('u', "Task"));
    }

    static void mayMove(RequestDetails request) {
        demand(Access.of(request).mayAll('u', "Appointment"));
    }

    static void mayBook(RequestDetails request) {
        Access access = Access.of(request);
        demand(access.mayAll('c', "Appointment")
                && access.mayAll('u', "Appointment")
                && access.mayAll('r', "Patient")
                && access.may('s', "Slot"));
    }

    private static void demand(boolean may) {
        if (!may) {
            throw new ForbiddenOperationException("This needs the right to work with the visits of every patient.");
        }
    }

    /** Who says which version they have seen moves no other one (STALE). */
    static void checkVersion(Appointment visit, RequestDetails request) {
        String expected = request.getHeader(Constants.HEADER_IF_MATCH);
        String version = "W/\"" + visit.getMeta().getVersionId() + "\"";
        if (expected != null && !expected.isBlank() && !expected.equals(version)) {
            throw new PreconditionFailedException("This visit has changed: it is at version "
                    + visit.getMeta().getVersionId() + " now.");
        }
    }

    /** What may not be seen is answered as what is not there. */
    Appointment open(IdType id, char letter, RequestDetails request) {
        return found.read(Appointment.class, "Appointment/" + id.getIdPart())
                .filter(visit -> sight.isOpen(Access.of(request), letter, visit))
                .orElseThrow(() -> new ResourceNotFoundException("There is no such appointment."));
    }
}

package org.practicehub.server.scheduling;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import java.time.Duration;
import java.util.Date;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.practicehub.server.scheduling.Refused.Why;

/** What a patient has already: nobody is at two places at once (openemr#2632). */
record PatientsVisits(IFhirResourceDao<Appointment> appointments) {
    private static final Duration LONGEST_VISIT = Duration.ofHours(12);

    /**
     * Refuses a time at which they are somewhere else.
     *
     * @param counts not the visit that is to be moved
     */
    void checkFree(String patient, Span span, Predicate<Appointment> counts) {
        if (!isFree(patient, span, counts)) {
            throw Refused.because(
                    Why.RULE,
                    "The patient has another visit at that time. Choose another one, or book it anyway, with a reason.",
                    "patient-reference");
        }
    }

    /** Whether they are nowhere else then. */
    boolean isFree(String patient, Span span, Predicate<Appointment> counts) {
        SearchParameterMap map = new SearchParameterMap()
                .add("patient", new ReferenceParam(patient))
                .add("date", new DateRangeParam(Date.from(span.from().minus(LONGEST_VISIT)), Date.from(span.until())));
        for (IBaseResource found : appointments
                .search(map.setLoadSynchronous(true), new SystemRequestDetails())
                .getAllResources()) {
            Appointment other = (Appointment) found;
            if (takesTime(other)
                    && counts.test(other)
                    && new Span(other.getStart().toInstant(), other.getEnd().toInstant()).overlaps(span)) {
                return false;
            }
        }
        return true;
    }

    private static boolean takesTime(Appointment other) {
        return switch (other.getStatus()) {
            case PENDING, BOOKED, ARRIVED, CHECKEDIN -> other.hasStart() && other.hasEnd();
            case PROPOSED, FULFILLED, CANCELLED, NOSHOW, ENTEREDINERROR, WAITLIST, NULL -> false;
        };
    }
}

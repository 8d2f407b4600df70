package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/**
 * PID-29 and PID-30 → Patient.deceased[x]. A death that the end of a visit reported remembers the visit, so that taking
 * back the end of that visit, and nothing else, takes back the death (5.1, A03 and A13).
 */
public final class PidToDeceased {

    private static final String REPORTED_BY = "urn:x-hub:extension:reported-by";

    private PidToDeceased() {}

    public static void apply(Segment pid, Patient patient, Source source) {
        Optional<Type> date = Times.dateTime(pid.field(29), source).map(Type.class::cast); // PID-29
        Optional<Type> indicator = YesNo.type(pid.field(30)).map(Type.class::cast); // PID-30
        Optional<Type> said = date.or(() -> indicator);
        if (said.isPresent()) {
            said.filter(type -> !saysNoMore(type, patient, pid)).ifPresent(patient::setDeceased);
        } else if (pid.field(29).isCleared() || pid.field(30).isCleared()) {
            patient.setDeceased(null);
        }
    }

    /** Whether PID-29 and PID-30 tell of a death, or take one back that is known. */
    public static boolean tellsOfDeath(Segment pid, Patient patient) {
        boolean alive = !pid.field(29).isPresent()
                && (pid.field(30).isAbsent()
                        || pid.field(30).isCleared()
                        || pid.field(30).text().equals("N"));
        return !alive || patient.hasDeceased();
    }

    /** A03: as ever, and with the visit that reported it. */
    public static void applyAtEndOfVisit(Segment pid, Patient patient, String encounter, Source source) {
        Type before = patient.getDeceased();
        apply(pid, patient, source);
        if (patient.getDeceased() != before && isDead(patient)) {
            patient.getDeceased().addExtension(new Extension(REPORTED_BY, new Reference(encounter)));
        }
    }

    /** A13: only what this visit's end reported, and only when the message no longer says it. */
    public static boolean wouldUndo(Segment pid, Patient patient, String encounter) {
        boolean alive = pid.field(30).text().equals("N")
                || pid.field(30).isCleared()
                || (pid.field(29).isCleared() && !pid.field(30).isPresent());
        return alive
                && isDead(patient)
                && patient.getDeceased().getExtension().stream()
                        .filter(extension -> REPORTED_BY.equals(extension.getUrl()))
                        .anyMatch(extension -> extension.getValue() instanceof Reference visit
                                && encounter.equals(visit.getReference()));
    }

    /** The same again, or only that there was a death of which we know the time. */
    private static boolean saysNoMore(Type said, Patient patient, Segment pid) {
        Type known = patient.getDeceased();
        boolean timeKnown = known instanceof DateTimeType
                && !pid.field(29).isCleared()
                && said instanceof BooleanType dead
                && dead.booleanValue();
        boolean same = known != null && known.primitiveValue().equals(said.primitiveValue());
        return timeKnown || same;
    }

    private static boolean isDead(Patient patient) {
        return patient.getDeceased() instanceof DateTimeType
                || (patient.getDeceased() instanceof BooleanType dead && dead.booleanValue());
    }
}

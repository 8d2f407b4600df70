package org.practicehub.mappings.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.In1ToCoverage;

/** What a patient has twice after a merge: told, for a person to sort out (M3). */
final class MergeDuplicates {

    private final Patient survivor;
    private final Draft draft;

    MergeDuplicates(Patient survivor, Draft draft) {
        this.survivor = survivor;
        this.draft = draft;
    }

    void report() {
        List<Object> cards = draft.referringTo(Draft.reference(survivor), Coverage.class).stream()
                .filter(coverage -> coverage.getStatus() == CoverageStatus.ACTIVE)
                .flatMap(coverage -> Tokens.of(coverage)
                        .filter(token -> In1ToCoverage.isMemberSystem(token.system()))
                        .map(Object.class::cast))
                .toList();
        List<Object> times = draft.referringTo(Draft.reference(survivor), Appointment.class).stream()
                .filter(appointment -> appointment.getStatus() == AppointmentStatus.BOOKED && appointment.hasStart())
                .map(appointment -> (Object) appointment.getStart())
                .toList();
        if (hasTwice(cards)) {
            warn("The patient has the same coverage twice after the merge.");
        }
        if (hasTwice(times)) {
            warn("The patient has two appointments at the same time after the merge.");
        }
    }

    private void warn(String text) {
        draft.source().note(Problem.warning(Code.DUPLICATE_KEY, Place.of("MRG", 1), text));
    }

    private static boolean hasTwice(List<Object> values) {
        Set<Object> seen = new HashSet<>();
        return values.stream().anyMatch(value -> !seen.add(value));
    }
}

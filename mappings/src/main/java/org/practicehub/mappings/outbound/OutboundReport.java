package org.practicehub.mappings.outbound;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/**
 * A report of the record as it may leave, with the results that belong to it.
 *
 * @param directory the record as it is, or as a system was told of it
 */
public record OutboundReport(DiagnosticReport report, Directory directory) {

    private static final int DEEPEST = 4;
    private static final Set<DiagnosticReportStatus> FINISHED = EnumSet.of(
            DiagnosticReportStatus.FINAL,
            DiagnosticReportStatus.AMENDED,
            DiagnosticReportStatus.CORRECTED,
            DiagnosticReportStatus.APPENDED,
            DiagnosticReportStatus.CANCELLED);

    /** The results in the report's order, each once; those that a panel consists of follow it. */
    public List<Observation> results() {
        Map<String, Observation> found = new LinkedHashMap<>();
        collect(report.getResult(), 0, found);
        return new ArrayList<>(found.values());
    }

    private void collect(List<Reference> results, int depth, Map<String, Observation> found) {
        for (Reference result : results) {
            String key = String.valueOf(result.getReference());
            if (depth < DEEPEST && !found.containsKey(key)) {
                inside(result).ifPresent(observation -> {
                    found.put(key, observation);
                    collect(observation.getHasMember(), depth + 1, found);
                });
            }
        }
    }

    /** A result may be a part of its report. */
    private Optional<Observation> inside(Reference result) {
        return result.getResource() instanceof Observation contained
                ? Optional.of(contained)
                : directory.find(result, Observation.class);
    }

    /** Whether there is somebody whom it is about, and it says what it has to say. */
    boolean isFinished() {
        return isAboutSomebody() && FINISHED.contains(report.getStatus());
    }

    boolean isMistaken() {
        return isAboutSomebody() && report.getStatus() == DiagnosticReportStatus.ENTEREDINERROR;
    }

    private boolean isAboutSomebody() {
        return directory.find(report.getSubject(), Patient.class).isPresent();
    }
}

package org.practicehub.routes.outbound;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.outbound.OutboundReport;
import org.practicehub.mappings.outbound.ReportMessage;
import org.practicehub.routes.journal.ControlIds;
import org.practicehub.routes.store.Written;

/**
 * Tells a system of finished reports (5.6). What it was told is compared with what is: a report and its results are written
 * apart, and a result may be corrected without its report.
 */
record Reporting(Departures departures, Known known, Clock clock) {

    /** What the feed has to hear of the reports that a report or a result belongs to. */
    List<Composed> tell(Resource changed, Feed feed) {
        return reports(changed)
                .filter(report -> !known.isFrom(feed.id(), "DiagnosticReport", id(report)))
                .flatMap(report -> tell(report, feed).stream())
                .toList();
    }

    /** As they are now, whichever version was changed. */
    private Stream<DiagnosticReport> reports(Resource changed) {
        String reference = Known.written(changed).reference();
        if (changed instanceof DiagnosticReport) {
            return known.now().find(reference).map(DiagnosticReport.class::cast).stream();
        }
        return changed instanceof Observation ? reportsWith(reference) : Stream.empty();
    }

    /** Those that list the result, and those that list the panel which it is of. */
    private Stream<DiagnosticReport> reportsWith(String result) {
        return known
                .unit()
                .resources()
                .referringTo(result, Set.of(ResourceType.DiagnosticReport, ResourceType.Observation))
                .stream()
                .flatMap(one -> one instanceof DiagnosticReport report
                        ? Stream.of(report)
                        : known
                                .unit()
                                .resources()
                                .referringTo(Known.written(one).reference(), Set.of(ResourceType.DiagnosticReport))
                                .stream()
                                .map(DiagnosticReport.class::cast));
    }

    private Optional<Composed> tell(DiagnosticReport report, Feed feed) {
        OutboundReport now = new OutboundReport(report, known.now());
        List<Written> told = departures.told(feed.id(), "DiagnosticReport", id(report));
        Optional<OutboundReport> before = told.stream()
                .filter(one -> one.type().equals("DiagnosticReport") && one.id().equals(id(report)))
                .findFirst()
                .flatMap(one -> known.versions().read(one.type(), one.id(), one.version()))
                .map(then -> new OutboundReport((DiagnosticReport) then, known.then(told)));
        return ReportMessage.event(before, now, feed)
                .map(event -> new Composed(
                        ReportMessage.of(before, now, feed, clock.instant(), ControlIds.fresh()),
                        Optional.ofNullable(report.getSubject().getReference()),
                        Stream.concat(Stream.of(report), now.results().stream())
                                .filter(resource -> resource.getMeta().hasVersionId())
                                .map(Known::written)
                                .toList()));
    }

    private static String id(DiagnosticReport report) {
        return report.getIdElement().getIdPart();
    }
}

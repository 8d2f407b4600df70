package org.practicehub.mappings.outbound;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.segments.ObrToDiagnosticReport;

/** A report with its results as the message that tells of it, first or corrected: ORU^R01 (5.6; HL7 section 7.3). */
public final class ReportMessage {

    private final OutboundReport now;
    private final Optional<OutboundReport> told;
    private final Feed feed;
    private final Writer out = Writer.usual();
    private final Values values;

    private ReportMessage(OutboundReport now, Optional<OutboundReport> told, Feed feed) {
        this.now = now;
        this.told = told;
        this.feed = feed;
        this.values = new Values(feed, out);
    }

    /**
     * What is to be told of a report, if anything is. Of one that was a mistake from the beginning nobody need hear.
     *
     * @param told the report and its results as the system was told of them; empty when it never was
     */
    public static Optional<OutboundEvent> event(Optional<OutboundReport> told, OutboundReport now, Feed feed) {
        boolean hears = feed.sending().orElseThrow().messages().contains("ORU");
        boolean isNews = told.filter(before -> text(before, feed).equals(text(now, feed)))
                .isEmpty();
        boolean leaves = now.isFinished() || (now.isMistaken() && told.isPresent());
        return hears && leaves && isNews ? Optional.of(OutboundEvent.ORU_R01) : Optional.empty();
    }

    /**
     * The message.
     *
     * @param told what it corrects; empty when it is told for the first time
     * @param at when the message is made, MSH-7
     * @param controlId MSH-10
     */
    public static byte[] of(
            Optional<OutboundReport> told, OutboundReport now, Feed feed, Instant at, String controlId) {
        ReportMessage message = new ReportMessage(now, told, feed);
        Charset charset = SendingToMsh.write(OutboundEvent.ORU_R01, feed, message.values, message.out, at, controlId);
        message.body();
        return message.out.message().getBytes(charset);
    }

    /** What is said of it, whatever was said before. */
    private static String text(OutboundReport report, Feed feed) {
        ReportMessage message = new ReportMessage(report, Optional.empty(), feed);
        message.body();
        return message.out.message();
    }

    private void body() {
        DiagnosticReport report = now.report();
        Directory directory = now.directory();
        directory.find(report.getSubject(), Patient.class).ifPresent(one -> PatientToPid.write(one, 1, values, out));
        directory
                .find(report.getEncounter(), Encounter.class)
                .ifPresent(visit -> EncounterToPv1.write(visit, directory, values, out));
        new DiagnosticReportToObr(report, directory, values, out).write(told.isPresent());
        AnnotationToNte.write(notes(report), directory, values, out);
        ObservationToObx obx = new ObservationToObx(feed.sending().orElseThrow(), directory, values, out);
        Map<String, Observation> before = told.stream()
                .flatMap(one -> one.results().stream())
                .collect(Collectors.toMap(ReportMessage::id, one -> one, (one, same) -> one));
        for (Observation result : now.results()) {
            obx.write(result, isCorrected(before.get(id(result)), result));
        }
        told.ifPresent(one -> obx.takeBack(lines(one)));
        AttachmentToObx documents = new AttachmentToObx(directory, values, out);
        for (Attachment form : report.getPresentedForm()) {
            documents.write(form, report, obx.next());
        }
    }

    /** R4 has no note on a report: the hub keeps those of messages beside it. What it concludes is told as a note, too. */
    private static List<Annotation> notes(DiagnosticReport report) {
        return Stream.concat(
                        report.getExtensionsByUrl(ObrToDiagnosticReport.NOTE).stream()
                                .map(Extension::getValue)
                                .filter(Annotation.class::isInstance)
                                .map(Annotation.class::cast),
                        Stream.ofNullable(report.getConclusion()).map(text -> new Annotation().setText(text)))
                .toList();
    }

    /** The results of a report as they are told. */
    private List<String[]> lines(OutboundReport report) {
        Writer alone = Writer.usual();
        ObservationToObx obx =
                new ObservationToObx(feed.sending().orElseThrow(), report.directory(), new Values(feed, alone), alone);
        report.results().forEach(result -> obx.write(result, false));
        return obx.lines();
    }

    /** Whether a result that was told is another now. */
    private boolean isCorrected(@Nullable Observation before, Observation result) {
        return before != null && !text(before).equals(text(result));
    }

    private String text(Observation result) {
        Writer alone = Writer.usual();
        new ObservationToObx(feed.sending().orElseThrow(), now.directory(), new Values(feed, alone), alone)
                .write(result, false);
        return alone.message();
    }

    private static String id(Observation result) {
        return String.valueOf(result.getIdElement().getIdPart());
    }
}

package org.practicehub.mappings.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ObxToAttachment;
import org.practicehub.mappings.segments.TxaToDocumentReference;

/**
 * The content of a document, which remembers since when it is so: it may be heard of after what only tells of the document,
 * and an older one does not take a newer one's place (G18).
 */
final class DocumentContent {

    private static final String AS_OF = "urn:x-hub:extension:content-as-of";

    private final Draft draft;
    private final Segment txa;
    private final List<Attachment> sent;

    DocumentContent(Message message, Draft draft) {
        this.draft = draft;
        this.txa = message.one("TXA");
        // What stands before the TXA belongs to the order.
        List<Segment> behind =
                message.segments().stream().dropWhile(segment -> segment != txa).toList();
        this.sent = ObxToAttachment.map(behind, draft);
    }

    /**
     * Writes it, if it was sent and none that is newer was.
     *
     * @param current whether the message is the newest that the document has heard of
     */
    void write(DocumentReference document, boolean current) {
        boolean missing = document.getContent().stream()
                .map(DocumentReferenceContentComponent::getAttachment)
                .noneMatch(attachment -> attachment.hasData() || attachment.hasUrl());
        boolean news = current
                || asOf(document)
                        .map(before -> before.isBefore(draft.event().time()))
                        .orElse(missing);
        if (!sent.isEmpty() && news) {
            document.setContent(
                    sent.stream().map(DocumentReferenceContentComponent::new).toList());
            document.getExtension().removeIf(extension -> AS_OF.equals(extension.getUrl()));
            document.addExtension(
                    new Extension(AS_OF, new InstantType(draft.event().time().toString())));
        } else if (missing && asOf(document).isEmpty() && (current || !document.hasContent())) {
            document.setContent(
                    List.of(new DocumentReferenceContentComponent(TxaToDocumentReference.placeholder(txa)))); // TXA-3
        }
    }

    private static Optional<Instant> asOf(DocumentReference document) {
        return document.getExtensionsByUrl(AS_OF).stream()
                .map(extension ->
                        ((BaseDateTimeType) extension.getValue()).getValue().toInstant())
                .findFirst();
    }
}

package org.practicehub.mappings.documents;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Encounters;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.TxaToDocumentReference;

/**
 * A document filed, changed, continued, replaced, cancelled (5.5). One DocumentReference lives through them all; a document
 * that continues or replaces another is one of its own.
 */
final class DocumentEvents {

    private final Message message;
    private final Draft draft;
    private final Segment txa;
    private final DocumentContent content;
    private final DocumentRelations relations;

    DocumentEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.txa = message.one("TXA");
        this.content = new DocumentContent(message, draft);
        this.relations = new DocumentRelations(txa, draft);
    }

    /** T01, T02: there is a document. The same number again is the same document. */
    void file() {
        write(true).ifPresent(relations::settle);
    }

    /** T03, T04, T07, T08: something about it, or all of it, is other than before. */
    void change() {
        write(false).ifPresent(relations::settle);
    }

    /** T05, T06: a document that continues another. */
    void append() {
        write(true).ifPresent(document -> relations.follow(document, DocumentRelationshipType.APPENDS));
    }

    /** T09, T10: a document in another's place. */
    void replace() {
        write(true).ifPresent(document -> relations.follow(document, DocumentRelationshipType.REPLACES));
    }

    /** T11: should never have been. Nothing is deleted, and what it had replaced is valid again. */
    void cancel() {
        document(false).ifPresent(document -> draft.edit(document).ifPresent(copy -> {
            if (draft.isNew(copy)) {
                apply(copy);
                content.write(copy, true);
            }
            copy.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
            copy.setDocStatus(ReferredDocumentStatus.ENTEREDINERROR);
            relations.restore(copy);
        }));
    }

    /**
     * Writes what the message says. What comes late is stale but for the content, where nothing newer was told of that: a
     * document is sent once, and would be lost.
     *
     * @param brings whether the event says that there is the document
     */
    private Optional<DocumentReference> write(boolean brings) {
        Optional<DocumentReference> found = document(brings);
        found.ifPresent(document -> {
            boolean current = draft.edit(document).isPresent();
            DocumentReference copy = draft.editAlways(document);
            if (current) {
                describe(copy, brings);
            }
            content.write(copy, current);
        });
        return found.map(draft::editAlways);
    }

    private void describe(DocumentReference document, boolean brings) {
        apply(document);
        Optional<DocumentReferenceStatus> said = TxaToDocumentReference.availability(txa, draft.source());
        if (brings && document.getStatus() == DocumentReferenceStatus.ENTEREDINERROR) {
            draft.source()
                    .warn(Code.DUPLICATE_KEY, txa.field(12), "The document had been cancelled; it is filed again.");
        }
        if (said.isPresent() || brings || !document.hasStatus()) {
            document.setStatus(said.orElse(DocumentReferenceStatus.CURRENT));
        }
    }

    private void apply(DocumentReference document) {
        TxaToDocumentReference.apply(txa, document, draft);
        if (!document.getContext().hasEncounter()) {
            draft.read(Patient.class, document.getSubject().getReference())
                    .flatMap(patient -> Encounters.reference(message, patient, draft))
                    .ifPresent(visit -> document.getContext().addEncounter(visit)); // PV1-19
        }
    }

    /** The document of TXA-12, known or new; empty when the message is held. */
    private Optional<DocumentReference> document(boolean brings) {
        Optional<Token> token = TxaToDocumentReference.token(txa.field(12), draft.source());
        Optional<Patient> patient = PatientUpdate.findOrCreate(message.one("PID"), message.optional("PD1"), draft);
        if (token.isEmpty() || patient.isEmpty()) {
            return Optional.empty();
        }
        draft.about(patient.get());
        Optional<DocumentReference> known = draft.find(DocumentReference.class, List.of(token.get())).stream()
                .findFirst();
        known.ifPresent(draft::about);
        if (known.isPresent()) {
            return known.filter(document -> isTheirs(document, patient.get()));
        }
        if (!brings) {
            draft.source().warn(Code.UNKNOWN_KEY, txa.field(12), "The document was not known and was set up.");
        }
        return Optional.of(create(token.get(), patient.get()));
    }

    private DocumentReference create(Token token, Patient patient) {
        DocumentReference document = draft.create(new DocumentReference(), token);
        draft.about(document);
        document.setSubject(new Reference(Draft.reference(patient)));
        relations.adopt(document, token);
        return document;
    }

    private boolean isTheirs(DocumentReference document, Patient patient) {
        boolean theirs = Patients.isOf(patient, document.getSubject(), draft);
        if (!theirs) {
            draft.hold(Problem.error(
                    Code.CONTRADICTION,
                    txa.field(12).place(),
                    "The document with this number is another patient's. A person must say whose it is."));
        }
        return theirs;
    }
}

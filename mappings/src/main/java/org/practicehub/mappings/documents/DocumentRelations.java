package org.practicehub.mappings.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceRelatesToComponent;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.TxaToDocumentReference;

/**
 * What documents are to each other (TXA-13), whichever is heard of first. That one replaces another is true whenever it is
 * heard, so it is written regardless of time, as merges are; whether the other is superseded follows from that alone.
 */
final class DocumentRelations {

    /** The system of the identifier by which a document that follows another is found: its value is the other's own. */
    private static final String PARENT = "urn:x-hub:parent-document";

    private final Segment txa;
    private final Draft draft;
    /** What this message has made follow another: a search of the record does not know of it yet. */
    private final List<DocumentReference> related = new ArrayList<>();

    DocumentRelations(Segment txa, Draft draft) {
        this.txa = txa;
        this.draft = draft;
    }

    /** TXA-13: the document continues or replaces that one. */
    void follow(DocumentReference document, DocumentRelationshipType how) {
        Optional<Token> parent = TxaToDocumentReference.token(txa.field(13), draft.source()); // TXA-13
        boolean itself = parent.equals(TxaToDocumentReference.token(txa.field(12), draft.source())); // TXA-12
        if (parent.isEmpty() || itself) {
            draft.source()
                    .warn(
                            Code.REQUIRED_MISSING,
                            txa.field(13),
                            "The message names no other document that this one follows; it was filed for itself.");
        } else if (isNews(document)) {
            relate(document, how, parent.get());
        }
        settle(document);
        parents(document).forEach(this::settle);
    }

    /** A document that others have spoken of before it was there: they point at it now. */
    void adopt(DocumentReference document, Token token) {
        Token child = new Token(PARENT, token.toString());
        for (DocumentReference follower : draft.find(DocumentReference.class, List.of(child))) {
            DocumentReference copy = draft.editAlways(follower);
            copy.getRelatesTo().stream()
                    .filter(relation -> isTo(relation, token))
                    .forEach(relation -> relation.setTarget(new Reference(Draft.reference(document))));
            related.add(copy);
        }
    }

    /** A cancelled document has replaced nothing. */
    void restore(DocumentReference cancelled) {
        parents(cancelled).forEach(parent -> {
            boolean replaced = isReplaced(parent);
            if (!replaced && parent.getStatus() == DocumentReferenceStatus.SUPERSEDED) {
                draft.editAlways(parent).setStatus(DocumentReferenceStatus.CURRENT);
            }
        });
    }

    /** A document that another has replaced is superseded, whatever is said of it alone. */
    void settle(DocumentReference document) {
        if (document.getStatus() == DocumentReferenceStatus.CURRENT && isReplaced(document)) {
            draft.editAlways(document).setStatus(DocumentReferenceStatus.SUPERSEDED);
        }
    }

    /** A late event does not take back what a newer one said. */
    private boolean isNews(DocumentReference document) {
        return !document.hasRelatesTo() || draft.edit(document).isPresent();
    }

    private void relate(DocumentReference document, DocumentRelationshipType how, Token parent) {
        document.getIdentifier().removeIf(identifier -> PARENT.equals(identifier.getSystem()));
        document.addIdentifier(new Identifier()
                .setUse(IdentifierUse.SECONDARY)
                .setSystem(PARENT)
                .setValue(parent.toString()));
        Reference target = draft.find(DocumentReference.class, List.of(parent)).stream()
                .findFirst()
                .map(known -> new Reference(Draft.reference(known)))
                .orElseGet(() -> new Reference()
                        .setType("DocumentReference")
                        .setIdentifier(
                                new Identifier().setSystem(parent.system()).setValue(parent.value())));
        document.setRelatesTo(
                List.of(new DocumentReferenceRelatesToComponent().setCode(how).setTarget(target)));
        related.add(document);
    }

    private List<DocumentReference> parents(DocumentReference document) {
        return document.getRelatesTo().stream()
                .filter(relation -> relation.getTarget().hasReference())
                .flatMap(relation ->
                        draft.read(DocumentReference.class, relation.getTarget().getReference()).stream())
                .toList();
    }

    private boolean isReplaced(DocumentReference document) {
        String reference = Draft.reference(document);
        return Stream.concat(draft.referringTo(reference, DocumentReference.class).stream(), related.stream())
                .filter(follower -> follower.getStatus() != DocumentReferenceStatus.ENTEREDINERROR)
                .flatMap(follower -> follower.getRelatesTo().stream())
                .anyMatch(relation -> relation.getCode() == DocumentRelationshipType.REPLACES
                        && reference.equals(relation.getTarget().getReference()));
    }

    private static boolean isTo(DocumentReferenceRelatesToComponent relation, Token token) {
        return Stream.of(relation.getTarget())
                .filter(Reference::hasIdentifier)
                .flatMap(target -> Tokens.of(target.getIdentifier()).stream())
                .anyMatch(token::equals);
    }
}

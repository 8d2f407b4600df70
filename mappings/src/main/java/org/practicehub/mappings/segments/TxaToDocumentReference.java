package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Orders;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Attachments;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** TXA → DocumentReference, but for its content and for the documents it follows (5.5). */
public final class TxaToDocumentReference {

    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private TxaToDocumentReference() {}

    /** TXA-12, TXA-13 → the token that a document is known by. */
    public static Optional<Token> token(Field ei, Source source) {
        return Identifiers.ofEntity(ei, "DOC", source.feed());
    }

    /** Every field but TXA-13, which says something of two documents, and TXA-19, which the event may overrule. */
    public static void apply(Segment txa, DocumentReference document, Draft draft) {
        Source source = draft.source();
        Patch.one(txa.field(2), cwe -> Codes.concept(cwe, "0270", source), document::setType); // TXA-2
        Patch.one(
                txa.field(4),
                dtm -> Times.dateTime(dtm, source),
                document.getContext().getPeriod()::setStartElement); // TXA-4
        Patch.one(txa.field(6), dtm -> date(dtm, source), document::setDateElement); // TXA-6
        Patch.list(txa.field(9), list -> people(list, draft), document::setAuthor); // TXA-9
        authenticator(txa, document, draft); // TXA-10, TXA-22
        identify(txa, document, source); // TXA-12, TXA-16
        orders(txa, document, draft); // TXA-14, TXA-15
        Patch.one(
                txa.field(17),
                id -> Codes.code(id, "0271", source).map(ReferredDocumentStatus::fromCode),
                document::setDocStatus); // TXA-17
        Patch.one(
                txa.field(18),
                cwe -> Codes.concept(cwe, "0272", source).map(List::of),
                label -> document.setSecurityLabel(label)); // TXA-18
        Patch.one(txa.field(25), Field::value, document::setDescription); // TXA-25
    }

    /** TXA-19, where it says what R4 has a status for. */
    public static Optional<DocumentReferenceStatus> availability(Segment txa, Source source) {
        return Codes.code(txa.field(19), "0273", source).map(DocumentReferenceStatus::fromCode); // TXA-19
    }

    /**
     * What stands for the content of a document that is only told of, because R4 wants one: its kind, where the message says.
     */
    public static Attachment placeholder(Segment txa) {
        Attachment attachment = new Attachment();
        Attachments.mediaType(txa.field(3)).ifPresent(attachment::setContentType); // TXA-3
        if (attachment.isEmpty()) {
            attachment.addExtension(new Extension(ABSENT, new CodeType("unknown")));
        }
        return attachment;
    }

    /** R4 wants the time to the second: one that stops short begins at its lowest. */
    private static Optional<InstantType> date(Field dtm, Source source) {
        return Times.moment(dtm, source).map(moment -> new InstantType(Times.text(moment)));
    }

    private static List<Reference> people(Field list, Draft draft) {
        return list.repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .toList();
    }

    /** Who has authenticated it, else who was to; R4 has room for one. */
    private static void authenticator(Segment txa, DocumentReference document, Draft draft) {
        Stream.of(txa.field(22), txa.field(10))
                .flatMap(list -> people(list, draft).stream())
                .findFirst()
                .ifPresent(document::setAuthenticator);
    }

    /** The number stands in both places: as the version-independent name it is, and where things are looked up. */
    private static void identify(Segment txa, DocumentReference document, Source source) {
        token(txa.field(12), source).ifPresent(token -> {
            document.setMasterIdentifier(
                    new Identifier().setSystem(token.system()).setValue(token.value()));
            add(token, document);
        });
        txa.field(16)
                .value()
                .ifPresent(file -> add(new Token(source.feed().privateSystem("file-name"), file), document));
    }

    private static void add(Token token, DocumentReference document) {
        if (Tokens.of(document).noneMatch(token::equals)) {
            document.addIdentifier().setSystem(token.system()).setValue(token.value());
        }
    }

    /** R4 documents have no basedOn; what else they are about is context.related. */
    private static void orders(Segment txa, DocumentReference document, Draft draft) {
        List<Reference> orders = new ArrayList<>();
        for (Field list : List.of(txa.field(14), txa.field(15))) {
            String type = list.number() == 14 ? "PLAC" : "FILL";
            list.repetitions()
                    .flatMap(ei -> Identifiers.entity(ei, type, draft.source()).stream())
                    .map(identifier -> Orders.reference(identifier, draft))
                    .forEach(orders::add);
        }
        if (!orders.isEmpty()) {
            document.getContext().setRelated(Patch.together(orders));
        }
    }
}

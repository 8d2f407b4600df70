package org.practicehub.mappings.referrals;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.ObxToAttachment;

/**
 * OBX with data → the documents that come with a referral. They have no number of their own: the n-th of a referral is the n-th
 * when it is sent again.
 */
final class ReferralDocuments {

    private final Message message;
    private final Draft draft;

    ReferralDocuments(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    List<Reference> of(ServiceRequest request, Patient patient) {
        List<Reference> documents = new ArrayList<>();
        List<Segment> sent = message.each("OBX").filter(ObxToAttachment::isData).toList();
        for (int n = 1; n <= sent.size(); n++) {
            Segment obx = sent.get(n - 1);
            List<Attachment> content = ObxToAttachment.map(List.of(obx), draft); // OBX-5
            if (!content.isEmpty()) {
                DocumentReference document = document(request, patient, n);
                document.setStatus(DocumentReferenceStatus.CURRENT);
                Codes.concept(obx.field(3), draft.source()).ifPresent(document::setType); // OBX-3
                document.setContent(content.stream()
                        .map(DocumentReferenceContentComponent::new)
                        .toList());
                documents.add(new Reference(Draft.reference(document)));
            }
        }
        return documents;
    }

    /** By a number that follows from the referral's: its other documents are not the sender's to change. */
    private DocumentReference document(ServiceRequest request, Patient patient, int n) {
        Token number = new Token(draft.feed().privateSystem("referral-document"), request.getIdPart() + "/" + n);
        return draft.find(DocumentReference.class, List.of(number)).stream()
                .findFirst()
                .map(draft::editAlways)
                .orElseGet(() -> {
                    DocumentReference document = new DocumentReference();
                    document.addIdentifier().setSystem(number.system()).setValue(number.value());
                    document.setSubject(new Reference(Draft.reference(patient)));
                    document.getContext().addRelated(new Reference(Draft.reference(request)));
                    return draft.create(document, number);
                });
    }
}

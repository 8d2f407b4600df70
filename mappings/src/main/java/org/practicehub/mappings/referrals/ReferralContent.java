package org.practicehub.mappings.referrals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.practicehub.mappings.directory.Encounters;
import org.practicehub.mappings.directory.Providers;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.AutToInsurance;
import org.practicehub.mappings.segments.ReferralToNotes;
import org.practicehub.mappings.segments.Rf1ToServiceRequest;

/** What a REF message says of a referral, whatever happened to it: what for, why, by whom, to whom, at whose cost (R1). */
final class ReferralContent {

    private final Message message;
    private final Draft draft;
    private final Source source;

    ReferralContent(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.source = draft.source();
    }

    void write(Referral referral, Patient patient) {
        ServiceRequest request = referral.request();
        List<Reference> before = List.copyOf(request.getPerformer());
        Rf1ToServiceRequest.apply(message.one("RF1"), request, source); // RF1
        insurance(request, patient); // AUT, IN1
        providers("RP").stream().findFirst().ifPresent(request::setRequester); // PRD
        performers(request); // PRD
        reasons(request); // RF1-10, RF1-14, DG1
        what(request); // PR1, OBR
        notes(request); // RF1-23, NTE, OBX
        documents(request, patient); // OBX
        Encounters.reference(message, patient, draft).ifPresent(request::setEncounter); // PV1-19
        new ReferralTask(message, draft).write(referral, patient, before);
    }

    private void insurance(ServiceRequest request, Patient patient) {
        List<Reference> coverages = new ReferralCoverages(message, patient, draft).references();
        List<Reference> authorizations = message.each("AUT")
                .flatMap(aut -> AutToInsurance.map(aut, source).stream())
                .toList();
        List<Reference> present = request.getInsurance();
        request.setInsurance(Patch.together(
                coverages.isEmpty()
                        ? present.stream().filter(Reference::hasReference).toList()
                        : coverages,
                authorizations.isEmpty()
                        ? present.stream()
                                .filter(AutToInsurance::isAuthorization)
                                .toList()
                        : authorizations));
    }

    /** The providers of a role, HL7 table 0286. */
    private List<Reference> providers(String role) {
        return message.each("PRD")
                .filter(prd -> ReferralTask.hasRole(prd, role)) // PRD-1
                .flatMap(prd -> Providers.reference(prd, draft).stream())
                .toList();
    }

    private void performers(ServiceRequest request) {
        List<Reference> addressed = providers("RT");
        if (!addressed.isEmpty()) {
            request.setPerformer(addressed);
        }
    }

    private void reasons(ServiceRequest request) {
        List<CodeableConcept> diagnoses =
                message.each("DG1").flatMap(dg1 -> diagnosis(dg1).stream()).toList();
        List<CodeableConcept> all = Patch.together(Rf1ToServiceRequest.reasons(message.one("RF1"), source), diagnoses);
        if (!all.isEmpty()) {
            request.setReasonCode(all);
        }
    }

    private Optional<CodeableConcept> diagnosis(Segment dg1) {
        return Codes.concept(dg1.field(3), source) // DG1-3
                .or(() -> dg1.field(4).value().map(text -> new CodeableConcept().setText(text))); // DG1-4
    }

    /** R4 has one code; the others say it in more detail. */
    private void what(ServiceRequest request) {
        List<CodeableConcept> services = Stream.concat(
                        message.each("PR1").map(pr1 -> pr1.field(3)), // PR1-3
                        message.each("OBR").map(obr -> obr.field(4))) // OBR-4
                .flatMap(cwe -> Codes.concept(cwe, source).stream())
                .toList();
        if (!services.isEmpty()) {
            request.setCode(services.get(0));
            request.setOrderDetail(new ArrayList<>(services.subList(1, services.size())));
        }
    }

    private void notes(ServiceRequest request) {
        List<Annotation> notes = ReferralToNotes.map(message, source);
        if (!notes.isEmpty()) {
            request.setNote(notes);
        }
    }

    private void documents(ServiceRequest request, Patient patient) {
        List<Reference> documents = new ReferralDocuments(message, draft).of(request, patient);
        request.setSupportingInfo(Patch.together(
                request.getSupportingInfo().stream()
                        .filter(present -> documents.stream().noneMatch(present::equalsDeep))
                        .toList(),
                documents));
    }
}

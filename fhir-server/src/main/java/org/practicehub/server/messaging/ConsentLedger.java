package org.practicehub.server.messaging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.NameUuid;
import org.practicehub.mappings.record.Token;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoredResources;

/**
 * Who may be sent what: one {@code Consent} for each number or address and each category of messages. Its history says since when
 * and what was before.
 */
final class ConsentLedger {
    /** {@code treatment|+18475550160}. */
    static final String KEY = "urn:x-hub:message-consent";

    static final String TREATMENT = "treatment";

    /** Each can be allowed by itself, and a stop word ends all: 47 CFR 64.1200(a)(10), whichever way it comes into force. */
    static final List<String> CATEGORIES = List.of(TREATMENT, "billing", "marketing", "survey");

    private static final String CATEGORY = "urn:x-hub:message-category";

    private ConsentLedger() {}

    /** What has been said of it; empty when nothing was. */
    static Optional<Boolean> allows(String category, String contact, StoredResources record) {
        return find(category, contact, record)
                .filter(one -> one.getStatus() == ConsentState.ACTIVE)
                .map(one -> one.getProvision().getType() != ConsentProvisionType.DENY);
    }

    /** Ends everything at a number, whoever else has it. */
    static List<Change> stop(String contact, Optional<String> patient, Unit unit, Instant at) {
        List<Change> changes = new ArrayList<>();
        CATEGORIES.forEach(category ->
                changes.add(put(category, contact, patient, ConsentProvisionType.DENY, unit.resources(), at)));
        return changes;
    }

    /** What was stopped goes on, as far as reminders are concerned: of anything else nobody has spoken. */
    static Change start(String contact, Optional<String> patient, Unit unit, Instant at) {
        return put(TREATMENT, contact, patient, ConsentProvisionType.PERMIT, unit.resources(), at);
    }

    private static Optional<Consent> find(String category, String contact, StoredResources record) {
        return record.withIdentifier(ResourceType.Consent, List.of(new Token(KEY, category + "|" + contact))).stream()
                .map(Consent.class::cast)
                .findFirst();
    }

    private static Change put(
            String category,
            String contact,
            Optional<String> patient,
            ConsentProvisionType type,
            StoredResources record,
            Instant at) {
        Optional<Consent> met = find(category, contact, record);
        Consent consent = met.map(Consent::copy).orElseGet(() -> fresh(category, contact));
        patient.map(Reference::new).filter(any -> !consent.hasPatient()).ifPresent(consent::setPatient);
        consent.setStatus(ConsentState.ACTIVE).setDateTime(Date.from(at));
        consent.getProvision().setType(type);
        return new Change(consent, met.map(one -> one));
    }

    private static Consent fresh(String category, String contact) {
        Consent consent = new Consent();
        consent.setId("Consent/" + NameUuid.of(KEY, category, contact));
        consent.addIdentifier().setSystem(KEY).setValue(category + "|" + contact);
        consent.setScope(new CodeableConcept()
                .addCoding(new Coding(
                        "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy Consent")));
        consent.addCategory(new CodeableConcept().addCoding(new Coding(CATEGORY, category, "Messages: " + category)));
        consent.setPolicyRule(new CodeableConcept().setText("Messages to a number or address (47 CFR 64.1200)"));
        return consent;
    }
}

package org.practicehub.server.referrals;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.access.Submissions;
import org.practicehub.server.referrals.KnownPatients.Found;

/** Makes of a referral what the practice works with: a Task for the front desk, whole or not at all. */
final class Referrals {

    private final KnownPatients patients;
    private final Clock clock;

    Referrals(KnownPatients patients, Clock clock) {
        this.patients = patients;
        this.clock = clock;
    }

    /**
     * Stores the referral.
     *
     * @param unit of work that it is a part of
     * @param submitter what marks all of it as theirs
     * @param author for {@code meta.source}
     * @param task the id that the Task gets
     */
    void store(Unit unit, ReferralBundle referral, String submitter, String author, String task) {
        Found found = patients.find(referral.patient());
        Map<String, String> ids = new LinkedHashMap<>();
        referral.resources().forEach((url, resource) -> ids.put(url, resource.fhirType() + "/" + UUID.randomUUID()));
        found.certain()
                .ifPresent(known -> ids.put(
                        referral.patientUrl(), "Patient/" + known.getIdElement().getIdPart()));
        List<Resource> all = new ArrayList<>();
        referral.resources().forEach((url, resource) -> {
            boolean isKnown =
                    url.equals(referral.patientUrl()) && found.certain().isPresent();
            if (!isKnown) {
                all.add(ours(resource, id(ids, url), ids));
            }
        });
        String order = ids.entrySet().stream()
                .filter(entry -> referral.resources().get(entry.getKey()) == referral.order())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        all.add(task(
                referral,
                task,
                order,
                id(ids, referral.patientUrl()),
                found.certain().isPresent()));
        all.forEach(resource -> Submissions.mark(resource, submitter));
        if (!found.possible().isEmpty()) {
            // Not marked: who else is on file is none of the submitter's business.
            all.add(question(found.possible(), id(ids, referral.patientUrl())));
        }
        unit.write(
                all.stream()
                        .map(resource -> new Change(resource, Optional.empty()))
                        .toList(),
                author);
    }

    private static String id(Map<String, String> ids, String url) {
        return Objects.requireNonNull(ids.get(url), "every entry was given an id");
    }

    private static Resource ours(Resource resource, String reference, Map<String, String> ids) {
        Resource copy = resource.copy();
        copy.setId(reference);
        // Neither a label nor a mark of the sender's own holds here.
        copy.getMeta().getTag().clear();
        FhirContext.forR4Cached()
                .newTerser()
                .getAllPopulatedChildElementsOfType(copy, Reference.class)
                .forEach(link -> {
                    String to = link.getReference();
                    if (to != null && ids.containsKey(to)) {
                        link.setReference(ids.get(to));
                    }
                });
        return copy;
    }

    private Task task(ReferralBundle referral, String id, String order, String patient, boolean known) {
        ServiceRequest request = referral.order();
        Task task = new Task();
        task.setId("Task/" + id);
        task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(TaskTerms.CODE, "fulfill", "Fulfill the focal request"))
                .addCoding(new Coding(TaskTerms.KIND, "referral", "Referral")));
        task.setBusinessStatus(new CodeableConcept().setText("Received"));
        task.setPriority(Task.TaskPriority.fromCode(
                Optional.ofNullable(request.getPriority()).map(p -> p.toCode()).orElse("routine")));
        task.setFocus(new Reference(order)).setFor(new Reference(patient));
        task.setAuthoredOn(Date.from(clock.instant())).setLastModified(Date.from(clock.instant()));
        request.getIdentifier().forEach(identifier -> task.addIdentifier(identifier.copy()));
        if (known) {
            // What the sender knows of the patient may be newer: the desk compares it and types nothing.
            Patient sent = referral.patient().copy();
            sent.setId("sent");
            task.addContained(sent);
            task.addInput()
                    .setType(new CodeableConcept().setText("Patient as the sender knows them"))
                    .setValue(new Reference("#sent"));
        }
        return task;
    }

    private Task question(List<Patient> possible, String patient) {
        Task task = new Task();
        task.setId("Task/" + UUID.randomUUID());
        task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(TaskTerms.KIND, "possible-duplicate", "Possible duplicate")));
        task.setDescription("A referral brought a patient who may be on file already.");
        task.setFor(new Reference(patient));
        task.setAuthoredOn(Date.from(clock.instant()));
        possible.forEach(known -> task.addInput()
                .setType(new CodeableConcept().setText("On file"))
                .setValue(new Reference("Patient/" + known.getIdElement().getIdPart())));
        return task;
    }
}

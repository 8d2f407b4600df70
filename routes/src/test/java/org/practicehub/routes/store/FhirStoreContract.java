package org.practicehub.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Token;

/** What a message may rely on, whichever record it is written to. Each implementation of {@link FhirStore} extends it. */
public abstract class FhirStoreContract {
    private static final String SOURCE = "urn:x-hub:feed:contract";
    private static final String SYSTEM = "urn:oid:2.999.99.2";
    private static final int AT_ONCE = 8;

    protected abstract FhirStore store();

    @Test
    void whatIsWrittenIsReadBackWithItsVersionAndSource() {
        Patient patient = patient("Contract");

        Written written = create(patient);

        Resource read = read(patient).orElseThrow();
        assertThat(written).isEqualTo(new Written("Patient", patient.getIdPart(), "1"));
        assertThat(read.getMeta().getVersionId()).isEqualTo("1");
        assertThat(read.getMeta().getSource()).startsWith(SOURCE);
        assertThat(((Patient) read).getNameFirstRep().getFamily()).isEqualTo("Contract");
    }

    @Test
    void writtenComesInTheOrderOfTheChanges() {
        Patient patient = patient("Order");
        Appointment appointment = appointment(patient);

        List<Written> written = store().unit(unit -> unit.write(List.of(added(appointment), added(patient)), SOURCE));

        assertThat(written).extracting(Written::reference).containsExactly(reference(appointment), reference(patient));
    }

    @Test
    void aUnitThatFailsLeavesNothingBehind() {
        Patient patient = patient("Undone");

        assertThatThrownBy(() -> store().unit(unit -> {
                    unit.write(List.of(added(patient)), SOURCE);
                    throw new IllegalArgumentException("after the write");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(read(patient)).isEmpty();
    }

    @Test
    void whatAUnitWroteItAlsoSees() {
        Patient patient = patient("Seen");
        patient.addIdentifier().setSystem(SYSTEM).setValue(patient.getIdPart());

        List<Resource> found = store().unit(unit -> {
            unit.write(List.of(added(patient)), SOURCE);
            return unit.resources().withIdentifier(ResourceType.Patient, List.of(token(patient)));
        });

        assertThat(found)
                .extracting(resource -> resource.getIdElement().getIdPart())
                .containsExactly(patient.getIdPart());
    }

    @Test
    void aChangeOfAnOlderVersionIsAConflictAndChangesNothing() {
        Patient patient = patient("Older");
        create(patient);
        Resource met = read(patient).orElseThrow();
        change(met, "Newer");
        Patient other = patient("Beside");

        assertThatThrownBy(
                        () -> store().unit(unit -> unit.write(List.of(added(other), changed(met, "Oldest")), SOURCE)))
                .isInstanceOf(StoreConflict.class);

        assertThat(((Patient) read(patient).orElseThrow()).getNameFirstRep().getFamily())
                .isEqualTo("Newer");
        assertThat(read(other)).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNotCreatedAgain() {
        Patient patient = patient("Twice");
        create(patient);

        assertThatThrownBy(() -> create(patient)).isInstanceOf(StoreConflict.class);

        assertThat(read(patient).orElseThrow().getMeta().getVersionId()).isEqualTo("1");
    }

    /** Two messages that meet the same version at the same moment: one wins, the others hear that they may try again. */
    @Test
    void ofSeveralAtOnceExactlyOneWins() throws InterruptedException, ExecutionException {
        Patient patient = patient("Race");
        create(patient);
        Resource met = read(patient).orElseThrow();
        ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE);
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String family = "Race" + i;
            writes.add(() -> succeeds(() -> change(met, family)));
        }

        List<Future<Boolean>> outcomes = writers.invokeAll(writes);
        writers.shutdown();

        int won = 0;
        for (Future<Boolean> outcome : outcomes) {
            won += outcome.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        assertThat(read(patient).orElseThrow().getMeta().getVersionId()).isEqualTo("2");
    }

    @Test
    void anIdentifierFindsThoseWhoHaveItNow() {
        Patient patient = patient("Identified");
        patient.addIdentifier().setSystem(SYSTEM).setValue(patient.getIdPart());
        create(patient);
        Token wanted = token(patient);
        Token unknown = new Token(SYSTEM, "nobody's");

        assertThat(find(wanted, unknown)).containsExactly(patient.getIdPart());
        assertThat(find(unknown)).isEmpty();
        assertThat(find()).isEmpty();
        assertThat(find(new Token("urn:oid:2.999.99.3", wanted.value()))).isEmpty();

        Resource met = read(patient).orElseThrow();
        Patient without = (Patient) met.copy();
        without.getIdentifier().clear();
        store().unit(unit -> unit.write(List.of(new Change(without, Optional.of(met))), SOURCE));

        assertThat(find(wanted)).isEmpty();
    }

    @Test
    void whoRefersToAResourceIsFoundByType() {
        Patient patient = patient("Referred");
        Appointment appointment = appointment(patient);
        store().unit(unit -> unit.write(List.of(added(patient), added(appointment)), SOURCE));

        assertThat(referring(patient, Set.of(ResourceType.Appointment, ResourceType.Encounter)))
                .containsExactly(reference(appointment));
        assertThat(referring(patient, Set.of(ResourceType.Encounter))).isEmpty();
    }

    /** Two patients of a merge refer to each other, and neither was known before (M4). */
    @Test
    void resourcesThatReferToEachOtherAreCreatedTogether() {
        Patient survivor = patient("Survivor");
        Patient source = patient("Source");
        survivor.addLink().setType(LinkType.REPLACES).setOther(new Reference(reference(source)));
        source.addLink().setType(LinkType.REPLACEDBY).setOther(new Reference(reference(survivor)));

        store().unit(unit -> unit.write(List.of(added(survivor), added(source)), SOURCE));

        assertThat(((Patient) read(survivor).orElseThrow())
                        .getLinkFirstRep()
                        .getOther()
                        .getReference())
                .isEqualTo(reference(source));
        assertThat(((Patient) read(source).orElseThrow())
                        .getLinkFirstRep()
                        .getOther()
                        .getReference())
                .isEqualTo(reference(survivor));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(read(patient("Nobody"))).isEmpty();
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreConflict e) {
            return false;
        }
    }

    private Written create(Resource resource) {
        return store().unit(unit -> unit.write(List.of(added(resource)), SOURCE))
                .get(0);
    }

    private void change(Resource met, String family) {
        store().unit(unit -> unit.write(List.of(changed(met, family)), SOURCE));
    }

    private Optional<Resource> read(Resource resource) {
        return store().unit(unit -> unit.resources()
                .read(resource.getResourceType(), resource.getIdElement().getIdPart()));
    }

    private List<String> find(Token... tokens) {
        return store().unit(unit -> unit.resources().withIdentifier(ResourceType.Patient, List.of(tokens))).stream()
                .map(resource -> resource.getIdElement().getIdPart())
                .toList();
    }

    private List<String> referring(Resource to, Set<ResourceType> types) {
        return store().unit(unit -> unit.resources().referringTo(reference(to), types)).stream()
                .map(FhirStoreContract::reference)
                .toList();
    }

    private static Change added(Resource resource) {
        return new Change(resource, Optional.empty());
    }

    private static Change changed(Resource met, String family) {
        Patient changed = (Patient) met.copy();
        changed.getNameFirstRep().setFamily(family);
        return new Change(changed, Optional.of(met));
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    private static Token token(Patient patient) {
        return new Token(SYSTEM, patient.getIdPart());
    }

    private static Patient patient(String family) {
        Patient patient = new Patient();
        patient.setId(UUID.randomUUID().toString());
        patient.addName().setFamily(family);
        return patient;
    }

    private static Appointment appointment(Patient patient) {
        Appointment appointment = new Appointment();
        appointment.setId(UUID.randomUUID().toString());
        appointment.setStatus(AppointmentStatus.PROPOSED);
        appointment
                .addParticipant()
                .setActor(new Reference(reference(patient)))
                .setStatus(ParticipationStatus.ACCEPTED);
        return appointment;
    }
}

package org.practicehub.server.flow;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** What the record holds around a visit, as the current transaction has it. */
final class Found {
    private final DaoRegistry daos;
    private final EntityManager pending;

    Found(DaoRegistry daos, EntityManager pending) {
        this.daos = daos;
        this.pending = pending;
    }

    /** Those of a type that refer to something, by a search parameter. */
    <T extends Resource> List<T> referring(Class<T> type, String parameter, String reference) {
        // What this transaction has written may still be on its way to the tables that are searched.
        if (pending.isJoinedToTransaction()) {
            pending.flush();
        }
        SearchParameterMap map = new SearchParameterMap().add(parameter, new ReferenceParam(reference));
        return daos
                .getResourceDao(type)
                .search(map.setLoadSynchronous(true), new SystemRequestDetails())
                .getAllResources()
                .stream()
                .map(type::cast)
                .toList();
    }

    <T extends Resource> Optional<T> read(Class<T> type, String reference) {
        IdType id = new IdType(reference);
        if (!id.hasIdPart() || id.isAbsolute() || !type.getSimpleName().equals(id.getResourceType())) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.cast(
                    daos.getResourceDao(type).read(id.toUnqualifiedVersionless(), new SystemRequestDetails())));
        } catch (ResourceNotFoundException | ResourceGoneException e) {
            return Optional.empty();
        }
    }

    /** The one that counts: of several the newest that was not cancelled; a cancelled one, where there is no other. */
    Optional<Encounter> encounter(Appointment appointment) {
        return referring(Encounter.class, "appointment", reference(appointment)).stream()
                .filter(one -> one.getStatus() != EncounterStatus.ENTEREDINERROR)
                .max(Comparator.comparing((Encounter one) -> one.getStatus() != EncounterStatus.CANCELLED)
                        .thenComparing(one -> one.getMeta().getLastUpdated()));
    }

    /** The Appointments that an Encounter is for. */
    Stream<Appointment> appointments(Encounter encounter) {
        return encounter.getAppointment().stream()
                .flatMap(one -> Stream.ofNullable(one.getReference()))
                .flatMap(one -> read(Appointment.class, one).stream());
    }

    /** Encounters for the same Appointments that no other system knows. */
    Stream<Encounter> madeHere(Encounter encounter) {
        return encounter.getAppointment().stream()
                .flatMap(one -> Stream.ofNullable(one.getReference()))
                .flatMap(one -> referring(Encounter.class, "appointment", one).stream())
                .filter(one -> !one.hasIdentifier() && !reference(one).equals(reference(encounter)));
    }

    static Optional<String> patient(Appointment appointment) {
        return actors(appointment, "Patient").findFirst();
    }

    static Stream<String> actors(Appointment appointment, String type) {
        return appointment.getParticipant().stream()
                .flatMap(one -> Stream.ofNullable(one.getActor().getReference()))
                .filter(actor -> actor.startsWith(type + "/"));
    }

    static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}

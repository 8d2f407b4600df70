package org.practicehub.server.smart;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Where patients and their visits are looked up for a person who opens an app. */
interface PatientDirectory {
    /** How many are shown at once. */
    int MOST = 20;

    /** A patient as people tell them apart; parts that are not known are empty. */
    record Found(String id, String name, String birthDate, String number) {}

    /** A visit of a patient. */
    record Visit(String id, String when, String what) {}

    /**
     * Patients that fit every word, by name, number or birth date.
     *
     * @param where conditions that each must meet, as search parameters; none for every patient
     * @param open who may be shown
     */
    List<Found> search(List<String> where, String words, Predicate<IBaseResource> open);

    /** The patient, if there is one who may be shown. */
    Optional<Found> find(String id, Predicate<IBaseResource> open);

    /** The latest visits of the patient. */
    List<Visit> visits(String patient);

    /** The one patient with this identifier; empty when there is none, or more than one. */
    Optional<String> withIdentifier(String system, String value);
}

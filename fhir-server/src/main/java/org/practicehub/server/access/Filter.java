package org.practicehub.server.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** A condition that a resource must meet to be open to somebody, beyond its type. */
sealed interface Filter {

    /** The search parameter, with its value, that finds what meets it; empty where no search can say it. */
    Optional<Map.Entry<String, String>> asSearch(String type);

    /** Whether the resource meets it; to change something of several patients, one must be allowed all of them. */
    boolean isMetBy(IBaseResource resource, boolean changing, Sight sight);

    /** The condition as people say it. */
    String inWords();

    /** It belongs to one of these patients ({@code Patient/…}) and to nobody else. */
    record Owned(Set<String> patients) implements Filter {
        @Override
        public Optional<Map.Entry<String, String>> asSearch(String type) {
            String ids = patients.stream()
                    .sorted()
                    .map(patient -> type.equals("Patient") ? patient.substring("Patient/".length()) : patient)
                    .collect(Collectors.joining(","));
            return Owners.parameter(type).map(parameter -> Map.entry(parameter, ids));
        }

        @Override
        public String inWords() {
            return "of the person's own patients, or of the launch's patient alone";
        }

        @Override
        public boolean isMetBy(IBaseResource resource, boolean changing, Sight sight) {
            return sight.belongs(resource, patients, changing);
        }
    }

    /** A search by this parameter, {@code name=value}, finds it: a finer-grained scope. */
    record Condition(String name, String value) implements Filter {
        @Override
        public Optional<Map.Entry<String, String>> asSearch(String type) {
            return Optional.of(Map.entry(name, value));
        }

        @Override
        public String inWords() {
            return "only where " + name + " is " + value;
        }

        @Override
        public boolean isMetBy(IBaseResource resource, boolean changing, Sight sight) {
            return sight.matches(resource.fhirType() + "?" + name + "=" + value, resource);
        }
    }

    /** One of these referred it or sent it; or it follows from such a referral. */
    record Referred(Set<String> by) implements Filter {
        /** What a referral leads to, and how it is found from who referred. */
        private static final Map<String, String> LEADS_TO = Map.of(
                "ServiceRequest", "requester",
                "Task", "requester",
                "DocumentReference", "author",
                "QuestionnaireResponse", "author",
                "Communication", "sender",
                "Patient", "_has:ServiceRequest:subject:requester",
                "Appointment", "based-on:ServiceRequest.requester",
                "DiagnosticReport", "based-on:ServiceRequest.requester",
                "Encounter", "based-on:ServiceRequest.requester");

        @Override
        public Optional<Map.Entry<String, String>> asSearch(String type) {
            return Optional.ofNullable(LEADS_TO.get(type))
                    .map(parameter -> Map.entry(parameter, String.join(",", new TreeSet<>(by))));
        }

        @Override
        public String inWords() {
            return "what they or their organization referred or sent";
        }

        @Override
        public boolean isMetBy(IBaseResource resource, boolean changing, Sight sight) {
            return asSearch(resource.fhirType())
                    .filter(search -> sight.matches(
                            resource.fhirType() + "?" + search.getKey() + "=" + search.getValue(), resource))
                    .isPresent();
        }
    }

    /** This client submitted it. */
    record Submitted(String client) implements Filter {
        @Override
        public Optional<Map.Entry<String, String>> asSearch(String type) {
            return Optional.of(Map.entry("_tag", Submissions.SYSTEM + "|" + client));
        }

        @Override
        public String inWords() {
            return "what the system itself submitted";
        }

        @Override
        public boolean isMetBy(IBaseResource resource, boolean changing, Sight sight) {
            return Submissions.by(resource, client);
        }
    }

    /** It belongs to a patient with whom the person has to do, or whose record they opened in an emergency. */
    record Related(String username, Set<String> as) implements Filter {
        @Override
        public Optional<Map.Entry<String, String>> asSearch(String type) {
            return Optional.empty();
        }

        @Override
        public String inWords() {
            return "of patients whom they have to do with, or opened in an emergency";
        }

        @Override
        public boolean isMetBy(IBaseResource resource, boolean changing, Sight sight) {
            return sight.isRelated(resource, username, as);
        }
    }

    /** It takes place at one of these locations, or nowhere in particular. */
    record At(Set<String> locations) implements Filter {
        @Override
        public Optional<Map.Entry<String, String>> asSearch(String type) {
            return Optional.empty();
        }

        @Override
        public String inWords() {
            return "at the locations where they work";
        }

        @Override
        public boolean isMetBy(IBaseResource resource, boolean changing, Sight sight) {
            return sight.isAt(resource, locations);
        }
    }
}

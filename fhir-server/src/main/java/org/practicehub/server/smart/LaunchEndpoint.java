package org.practicehub.server.smart;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens an app for a patient from one of the hub's own screens (SMART EHR launch, smart.md L1). */
@RestController
class LaunchEndpoint {
    static final String PATH = "/smart/launches";

    private final Apps registered;
    private final Policy policy;
    private final People people;
    private final Choosable patients;
    private final PatientDirectory directory;
    private final Launches launches;
    private final Grants grants;
    private final BaseUrl base;

    LaunchEndpoint(
            Apps registered,
            Policy policy,
            People people,
            Choosable patients,
            PatientDirectory directory,
            Launches launches,
            Grants grants,
            BaseUrl base) {
        this.registered = registered;
        this.policy = policy;
        this.people = people;
        this.patients = patients;
        this.directory = directory;
        this.launches = launches;
        this.grants = grants;
        this.base = base;
    }

    /** An app that can be opened for a patient. */
    record Launchable(String id, String name, String description) {}

    /**
     * What is to be opened.
     *
     * @param app the client's id
     * @param patient for whom
     * @param encounter at which visit of that patient
     * @param intent what for, in a word that the app knows
     * @param fhirContext further resources
     * @param inside whether it opens in a frame below the patient's name
     */
    record Wanted(
            String app,
            @Nullable String patient,
            @Nullable String encounter,
            @Nullable String intent,
            @Nullable List<Map<String, Object>> fhirContext,
            boolean inside) {}

    @GetMapping(PATH)
    List<Launchable> apps(@AuthenticationPrincipal Jwt token) {
        return person(token).map(this::apps).orElse(List.of());
    }

    private List<Launchable> apps(Person person) {
        return registered.all().entrySet().stream()
                .filter(app -> app.getValue().launch() != null && mayOpen(person, app.getKey()))
                .map(app -> new Launchable(
                        app.getKey(), app.getValue().name(), app.getValue().description()))
                .toList();
    }

    /** The address to go to, which works once, for five minutes, in this person's browser. */
    @PostMapping(PATH)
    ResponseEntity<Map<String, String>> open(@AuthenticationPrincipal Jwt token, @RequestBody Wanted wanted) {
        Optional<Person> person = person(token).filter(who -> mayOpen(who, wanted.app()));
        Optional<String> launch = registered.find(wanted.app()).flatMap(app -> app.launchBelow(base.baseUrl()));
        if (person.isEmpty() || launch.isEmpty() || !isOpen(person.get(), wanted)) {
            // The same for every reason: whether there is such a patient is told to nobody who may not see them.
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        if (!FhirContextItems.areSound(wanted.fhirContext())) {
            return ResponseEntity.unprocessableEntity().build();
        }
        byte[] session = Optional.ofNullable(token.getClaimAsString(Revoked.GRANT))
                .flatMap(grants::find)
                .map(Grants.Held::sessionHash)
                .orElse(null);
        String handle = launches.make(person.get().username(), session, wanted.app(), context(wanted));
        return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("url", address(launch.get(), handle)));
    }

    private static LaunchContext context(Wanted wanted) {
        List<Map<String, Object>> further = wanted.fhirContext() == null ? List.of() : wanted.fhirContext();
        return new LaunchContext(wanted.patient(), wanted.encounter(), wanted.intent(), further, wanted.inside(), true);
    }

    private String address(String launch, String handle) {
        return launch + (launch.contains("?") ? "&" : "?") + "iss="
                + URLEncoder.encode(base.fhir(), StandardCharsets.UTF_8) + "&launch=" + handle;
    }

    /** Only our own screens open apps: an app that was opened must not open others on the person's behalf. */
    private Optional<Person> person(Jwt token) {
        return Optional.ofNullable(token.getClaimAsString("client_id"))
                .filter(registered::isServedHere)
                .flatMap(screen -> people.find(token.getSubject()))
                .filter(Person::active);
    }

    private boolean mayOpen(Person person, String app) {
        return policy.role(person.role())
                .filter(role -> registered.mayOpen(role, app))
                .isPresent();
    }

    private boolean isOpen(Person person, Wanted wanted) {
        String patient = wanted.patient();
        if (patient == null) {
            return wanted.encounter() == null;
        }
        return patients.find(person, patient).isPresent()
                && (wanted.encounter() == null
                        || directory.visits(patient).stream()
                                .anyMatch(visit -> visit.id().equals(wanted.encounter())));
    }
}

package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.Page;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.smart.LaunchSteps.Need;
import org.practicehub.server.smart.LaunchSteps.Step;
import org.practicehub.server.smart.PatientDirectory.Found;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages between an authorization request and its code. What is searched for comes by POST: a patient's name has no place in an
 * address.
 */
@Controller
class LaunchPages {
    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final Page over = Page.read("launch-over");
    private final ConsentPage consentPage = new ConsentPage();
    private final PatientPage patientPage = new PatientPage();
    private final LaunchSteps steps;
    private final Choosable patients;
    private final PatientDirectory directory;
    private final Consents consents;
    private final People people;
    private final Apps apps;
    private final AuthorizationAnswers answers;

    LaunchPages(
            LaunchSteps steps,
            Choosable patients,
            PatientDirectory directory,
            Consents consents,
            People people,
            Apps apps,
            AuthorizationAnswers answers) {
        this.steps = steps;
        this.patients = patients;
        this.directory = directory;
        this.consents = consents;
        this.people = people;
        this.apps = apps;
        this.answers = answers;
    }

    /** @param words what the person looks for */
    private record Shown(Step step, Person person, CsrfToken csrf, String words) {}

    @GetMapping(path = "/launch/{handle}", produces = HTML)
    ResponseEntity<String> show(@PathVariable String handle, Principal who, CsrfToken csrf) {
        return shown(handle, who, csrf, "");
    }

    @PostMapping(path = "/launch/{handle}", produces = HTML, params = "words")
    ResponseEntity<String> search(
            @PathVariable String handle, @RequestParam String words, Principal who, CsrfToken csrf) {
        return shown(handle, who, csrf, words);
    }

    @PostMapping(path = "/launch/{handle}", produces = HTML, params = "patient")
    ResponseEntity<String> patient(@PathVariable String handle, @RequestParam String patient, Principal who) {
        Optional<Person> person = people.find(who.getName());
        return steps.find(handle, who.getName())
                .filter(step -> step.need() == Need.PATIENT)
                .filter(step ->
                        person.flatMap(one -> patients.find(one, patient)).isPresent())
                .map(step -> goOn(handle, step, step.context().withPatient(patient), step.granted()))
                .orElseGet(this::gone);
    }

    /** @param encounter empty for no visit in particular */
    @PostMapping(path = "/launch/{handle}", produces = HTML, params = "encounter")
    ResponseEntity<String> encounter(@PathVariable String handle, @RequestParam String encounter, Principal who) {
        return steps.find(handle, who.getName())
                .filter(step -> step.need() == Need.ENCOUNTER)
                .filter(step -> encounter.isEmpty()
                        || directory.visits(String.valueOf(step.context().patient())).stream()
                                .anyMatch(visit -> visit.id().equals(encounter)))
                .map(step -> {
                    // The visit is asked about before the consent, so this says that it has been.
                    Step next = step.need(Need.CONSENT);
                    LaunchContext context = step.context().withEncounter(encounter.isEmpty() ? null : encounter);
                    return goOn(handle, next, context, step.granted());
                })
                .orElseGet(this::gone);
    }

    @PostMapping(path = "/launch/{handle}", produces = HTML, params = "decision=allow")
    ResponseEntity<String> allow(
            @PathVariable String handle, @RequestParam(required = false) @Nullable List<String> scope, Principal who) {
        Set<String> said = scope == null ? Set.of() : new LinkedHashSet<>(scope);
        return steps.find(handle, who.getName())
                .filter(step -> step.need() == Need.CONSENT)
                .map(step -> {
                    Set<String> granted = ConsentPage.chosen(step.offered(), said);
                    consents.put(who.getName(), step.client(), step.offered(), granted);
                    return goOn(handle, step, step.context(), granted);
                })
                .orElseGet(this::gone);
    }

    @PostMapping(path = "/launch/{handle}", params = "decision=deny")
    void deny(@PathVariable String handle, Principal who, HttpServletResponse response) {
        Optional<Step> step = steps.find(handle, who.getName());
        if (step.isEmpty() || !steps.end(handle)) {
            response.setStatus(HttpStatus.GONE.value());
        } else {
            answers.denied(response, step.get());
        }
    }

    private ResponseEntity<String> shown(String handle, Principal who, CsrfToken csrf, String words) {
        Optional<Person> person = people.find(who.getName());
        return steps.find(handle, who.getName())
                .flatMap(step -> person.map(one -> new Shown(step, one, csrf, words)))
                .map(this::page)
                .map(ResponseEntity::ok)
                .orElseGet(this::gone);
    }

    private String page(Shown shown) {
        Step step = shown.step();
        Optional<App> app = apps.find(step.client());
        Optional<Found> patient =
                Optional.ofNullable(step.context().patient()).flatMap(id -> patients.find(shown.person(), id));
        Map<String, String> values = Map.of(
                "csrf", shown.csrf().getToken(),
                "app", app.map(App::name).orElse(step.client()),
                "who", shown.person().displayName(),
                "patient", patient.map(Found::name).orElse(""),
                "patientHidden", patient.isPresent() ? "" : "hidden",
                "words", shown.words());
        return switch (step.need()) {
            case PATIENT -> patientPage.patients(patients.search(shown.person(), shown.words()), values);
            case ENCOUNTER ->
                patientPage.visits(
                        directory.visits(String.valueOf(step.context().patient())), values);
            case CONSENT -> consentPage.show(step, values);
        };
    }

    private ResponseEntity<String> goOn(
            String handle, Step step, LaunchContext context, @Nullable Set<String> granted) {
        steps.put(handle, step.with(context, granted));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/oauth2/authorize?" + step.request() + "&" + LaunchSteps.PARAMETER + "=" + handle)
                .build();
    }

    private ResponseEntity<String> gone() {
        return ResponseEntity.status(HttpStatus.GONE).body(over.fill(Map.of()));
    }
}

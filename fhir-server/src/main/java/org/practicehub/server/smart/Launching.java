package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.identity.Secrets;
import org.practicehub.server.smart.LaunchSteps.Step;

/** What an authorization request is about besides its scopes: launches, and choices that a person made on the way. */
final class Launching {
    private final Apps apps;
    private final Launches launches;
    private final LaunchSteps steps;
    private final Consents consents;
    private final Choosable patients;

    Launching(Apps apps, Launches launches, LaunchSteps steps, Consents consents, Choosable patients) {
        this.apps = apps;
        this.launches = launches;
        this.steps = steps;
        this.consents = consents;
        this.patients = patients;
    }

    /** The step, if it belongs to this very request. */
    Optional<Step> step(String handle, Person person, String client, HttpServletRequest request) {
        return steps.find(handle, person.username())
                .filter(step -> step.client().equals(client) && step.request().equals(parameters(request)));
    }

    Optional<LaunchContext> find(String launch, Person person, Optional<String> session, String client) {
        return launches.find(
                launch, person.username(), session.map(Secrets::bytes).orElse(null), client);
    }

    /** Somebody who comes for one patient alone is not asked which. */
    LaunchContext own(LaunchContext context, Person person) {
        return context.patient() != null
                ? context
                : patients.own(person).map(context::withPatient).orElse(context);
    }

    /** What the person allowed the app when they were asked; everything, for an app that is not asked about. */
    Optional<Set<String>> remembered(Person person, String client, Set<String> scopes) {
        return asksForConsent(client)
                ? consents.find(person.username(), client, scopes).map(Consents.Consent::granted)
                : Optional.of(scopes);
    }

    /** Whether nothing is left to ask about these scopes. */
    boolean isAgreed(Person person, String client, Asked asked, Set<String> scopes, boolean askAgain) {
        boolean said = waiting(asked).filter(step -> step.granted() != null).isPresent();
        return said || !askAgain && remembered(person, client, scopes).isPresent();
    }

    /** What the person was asked last on the way here. */
    Optional<LaunchSteps.Need> need(Asked asked) {
        return waiting(asked).map(Step::need);
    }

    private Optional<Step> waiting(Asked asked) {
        return asked.step().flatMap(steps::find);
    }

    /** The handle under which the request now waits; none, when its launch was used meanwhile. */
    Optional<String> step(NextStep next, String parameters) {
        Optional<Step> before = next.handle().flatMap(steps::find);
        Step step = new Step(
                next.username(),
                next.client(),
                parameters,
                next.context(),
                next.need(),
                next.offered(),
                before.map(Step::granted).orElse(null));
        if (before.isPresent()) {
            next.handle().ifPresent(handle -> steps.put(handle, step));
            return next.handle();
        }
        return next.launch().map(launches::use).orElse(true) ? Optional.of(steps.begin(step)) : Optional.empty();
    }

    /** Uses up the launch, or the choices; false when that was done before. */
    boolean use(Asked asked) {
        return asked.step().map(steps::end).orElse(true)
                && asked.launch().map(launches::use).orElse(true);
    }

    boolean asksForConsent(String client) {
        return apps.find(client).map(App::asksForConsent).orElse(true);
    }

    /** The request's parameters in one order and one spelling, without the step's handle. */
    static String parameters(HttpServletRequest request) {
        return new TreeMap<>(request.getParameterMap())
                .entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(LaunchSteps.PARAMETER))
                        .flatMap(entry ->
                                Stream.of(entry.getValue()).map(value -> encode(entry.getKey()) + "=" + encode(value)))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

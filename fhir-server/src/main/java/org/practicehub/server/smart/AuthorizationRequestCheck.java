package org.practicehub.server.smart;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.smart.LaunchSteps.Need;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;

/**
 * What SMART asks of an authorization request beyond OAuth: an audience that is this server, a challenge, something to grant, and
 * a patient for whom it is granted. Passing it uses up the launch and the choices that led here.
 */
final class AuthorizationRequestCheck implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {
    /** RFC 7636, 4.2: what SHA-256 gives. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final BaseUrl base;
    private final People people;
    private final Choosable patients;
    private final PatientDirectory directory;
    private final Launching launching;

    AuthorizationRequestCheck(
            BaseUrl base, People people, Choosable patients, PatientDirectory directory, Launching launching) {
        this.base = base;
        this.people = people;
        this.patients = patients;
        this.directory = directory;
        this.launching = launching;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        // First, because every other error is told by redirect.
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        if (!isThisServer(request.getAdditionalParameters().get("aud"))) {
            refuse(request, OAuth2ErrorCodes.INVALID_REQUEST, "aud must be " + base.fhir());
        }
        challenge(request);
        Optional<Person> person = person(request);
        if (person.isPresent()) {
            Asked asked = Asked.of(request.getAdditionalParameters());
            asked.problem().ifPresent(text -> refuse(request, OAuth2ErrorCodes.INVALID_REQUEST, text));
            if (request.getScopes().isEmpty()) {
                refuse(request, OAuth2ErrorCodes.ACCESS_DENIED, "Nothing of what the app asks for may be granted.");
            }
            need(person.get(), request, asked).ifPresent(need -> {
                throw new NextStep(request, person.get().username(), need, request.getScopes(), asked);
            });
            if (!launching.use(asked)) {
                refuse(request, OAuth2ErrorCodes.INVALID_REQUEST, "The launch was used before.");
            }
        }
    }

    private Optional<Person> person(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        Optional<String> name = SignedIn.name(request.getPrincipal());
        Optional<Person> person = name.flatMap(people::find).filter(Person::active);
        if (name.isPresent() && person.isEmpty()) {
            refuse(request, OAuth2ErrorCodes.ACCESS_DENIED, "This person has no access any more.");
        }
        return person;
    }

    /** The first thing that only a person can say; nothing, when all is said. */
    private Optional<Need> need(Person person, OAuth2AuthorizationCodeRequestAuthenticationToken request, Asked asked) {
        Set<String> scopes = request.getScopes();
        LaunchContext context = asked.context();
        boolean about = scopes.contains("launch/patient")
                || scopes.contains("launch/encounter")
                || scopes.stream().anyMatch(scope -> scope.startsWith("patient/"));
        String patient = context.patient();
        if (about && patient == null) {
            if (!patients.searches(person)) {
                refuse(request, OAuth2ErrorCodes.ACCESS_DENIED, "There is no patient for whom this could be granted.");
            }
            return Optional.of(Need.PATIENT);
        }
        if (patient != null && patients.find(person, patient).isEmpty()) {
            refuse(request, OAuth2ErrorCodes.ACCESS_DENIED, "The app may not be opened for this patient.");
        }
        Optional<Need> asks = launching.need(asked);
        if (scopes.contains("launch/encounter")
                && patient != null
                && context.encounter() == null
                && asks.filter(Need.CONSENT::equals).isEmpty()
                && !directory.visits(patient).isEmpty()) {
            return Optional.of(Need.ENCOUNTER);
        }
        return launching.isAgreed(person, request.getClientId(), asked, scopes, prompts(request))
                ? Optional.empty()
                : Optional.of(Need.CONSENT);
    }

    private static boolean prompts(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        return "consent".equals(request.getAdditionalParameters().get("prompt"));
    }

    /** For every client, and by S256 alone: SMART App Launch 2.2 forbids the plain method (smart.md N4). */
    private static void challenge(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        boolean sound = request.getAdditionalParameters().get("code_challenge") instanceof String challenge
                && CHALLENGE.matcher(challenge).matches()
                && "S256".equals(request.getAdditionalParameters().get("code_challenge_method"));
        if (!sound) {
            refuse(request, OAuth2ErrorCodes.INVALID_REQUEST, "A code_challenge by the method S256 is needed.");
        }
    }

    private boolean isThisServer(@Nullable Object audience) {
        return audience instanceof String text && (text.equals(base.fhir()) || text.equals(base.fhir() + "/"));
    }

    private static void refuse(OAuth2AuthorizationCodeRequestAuthenticationToken request, String code, String why) {
        throw new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, why, null), request);
    }
}

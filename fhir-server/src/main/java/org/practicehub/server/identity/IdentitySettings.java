package org.practicehub.server.identity;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Roles, SMART clients, people and how long what they are given lasts. Read from config/roles.yaml, config/apps.yaml,
 * config/people.yaml and, in the demo alone, config/demo/identity.yaml.
 *
 * @param accessToken life of an access token of a person's app
 * @param systemToken life of an access token of a system; SMART asks for five minutes at the most
 * @param refreshToken life of a refresh token from its last use
 * @param invitation how long an invitation link works
 * @param issuers authorization servers of EHRs whose word for a person is taken (RFC 8693), by a name of the practice's
 */
@ConfigurationProperties(prefix = "hub.identity", ignoreUnknownFields = false)
public record IdentitySettings(
        @DefaultValue("15m") Duration accessToken,
        @DefaultValue("5m") Duration systemToken,
        @DefaultValue("12h") Duration refreshToken,
        @DefaultValue("72h") Duration invitation,
        @DefaultValue Map<String, Role> roles,
        @DefaultValue Map<String, App> apps,
        @DefaultValue Map<String, Colleague> people,
        @DefaultValue Map<String, Issuer> issuers) {

    /**
     * What people of one kind may do, and of whom.
     *
     * @param title as people say it
     * @param apps ids of the apps they may open
     * @param scopes the most that any app may be granted on their behalf
     * @param sees whose records
     * @param hides elements that they are not shown, e.g. {@code Patient.contact}
     * @param changesOnly elements that are all they may change of a type, e.g. {@code Patient.telecom}
     * @param needsRelationship types of which they see only what belongs to a patient they have to do with
     * @param seesSensitive whether they see what is labelled restricted, of patients they have to do with
     * @param breaksGlass whether they may open a patient's record in an emergency, with a reason
     * @param submitsReferrals whether they may bring referrals by {@code $submit-referral}
     * @param overbooks whether they may book, with a reason, where no time is free
     * @param reviewsAccess whether they may look up what others can see, and review emergencies
     * @param locations where they work; what happens elsewhere is not shown. Everywhere, when empty
     * @param people whether they invite and deactivate people
     * @param clients whether they register apps and systems, and retire them
     * @param feeds whether they change the files of feeds
     */
    public record Role(
            String title,
            @DefaultValue List<String> apps,
            @DefaultValue List<String> scopes,
            @DefaultValue("everyone") Sees sees,
            @DefaultValue List<String> hides,
            @DefaultValue List<String> changesOnly,
            @DefaultValue List<String> needsRelationship,
            @DefaultValue("false") boolean seesSensitive,
            @DefaultValue("false") boolean breaksGlass,
            @DefaultValue("false") boolean submitsReferrals,
            @DefaultValue("false") boolean overbooks,
            @DefaultValue("false") boolean reviewsAccess,
            @DefaultValue List<String> locations,
            @DefaultValue("false") boolean people,
            @DefaultValue("false") boolean clients,
            @DefaultValue("false") boolean feeds) {}

    /** Whose records somebody sees. */
    public enum Sees {
        /** Those of all patients. */
        EVERYONE,
        /** Their own, and those of whom they act for. */
        OWN,
        /** What they referred or sent. */
        REFERRED
    }

    /**
     * Somebody who may sign in, by their user name.
     *
     * @param name as others see it
     * @param role one of the roles
     * @param fhirUser the person as a resource, e.g. {@code Practitioner/123}
     * @param actsFor for whom a proxy signs in: {@code RelatedPerson/<id>}, one for each patient
     * @param practitionerRoles where and as what a practitioner works: {@code PractitionerRole/<id>}
     */
    public record Colleague(
            String name,
            String role,
            @Nullable String fhirUser,
            @DefaultValue List<String> actsFor,
            @DefaultValue List<String> practitionerRoles) {
        private static final String ID = "/[A-Za-z0-9.-]{1,64}";
        private static final Pattern USER = Pattern.compile("(Practitioner|Patient|RelatedPerson|Person)" + ID);
        private static final Pattern RELATED = Pattern.compile("RelatedPerson" + ID);
        private static final Pattern PLACE = Pattern.compile("PractitionerRole" + ID);

        public Colleague {
            check(Optional.ofNullable(fhirUser).stream().toList(), USER, "fhirUser: Practitioner/<id>, Patient/<id> …");
            check(actsFor, RELATED, "actsFor: RelatedPerson/<id>");
            check(practitionerRoles, PLACE, "practitionerRoles: PractitionerRole/<id>");
        }

        private static void check(List<String> given, Pattern form, String expected) {
            given.stream()
                    .filter(one -> !form.matcher(one).matches())
                    .findFirst()
                    .ifPresent(wrong -> {
                        throw new IllegalArgumentException("'" + wrong + "' is not of the form of " + expected);
                    });
        }
    }

    /**
     * A SMART client.
     *
     * @param name as people see it
     * @param description one sentence for the launcher
     * @param path where the app is served, below the base URL; absent for a client that the hub does not serve
     * @param launch where it starts when it is opened for a patient (EHR launch): absolute, or a path below the base URL
     * @param redirects where it may be sent after sign-in: absolute, or paths below the base URL
     * @param origins pages of these origins may call the API for the app, besides those of its redirects
     * @param secret of a confidential client that proves itself by a secret
     * @param jwks public keys of a client that proves itself by signatures, as a JSON Web Key Set
     * @param jwksUrl where such a client publishes its keys instead
     * @param grants `authorization_code` (with refresh), `client_credentials`, `token-exchange`
     * @param scopes the most it may ask for
     * @param submissionsOnly whether a system brings referrals by {@code $submit-referral} alone, and sees what it sent
     * @param consent whether each person is asked what the app may do; if absent, for every app that the hub does not serve
     */
    public record App(
            String name,
            @DefaultValue("") String description,
            @Nullable String path,
            @Nullable String launch,
            @DefaultValue List<String> redirects,
            @DefaultValue List<String> origins,
            @Nullable String secret,
            @Nullable String jwks,
            @Nullable String jwksUrl,
            @DefaultValue("authorization_code") List<String> grants,
            @DefaultValue List<String> scopes,
            @DefaultValue("false") boolean submissionsOnly,
            @Nullable Boolean consent) {

        public boolean isPublic() {
            return secret == null && !signs();
        }

        /** Whether it proves itself by a signature (private_key_jwt). */
        public boolean signs() {
            return jwks != null || jwksUrl != null;
        }

        public boolean asksForConsent() {
            return consent == null ? path == null : consent;
        }

        /** Where it starts for a patient; absent for an app that cannot. */
        public Optional<String> launchBelow(URI base) {
            return Optional.ofNullable(launch).map(at -> at.startsWith("/") ? base + at : at);
        }

        /** Whether people open it from the launcher. */
        public boolean hasScreen() {
            return path != null && !path.equals("/");
        }

        public List<String> redirectsBelow(URI base) {
            return redirects.stream()
                    .map(redirect -> redirect.startsWith("/") ? base + redirect : redirect)
                    .toList();
        }
    }

    /**
     * An EHR's authorization server. Its id token for one of our apps, exchanged, is a sign-in of the person it names.
     *
     * @param issuer the {@code iss} of its tokens, letter by letter
     * @param jwksUrl where its keys are
     * @param clients what our apps are called there: its client id, then our app's id
     * @param claim the claim that names the person there: {@code fhirUser} or {@code sub}
     * @param people what the claim says, then the user name here
     * @param patientSystem the identifier system under which our patients carry the EHR's patient ids
     * @param fhir the EHR's FHIR server, as it names itself when it launches an app; if absent, our apps do not start from there
     * @param frames origins whose pages may show our apps of {@code clients} in a frame, e.g. {@code https://ehr.example.org}
     */
    public record Issuer(
            String issuer,
            String jwksUrl,
            @DefaultValue Map<String, String> clients,
            @DefaultValue("fhirUser") String claim,
            @DefaultValue Map<String, String> people,
            @Nullable String patientSystem,
            @Nullable String fhir,
            @DefaultValue List<String> frames) {

        private static final Pattern ORIGIN =
                Pattern.compile("(https://[A-Za-z0-9.-]+|http://(localhost|127\\.0\\.0\\.1))(:\\d{1,5})?");

        /** Both end up in headers: nothing but an origin may stand there, and never a wildcard (smart.md N19). */
        public Issuer {
            if (!frames.stream().allMatch(frame -> origin(frame).equals(frame))) {
                throw new IllegalArgumentException("frames are origins: https://<host>, nothing after it");
            }
            if (fhir != null) {
                Stream.of(fhir, issuer, jwksUrl).forEach(Issuer::origin);
            }
        }

        /** What our app is called there; empty for an app that is not registered there. */
        public Optional<String> clientThere(String app) {
            return clients.entrySet().stream()
                    .filter(client -> client.getValue().equals(app))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        /** Where an app that is launched there sends its requests: the EHR's FHIR server and its authorization server. */
        public List<String> callsTo() {
            return fhir == null
                    ? List.of()
                    : Stream.of(fhir, issuer, jwksUrl)
                            .map(Issuer::origin)
                            .distinct()
                            .toList();
        }

        private static String origin(String address) {
            Matcher origin = ORIGIN.matcher(address);
            if (!origin.lookingAt() || (origin.end() < address.length() && address.charAt(origin.end()) != '/')) {
                throw new IllegalArgumentException(
                        "'" + address + "' does not begin with https://<host> or http://localhost");
            }
            return origin.group();
        }
    }
}

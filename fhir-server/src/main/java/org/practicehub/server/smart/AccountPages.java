package org.practicehub.server.smart;

import java.security.Principal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.Page;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What apps may do in one's name, and how that ends (smart.md M1); for those who look after them, the keys that sign. */
@Controller
class AccountPages {
    static final String APPS = "/account/apps";
    static final String KEYS = "/account/keys";

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US).withZone(ZoneOffset.UTC);

    private final Page appsPage = Page.read("account-apps");
    private final Page keys = Page.read("account-keys");
    private final Grants grants;
    private final Consents consents;
    private final SigningKeys signingKeys;
    private final People people;
    private final Apps registered;
    private final SmartSettings smart;

    AccountPages(
            Grants grants,
            Consents consents,
            SigningKeys signingKeys,
            People people,
            Apps registered,
            SmartSettings smart) {
        this.grants = grants;
        this.consents = consents;
        this.signingKeys = signingKeys;
        this.people = people;
        this.registered = registered;
        this.smart = smart;
    }

    @GetMapping(path = APPS, produces = HTML)
    ResponseEntity<String> apps(Principal who, CsrfToken csrf) {
        List<Map<String, String>> rows = grants.clientsOf(who.getName()).entrySet().stream()
                .map(app -> Map.of(
                        "id",
                        app.getKey(),
                        "app",
                        name(app.getKey()),
                        "since",
                        "Since " + DAY.format(app.getValue()),
                        "words",
                        words(who.getName(), app.getKey()),
                        "csrf",
                        csrf.getToken()))
                .toList();
        return ResponseEntity.ok(appsPage.fill(Map.of(
                "who", person(who).map(Person::displayName).orElse(""),
                "none", Page.hiddenIf(!rows.isEmpty()),
                "keysHidden", Page.hiddenIf(!keepsKeys(who)),
                "rows", rows)));
    }

    @PostMapping(path = APPS, params = "app")
    ResponseEntity<Void> end(@RequestParam String app, Principal who) {
        grants.endAll(who.getName(), app);
        consents.forget(who.getName(), app);
        return to(APPS);
    }

    @GetMapping(path = KEYS, produces = HTML)
    ResponseEntity<String> keys(Principal who, CsrfToken csrf) {
        if (!keepsKeys(who)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        String current = signingKeys.current().getKeyID();
        List<Map<String, String>> rows = signingKeys.all().stream()
                .map(kept ->
                        Map.of("kid", kept.key().getKeyID(), "state", state(kept, current), "csrf", csrf.getToken()))
                .toList();
        return ResponseEntity.ok(keys.fill(Map.of("rows", rows)));
    }

    private static String state(SigningKeys.Kept kept, String current) {
        boolean next = kept.signsFrom().isAfter(Instant.now());
        String since = DAY.format(kept.signsFrom());
        if (kept.key().getKeyID().equals(current)) {
            return "Signs since " + since;
        }
        return next ? "Signs from " + since : "Signed from " + since + "; its last tokens are still good";
    }

    @PostMapping(path = KEYS, params = "kid")
    ResponseEntity<Void> withdraw(@RequestParam String kid, Principal who) {
        if (!keepsKeys(who)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        signingKeys.withdraw(kid);
        return to(KEYS);
    }

    private boolean keepsKeys(Principal who) {
        return person(who)
                .filter(person -> smart.keyKeepers().contains(person.role()))
                .isPresent();
    }

    private Optional<Person> person(Principal who) {
        return people.find(who.getName()).filter(Person::active);
    }

    private String name(String client) {
        return registered.find(client).map(App::name).orElse(client);
    }

    private String words(String username, String client) {
        return consents.all(username).stream()
                .filter(consent -> consent.client().equals(client))
                .flatMap(consent -> consent.granted().stream())
                .filter(scope -> scope.contains("/") && !scope.startsWith("launch"))
                .map(ScopeWords::of)
                .reduce((one, other) -> one + ". " + other)
                .orElse("");
    }

    private static ResponseEntity<Void> to(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", path)
                .build();
    }
}

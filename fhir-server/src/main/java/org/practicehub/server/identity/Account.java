package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.People.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Your sign-in": what a person signs in with, and where they are signed in. Every change asks for a fresh proof. */
@Controller
class Account {
    private static final String PATH = "/account";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private final Page page = Page.read("account");
    private final Page authenticator = Page.read("authenticator");
    private final Page codes = Page.read("recovery-codes");
    private final People people;
    private final PasswordRules rules;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final SignedInSessions sessions;
    private final FreshProof proof;
    private final SignInSettings settings;

    Account(
            People people,
            PasswordRules rules,
            SecondFactors factors,
            Passkeys passkeys,
            SignedInSessions sessions,
            FreshProof proof,
            SignInSettings settings) {
        this.people = people;
        this.rules = rules;
        this.factors = factors;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.proof = proof;
        this.settings = settings;
    }

    @GetMapping(path = PATH, produces = SignIn.HTML)
    ResponseEntity<String> show(Authentication signedIn, HttpServletRequest request, CsrfToken csrf) {
        return Pages.ok(fill(who(signedIn), request, csrf, "", request.getParameter("done") == null ? "" : "Saved."));
    }

    @PostMapping(path = "/account/password", produces = SignIn.HTML)
    ResponseEntity<String> changePassword(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            Authentication signedIn,
            HttpServletRequest request,
            CsrfToken csrf) {
        if (!proof.has(request)) {
            return askAgain();
        }
        Person who = who(signedIn);
        Optional<String> problem = rules.problem(who.username(), password)
                .or(() -> password.equals(repeated) ? Optional.empty() : Optional.of("The two passwords differ."));
        if (problem.isPresent()) {
            return Pages.refused(fill(who, request, csrf, problem.get(), ""));
        }
        people.setPassword(who.id(), password);
        sessions.endOthers(who.username(), request.getSession().getId());
        return Pages.to(PATH + "?done");
    }

    @GetMapping(path = "/account/authenticator", produces = SignIn.HTML)
    ResponseEntity<String> offer(Authentication signedIn, HttpServletRequest request, CsrfToken csrf) {
        if (!proof.has(request)) {
            return Pages.to(FreshProof.page("/account/authenticator"));
        }
        Person who = who(signedIn);
        return factors.hasAuthenticator(who.id()) ? Pages.to(PATH) : Pages.ok(offerPage(who, csrf, ""));
    }

    @PostMapping(path = "/account/authenticator", produces = SignIn.HTML)
    ResponseEntity<String> confirm(
            @RequestParam(defaultValue = "") String code,
            Authentication signedIn,
            HttpServletRequest request,
            CsrfToken csrf) {
        Person who = who(signedIn);
        if (!proof.has(request)) {
            return askAgain();
        }
        return factors.confirm(who.id(), code)
                ? Pages.ok(Pages.recoveryCodes(codes, factors.newRecoveryCodes(who.id()), PATH))
                : Pages.refused(offerPage(who, csrf, "That code is not right. Wait for the next one and try again."));
    }

    @PostMapping(path = "/account/authenticator/remove", produces = SignIn.HTML)
    ResponseEntity<String> removeAuthenticator(Authentication signedIn, HttpServletRequest request, CsrfToken csrf) {
        Person who = who(signedIn);
        if (!proof.has(request)) {
            return askAgain();
        }
        if (settings.secondFactor().contains(who.role()) && !passkeys.has(who.username())) {
            return Pages.refused(
                    fill(who, request, csrf, "Your role needs a second step. Add a passkey before you remove it.", ""));
        }
        factors.remove(who.id());
        return Pages.to(PATH + "?done");
    }

    @PostMapping(path = "/account/recovery-codes", produces = SignIn.HTML)
    ResponseEntity<String> renewCodes(Authentication signedIn, HttpServletRequest request) {
        Person who = who(signedIn);
        if (!proof.has(request) || !factors.hasAuthenticator(who.id())) {
            return askAgain();
        }
        return Pages.ok(Pages.recoveryCodes(codes, factors.newRecoveryCodes(who.id()), PATH));
    }

    @PostMapping("/account/passkeys/remove")
    ResponseEntity<String> removePasskey(@RequestParam String id, Authentication signedIn, HttpServletRequest request) {
        if (!proof.has(request)) {
            return askAgain();
        }
        passkeys.remove(signedIn.getName(), id);
        return Pages.to(PATH + "?done");
    }

    @PostMapping("/account/sessions/end")
    ResponseEntity<String> endOtherSessions(Authentication signedIn, HttpServletRequest request) {
        sessions.endOthers(signedIn.getName(), request.getSession().getId());
        return Pages.to(PATH + "?done");
    }

    private static ResponseEntity<String> askAgain() {
        return Pages.to(FreshProof.page(PATH));
    }

    private Person who(Authentication signedIn) {
        return people.find(signedIn.getName()).orElseThrow();
    }

    private String offerPage(Person who, CsrfToken csrf, String problem) {
        return Pages.authenticator(
                authenticator,
                who.username(),
                factors.offer(who.id()),
                csrf,
                problem,
                "From then on a sign-in with your password asks for a code of it.",
                "/account/authenticator");
    }

    private String fill(Person who, HttpServletRequest request, CsrfToken csrf, String problem, String note) {
        boolean has = factors.hasAuthenticator(who.id());
        return page.fill(Map.ofEntries(
                Map.entry("csrf", csrf.getToken()),
                Map.entry("csrfHeader", csrf.getHeaderName()),
                Map.entry("name", who.displayName()),
                Map.entry("username", who.username()),
                Map.entry("problem", problem),
                Map.entry("problemHidden", Page.hiddenIf(problem.isEmpty())),
                Map.entry("note", note),
                Map.entry("noteHidden", Page.hiddenIf(note.isEmpty())),
                Map.entry("staleHidden", Page.hiddenIf(proof.has(request))),
                Map.entry("freshHidden", Page.hiddenIf(!proof.has(request))),
                Map.entry("hasHidden", Page.hiddenIf(!has)),
                Map.entry("hasNotHidden", Page.hiddenIf(has)),
                Map.entry("codesLeft", Integer.toString(factors.recoveryCodesLeft(who.id()))),
                Map.entry("passkeys", passkeys(who)),
                Map.entry("sessions", sessions(who, request))));
    }

    private List<Map<String, String>> passkeys(Person who) {
        return passkeys.of(who.username()).stream()
                .map(key -> Map.of(
                        "id", key.getCredentialId().toBase64UrlString(),
                        "label", key.getLabel(),
                        "made", day(key.getCreated()),
                        "used", day(key.getLastUsed())))
                .toList();
    }

    private List<Map<String, String>> sessions(Person who, HttpServletRequest request) {
        String own = request.getSession().getId();
        return sessions.of(who.username()).stream()
                .map(one -> Map.of(
                        "since", day(one.since()),
                        "seen", day(one.lastSeen()),
                        "ownHidden", Page.hiddenIf(!one.id().equals(own))))
                .toList();
    }

    private static String day(Instant at) {
        return DAY.format(at.atOffset(ZoneOffset.UTC));
    }
}

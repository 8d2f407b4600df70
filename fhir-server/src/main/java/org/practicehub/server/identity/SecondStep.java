package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.People.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The second step of a sign-in: a code, or the set-up of what makes codes where the role needs one and there is none yet. */
@Controller
class SecondStep {
    private static final String WRONG =
            "That code is not right, was used already, or there were too many tries. Wait for the next one.";

    private final Page second = Page.read("second-step");
    private final Page enrol = Page.read("authenticator");
    private final Page codes = Page.read("recovery-codes");
    private final People people;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Lockout lockout;
    private final Entry entry;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SecondStep(
            People people,
            SecondFactors factors,
            Passkeys passkeys,
            Lockout lockout,
            Entry entry,
            Clock clock,
            ApplicationEventPublisher events) {
        this.people = people;
        this.factors = factors;
        this.passkeys = passkeys;
        this.lockout = lockout;
        this.entry = entry;
        this.clock = clock;
        this.events = events;
    }

    @GetMapping(path = "/login/second", produces = SignIn.HTML)
    ResponseEntity<String> ask(HttpServletRequest request, CsrfToken csrf) {
        return half(request).map(who -> Pages.ok(secondPage(who, csrf, ""))).orElseGet(Pages::toSignIn);
    }

    @PostMapping(path = "/login/second", produces = SignIn.HTML)
    ResponseEntity<String> answer(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf) {
        Optional<Person> person = half(request);
        if (person.isEmpty()) {
            return Pages.toSignIn();
        }
        Person who = person.get();
        boolean right = lockout.admits(who.username(), request.getRemoteAddr()) && factors.accepts(who.id(), code);
        if (!right) {
            events.publishEvent(new SecondFactorRefused(who.username()));
            return Pages.refused(secondPage(who, csrf, WRONG));
        }
        lockout.succeeded(who.username(), request.getRemoteAddr());
        return Pages.to(entry.letIn(request, response, who));
    }

    @GetMapping(path = "/login/enrol", produces = SignIn.HTML)
    ResponseEntity<String> offer(HttpServletRequest request, CsrfToken csrf) {
        return enrolling(request).map(who -> Pages.ok(enrolPage(who, csrf, ""))).orElseGet(Pages::toSignIn);
    }

    @PostMapping(path = "/login/enrol", produces = SignIn.HTML)
    ResponseEntity<String> confirm(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf) {
        Optional<Person> person = enrolling(request);
        if (person.isEmpty()) {
            return Pages.toSignIn();
        }
        Person who = person.get();
        if (!factors.confirm(who.id(), code)) {
            return Pages.refused(enrolPage(who, csrf, WRONG));
        }
        String next = entry.letIn(request, response, who);
        return Pages.ok(Pages.recoveryCodes(codes, factors.newRecoveryCodes(who.id()), next));
    }

    private Optional<Person> half(HttpServletRequest request) {
        return HalfSignedIn.of(request, clock.instant())
                .flatMap(half -> people.find(half.username()))
                .filter(Person::active);
    }

    /** Nobody sets up a new authenticator with a password alone who has a second factor already. */
    private Optional<Person> enrolling(HttpServletRequest request) {
        return half(request).filter(who -> !factors.hasAuthenticator(who.id()) && !passkeys.has(who.username()));
    }

    private String secondPage(Person who, CsrfToken csrf, String problem) {
        return second.fill(Map.of(
                "csrf", csrf.getToken(),
                "csrfHeader", csrf.getHeaderName(),
                "problem", problem,
                "problemHidden", Page.hiddenIf(problem.isEmpty()),
                "codeHidden", Page.hiddenIf(!factors.hasAuthenticator(who.id())),
                "passkeyHidden", Page.hiddenIf(!passkeys.has(who.username()))));
    }

    private String enrolPage(Person who, CsrfToken csrf, String problem) {
        return Pages.authenticator(
                enrol,
                who.username(),
                factors.offer(who.id()),
                csrf,
                problem,
                "Your role needs a second step at sign-in. It takes a minute, once.",
                "/login/enrol");
    }
}

package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.practicehub.server.identity.People.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Somebody who is signed in proves once more that it is they: before they change how they sign in, break a glass, export, or
 * let others in. Other parts send people here with the place to come back to, {@code /login/again?back=/apps/console/}.
 */
@Controller
class SignInAgain {
    private static final String WRONG = "That is not right, or there were too many tries. Wait a moment and try again.";

    /** A path below this hub: nothing that a browser could take for another place. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?:[\\w.~!$&'()*+,;=:@%?#-][\\w.~!$&'()*+,;=:@%/?#-]*)?");

    private final Page page = Page.read("again");
    private final People people;
    private final PasswordCheck passwords;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Lockout lockout;
    private final Clock clock;

    SignInAgain(
            People people,
            PasswordCheck passwords,
            SecondFactors factors,
            Passkeys passkeys,
            Lockout lockout,
            Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.factors = factors;
        this.passkeys = passkeys;
        this.lockout = lockout;
        this.clock = clock;
    }

    @GetMapping(path = "/login/again", produces = SignIn.HTML)
    ResponseEntity<String> ask(@RequestParam(defaultValue = "/") String back, Authentication signedIn, CsrfToken csrf) {
        return people.find(signedIn.getName())
                .map(who -> Pages.ok(fill(who, back, csrf, "")))
                .orElseGet(Pages::toSignIn);
    }

    @PostMapping(path = "/login/again", produces = SignIn.HTML)
    ResponseEntity<String> answer(
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            Authentication signedIn,
            HttpServletRequest request,
            CsrfToken csrf) {
        Person who = people.find(signedIn.getName()).orElseThrow();
        boolean right = passwords
                        .check(who.username(), password, request.getRemoteAddr())
                        .isPresent()
                && (!factors.hasAuthenticator(who.id()) || factors.accepts(who.id(), code));
        if (!right) {
            return Pages.refused(fill(who, back, csrf, WRONG));
        }
        lockout.succeeded(who.username(), request.getRemoteAddr());
        request.getSession().setAttribute(Entry.PROVED_AT, clock.instant());
        return Pages.to(own(back));
    }

    static String own(String back) {
        return OWN_PATH.matcher(back).matches() ? back : "/";
    }

    private String fill(Person who, String back, CsrfToken csrf, String problem) {
        return page.fill(Map.of(
                "csrf", csrf.getToken(),
                "csrfHeader", csrf.getHeaderName(),
                "name", who.displayName(),
                "username", who.username(),
                "back", own(back),
                "problem", problem,
                "problemHidden", Page.hiddenIf(problem.isEmpty()),
                "codeHidden", Page.hiddenIf(!factors.hasAuthenticator(who.id())),
                "passkeyHidden", Page.hiddenIf(!passkeys.has(who.username()))));
    }
}

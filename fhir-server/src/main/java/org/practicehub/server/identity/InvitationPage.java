package org.practicehub.server.identity;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where an invitation link leads: a person chooses a password. */
@Controller
class InvitationPage {
    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final Page form = Page.read("invitation");
    private final Page ended = Page.read("invitation-ended");
    private final Invitations invitations;
    private final PasswordRules rules;

    InvitationPage(Invitations invitations, PasswordRules rules) {
        this.invitations = invitations;
        this.rules = rules;
    }

    @GetMapping(path = "/invitation/{token}", produces = HTML)
    ResponseEntity<String> show(@PathVariable String token, CsrfToken csrf) {
        return answer(token, csrf, "");
    }

    @PostMapping(path = "/invitation/{token}", produces = HTML)
    ResponseEntity<String> accept(
            @PathVariable String token, @RequestParam String password, @RequestParam String repeated, CsrfToken csrf) {
        Optional<String> problem = rules.problem(invitations.usernameOf(token).orElse(""), password);
        if (problem.isPresent()) {
            return answer(token, csrf, problem.get());
        }
        if (!password.equals(repeated)) {
            return answer(token, csrf, "The two passwords differ.");
        }
        if (!invitations.accept(token, password)) {
            return noLonger();
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .build();
    }

    private ResponseEntity<String> answer(String token, CsrfToken csrf, String problem) {
        Optional<String> username = invitations.usernameOf(token);
        if (username.isEmpty()) {
            return noLonger();
        }
        String page = form.fill(Map.of(
                "csrf",
                csrf.getToken(),
                "username",
                username.get(),
                "problem",
                problem,
                "problemHidden",
                problem.isEmpty() ? "hidden" : ""));
        return ResponseEntity.status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .body(page);
    }

    private ResponseEntity<String> noLonger() {
        return ResponseEntity.status(HttpStatus.GONE).body(ended.fill(Map.of()));
    }
}

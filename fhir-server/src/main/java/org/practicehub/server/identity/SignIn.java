package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.People.Person;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The sign-in page: name and password, a passkey, or an outside provider. */
@Controller
class SignIn {
    static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    /** One sentence for every reason: whether a name exists, or is closed, is nobody's business. */
    private static final String REFUSED =
            "That name and password do not match, or there were too many tries. Check both, or wait a quarter of an hour.";

    private static final String ENDED =
            "You were signed out, because nothing was done here for a while. Sign in and go on where you were.";

    private static final String UNKNOWN = "Nobody here is known by that sign-in. Ask your administrator to add you.";

    private static final String ELSEWHERE = "The sign-in there did not come to its end. Try it again.";

    private final Page page = Page.read("sign-in");
    private final DemoNotice demo;
    private final PasswordCheck passwords;
    private final Lockout lockout;
    private final Entry entry;
    private final SignInSettings settings;

    SignIn(DemoNotice demo, PasswordCheck passwords, Lockout lockout, Entry entry, SignInSettings settings) {
        this.demo = demo;
        this.passwords = passwords;
        this.lockout = lockout;
        this.entry = entry;
        this.settings = settings;
    }

    @GetMapping(path = "/login", produces = HTML)
    @ResponseBody
    String show(HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        boolean failed = request.getParameter("error") != null;
        String problem = problem(request);
        String note = problem.isEmpty() && EndedNotice.take(request, response) ? ENDED : "";
        return page.fill(Map.of(
                "csrf", csrf.getToken(),
                "csrfHeader", csrf.getHeaderName(),
                "problem", problem,
                "problemHidden", Page.hiddenIf(problem.isEmpty()),
                "note", note,
                "noteHidden", Page.hiddenIf(note.isEmpty()),
                "fieldInvalid", Boolean.toString(failed),
                "demoHidden", Page.hiddenIf(!demo.shown()),
                "providers", providers()));
    }

    private static String problem(HttpServletRequest request) {
        if (request.getParameter("error") != null) {
            return REFUSED;
        }
        if (request.getParameter("unknown") != null) {
            return UNKNOWN;
        }
        return request.getParameter("elsewhere") != null ? ELSEWHERE : "";
    }

    private List<Map<String, String>> providers() {
        return settings.providers().entrySet().stream()
                .map(one -> Map.of("id", one.getKey(), "title", one.getValue().title()))
                .toList();
    }

    @PostMapping("/login")
    String signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Person> person = passwords.check(username, password, request.getRemoteAddr());
        if (person.isEmpty()) {
            return "redirect:/login?error";
        }
        lockout.succeeded(username, request.getRemoteAddr());
        return "redirect:" + entry.afterOneFactor(request, response, person.get());
    }
}

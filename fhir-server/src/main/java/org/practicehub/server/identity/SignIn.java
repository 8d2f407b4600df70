package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The sign-in page. */
@Controller
class SignIn {
    private final Page page = Page.read("sign-in");
    private final DemoNotice demo;

    SignIn(DemoNotice demo) {
        this.demo = demo;
    }

    @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    @ResponseBody
    String show(HttpServletRequest request, CsrfToken csrf) {
        boolean failed = request.getParameter("error") != null;
        return page.fill(Map.of(
                "csrf",
                csrf.getToken(),
                "problem",
                failed ? problem(request) : "",
                "problemHidden",
                failed ? "" : "hidden",
                "fieldInvalid",
                Boolean.toString(failed),
                "demoHidden",
                demo.shown() ? "" : "hidden"));
    }

    private static String problem(HttpServletRequest request) {
        Object why = request.getSession().getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION);
        // One sentence for every reason: whether a name exists is nobody's business.
        return why == null ? "Please sign in again." : "That name and password do not match. Check both and try again.";
    }
}

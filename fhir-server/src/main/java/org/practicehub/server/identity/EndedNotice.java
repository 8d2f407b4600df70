package org.practicehub.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Notices a browser that comes with a session which is over, so that the sign-in page can say why it asks. The page is two
 * redirects away and the old session's cookie gone by then; hence a cookie of a minute.
 */
@Component
@Order(EndedNotice.AFTER_SESSIONS)
class EndedNotice extends OncePerRequestFilter {
    /** After Spring Session's filter, which knows, and before Spring Security's, which sends to the sign-in page. */
    static final int AFTER_SESSIONS = -110;

    private static final Set<String> WHERE_PEOPLE_COME_BACK = Set.of("/login", "/oauth2/authorize", "/account");
    private static final String COOKIE = "hub-ended";
    private static final int SECONDS = 60;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (WHERE_PEOPLE_COME_BACK.contains(request.getRequestURI())
                && request.getRequestedSessionId() != null
                && !request.isRequestedSessionIdValid()) {
            request.setAttribute(COOKIE, true);
            response.addCookie(cookie(SECONDS));
        }
        chain.doFilter(request, response);
    }

    /** Whether there is something to say; it is said once. */
    static boolean take(HttpServletRequest request, HttpServletResponse response) {
        boolean noticed = request.getAttribute(COOKIE) != null || WebUtils.getCookie(request, COOKIE) != null;
        if (noticed) {
            response.addCookie(cookie(0));
        }
        return noticed;
    }

    private static Cookie cookie(int seconds) {
        Cookie cookie = new Cookie(COOKIE, "1");
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(seconds);
        return cookie;
    }
}

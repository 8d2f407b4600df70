package org.practicehub.server.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.practicehub.server.identity.Secrets;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Uses of one refresh token or code come one after the other, whichever process they come to. Otherwise two at once would
 * both find it unused (smart.md N6, T6).
 */
final class RefreshInTurn extends OncePerRequestFilter {
    /** Each needs a second connection on its way: were all taken by those who wait, nobody would get on. */
    private static final int MOST_AT_ONCE = 4;

    private final DataSource database;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

    RefreshInTurn(DataSource database) {
        this.database = database;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/oauth2/token") || usedOnce(request) == null;
    }

    private static @org.jspecify.annotations.Nullable String usedOnce(HttpServletRequest request) {
        String token = request.getParameter("refresh_token");
        return token == null ? request.getParameter("code") : token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long turn =
                ByteBuffer.wrap(Secrets.hash(String.valueOf(usedOnce(request)))).getLong();
        places.acquireUninterruptibly();
        // A connection of its own, which nothing on the way through sees: what is done in between commits by itself.
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("select pg_advisory_lock(" + turn + ")");
            try {
                chain.doFilter(request, response);
            } finally {
                sql.execute("select pg_advisory_unlock(" + turn + ")");
            }
        } catch (SQLException e) {
            throw new ServletException("the database cannot be reached", e);
        } finally {
            places.release();
        }
    }
}

package org.practicehub.server.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears from PostgreSQL what was committed, by this process or another that shares the database, and passes it on.
 *
 * <p>One connection waits for notifications; when it breaks, another is opened, and whoever listens is told that there was a
 * gap.
 */
final class ChangeFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int LONGEST_WAIT_MILLIS = 1000;

    private final DataSource database;
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> gaps = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    ChangeFeed(DataSource database) {
        this.database = database;
    }

    void listen(Consumer<LiveEvent> listener) {
        listeners.add(listener);
    }

    /** Something may have been missed, and is heard again from here on. */
    void onGap(Runnable listener) {
        gaps.add(listener);
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::run, "change-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean gap = false;
        while (running) {
            try (Connection connection = database.getConnection()) {
                hear(connection, gap);
            } catch (SQLException e) {
                gap = true;
                if (running) {
                    LOG.warn("Changes are not heard for a moment: {}", e.getSQLState());
                    pause();
                }
            }
        }
    }

    private void hear(Connection connection, boolean gap) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement sql = connection.createStatement()) {
            sql.execute("listen hub_change");
        }
        if (gap) {
            gaps.forEach(Runnable::run);
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (running) {
            PGNotification[] heard = notifications.getNotifications(LONGEST_WAIT_MILLIS);
            if (heard != null) {
                for (PGNotification one : heard) {
                    LiveEvent.parse(one.getParameter())
                            .ifPresent(event -> listeners.forEach(listener -> listener.accept(event)));
                }
            }
        }
        try (Statement sql = connection.createStatement()) {
            sql.execute("unlisten hub_change");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LONGEST_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

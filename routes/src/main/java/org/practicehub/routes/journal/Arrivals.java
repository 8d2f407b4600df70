package org.practicehub.routes.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells open screens which messages came, after they were written down. PostgreSQL commits transactions that notify one after
 * the other, each with its own wait for the disk; so the transaction that a sender waits for does not notify.
 */
public final class Arrivals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int MOST_AT_ONCE = 500;

    private final JdbcClient sql;
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final Thread teller = new Thread(this::run, "message-arrivals");

    public Arrivals(JdbcClient sql) {
        this.sql = sql;
        teller.setDaemon(true);
        teller.start();
    }

    void tell(long id, Incoming incoming) {
        news.add("message " + id + " " + incoming.state().code() + " " + incoming.feed());
    }

    private void run() {
        List<String> all = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                all.add(news.take());
                news.drainTo(all, MOST_AT_ONCE);
                sql.sql("select pg_notify('hub_change', text) from unnest(?::text[]) text")
                        .param(all.toArray(String[]::new))
                        .query((row, number) -> true)
                        .list();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // A screen that missed them sees them when it asks again; the messages themselves are safe.
                LOG.warn(
                        "Open screens were not told of {} messages: {}",
                        all.size(),
                        e.getClass().getName());
            } finally {
                all.clear();
            }
        }
    }

    @Override
    public void close() {
        teller.interrupt();
    }
}

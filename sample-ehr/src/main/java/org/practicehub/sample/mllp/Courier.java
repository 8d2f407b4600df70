package org.practicehub.sample.mllp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one message after the other over one connection. A message that is not answered is sent again, byte for byte
 * and with the same MSH-10, until it is: the receiver may have it already and must be able to tell.
 */
public final class Courier implements Closeable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final long IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    /** How to wait before another attempt. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final String host;
    private final int port;
    private final Duration patience;
    private final Pause pause;
    private final Consumer<String> log;
    private volatile boolean closed;
    private volatile @Nullable Line line;
    private boolean connected;
    private boolean lost;
    private long lastUsed;

    /** @param patience how long to wait for an answer before the connection counts as lost */
    public Courier(String host, int port, Duration patience, Pause pause, Consumer<String> log) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.pause = pause;
        this.log = log;
    }

    /** Returns when the message is answered, however long that takes. */
    public Acknowledgement deliver(String controlId, String message) throws InterruptedException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        Duration wait = FIRST_PAUSE;
        while (true) {
            try {
                Acknowledgement answer = attempt(controlId, bytes);
                if (!lost) {
                    connected = true;
                } else {
                    lost = false;
                    log.accept(connected ? "the connection to " + address() + " is back" : address() + " answers now");
                    connected = true;
                }
                return answer;
            } catch (IOException e) {
                hangUp();
                if (closed) {
                    throw stopped(e);
                }
                report(e);
            }
            pause.of(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
        }
    }

    private Acknowledgement attempt(String controlId, byte[] message) throws IOException {
        Line open = line();
        open.send(message);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Acknowledgement> answer = Acknowledgement.parse(open.receive(deadline));
            lastUsed = System.nanoTime();
            // An answer to another message is a late one, for a message that has been sent again since.
            if (answer.isPresent() && answer.get().controlId().equals(controlId)) {
                return answer.get();
            }
        }
    }

    private Line line() throws IOException {
        Line present = line;
        if (present != null && System.nanoTime() - lastUsed > IDLE_NANOS && !present.isOpen()) {
            hangUp();
            present = null;
        }
        if (present == null) {
            present = new Line();
            line = present;
            if (closed) {
                throw new IOException("closed");
            }
            present.connect(host, port, CONNECT_PATIENCE);
            lastUsed = System.nanoTime();
        }
        return present;
    }

    private void report(IOException cause) {
        if (!lost) {
            lost = true;
            String what = connected ? "lost the connection to " : "nobody answers yet at ";
            log.accept(what + address() + " (" + cause.getMessage() + "), trying again until somebody answers");
        }
    }

    private String address() {
        return host + ":" + port;
    }

    private void hangUp() {
        Line present = line;
        if (present != null) {
            present.close();
        }
        line = null;
    }

    private static InterruptedException stopped(IOException cause) {
        InterruptedException stopped = new InterruptedException("the courier was told to stop");
        stopped.initCause(cause);
        return stopped;
    }

    /** Ends whatever is under way; a delivery that waits is interrupted. */
    @Override
    public void close() {
        closed = true;
        hangUp();
    }
}

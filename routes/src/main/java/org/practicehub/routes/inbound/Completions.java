package org.practicehub.routes.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/** Lets a sender that wants to know wait until its message has had its effect (G22, {@code ackOn: applied}). */
public final class Completions {
    private final Map<Long, CompletableFuture<List<Problem>>> waiting = new ConcurrentHashMap<>();
    private final LongFunction<Optional<List<Problem>>> settled;
    private final Duration longest;

    /**
     * Those who wait.
     *
     * @param settled what is wrong with a message that is settled; empty while it is not
     * @param longest how long a sender is kept waiting
     */
    public Completions(LongFunction<Optional<List<Problem>>> settled, Duration longest) {
        this.settled = settled;
        this.longest = longest;
    }

    /** Until when somebody waits who begins to wait now. */
    Instant deadline() {
        return Instant.now().plus(longest);
    }

    /** What became of the message, or that it is not settled by then. */
    List<Problem> await(long id, Instant deadline) {
        CompletableFuture<List<Problem>> outcome = waiting.computeIfAbsent(id, key -> new CompletableFuture<>());
        try {
            // It may have been settled before anyone waited, or by another process.
            Optional<List<Problem>> already = settled.apply(id);
            return already.isPresent()
                    ? already.get()
                    : outcome.get(
                            Math.max(
                                    0, Duration.between(Instant.now(), deadline).toMillis()),
                            TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return settled.apply(id)
                    .orElseGet(() -> List.of(Problem.error(
                            Code.LOCKED, Place.of("MSH"), "The message is stored and waits for an earlier one.")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a sender waited", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome is never exceptional", e);
        } finally {
            waiting.remove(id);
        }
    }

    void settled(long id, List<Problem> problems) {
        CompletableFuture<List<Problem>> outcome = waiting.get(id);
        if (outcome != null) {
            outcome.complete(problems);
        }
    }
}

package org.practicehub.benchmarks.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with many things at once, each on a thread of its own. */
final class Crew {
    private Crew() {}

    /** What is done with one of them. */
    @FunctionalInterface
    interface Work<T> {
        void on(T one) throws Exception;
    }

    /** Returns when all are done; the first failure is the failure of all. */
    static <T> void each(List<T> things, Work<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(things.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (T thing : things) {
                all.add(threads.submit(() -> {
                    work.on(thing);
                    return thing;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CheckFailed failed) {
                throw failed;
            }
            throw new CheckFailed("The hub did not answer as it should: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}

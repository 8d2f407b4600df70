package org.practicehub.benchmarks.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The same changes as an ordinary FHIR client would make them: for each message a transaction Bundle of conditional updates
 * over HTTP, for another set of patients. It shows what the messages' own way saves.
 */
record TransactionsBenchmark(Plan plan, Report report) {

    void run(HubProcess hub, Api api, long after) throws InterruptedException, IOException {
        Report.progress("The same changes as transactions over HTTP");
        try (Database database = hub.database()) {
            List<Replay> replays = IntStream.range(0, Plan.CONNECTIONS)
                    .mapToObj(number -> new Replay(database, after, number))
                    .toList();
            CheckFailed.unless(replays.stream().anyMatch(Replay::hasNext), "There are no changes to make again.");
            long most = replays.stream().mapToInt(Replay::size).sum();
            send(replays, api, plan.transactionsWarm(), new Latencies((int) most));
            Latencies answers = new Latencies((int) most);
            Usage usage = hub.usage();
            long started = System.nanoTime();
            int resources = send(replays, api, plan.transactions(), answers);
            double seconds = (System.nanoTime() - started) / 1e9;
            Usage used = hub.usage();
            replays.forEach(replay -> replay.check(database));
            report.add(
                    "the same by HTTP transactions",
                    "",
                    "%,.0f/s of %,d, answer p50 %.0f ms, p99 %.0f ms",
                    answers.size() / seconds,
                    answers.size(),
                    answers.percentile(0.5),
                    answers.percentile(0.99));
            report.add("  processor time a transaction", "", "%s", MessagesBenchmark.cpu(usage, used, answers.size()));
            report.add("  resources a transaction changes", "", "%.1f", (double) resources / answers.size());
        }
    }

    /** How many resources were sent. */
    private static int send(List<Replay> replays, Api api, Duration time, Latencies answers)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        AtomicInteger resources = new AtomicInteger();
        Crew.each(replays, replay -> {
            while (replay.hasNext() && System.nanoTime() < end) {
                String bundle = replay.next();
                long sent = System.nanoTime();
                JsonNode answer = api.post(bundle);
                answers.add(System.nanoTime() - sent);
                resources.addAndGet(replay.learn(answer));
            }
        });
        return resources.get();
    }
}

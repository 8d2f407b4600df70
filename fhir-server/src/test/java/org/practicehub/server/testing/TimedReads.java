package org.practicehub.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The same read of the FHIR API again and again, for measurements; every answer is checked.
 *
 * @param path below the FHIR base
 * @param expected what every answer holds
 */
public record TimedReads(TestHub hub, String token, String path, String expected, HttpClient client) {

    /** A new patient, read by its id. */
    public static TimedReads ofOnePatient(TestHub hub, String token) {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> created = Tokens.send(
                client,
                HttpRequest.newBuilder(URI.create(hub.fhir() + "/Patient"))
                        .header("Authorization", "Bearer " + hub.systemToken())
                        .header("Content-Type", "application/fhir+json")
                        .POST(BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"gender\":\"other\"}")));
        String path = "/Patient/" + Tokens.json(created).get("id").asText();
        return new TimedReads(hub, token, path, "\"gender\":\"other\"", client);
    }

    /** A search. */
    public static TimedReads of(TestHub hub, String token, String path, String expected) {
        return new TimedReads(hub, token, path, expected, HttpClient.newHttpClient());
    }

    /** Nanoseconds of each read. */
    public List<Long> read(int reads, int atOnce) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<Long>> all = IntStream.range(0, reads)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::one, threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private long one() {
        long start = System.nanoTime();
        HttpResponse<String> answer = Tokens.send(
                client,
                HttpRequest.newBuilder(URI.create(hub.fhir() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token));
        long took = System.nanoTime() - start;
        assertThat(answer.body()).contains(expected);
        return took;
    }

    /** Prints the middle and the 95th of a hundred. */
    public static void tell(String what, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "%s: p50 %.2f ms, p95 %.2f ms%n",
                what, sorted.get(sorted.size() / 2) / 1e6, sorted.get(sorted.size() * 95 / 100) / 1e6);
    }
}

package org.practicehub.benchmarks.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bytes to changes, nothing stored: the JMH benchmark of the mappings, one thread. It compares results before it times. */
record TranslationBenchmark(Settings settings, Report report) {
    private static final double MILLIS_PER_SECOND = 1000;

    void run() throws IOException, InterruptedException {
        Report.progress("Translation alone");
        Path results = Files.createTempFile("translation", ".json");
        try {
            List<String> command = new ArrayList<>(List.of(
                    settings.java().toString(),
                    "-jar",
                    settings.jmhJar().toString(),
                    "AdtBenchmark.(adt|siu)",
                    "-foe",
                    "true",
                    "-rf",
                    "json",
                    "-rff",
                    results.toString()));
            command.addAll(List.of(settings.plan().jmh().split(" ")));
            Process jmh = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                    .start();
            CheckFailed.unless(
                    jmh.waitFor() == 0, "The translation is not right. What JMH said is in " + settings.log());
            tell(new ObjectMapper().readTree(results.toFile()));
        } finally {
            Files.delete(results);
        }
    }

    private void tell(JsonNode results) {
        for (JsonNode result : results) {
            if (result.get("mode").asText().equals("thrpt")) {
                String name = result.get("benchmark").asText();
                boolean adt = name.contains("adt");
                report.add(
                        "translation alone, " + what(name),
                        adt ? ">= 2,000/s a core" : "",
                        "%,.0f/s a core, p99 %.2f ms",
                        metric(result).get("score").asDouble() * MILLIS_PER_SECOND,
                        percentile(results, name));
            }
        }
    }

    private static double percentile(JsonNode results, String name) {
        for (JsonNode result : results) {
            if (result.get("mode").asText().equals("sample")
                    && result.get("benchmark").asText().equals(name)) {
                return metric(result).get("scorePercentiles").get("99.0").asDouble();
            }
        }
        throw new CheckFailed("JMH has no percentiles of " + name);
    }

    private static JsonNode metric(JsonNode result) {
        return result.get("primaryMetric");
    }

    private static String what(String benchmark) {
        String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return name.substring(0, 3).toUpperCase(java.util.Locale.ROOT) + " " + name.substring(3);
    }
}

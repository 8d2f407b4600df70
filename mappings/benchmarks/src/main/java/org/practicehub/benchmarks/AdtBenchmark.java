package org.practicehub.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Translation;

/**
 * From the bytes of a message to the changes of the record, one thread: arrival (A04) and room change (A08) of a known patient
 * with next of kin, account, coverage and appointment, and a booking (S12). The goal is 2,000 ADT a second and core, with 99
 * of 100 under 5 ms.
 *
 * <pre>
 * mvn -q -Pbenchmarks -pl mappings/benchmarks -am package -DskipTests
 * java -jar mappings/benchmarks/target/benchmarks.jar AdtBenchmark             # throughput and percentiles
 * java -jar mappings/benchmarks/target/benchmarks.jar AdtBenchmark -prof gc    # and what they allocate
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class AdtBenchmark {

    private static final String FEED =
            """
            feed: practice
            zone: America/Chicago
            authorities:
              LFP-MRN:     { system: "urn:oid:2.999.10.1", type: MR, key: true, owned: true, default: true }
              LFP-VISIT:   { system: "urn:oid:2.999.10.2", type: VN, default: true }
              LFP-APPT:    { system: "urn:oid:2.999.10.3", type: FILL, default: true }
              LFP-PLACER:  { system: "urn:oid:2.999.10.4", type: PLAC, default: true }
              LFP-ACCT:    { system: "urn:oid:2.999.10.5", type: AN, default: true }
              LFP-STAFF:   { system: "urn:oid:2.999.10.6", type: EI }
              LFP-PAYER:   { system: "urn:oid:2.999.10.7" }
              LFP-LOC:     { system: "urn:oid:2.999.10.8" }
              LFP-SERVICE: { system: "urn:oid:2.999.10.9" }
              LFP-PLAN:    { system: "urn:oid:2.999.10.10" }
              LFP-REASON:  { system: "urn:oid:2.999.10.11" }
            """;

    private final Feed feed = feed();
    private final Played arrival = new Played("ADT_A04/typical", feed, others());
    private final Played roomed = new Played("ADT_A08/typical", feed, others());
    private final Played booking = new Played("SIU_S12/books-with-slots", feed, others());

    @Setup
    public void gate() {
        arrival.gate();
        roomed.gate();
        booking.gate();
    }

    @Benchmark
    public Translation adtA04() {
        return arrival.play();
    }

    @Benchmark
    public Translation adtA08() {
        return roomed.play();
    }

    @Benchmark
    public Translation siuS12() {
        return booking.play();
    }

    /** Reading alone, without looking into any segment. */
    @Benchmark
    public Message readA04() {
        return arrival.read();
    }

    /** A practice has more than one patient. */
    private static List<Resource> others() {
        return IntStream.range(0, 2000).mapToObj(AdtBenchmark::other).toList();
    }

    private static Resource other(int number) {
        Patient patient = new Patient();
        patient.setId("Patient/other-" + number);
        patient.addIdentifier().setSystem("urn:oid:2.999.10.1").setValue("2" + number);
        patient.addName().setFamily("Other").addGiven("Person");
        return patient;
    }

    private static Feed feed() {
        try {
            return Feeds.parse(FEED);
        } catch (FeedsRefused e) {
            throw new IllegalStateException(e);
        }
    }
}

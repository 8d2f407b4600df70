package org.practicehub.mappings.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.DataFormatException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.golden.TestJson;

/**
 * No resource that FHIR allows keeps a message from being made. Each element of each golden record in turn is left out, is there
 * without a value (FHIR R4 section 2.24.0.1: only with an extension), is another text, or is an extension of another type.
 */
class OddResourcesTest {

    private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private final Feed feed = TestFeeds.named("hears");
    private final List<String> failures = new ArrayList<>();
    private int composed;

    static List<Path> records() throws IOException {
        List<Path> records = new ArrayList<>();
        for (String root : List.of("src/test/resources/golden/outbound", "src/test/resources/outbound")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(records::add);
            }
        }
        return records;
    }

    @ParameterizedTest
    @MethodSource("records")
    void anythingLegalLeaves(Path file) throws IOException {
        JsonNode record = JSON.readTree(Files.readString(file));
        OutboundEvent event =
                OutboundEvent.valueOf(file.getParent().getFileName().toString());
        List<Resource> plain = resources(record).orElseThrow();

        for (JsonNode entry : record.get("entry")) {
            vary((ObjectNode) entry.get("resource"), "", what -> resources(record)
                    .ifPresent(odd -> {
                        composed++;
                        compose(
                                event,
                                plain,
                                odd,
                                entry.at("/resource/resourceType").asText() + what);
                    }));
        }

        assertThat(composed).isGreaterThan(50);
        assertThat(failures).isEmpty();
    }

    private void compose(OutboundEvent event, List<Resource> plain, List<Resource> odd, String what) {
        try {
            switch (event.type()) {
                case "ORU" -> report(plain, odd);
                case "REF" -> referral(event, plain, odd);
                default -> single(event, plain.get(0), odd);
            }
        } catch (RuntimeException e) {
            failures.add(what + ": " + e.getClass().getSimpleName() + place(e));
        }
    }

    private static String place(RuntimeException e) {
        return Stream.of(e.getStackTrace())
                .filter(frame -> frame.getClassName().contains(".outbound.")
                        || frame.getClassName().contains(".segments."))
                .limit(2)
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .reduce("", String::concat);
    }

    private void report(List<Resource> plain, List<Resource> odd) {
        OutboundReport was = new OutboundReport((DiagnosticReport) plain.get(0), directory(plain));
        OutboundReport now = new OutboundReport((DiagnosticReport) odd.get(0), directory(odd));
        ReportMessage.event(Optional.of(was), now, feed);
        ReportMessage.of(Optional.of(was), now, feed, AT, "HUB-1");
        ReportMessage.of(Optional.of(now), was, feed, AT, "HUB-1");
    }

    private void referral(OutboundEvent event, List<Resource> plain, List<Resource> odd) {
        OutboundReferral was = referral(plain);
        OutboundReferral now = referral(odd);
        ReferralMessage.event(Optional.of(was), now, feed, directory(odd));
        ReferralMessage.event(Optional.of(now), was, feed, directory(odd));
        ReferralMessage.of(event, Optional.of(was), now, feed, directory(odd), AT, "HUB-1");
        ReferralMessage.of(event, Optional.of(now), was, feed, directory(odd), AT, "HUB-1");
    }

    private static OutboundReferral referral(List<Resource> all) {
        return new OutboundReferral((ServiceRequest) all.get(0), (Task) all.get(1));
    }

    private void single(OutboundEvent event, Resource was, List<Resource> odd) {
        Resource now = odd.get(0);
        OutboundEvents.of(Optional.of(was), now, feed.sending().orElseThrow());
        OutboundEvents.of(Optional.of(now), was, feed.sending().orElseThrow());
        OutboundMessage.of(event, Optional.of(was), now, feed, directory(odd), AT, "HUB-1");
        OutboundMessage.of(event, Optional.of(now), was, feed, directory(odd), AT, "HUB-1");
        if (event == OutboundEvent.SIU_S12) {
            OutboundMessage.of(OutboundEvent.SRM_S01, Optional.empty(), now, feed, directory(odd), AT, "HUB-1");
        }
        odd.stream()
                .filter(Patient.class::isInstance)
                .forEach(patient -> OutboundMessage.of(
                        OutboundEvent.ADT_A28, Optional.empty(), patient, feed, directory(odd), AT, "HUB-1"));
    }

    private static Directory directory(List<Resource> all) {
        return reference -> all.stream()
                .filter(resource -> reference.equals(resource.fhirType() + "/" + resource.getIdPart()))
                .findFirst();
    }

    /** Empty when what came out is not FHIR. */
    private static Optional<List<Resource>> resources(JsonNode record) {
        try {
            return Optional.of(TestJson.parse(Bundle.class, JSON.writeValueAsString(record)).getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .toList());
        } catch (DataFormatException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes every variation, says what it is, and takes it back. */
    private static void vary(ObjectNode parent, String path, Consumer<String> then) {
        List<String> names = new ArrayList<>();
        parent.fieldNames().forEachRemaining(names::add);
        ObjectNode whole = parent.deepCopy();
        for (String name : names) {
            if (name.equals("resourceType") || name.equals("id")) {
                continue;
            }
            JsonNode value = parent.get(name);
            String here = path + "/" + name;
            parent.remove(name);
            then.accept(here + " left out");
            if (parent.has("url") && name.startsWith("value")) {
                parent.put("valueBase64Binary", "AAAA");
                then.accept(here + " of another type");
                parent.remove("valueBase64Binary");
            }
            if (value.isTextual()) {
                parent.put(name, "x");
                then.accept(here + " another text");
                parent.remove(name);
            }
            boolean list = value.isArray() && value.get(0).isValueNode();
            if ((value.isValueNode() || list) && !name.equals("url")) {
                parent.set("_" + name, list ? JSON.createArrayNode().add(absent()) : absent());
                then.accept(here + " without a value");
                parent.remove("_" + name);
            }
            parent.set(name, value);
            if (value instanceof ObjectNode inside) {
                vary(inside, here, then);
            } else if (value instanceof ArrayNode inside && !list) {
                for (int i = 0; i < inside.size(); i++) {
                    vary((ObjectNode) inside.get(i), here + "/" + i, then);
                }
            }
        }
        assertThat((JsonNode) parent).isEqualTo(whole);
    }

    private static ObjectNode absent() {
        ObjectNode absent = JSON.createObjectNode();
        absent.putArray("extension").addObject().put("url", ABSENT).put("valueCode", "unknown");
        return absent;
    }
}

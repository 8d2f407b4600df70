package org.practicehub.mappings.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.golden.TestJson;
import org.practicehub.mappings.record.MemoryRecord;

/**
 * What is in the record, and the message that leaves of it: {@code golden/outbound/REF_I12/typical.json} beside
 * {@code typical.hl7}. The folder is the event; what the message is about comes first in the bundle.
 */
record OutboundGolden(Path record) {

    private static final Path ROOT = Path.of("src/test/resources/golden/outbound");

    static List<OutboundGolden> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(OutboundGolden::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OutboundGolden named(String name) {
        return new OutboundGolden(ROOT.resolve(name + ".json"));
    }

    OutboundEvent event() {
        return OutboundEvent.valueOf(record.getParent().getFileName().toString());
    }

    List<Resource> resources() {
        try {
            return TestJson.parse(Bundle.class, Files.readString(record)).getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends Resource> T first(Class<T> type) {
        return resources().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The referral that the bundle begins with. */
    OutboundReferral referral() {
        return new OutboundReferral(first(ServiceRequest.class), first(Task.class));
    }

    /** The report that the bundle begins with. */
    OutboundReport report() {
        return new OutboundReport(first(DiagnosticReport.class), directory());
    }

    Directory directory() {
        List<Resource> all = resources();
        return reference -> all.stream()
                .filter(resource -> reference.equals(resource.fhirType() + "/" + resource.getIdPart()))
                .findFirst();
    }

    /** What another hub knows already: all but what the message is about. */
    MemoryRecord elsewhere(List<Class<? extends Resource>> told) {
        MemoryRecord there = new MemoryRecord();
        resources().stream()
                .filter(resource -> told.stream().noneMatch(type -> type.isInstance(resource)))
                .forEach(there::with);
        return there;
    }

    /** The message, a segment a line. */
    Optional<String> expected() {
        try {
            return Files.exists(message()) ? Optional.of(Files.readString(message())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down what came out; says whether that is news. */
    boolean update(String actual) {
        if (expected().filter(actual::equals).isPresent()) {
            return false;
        }
        try {
            Files.writeString(message(), actual);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path message() {
        String name = record.getFileName().toString();
        return record.resolveSibling(name.substring(0, name.length() - ".json".length()) + ".hl7");
    }

    @Override
    public String toString() {
        String path = ROOT.relativize(record).toString();
        return path.substring(0, path.length() - ".json".length());
    }
}

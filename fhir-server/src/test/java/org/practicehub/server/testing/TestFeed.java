package org.practicehub.server.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.practicehub.routes.transport.Listeners;
import org.springframework.util.FileSystemUtils;

/** A feed that a hub takes up while it runs, with the demo practice's identifiers, and that is taken away again. */
public record TestFeed(TestHub hub, String name, String address) implements AutoCloseable {
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    /**
     * Writes its file and waits until the hub has it.
     *
     * @param more other lines of the file
     */
    public static TestFeed open(TestHub hub, String name, String address, String... more) {
        try {
            Path folder =
                    Files.createDirectories(TestHub.config().resolve("feeds").resolve(name));
            Files.writeString(
                    folder.resolve("feed.yaml"),
                    "feed: " + name + "\nextends: demo-ehr\nlisten: " + address + "\n" + String.join("\n", more)
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestFeed feed = new TestFeed(hub, name, address);
        await().atMost(TAKEN_UP)
                .until(() -> hub.bean(Listeners.class).at(address).isPresent());
        return feed;
    }

    /** What {@code $feed-status} says of the feed under this name. */
    public Optional<String> status(String part) {
        Parameters status = hub.client()
                .operation()
                .onServer()
                .named("$feed-status")
                .withNoParameters(Parameters.class)
                .useHttpGet()
                .execute();
        return status.getParameter().stream()
                .filter(feed -> value(feed, "id").equals(Optional.of(name)))
                .flatMap(feed -> value(feed, part).stream())
                .findFirst();
    }

    private static Optional<String> value(ParametersParameterComponent of, String part) {
        return of.getPart().stream()
                .filter(one -> one.getName().equals(part))
                .map(one -> one.getValue().primitiveValue())
                .findFirst();
    }

    @Override
    public void close() {
        try {
            FileSystemUtils.deleteRecursively(TestHub.config().resolve("feeds").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(TAKEN_UP)
                .until(() -> hub.bean(Listeners.class).at(address).isEmpty());
    }
}

package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.routes.feeds.FeedFiles;
import org.practicehub.routes.feeds.FeedPublisher;
import org.practicehub.server.access.Administrators;
import org.practicehub.server.access.FeedPublished;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.springframework.context.ApplicationEventPublisher;

/** Changing a feed's file. For people of a role with the right `feeds`, who have just shown who they are. */
public final class PublishOperations {
    private final StoredMessages messages;
    private final FeedPublisher publisher;
    private final Administrators administrators;
    private final ApplicationEventPublisher events;

    PublishOperations(
            StoredMessages messages,
            FeedPublisher publisher,
            Administrators administrators,
            ApplicationEventPublisher events) {
        this.messages = messages;
        this.publisher = publisher;
        this.administrators = administrators;
        this.events = events;
    }

    /**
     * Puts a text in place of what a feed's file says; the hub takes it on within seconds. What was there stays beside it.
     *
     * <p>Out: {@code feed}, the {@code version} of the text, and {@code restart}, whether it holds only after one.
     *
     * @param version of the text that was changed, as {@code $feed-file} tells it
     */
    @Operation(name = "$publish-feed")
    public Parameters publish(
            @OperationParam(name = "feed", min = 1) @Nullable StringType feed,
            @OperationParam(name = "text", min = 1) @Nullable StringType text,
            @OperationParam(name = "version", min = 1) @Nullable StringType version) {
        String by = administrators.proven(Role::feeds).username();
        Feed of = messages.feed(feed);
        String proposed = value(text);
        String after = FeedFiles.version(proposed);
        FeedPublished published = new FeedPublished(by, of.id(), value(version), after);
        FileMistakes.answering(() -> {
            publisher.publish(of.id(), proposed, value(version), () -> events.publishEvent(published));
            return after;
        });
        Parameters parameters = new Parameters();
        parameters.addParameter("feed", new CodeType(of.id()));
        parameters.addParameter("version", new StringType(after));
        parameters.addParameter("restart", new BooleanType(!publisher.isTakenOn()));
        return parameters;
    }

    private static String value(@Nullable StringType given) {
        return Given.text(given).orElse("");
    }
}

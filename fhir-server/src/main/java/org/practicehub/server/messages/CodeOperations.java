package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.feed.MappedCodes.Mapped;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.terms.CodeTable;
import org.practicehub.routes.codes.UnmappedCode;
import org.practicehub.routes.codes.UnmappedCodes;
import org.practicehub.routes.codes.UnmappedCodes.Found;
import org.practicehub.routes.feeds.FeedPublisher;
import org.practicehub.routes.replay.Replays;
import org.practicehub.server.access.Administrators;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.access.FeedPublished;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.springframework.context.ApplicationEventPublisher;

/** The list of codes that nobody has explained, and what a person does about it: once for each, and for good. */
public final class CodeOperations {
    private final StoredMessages messages;
    private final UnmappedCodes unmapped;
    private final FeedPublisher publisher;
    private final Replays replays;
    private final Administrators administrators;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CodeOperations(
            StoredMessages messages,
            UnmappedCodes unmapped,
            FeedPublisher publisher,
            Replays replays,
            Administrators administrators,
            ApplicationEventPublisher events,
            Clock clock) {
        this.messages = messages;
        this.unmapped = unmapped;
        this.publisher = publisher;
        this.replays = replays;
        this.administrators = administrators;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The codes of a feed that are neither in the HL7 table of their field nor explained by the feed, what came most often first.
     *
     * <p>Out: {@code messages}, how many were read, the newest first, and {@code all}, whether no older ones are left; {@code
     * code}s with {@code field}, its {@code name}, {@code table}s, {@code local}, the sender's {@code display}, {@code messages},
     * the newest of them as {@code header}, and when it came as {@code last}; where somebody has explained it and these messages
     * have not been applied again since, the {@code code} that it means, or {@code left}. For each {@code table}, once, its {@code
     * number} and {@code choice}s of {@code code} and {@code display}.
     */
    @Operation(name = "$unmapped-codes", idempotent = true)
    public Parameters list(@OperationParam(name = "feed", min = 1) @Nullable StringType feed) {
        Feed of = messages.feed(feed);
        Found found = unmapped.of(of);
        Parameters answer = new Parameters();
        answer.addParameter("messages", new IntegerType(found.messages()));
        answer.addParameter("all", new BooleanType(found.all()));
        Set<String> tables = new TreeSet<>();
        for (UnmappedCode code : found.codes()) {
            show(answer.addParameter().setName("code"), code, of.table(code.field()));
            tables.addAll(code.tables());
        }
        tables.forEach(table -> show(answer.addParameter().setName("table"), table));
        return answer;
    }

    private static void show(ParametersParameterComponent out, UnmappedCode code, LocalTable known) {
        known.find(code.local())
                .ifPresent(entry -> out.addPart().setName("code").setValue(new StringType(entry.code())));
        if (known.leavesAsItIs(code.local())) {
            out.addPart().setName("left").setValue(new BooleanType(true));
        }
        out.addPart().setName("field").setValue(new StringType(code.field()));
        Dictionary.fieldName(code.field())
                .ifPresent(name -> out.addPart().setName("name").setValue(new StringType(name)));
        code.tables().forEach(table -> out.addPart().setName("table").setValue(new CodeType(table)));
        out.addPart().setName("local").setValue(new StringType(code.local()));
        if (!code.display().isEmpty()) {
            out.addPart().setName("display").setValue(new StringType(code.display()));
        }
        out.addPart()
                .setName("messages")
                .setValue(new IntegerType(code.messages().size()));
        out.addPart()
                .setName("header")
                .setValue(new Reference("MessageHeader/" + code.messages().get(0)));
        out.addPart().setName("last").setValue(new InstantType(Date.from(code.last())));
    }

    private static void show(ParametersParameterComponent out, String table) {
        out.addPart().setName("number").setValue(new CodeType(table));
        CodeTable.known(table).forEach((code, display) -> {
            ParametersParameterComponent choice = out.addPart().setName("choice");
            choice.addPart().setName("code").setValue(new StringType(code));
            if (!display.isEmpty()) {
                choice.addPart().setName("display").setValue(new StringType(display));
            }
        });
    }

    /**
     * Explains codes of a feed: from now on each means a code of its field's table, or is known to have none there. What came with
     * them is applied again. For people of a role with the right {@code feeds}, who have just shown who they are.
     *
     * <p>Out: {@code codes} and {@code messages}, how many are explained and applied again; {@code restart}, whether it holds only
     * after one, and then nothing is applied again.
     *
     * @param said {@code feed}, and {@code code}s with {@code field}, {@code local} and the standard's {@code code}; without it
     *     the code stays as it is, and is not asked about any more
     */
    @Operation(name = "$map-codes")
    public Parameters map(@ResourceParam Parameters said) {
        String by = administrators.proven(Role::feeds).username();
        Feed feed = messages.feed(new StringType(text(said.getParameter(), "feed")));
        boolean takenOn = publisher.isTakenOn();
        if (takenOn && replays.isUnderWay(feed.id())) {
            throw StoredMessages.refused(
                    IssueType.CONFLICT, "A replay of this feed is under way. Wait for its end, or cancel it.");
        }
        Wanted wanted = wanted(said, unmapped.of(feed).codes());
        Duration reading = write(feed, wanted.codes(), by);
        if (takenOn) {
            Instant now = clock.instant();
            Instant holds = publisher.isTakenOnBy(now, reading);
            if (replays.start(feed.id(), wanted.messages(), Authorship.current(), now, holds)
                    .isEmpty()) {
                throw StoredMessages.refused(
                        IssueType.CONFLICT,
                        "It is written down, but a replay of this feed began meanwhile. When it has ended, explain the"
                                + " codes that are left once more.");
            }
        }
        Parameters answer = new Parameters();
        answer.addParameter("codes", new IntegerType(wanted.codes().size()));
        answer.addParameter(
                "messages", new IntegerType(takenOn ? wanted.messages().size() : 0));
        answer.addParameter("restart", new BooleanType(!takenOn));
        return answer;
    }

    /** What is explained, and the messages in which it came. */
    private record Wanted(List<Mapped> codes, Set<Long> messages) {}

    private static Wanted wanted(Parameters said, List<UnmappedCode> waiting) {
        Wanted wanted = new Wanted(new ArrayList<>(), new TreeSet<>());
        for (ParametersParameterComponent one : said.getParameter()) {
            if (Objects.equals(one.getName(), "code")) {
                String field = text(one.getPart(), "field");
                String local = text(one.getPart(), "local");
                UnmappedCode code = waiting.stream()
                        .filter(candidate -> candidate.field().equals(field)
                                && candidate.local().equals(local))
                        .findFirst()
                        .orElseThrow(() -> StoredMessages.refused(
                                IssueType.NOTFOUND, "code: this is none of the codes that wait. Ask again which do."));
                wanted.codes().add(mapped(code, text(one.getPart(), "code")));
                wanted.messages().addAll(code.messages());
            }
        }
        if (wanted.codes().isEmpty()) {
            throw StoredMessages.refused(
                    IssueType.REQUIRED, "code: expected at least one, with field, local and code.");
        }
        return wanted;
    }

    private static Mapped mapped(UnmappedCode code, String standard) {
        SortedMap<String, String> choices =
                new TreeMap<>(CodeTable.known(code.tables().first()));
        code.tables().forEach(table -> choices.keySet()
                .retainAll(CodeTable.known(table).keySet()));
        if (!standard.isEmpty() && !choices.containsKey(standard)) {
            throw StoredMessages.refused(
                    IssueType.CODEINVALID,
                    "code: HL7 table " + String.join(", ", code.tables()) + " has no such code, for " + code.field()
                            + ".");
        }
        return new Mapped(code.field(), code.local(), standard, choices.getOrDefault(standard, ""));
    }

    private Duration write(Feed feed, List<Mapped> codes, String by) {
        return FileMistakes.answering(() -> publisher.explain(
                feed.id(),
                codes,
                (before, after) -> events.publishEvent(new FeedPublished(by, feed.id(), before, after))));
    }

    private static String text(List<ParametersParameterComponent> parts, String name) {
        return parts.stream()
                .filter(part -> name.equals(part.getName()) && part.getValue() != null)
                .findFirst()
                .flatMap(part -> Optional.ofNullable(part.getValue().primitiveValue()))
                .orElse("");
    }
}

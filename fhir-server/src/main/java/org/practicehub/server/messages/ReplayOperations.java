package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.routes.replay.Replay;
import org.practicehub.routes.replay.Replays;
import org.practicehub.routes.replay.Selection;
import org.practicehub.server.access.Authorship;

/** Many messages of a feed worked off again: how many they would be, the start, how far it is, and its end before the end. */
public final class ReplayOperations {
    private static final String HELD = "held";
    private static final String ALL = "all";

    private final StoredMessages messages;
    private final Replays replays;
    private final Clock clock;

    ReplayOperations(StoredMessages messages, Replays replays, Clock clock) {
        this.messages = messages;
        this.replays = replays;
        this.clock = clock;
    }

    /**
     * Works messages that came by a feed off again; where nothing is new, nothing changes (G16).
     *
     * @param state held, or all: those and the settled ones, but not what a person skipped or corrected
     * @param from the first moment at which they came
     * @param until the first moment after it
     * @param preview only says how many they are
     */
    @Operation(name = "$replay")
    public Parameters replay(
            @OperationParam(name = "feed", min = 1) CodeType feed,
            @OperationParam(name = "state", min = 1) CodeType state,
            @OperationParam(name = "from") @Nullable InstantType from,
            @OperationParam(name = "until") @Nullable InstantType until,
            @OperationParam(name = "preview") @Nullable BooleanType preview) {
        Selection selection = selection(feed, state, from, until);
        if (preview != null && preview.booleanValue()) {
            Parameters answer = new Parameters();
            answer.addParameter("messages", count(replays.count(selection)));
            return answer;
        }
        long id = replays.start(selection, Authorship.current(), clock.instant())
                .orElseThrow(() -> StoredMessages.refused(
                        IssueType.CONFLICT, "A replay of this feed is under way. Wait for its end, or cancel it."));
        return show(
                replays.newest().stream().filter(replay -> replay.id() == id).toList());
    }

    private Selection selection(
            CodeType feed, CodeType state, @Nullable InstantType from, @Nullable InstantType until) {
        Feed of = messages.feed(feed);
        String which = Given.text(state).orElse("");
        if (!List.of(HELD, ALL).contains(which)) {
            throw StoredMessages.refused(IssueType.VALUE, "state: expected held or all.");
        }
        Optional<Instant> begin = Given.instant(from);
        Optional<Instant> end = Given.instant(until);
        if (begin.isPresent() && end.isPresent() && !begin.get().isBefore(end.get())) {
            throw StoredMessages.refused(IssueType.VALUE, "until: expected a time after from.");
        }
        return new Selection(of.id(), which.equals(HELD), begin, end);
    }

    /** The newest replays and how far they are. */
    @Operation(name = "$replays", idempotent = true)
    public Parameters replays() {
        return show(replays.newest());
    }

    /** Puts no more messages back; those that have been put back are worked off. */
    @Operation(name = "$cancel-replay")
    public Parameters cancel(@OperationParam(name = "id", min = 1) IntegerType id) {
        if (id == null || !replays.cancel(id.getValue())) {
            throw StoredMessages.refused(IssueType.CONFLICT, "This replay has ended already, or never was.");
        }
        return show(replays.newest());
    }

    private static Parameters show(List<Replay> replays) {
        Parameters parameters = new Parameters();
        replays.forEach(replay -> describe(parameters.addParameter().setName("replay"), replay));
        return parameters;
    }

    private static void describe(ParametersParameterComponent out, Replay replay) {
        out.addPart().setName("id").setValue(count(replay.id()));
        out.addPart().setName("feed").setValue(new CodeType(replay.feed()));
        out.addPart().setName("requested").setValue(new InstantType(Date.from(replay.requestedAt())));
        replay.requestedBy().ifPresent(who -> out.addPart().setName("by").setValue(new Reference(who)));
        out.addPart().setName("cancelled").setValue(new BooleanType(replay.cancelled()));
        replay.endedAt().ifPresent(at -> out.addPart().setName("ended").setValue(new InstantType(Date.from(at))));
        out.addPart().setName("total").setValue(count(replay.total()));
        out.addPart().setName("unchanged").setValue(count(replay.unchanged()));
        out.addPart().setName("changed").setValue(count(replay.changed()));
        out.addPart().setName("held").setValue(count(replay.held()));
        out.addPart().setName("passed").setValue(count(replay.passed()));
        out.addPart().setName("waiting").setValue(count(replay.waiting()));
    }

    private static IntegerType count(long number) {
        return new IntegerType(Math.toIntExact(number));
    }
}

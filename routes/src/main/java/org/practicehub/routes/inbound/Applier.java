package org.practicehub.routes.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feed.OnFailure;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.MarkedRecord;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.journal.Witness;
import org.practicehub.routes.journal.Worklist;
import org.practicehub.routes.journal.Worklist.Task;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.Written;
import org.practicehub.routes.tasks.MessageTasks;

/** Gives a message its effect: translate, store and settle as one unit, so that it happens once or not at all (G19). */
public class Applier {
    private final Feeds feeds;
    private final Journal journal;
    private final Worklist worklist;
    private final Marks marks;
    private final FhirStore store;
    private final Function<Message, Optional<Translator>> translators;
    private final Witness witness;
    private final Replies replies;

    public Applier(
            Feeds feeds,
            Journal journal,
            Worklist worklist,
            Marks marks,
            FhirStore store,
            Function<Message, Optional<Translator>> translators,
            Witness witness,
            Replies replies) {
        this.feeds = feeds;
        this.journal = journal;
        this.worklist = worklist;
        this.marks = marks;
        this.store = store;
        this.translators = translators;
        this.witness = witness;
        this.replies = replies;
    }

    /** The outcome of one message; empty when another process is at it or it is settled already. */
    record Outcome(String feed, MessageState state, List<Problem> problems) {}

    Optional<Outcome> apply(long id) {
        return store.unit(unit -> worklist.claim(id).map(task -> apply(task, unit)));
    }

    /** What cannot be applied for a reason that trying again does not cure is set aside for a person. */
    Optional<Outcome> setAside(long id, Problem why) {
        return store.unit(unit -> worklist.claim(id).map(task -> hold(task, unit, feed(task), List.of(why))));
    }

    private Outcome apply(Task task, Unit unit) {
        Optional<Feed> feed = feed(task);
        if (feed.isEmpty()) {
            return hold(
                    task,
                    unit,
                    feed,
                    List.of(Problem.error(
                            Code.INTERNAL,
                            Place.of("MSH"),
                            "The feed that this message came by is no longer configured.")));
        }
        Message message = read(task, feed.get());
        Context context = new Context(feed.get(), task.receivedAt(), task.turn(), Long.toString(task.id()));
        MarkedRecord record = new MarkedRecord(unit.resources(), marks, task.feed());
        Translation translation = translators
                .apply(message)
                .orElseThrow(() -> new IllegalStateException("a message is in the worklist that nothing translates"))
                .translate(message, context, record);
        if (translation.hold().isPresent()) {
            List<Problem> problems = new ArrayList<>(List.of(translation.hold().get()));
            problems.addAll(translation.problems());
            replies.to(message, context, record, problems);
            return hold(task, unit, feed, problems);
        }
        replies.to(message, context, record, translation.problems());
        return store(task, unit, translation, record);
    }

    private Outcome store(Task task, Unit unit, Translation translation, MarkedRecord record) {
        List<Written> written = unit.write(translation.changes(), "urn:x-hub:feed:" + task.feed());
        List<Written> touched = Stream.concat(
                        written.stream().filter(one -> !translation.inPassing().contains(one.reference())),
                        translation.confirmed().stream().flatMap(ref -> record.met(ref).stream()))
                .toList();
        marks.move(task.feed(), touched, translation.eventTime(), task.turn());
        MessageState state = state(translation);
        Optional<String> patient = translation.about().stream()
                .filter(about -> about.startsWith("Patient/"))
                .findFirst();
        worklist.settle(task.id(), state, patient, translation.problems(), translation.changes(), written);
        witness.settled(task.id(), task.feed(), state, patient);
        if (task.attempts() > 0) {
            MessageTasks.close(task.id(), unit);
        }
        return new Outcome(task.feed(), state, translation.problems());
    }

    private static MessageState state(Translation translation) {
        if (!translation.changes().isEmpty()) {
            return MessageState.APPLIED;
        }
        return translation.stale().isEmpty() ? MessageState.UNCHANGED : MessageState.STALE;
    }

    private Outcome hold(Task task, Unit unit, Optional<Feed> feed, List<Problem> problems) {
        boolean othersWait = feed.map(Feed::onFailure).orElse(OnFailure.WAIT) == OnFailure.WAIT;
        worklist.hold(task.id(), problems, othersWait);
        MessageTasks.open(task.id(), problems.get(0), unit);
        witness.settled(task.id(), task.feed(), MessageState.HELD, Optional.empty());
        return new Outcome(task.feed(), MessageState.HELD, problems);
    }

    private Optional<Feed> feed(Task task) {
        return feeds.named(task.feed());
    }

    private Message read(Task task, Feed feed) {
        if (Message.read(journal.bytes(task.id()), feed.charset()) instanceof Reading.Read read) {
            return read.message();
        }
        throw new IllegalStateException("a frame that is no message was taken");
    }
}

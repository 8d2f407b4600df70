package org.practicehub.mappings.hl7v2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feed.UnknownVersion;
import org.practicehub.mappings.feed.Feed.Unsupported;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/**
 * Whether a message can be taken at all, judged from the message alone, before anything is done with it (G22, G26). Errors
 * refuse it; warnings go into the acknowledgement of a message that is taken.
 */
public final class Acceptance {

    private static final Place MSH_9 = Place.of("MSH", 9);
    /** Types whose PID, where there is one, must say by a number who it is. */
    private static final Set<String> IDENTIFIED = Set.of("ADT", "BAR", "DFT", "OMG", "ORM", "ORU");

    private Acceptance() {}

    public static List<Problem> check(Message message, Feed feed) {
        List<Problem> problems = new ArrayList<>();
        type(message, feed).ifPresent(problems::add); // MSH-9
        controlId(message).ifPresent(problems::add); // MSH-10
        processingId(message, feed).ifPresent(problems::add); // MSH-11
        version(message, feed).ifPresent(problems::add); // MSH-12
        characterSet(message).ifPresent(problems::add); // MSH-18
        secondHeader(message).ifPresent(problems::add);
        Event.of(message).ifPresent(event -> content(event, message, problems));
        return List.copyOf(problems);
    }

    private static Optional<Problem> type(Message message, Feed feed) {
        if (message.type().isEmpty()) {
            return error(Code.TYPE_UNSUPPORTED, MSH_9, "The message does not say what type it is.");
        }
        boolean answer = message.type().equals("ACK") && message.optional("MSA").isPresent();
        if (answer || Event.of(message).isPresent() || feed.unsupported() == Unsupported.IGNORE) {
            return Optional.empty();
        }
        return Event.knows(message.type())
                ? error(Code.EVENT_UNSUPPORTED, Place.of("MSH", 9, 2), "This event is not taken here.")
                : error(Code.TYPE_UNSUPPORTED, Place.of("MSH", 9, 1), "This message type is not taken here.");
    }

    private static Optional<Problem> controlId(Message message) {
        return message.controlId().isEmpty()
                ? error(Code.REQUIRED_MISSING, Place.of("MSH", 10), "The message has no control id.")
                : Optional.empty();
    }

    private static Optional<Problem> processingId(Message message, Feed feed) {
        String id = message.processingId();
        if (id.isEmpty()) {
            return warning(Code.REQUIRED_MISSING, Place.of("MSH", 11), "No processing id; taken as production.");
        }
        return feed.processingIds().contains(id)
                ? Optional.empty()
                : error(
                        Code.PROCESSING_ID,
                        Place.of("MSH", 11),
                        "Messages with this processing id are not taken here.");
    }

    private static Optional<Problem> version(Message message, Feed feed) {
        Place place = Place.of("MSH", 12);
        if (new Version(message.version()).isKnown()) {
            return Optional.empty();
        }
        return feed.unknownVersion() == UnknownVersion.REFUSE
                ? error(Code.VERSION, place, "This version of HL7 is not known here.")
                : warning(Code.VERSION, place, "This version of HL7 is not known here; read as the newest one.");
    }

    private static Optional<Problem> characterSet(Message message) {
        Field set = message.header().field(18).repetition(1);
        boolean known = !set.isPresent() || CharacterSets.byHl7Name(set.text()).isPresent();
        Place place = new Place("MSH", 1, 18, 0, 0, 0);
        return known ? Optional.empty() : error(Code.TABLE_VALUE, place, "This character set is not known here.");
    }

    /** Messages run together in one frame would be answered by one acknowledgement: the second could be lost unseen. */
    private static Optional<Problem> secondHeader(Message message) {
        Place place = new Place("MSH", 2, 0, 0, 0, 0);
        return message.each("MSH").count() == 1
                ? Optional.empty()
                : error(Code.SEGMENT_SEQUENCE, place, "The frame holds more than one message.");
    }

    private static void content(Event event, Message message, List<Problem> problems) {
        event.required().stream()
                .filter(name -> message.optional(name).isEmpty())
                .map(name -> Problem.error(Code.REQUIRED_MISSING, Place.of(name), "The segment is missing."))
                .forEach(problems::add);
        message.each("FT1")
                .map(ft1 -> ft1.field(4))
                .filter(date -> !date.isPresent())
                .map(date -> Problem.error(Code.REQUIRED_MISSING, date.place(), "The transaction has no date."))
                .forEach(problems::add); // F5
        message.each("PID")
                .filter(pid -> event.namesAccount() && !identified(pid, 18))
                .map(pid -> unidentified(pid, 18, "The account has no number."))
                .forEach(problems::add);
        message.each("PID")
                .filter(pid -> IDENTIFIED.contains(event.type()) && !identified(pid, 2, 3, 4))
                .map(pid -> unidentified(pid, 3, "The patient has no identifier."))
                .forEach(problems::add);
        if (event.isPatientMerge() && message.optional("MRG").isPresent()) {
            merges(message, problems);
        }
        if (event.isLink() && message.each("PID").count() == 1) {
            problems.add(Problem.error(
                    Code.REQUIRED_MISSING, new Place("PID", 2, 0, 0, 0, 0), "The second patient is missing."));
        }
        message.optional("SCH")
                .filter(sch -> !identified(sch, 1, 2))
                .map(sch -> unidentified(sch, 2, "The appointment has no identifier."))
                .ifPresent(problems::add);
        message.optional("ARQ")
                .filter(arq -> !identified(arq, 1, 2))
                .map(arq -> unidentified(arq, 1, "The request has no identifier."))
                .ifPresent(problems::add);
        message.optional("RF1")
                .filter(rf1 -> event.type().equals("REF") && !identified(rf1, 6, 11))
                .map(rf1 -> unidentified(rf1, 6, "The referral has no identifier."))
                .ifPresent(problems::add);
        message.optional("TXA")
                .filter(txa -> !identified(txa, 12))
                .map(txa -> unidentified(txa, 12, "The document has no identifier."))
                .ifPresent(problems::add);
    }

    /** A merge says of each PID whom it ends, or it would be half a merge and nobody would know. */
    private static void merges(Message message, List<Problem> problems) {
        message.each("MRG")
                .filter(mrg -> !identified(mrg, 1, 4))
                .map(mrg -> unidentified(mrg, 1, "The patient to be ended has no identifier."))
                .forEach(problems::add);
        message.groups("PID", Set.of("MRG")).stream()
                .filter(pair -> pair.optional("MRG").isEmpty())
                .map(pair -> Problem.error(
                        Code.REQUIRED_MISSING, pair.first().field(3).place(), "No MRG follows this PID."))
                .forEach(problems::add);
    }

    /** Whether one of the fields holds a number, and not only who would have assigned it. */
    private static boolean identified(Segment segment, int... fields) {
        return Arrays.stream(fields)
                .mapToObj(segment::field)
                .flatMap(Field::repetitions)
                .anyMatch(cx -> cx.component(1).isPresent());
    }

    private static Problem unidentified(Segment segment, int field, String text) {
        return Problem.error(Code.NO_USABLE_IDENTIFIER, segment.field(field).place(), text);
    }

    private static Optional<Problem> error(Code code, Place place, String text) {
        return Optional.of(Problem.error(code, place, text));
    }

    private static Optional<Problem> warning(Code code, Place place, String text) {
        return Optional.of(Problem.warning(code, place, text));
    }
}

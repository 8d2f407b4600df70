package org.practicehub.benchmarks.hub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.patients.Patient;

/**
 * The demo's mix of messages: many stories at once, one step here, one step there. A patient's messages all go over the same
 * connection, in order; patients are many, so that the order of one does not hold up the others.
 */
final class Mix {
    private static final int OPEN_AT_ONCE = 40;
    private static final int NEWCOMER_EVERY = 8;

    private final Ehr ehr;
    private final List<Patient> patients;
    private final List<Desk> desks;
    private final List<Story> told = new ArrayList<>();

    Mix(Path folder, Plan plan) {
        ehr = new Ehr(folder);
        patients = IntStream.range(0, plan.patients())
                .mapToObj(number -> ehr.newPatient())
                .toList();
        desks = IntStream.range(0, Plan.CONNECTIONS).mapToObj(Desk::new).toList();
    }

    /** A28 for everybody whom the practice knows. */
    List<List<Message>> registrations() {
        return desks.stream().map(Desk::registrations).toList();
    }

    /** The next so many messages, a list for each connection. */
    List<List<Message>> next(int count) {
        return desks.stream().map(desk -> desk.next(count / desks.size())).toList();
    }

    /** The stories whose booking was handed out. */
    List<Story> told() {
        return told.stream().filter(Story::isBooked).toList();
    }

    /** One connection's part. */
    private final class Desk {
        private final List<Patient> mine;
        private final List<Story> open = new ArrayList<>();
        private int begun;

        Desk(int number) {
            this.mine = IntStream.range(0, patients.size())
                    .filter(at -> at % Plan.CONNECTIONS == number)
                    .mapToObj(patients::get)
                    .toList();
        }

        List<Message> registrations() {
            return mine.stream().map(this::registration).toList();
        }

        private Message registration(Patient patient) {
            Envelope envelope = ehr.envelope();
            return new Message(envelope.controlId(), ehr.adt.registration(patient, envelope));
        }

        List<Message> next(int count) {
            List<Message> messages = new ArrayList<>();
            while (messages.size() < count) {
                while (open.size() < Math.min(OPEN_AT_ONCE, mine.size())) {
                    open.add(begin());
                }
                Story story = ehr.dice.pick(open);
                messages.add(story.next());
                if (story.isOver()) {
                    open.remove(story);
                }
            }
            return messages;
        }

        private Story begin() {
            begun++;
            Story story = begun % NEWCOMER_EVERY == 0
                    ? Story.ofNewcomer(ehr)
                    : Story.of(ehr, ehr.patient(mine.get(begun % mine.size()).mrn()));
            told.add(story);
            return story;
        }
    }
}

package org.practicehub.mappings.feed.overlay;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;

/** One line of a feed's file that changes what a message becomes. */
public sealed interface Rule permits Rule.Set, Rule.Default, Rule.Drop {

    /** The element that it is about. */
    TargetPath target();

    /** Where it is written. */
    Origin origin();

    /** Carries it out on a resource that the message has in hand. */
    void apply(Hand hand);

    /**
     * A resource that a message has in hand.
     *
     * @param resource as the message leaves it so far
     * @param before as it was met; empty when it is new
     * @param isThere whether the record has what a reference points at
     */
    record Hand(Resource resource, Optional<Resource> before, Source source, Predicate<String> isThere) {}

    /**
     * {@code set}: what a field says goes into an element, in the semantics of all fields: absent leaves alone, {@code ""}
     * deletes, a list is the whole list (G6, G7).
     */
    record Set(SourcePath from, TargetPath target, Condition when, Origin origin) implements Rule {

        /** Whether a message has something to say by this rule. */
        public boolean speaks(Message message) {
            return said(message).filter(field -> !field.isAbsent()).isPresent();
        }

        private Optional<Field> said(Message message) {
            return from.in(message).filter(sent -> when.holds(message));
        }

        @Override
        public void apply(Hand hand) {
            Optional<Field> field = said(hand.source().message());
            if (field.isEmpty() || field.get().isAbsent()) {
                keep(hand);
            } else if (field.get().isCleared()) {
                Systems.withdraw(target.around(hand.resource()), system(hand));
                target.remove(hand.resource(), List.of());
            } else {
                write(field.get(), hand);
            }
        }

        private void write(Field field, Hand hand) {
            List<IBase> values = values(field, hand.source());
            if (!values.isEmpty() && target.isWithin(hand.resource())) {
                target.put(hand.resource(), values);
                Systems.give(target.around(hand.resource()), system(hand));
            } else if (!values.isEmpty()) {
                hand.source()
                        .warn(
                                Code.REQUIRED_MISSING,
                                field,
                                "What the feed's rule adds to is not there, and cannot be made of this alone.");
            }
        }

        /** The system of identifiers and codes of which the field is the value alone (G11). */
        private String system(Hand hand) {
            return hand.source().feed().privateSystem(from.field());
        }

        /**
         * An entry of a list that the rule names is the rule's own: a message that writes the list anew and does not speak of
         * this entry does not take it away.
         */
        private void keep(Hand hand) {
            if (target.selects() && target.in(hand.resource()).isEmpty()) {
                hand.before()
                        .map(target::in)
                        .filter(was -> !was.isEmpty())
                        .ifPresent(was -> target.put(hand.resource(), was));
            }
        }

        private List<IBase> values(Field field, Source source) {
            Values type = target.values();
            return target.isWholeList()
                    ? field.repetitions()
                            .flatMap(one -> type.read(one, source).stream())
                            .map(IBase.class::cast)
                            .toList()
                    : type.read(field.repetition(1), source).map(IBase.class::cast).stream()
                            .toList();
        }
    }

    /** {@code defaults}: what an element is where neither message nor record say. */
    record Default(TargetPath target, IBase value, Origin origin) implements Rule {

        @Override
        public void apply(Hand hand) {
            if (!target.in(hand.resource()).isEmpty() || !target.isWithin(hand.resource())) {
                return;
            }
            if (value instanceof Reference to && !hand.isThere().test(to.getReference())) {
                hand.source()
                        .warn(
                                Code.UNKNOWN_KEY,
                                Place.of("MSH"),
                                "The feed's default for " + target + " refers to what is not in the record.");
                return;
            }
            target.put(hand.resource(), List.of(value));
        }
    }

    /** {@code drop}: nothing of this is taken from messages; what the record has stays. */
    record Drop(TargetPath target, Origin origin) implements Rule {

        @Override
        public void apply(Hand hand) {
            List<IBase> was = hand.before().map(target::in).orElse(List.of());
            target.remove(hand.resource(), was);
            if (target.isOnePlace() && target.in(hand.resource()).size() < was.size()) {
                target.put(hand.resource(), was);
            }
        }
    }

    /** An element that it writes and that both feeds of a chain write is the child's. */
    static boolean replaces(Rule child, Rule parent) {
        return child.getClass() == parent.getClass()
                && child.target().toString().equals(parent.target().toString());
    }
}

package org.practicehub.mappings.record;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Identifiers;

/**
 * What a message is about, as far as order matters: messages that share a key are processed one after the other, in the
 * order they came (G17): a family's account may be several patients'. A merge has the keys of both patients, so it waits for both and both wait for it.
 */
public final class OrderKeys {

    private OrderKeys() {}

    /** Sorted, so that whoever locks them locks in one order. Empty for a message that is about nobody. */
    public static SortedSet<String> of(Message message, Feed feed) {
        SortedSet<String> keys = new TreeSet<>();
        message.each("PID")
                .forEach(pid -> add(keys, feed, pid.field(3), pid.field(2), pid.field(4))); // PID-3, else PID-2, PID-4
        message.each("MRG").forEach(mrg -> add(keys, feed, mrg.field(1), mrg.field(4))); // MRG-1, else MRG-4
        message.each("PID").forEach(pid -> Identifiers.token(pid.field(18), "AN", feed)
                .ifPresent(token -> keys.add("Account|" + token))); // PID-18
        message.optional("SCH").ifPresent(sch -> {
            Identifiers.ofEntity(sch.field(1), "PLAC", feed)
                    .ifPresent(token -> keys.add("Appointment|" + token)); // SCH-1
            Identifiers.ofEntity(sch.field(2), "FILL", feed)
                    .ifPresent(token -> keys.add("Appointment|" + token)); // SCH-2
        });
        message.optional("ARQ").ifPresent(arq -> {
            Identifiers.ofEntity(arq.field(1), "PLAC", feed)
                    .ifPresent(token -> keys.add("Appointment|" + token)); // ARQ-1
            Identifiers.ofEntity(arq.field(2), "FILL", feed)
                    .ifPresent(token -> keys.add("Appointment|" + token)); // ARQ-2
        });
        message.optional("RF1").ifPresent(rf1 -> {
            Identifiers.ofEntity(rf1.field(6), "PLAC", feed)
                    .ifPresent(token -> keys.add("ServiceRequest|" + token)); // RF1-6
            Identifiers.ofEntity(rf1.field(11), "FILL", feed)
                    .ifPresent(token -> keys.add("ServiceRequest|" + token)); // RF1-11
        });
        message.optional("TXA").ifPresent(txa -> {
            Identifiers.ofEntity(txa.field(12), "DOC", feed)
                    .ifPresent(token -> keys.add("DocumentReference|" + token)); // TXA-12
            Identifiers.ofEntity(txa.field(13), "DOC", feed)
                    .ifPresent(token -> keys.add("DocumentReference|" + token)); // TXA-13
        });
        Stream.of("ORC", "OBR").flatMap(message::each).forEach(order -> {
            Identifiers.ofEntity(order.field(2), "PLAC", feed)
                    .ifPresent(token -> keys.add("ServiceRequest|" + token)); // ORC-2, OBR-2
            Identifiers.ofEntity(order.field(3), "FILL", feed)
                    .ifPresent(token -> keys.add("ServiceRequest|" + token)); // ORC-3, OBR-3
        });
        return keys;
    }

    private static void add(SortedSet<String> keys, Feed feed, Field... lists) {
        List<Token> all = Stream.of(lists)
                .map(field -> Identifiers.tokens(field, feed))
                .filter(tokens -> !tokens.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<Token> known =
                all.stream().filter(token -> feed.isKey(token.system())).toList();
        (known.isEmpty() ? all : known).forEach(token -> keys.add("Patient|" + token));
    }
}

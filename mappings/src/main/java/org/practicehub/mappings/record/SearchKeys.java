package org.practicehub.mappings.record;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Identifiers;

/** The identifiers a person in front of the console finds a message by: numbers only, no name, no social security number. */
public final class SearchKeys {

    private SearchKeys() {}

    public static SortedSet<String> of(Message message, Feed feed) {
        SortedSet<String> keys = new TreeSet<>();
        message.header().field(10).ifPresent(keys::add); // MSH-10
        message.each("PID").forEach(pid -> {
            people(pid.field(2), feed, keys); // PID-2
            people(pid.field(3), feed, keys); // PID-3
            pid.field(18).ifPresent(keys::add); // PID-18
        });
        message.each("MRG").forEach(mrg -> people(mrg.field(1), feed, keys)); // MRG-1
        message.each("PV1").forEach(pv1 -> {
            pv1.field(19).ifPresent(keys::add); // PV1-19
            pv1.field(50).ifPresent(keys::add); // PV1-50
        });
        message.each("FT1").forEach(ft1 -> ft1.field(2).ifPresent(keys::add)); // FT1-2
        message.each("SCH").forEach(sch -> {
            sch.field(1).ifPresent(keys::add); // SCH-1
            sch.field(2).ifPresent(keys::add); // SCH-2
        });
        message.each("ARQ").forEach(arq -> {
            arq.field(1).ifPresent(keys::add); // ARQ-1
            arq.field(2).ifPresent(keys::add); // ARQ-2
        });
        message.each("RF1").forEach(rf1 -> {
            rf1.field(6).ifPresent(keys::add); // RF1-6
            rf1.field(11).ifPresent(keys::add); // RF1-11
        });
        message.each("TXA").forEach(txa -> {
            txa.field(12).ifPresent(keys::add); // TXA-12
            txa.field(13).ifPresent(keys::add); // TXA-13
        });
        Stream.of("ORC", "OBR").flatMap(message::each).forEach(order -> {
            order.field(2).ifPresent(keys::add); // ORC-2, OBR-2
            order.field(3).ifPresent(keys::add); // ORC-3, OBR-3
        });
        return keys;
    }

    private static void people(Field list, Feed feed, SortedSet<String> keys) {
        Identifiers.tokens(list, feed).forEach(token -> keys.add(token.value()));
    }
}

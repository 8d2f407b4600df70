package org.practicehub.mappings.hl7v2;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.mappings.problem.Problem;

/**
 * More than one message in a file or a frame (HL7 section 2.10.3; G28): batches between BHS and BTS, in a file between FHS and FTS,
 * or messages one after the other without any of these. Each message is one by itself; what surrounds them only counts them.
 *
 * @param header FHS alone; empty when there is none
 * @param problem what FTS-1 says and is not so
 */
public record Batches(Optional<Message> header, List<Batch> all, Optional<Problem> problem) {

    public Batches {
        all = List.copyOf(all);
    }

    /**
     * One batch.
     *
     * @param header BHS alone; empty when there is none
     * @param messages each as it stands there
     * @param problem what BTS-1 says and is not so, or what stands outside of every message
     */
    public record Batch(Optional<Message> header, List<byte[]> messages, Optional<Problem> problem) {

        public Batch {
            messages = List.copyOf(messages);
        }
    }

    /** Cuts bytes into their messages. Empty when they are one message, or none, without anything around it. */
    public static Optional<Batches> of(byte[] bytes) {
        return BatchReader.read(bytes);
    }

    /** What is wrong with what surrounds the messages. */
    public List<Problem> problems() {
        return Stream.concat(all.stream().flatMap(batch -> batch.problem().stream()), problem.stream())
                .toList();
    }

    /** How many messages there are. */
    public int size() {
        return all.stream().mapToInt(batch -> batch.messages().size()).sum();
    }
}

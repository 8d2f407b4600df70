package org.practicehub.sample;

import java.util.List;
import java.util.stream.Stream;

/** A message as a receiver reads it, without help from the code that wrote it. */
public record Hl7(String text) {

    public List<List<String>> segments(String name) {
        return Stream.of(text.split("\r"))
                .map(line -> List.of(line.split("\\|", -1)))
                .filter(fields -> fields.get(0).equals(name))
                .toList();
    }

    /** A field of the first such segment, counted as in the standard; empty when there is none. */
    public String field(String segment, int number) {
        int index = segment.equals("MSH") ? number - 1 : number;
        return segments(segment).stream()
                .findFirst()
                .filter(fields -> index < fields.size())
                .map(fields -> fields.get(index))
                .orElse("");
    }

    public String component(String segment, int number, int component) {
        String[] components = field(segment, number).split("\\^", -1);
        return component <= components.length ? components[component - 1] : "";
    }

    public String event() {
        return component("MSH", 9, 2);
    }

    public String controlId() {
        return field("MSH", 10);
    }

    public String mrn() {
        return component("PID", 3, 1);
    }

    public String appointment() {
        return component("SCH", 2, 1);
    }

    public String visit() {
        return component("PV1", 19, 1);
    }

    /** What happened to whom, without times and control ids. */
    public String gist() {
        return event() + " " + mrn() + " " + appointment() + visit();
    }
}

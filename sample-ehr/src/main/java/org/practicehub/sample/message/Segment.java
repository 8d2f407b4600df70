package org.practicehub.sample.message;

import java.util.ArrayList;
import java.util.List;

/** One segment while it is written, field by field, counted from one as in the standard. */
final class Segment {

    private final String name;
    private final List<String> fields = new ArrayList<>();

    Segment(String name) {
        this.name = name;
    }

    Segment set(int number, Field field) {
        while (fields.size() < number) {
            fields.add("");
        }
        fields.set(number - 1, field.encoded());
        return this;
    }

    Segment set(int number, String text) {
        return set(number, Field.text(text));
    }

    /** The segment, without the empty fields at its end. */
    @Override
    public String toString() {
        int last = fields.size();
        while (last > 0 && fields.get(last - 1).isEmpty()) {
            last--;
        }
        return name + "|" + String.join("|", fields.subList(0, last));
    }
}

package org.practicehub.mappings.feed.overlay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;

/** When a rule speaks: all of its tests hold. Without tests, always. */
public record Condition(List<Test> tests) {

    public static final Condition ALWAYS = new Condition(List.of());

    public Condition {
        tests = List.copyOf(tests);
    }

    /** What is asked of one place in the message. */
    public sealed interface Test permits In, Present, Absent {

        SourcePath path();

        boolean holds(Optional<Field> field);
    }

    /** {@code is} and {@code in}: the text there is one of these. */
    public record In(SourcePath path, Set<String> texts) implements Test {

        public In {
            texts = Set.copyOf(texts);
        }

        @Override
        public boolean holds(Optional<Field> field) {
            return field.map(Field::text).filter(texts::contains).isPresent();
        }
    }

    /** {@code present}: a value is there. {@code ""} is none. */
    public record Present(SourcePath path) implements Test {

        @Override
        public boolean holds(Optional<Field> field) {
            return field.filter(Field::isPresent).isPresent();
        }
    }

    /** {@code absent}: nothing is said there. {@code ""} says something: that what is held is to go (G6). */
    public record Absent(SourcePath path) implements Test {

        @Override
        public boolean holds(Optional<Field> field) {
            return field.map(Field::isAbsent).orElse(true);
        }
    }

    boolean holds(Message message) {
        for (Test test : tests) {
            if (!test.holds(test.path().in(message))) {
                return false;
            }
        }
        return true;
    }
}

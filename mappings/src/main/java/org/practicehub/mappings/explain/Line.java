package org.practicehub.mappings.explain;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;

/** A line of a mapping that is being carried out. */
record Line(String file, String method, int number) {

    /** What carries values but is no mapping: Java, HAPI, text and data types, the machinery. */
    private static final List<String> NO_MAPPINGS = List.of(
            "java.",
            "jdk.",
            "org.hl7.",
            "ca.uhn.",
            "org.practicehub.mappings.hl7v2.",
            "org.practicehub.mappings.feed.",
            "org.practicehub.mappings.record.",
            "org.practicehub.mappings.terms.",
            "org.practicehub.mappings.explain.");

    /** The lines that are being carried out, the innermost first, up to the translator. */
    static List<Line> present() {
        return StackWalker.getInstance().walk(frames -> frames.takeWhile(frame -> !isTheTranslators(frame))
                .filter(frame -> NO_MAPPINGS.stream().noneMatch(frame.getClassName()::startsWith))
                .map(frame ->
                        new Line(String.valueOf(frame.getFileName()), frame.getMethodName(), frame.getLineNumber()))
                .toList());
    }

    private static boolean isTheTranslators(StackFrame frame) {
        return frame.getMethodName().equals("translate") && frame.getClassName().endsWith("Translator");
    }

    /** The innermost line; of a class that maps a segment, the one that stands for the field, and not a helper's. */
    static Optional<Line> telling(List<Line> lines) {
        return lines.stream()
                .findFirst()
                .map(inner -> inner.isOfSegment()
                        ? lines.stream()
                                .takeWhile(line -> line.file().equals(inner.file()))
                                .reduce(inner, (first, second) -> second)
                        : inner);
    }

    /** Whether it maps a segment: such classes are named for the segment and what it becomes. */
    boolean isOfSegment() {
        return file.matches("[A-Z][A-Za-z0-9]+To[A-Z][A-Za-z]+\\.java");
    }

    /**
     * Where something was done after one moment and before another, each as its lines, the innermost first: as exactly as the
     * lines tell.
     */
    static String between(List<Line> from, List<Line> to) {
        int common = 0;
        while (common < Math.min(from.size(), to.size()) && outer(from, common).equals(outer(to, common))) {
            common++;
        }
        if (common == from.size() && common == to.size()) {
            return common == 0 ? "" : from.get(0).toString();
        } else if (common == from.size()) {
            return outer(to, common).toString();
        } else if (common == to.size()) {
            return outer(from, common).toString();
        }
        Line left = outer(from, common);
        Line reached = outer(to, common);
        if (left.file().equals(reached.file()) && left.method().equals(reached.method())) {
            return reached.number() > left.number() + 1 ? left + "-" + reached.number() : left.toString();
        }
        return common == 0 ? left.toString() : outer(from, common - 1).toString();
    }

    private static Line outer(List<Line> lines, int n) {
        return lines.get(lines.size() - 1 - n);
    }

    @Override
    public String toString() {
        return file + ":" + number;
    }
}

package org.practicehub.mappings.feed.overlay;

/** Where a rule is written: a file and its line. */
public record Origin(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}

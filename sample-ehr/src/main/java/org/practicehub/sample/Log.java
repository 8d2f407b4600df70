package org.practicehub.sample;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/** Plain lines with the time. What goes in names messages by their control id, never a patient. */
final class Log implements Consumer<String> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final Clock clock;

    Log(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void accept(String line) {
        out.println(TIME.format(clock.instant().atZone(ZoneId.systemDefault())) + " sample EHR: " + line);
    }
}

package org.practicehub.sample;

import java.nio.file.Path;
import java.time.ZoneId;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.PracticeFiles;

/** The demo practice, as the program reads it. */
public final class Demo {

    public static final Path FOLDER = Path.of("..", "config", "demo");
    public static final Practice PRACTICE = PracticeFiles.read(FOLDER);
    public static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private Demo() {}
}

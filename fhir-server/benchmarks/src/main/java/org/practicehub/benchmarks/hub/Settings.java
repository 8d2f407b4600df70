package org.practicehub.benchmarks.hub;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command line says.
 *
 * @param home the project's folder
 * @param javaOptions of the hub's JVM
 * @param only the parts to measure
 */
record Settings(Path home, List<String> javaOptions, boolean quick, Set<Part> only) {
    static final String HELP =
            """
            Usage: ./hub bench [--quick] [--only <part>,<part>]

            Measures speed on this machine. Every result is checked before its speed is believed.

              --quick   minutes instead of forty, to see that it works; the figures are those of a cold JVM
              --only    translation, beside, messages, transactions, day-view, scheduling; without it
                        all
            """;

    /** What can be measured by itself. */
    enum Part {
        TRANSLATION,
        /** The translation beside other programs. */
        BESIDE,
        MESSAGES,
        TRANSACTIONS,
        DAY_VIEW,
        SCHEDULING;

        boolean needsHub() {
            return this != TRANSLATION && this != BESIDE;
        }

        static Part named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    static Settings parse(List<String> arguments) {
        Settings settings = new Settings(Path.of("").toAbsolutePath(), List.of(), false, EnumSet.allOf(Part.class));
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            settings = switch (argument) {
                case "--quick" -> settings.with(true);
                case "--only" ->
                    settings.with(Stream.of(arguments.get(++at).split(","))
                            .map(Part::named)
                            .toList());
                case "--home" -> settings.with(Path.of(arguments.get(++at)));
                case "--java-options" ->
                    settings.withJava(List.of(arguments.get(++at).strip().split("\\s+")));
                default -> throw new IllegalArgumentException(argument);
            };
        }
        return settings;
    }

    private Settings with(boolean quickly) {
        return new Settings(home, javaOptions, quickly, only);
    }

    private Settings with(List<Part> parts) {
        return new Settings(home, javaOptions, quick, EnumSet.copyOf(parts));
    }

    private Settings with(Path folder) {
        return new Settings(folder, javaOptions, quick, only);
    }

    private Settings withJava(List<String> options) {
        return new Settings(home, options, quick, only);
    }

    Plan plan() {
        return quick ? Plan.quick() : Plan.full();
    }

    /** The Java that runs this runs the hub. */
    Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    Path hubJar() {
        return home.resolve("fhir-server/target/app/hub.jar");
    }

    Path jmhJar() {
        return home.resolve("mappings/benchmarks/target/benchmarks.jar");
    }

    /** The converter of LinuxForHealth and all that it needs, as the build has laid it out. */
    Path linuxForHealth() {
        return home.resolve("mappings/benchmarks/linuxforhealth/target/lib");
    }

    /** The public messages. They are no part of the project and may be missing. */
    Path corpus() {
        return home.resolve("../shared/corpora/hl7v2");
    }

    Path golden() {
        return home.resolve("mappings/src/test/resources/golden/hl7v2");
    }

    Path config() {
        return home.resolve("config");
    }

    Path log() {
        return home.resolve("target/bench-hub.log");
    }
}

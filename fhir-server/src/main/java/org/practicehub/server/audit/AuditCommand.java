package org.practicehub.server.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.audit.Verifier.Finding;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.database.DataDirectory;
import org.practicehub.server.database.DatabaseSettings;
import org.practicehub.server.database.OpenDatabase;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** {@code ./hub audit verify}: reads the whole trail and says whether it is as it was written. Nothing of a hub is started. */
public final class AuditCommand {
    private static final int WHOLE = 0;
    private static final int BROKEN = 1;
    private static final int NOT_DONE = 2;

    private static final String USAGE =
            "Usage: ./hub audit verify [--checkpoints=FILE] [--keys=FILE,FILE] [--from=NUMBER]";
    private static final String LIMIT =
            """
            Records cut off after the last checkpoint that is known here would not be missed. Keep the checkpoint file and the
            public key where whoever can change this database cannot.""";

    private AuditCommand() {}

    /** Only the settings that the command needs. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({AuditSettings.class, DataDirectory.class, DatabaseSettings.class})
    static class Settings {}

    /** Runs the command; its exit code: 0 whole, 1 broken, 2 not verified. */
    public static int run(String... arguments) {
        ApplicationArguments given = new DefaultApplicationArguments(arguments);
        if (!given.getNonOptionArgs().equals(List.of("audit", "verify"))) {
            say(USAGE);
            return NOT_DONE;
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(arguments)) {
            Path data = context.getBean(DataDirectory.class).data();
            try (OpenDatabase database = OpenDatabase.of(context.getBean(DatabaseSettings.class), data)) {
                Path file = option(given, "checkpoints")
                        .map(Path::of)
                        .orElseGet(() -> context.getBean(AuditSettings.class).checkpointFile(data));
                return verify(database, checkpoints(file), keys(given, data), from(given));
            }
        } catch (CannotStart e) {
            say(e.getMessage() + " " + e.remedy());
        } catch (IOException | GeneralSecurityException | SQLException | IllegalArgumentException e) {
            say("The audit trail could not be verified: " + e.getMessage());
        }
        return NOT_DONE;
    }

    private static int verify(
            OpenDatabase database, List<Checkpoint> checkpoints, Map<String, PublicKey> keys, long from)
            throws SQLException {
        Finding finding = new Verifier(keys).verify(database.connection(), checkpoints, from);
        if (finding instanceof Finding.Broken broken) {
            say("BROKEN at record " + broken.n() + ": " + broken.why() + ".");
            return BROKEN;
        }
        Finding.Whole whole = (Finding.Whole) finding;
        say("Whole: records " + from + " to " + whole.last() + " are as they were written.");
        say(whole.signed() == 0 ? "No checkpoint vouches for them." : "Signed up to record " + whole.signed() + ".");
        say(LIMIT);
        return WHOLE;
    }

    private static List<Checkpoint> checkpoints(Path file) throws IOException {
        if (!Files.exists(file)) {
            say("There is no checkpoint file " + file + ": what was cut off or written anew cannot be seen.");
            return List.of();
        }
        List<Checkpoint> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            found.add(Checkpoint.parse(line)
                    .orElseThrow(() -> new IOException("a line of " + file + " is no checkpoint")));
        }
        return found;
    }

    private static Map<String, PublicKey> keys(ApplicationArguments given, Path data)
            throws IOException, GeneralSecurityException {
        List<Path> files = option(given, "keys")
                .map(text -> List.of(text.split(",")).stream().map(Path::of).toList())
                .orElseGet(() -> List.of(CheckpointKey.publicFile(data.resolve("audit"))));
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                PublicKey key = CheckpointKey.publicKey(file);
                keys.put(CheckpointKey.id(key), key);
            }
        }
        return keys;
    }

    private static long from(ApplicationArguments given) {
        return option(given, "from").map(Long::parseLong).orElse(1L);
    }

    private static Optional<String> option(ApplicationArguments given, String name) {
        return Optional.ofNullable(given.getOptionValues(name))
                .flatMap(values -> values.stream().findFirst());
    }

    private static void say(String text) {
        System.out.println(text);
    }
}

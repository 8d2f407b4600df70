package org.practicehub.server.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.audit.AuditUnavailable;
import org.practicehub.server.database.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;

/** Settings of a YAML file below the practice's configuration that Spring has bound: bound anew when the file changes, whole or not at all. */
public final class WatchedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSettings.class);

    private final ConfigurableEnvironment environment;
    private final String location;
    private final String what;
    private final WatchedFile file;

    /**
     * @param name of the file, relative to the folder of the configuration
     * @param what the settings as the log calls them, in the plural: {@code The roles}
     */
    public WatchedSettings(ConfigurableEnvironment environment, String name, String what) {
        this.environment = environment;
        this.location = environment.getProperty("hub.config", "./config") + "/" + name;
        this.what = what;
        this.file = new WatchedFile(Path.of(location));
    }

    /** @param takeOn binds, checks and takes on what the environment says now; when it throws, the environment says again what it said */
    public void look(Runnable takeOn) {
        file.look().flatMap(text -> source()).ifPresent(old -> {
            try {
                replace(old, fresh(old));
                takeOn.run();
                LOG.info("{} were changed; the new ones hold from now on.", what);
            } catch (AuditUnavailable e) {
                replace(old, old);
                file.again();
                LOG.warn("{} stay as they were until the audit trail can be written.", what);
            } catch (CannotStart | IOException | YAMLException | BindException | IllegalStateException e) {
                replace(old, old);
                LOG.warn("{} stay as they were: {}", what, e.getMessage());
            }
        });
    }

    private PropertySource<?> fresh(PropertySource<?> old) throws IOException {
        return new YamlPropertySourceLoader()
                .load(old.getName(), new FileSystemResource(file.path())).stream()
                        .findFirst()
                        // Nothing but comments.
                        .orElseGet(() -> new MapPropertySource(old.getName(), Map.of()));
    }

    private void replace(PropertySource<?> old, PropertySource<?> by) {
        environment.getPropertySources().replace(old.getName(), by);
    }

    /** Spring names a source after the location of its file. */
    private Optional<PropertySource<?>> source() {
        return environment.getPropertySources().stream()
                .<PropertySource<?>>map(source -> source)
                .filter(source -> source.getName().contains(location))
                .findFirst();
    }
}

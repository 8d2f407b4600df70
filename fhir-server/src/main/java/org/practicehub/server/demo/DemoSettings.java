package org.practicehub.server.demo;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo practice.
 *
 * @param enabled whether this hub is the demo: made-up people, and sign-ins that everybody knows
 * @param folder where the practice is described
 */
@ConfigurationProperties("hub.demo")
public record DemoSettings(@DefaultValue("false") boolean enabled, @DefaultValue("config/demo") Path folder) {}

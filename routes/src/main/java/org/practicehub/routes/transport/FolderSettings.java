package org.practicehub.routes.transport;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what is read from folders.
 *
 * @param largest a file that is larger is set aside unread
 */
@ConfigurationProperties("hub.folders")
public record FolderSettings(@DefaultValue("64MB") DataSize largest) {}

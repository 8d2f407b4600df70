package org.practicehub.server.transport;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what a client may ask for, in this process. Generous: they stop a program that has run wild, not people.
 *
 * @param signIn requests a minute to the pages of a sign-in, from one address
 * @param tokens requests a minute to the token endpoint, from one client, or one address where it names none
 * @param searches searches a minute on the FHIR API, with one token
 * @param callbacks requests a minute of gateways that tell what became of messages, from one address
 * @param body the largest body of a request to the FHIR API
 */
@ConfigurationProperties(prefix = "hub.limits", ignoreUnknownFields = false)
public record LimitSettings(
        @DefaultValue("300") int signIn,
        @DefaultValue("1200") int tokens,
        @DefaultValue("6000") int searches,
        @DefaultValue("3000") int callbacks,
        @DefaultValue("16MB") DataSize body) {}

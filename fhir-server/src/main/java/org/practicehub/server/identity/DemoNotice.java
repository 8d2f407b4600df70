package org.practicehub.server.identity;

/** Whether this hub shows the demo's sign-ins to whoever asks. */
public record DemoNotice(boolean shown) {}

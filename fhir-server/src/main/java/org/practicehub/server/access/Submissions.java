package org.practicehub.server.access;

import org.hl7.fhir.instance.model.api.IBaseResource;

/** The mark on what an outside system sent in: a tag that the hub alone sets. */
public final class Submissions {
    public static final String SYSTEM = "urn:x-hub:submitted-by";

    private Submissions() {}

    static boolean by(IBaseResource resource, String client) {
        return resource.getMeta().getTag(SYSTEM, client) != null;
    }

    /** Marks the resource as sent by the client, and by nobody else. */
    public static void mark(IBaseResource resource, String client) {
        resource.getMeta().getTag().removeIf(tag -> SYSTEM.equals(tag.getSystem()));
        resource.getMeta().addTag().setSystem(SYSTEM).setCode(client);
    }
}

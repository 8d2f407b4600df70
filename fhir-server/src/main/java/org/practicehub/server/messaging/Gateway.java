package org.practicehub.server.messaging;

/** What messages of one medium leave by. */
interface Gateway {

    /** Hands a message over. It is sent when this says {@link Handed.Accepted}, and not before. */
    Handed send(Outgoing message);

    /** What became of it. No text of a gateway's comes in here: it may quote a number. */
    sealed interface Handed {
        /** @param id under which the gateway knows it; empty where it does not say */
        record Accepted(String id) implements Handed {}

        /** This message will not go this way, however often it is tried. */
        record Refused(String why) implements Handed {}

        /** The gateway cannot be reached or does not take anything now. */
        record Unavailable(String why) implements Handed {}
    }
}

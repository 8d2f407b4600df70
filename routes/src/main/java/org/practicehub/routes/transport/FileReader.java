package org.practicehub.routes.transport;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.practicehub.routes.inbound.Heard;
import org.practicehub.routes.inbound.Inbound;

/** Has a file heard, and writes down with it what came of it. */
final class FileReader {
    private static final String HEARD = FileReader.class.getName();

    private final Inbound inbound;

    FileReader(Inbound inbound) {
        this.inbound = inbound;
    }

    /**
     * Reads the file.
     *
     * @throws NotTaken when it has to be read again
     */
    public void read(Exchange exchange) throws NotTaken {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        Long length = exchange.getMessage().getHeader(Exchange.FILE_LENGTH, Long.class);
        if (length != null && bytes.length != length) {
            throw new NotTaken("A file changed while it was read.");
        }
        Heard heard = inbound.hear(bytes, Optional.empty());
        if (!heard.stored()) {
            throw new NotTaken("Not everything in a file could be stored.");
        }
        exchange.setProperty(HEARD, heard);
    }

    static Heard heard(Exchange exchange) {
        return exchange.getProperty(HEARD, Heard.class);
    }

    /** A file that stays where it is and is read again. */
    static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        NotTaken(String why) {
            super(why);
        }
    }
}

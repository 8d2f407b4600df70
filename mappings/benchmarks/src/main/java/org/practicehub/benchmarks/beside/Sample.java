package org.practicehub.benchmarks.beside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message that all are given, its segments ended by CR as on the wire.
 *
 * @param type MSH-9.1 by the list that names the message, whatever a program makes of it
 * @param controlId MSH-10; empty where there is none
 */
record Sample(String name, String type, byte[] bytes, String controlId) {

    /** A line of the list: type and file, with a tab between. */
    static Sample read(String line) throws IOException {
        String[] parts = line.split("\t");
        // One character for one byte: the text may be in any character set.
        String text = Files.readString(Path.of(parts[1]), StandardCharsets.ISO_8859_1);
        String wire = text.replace("\r\n", "\r").replace('\n', '\r');
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        return new Sample(parts[1], parts[0], bytes, controlId(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What a message of this type is about; one of them must be there, whatever else is. */
    List<String> mainResources() {
        return switch (type) {
            case "ADT" -> List.of("Patient");
            case "SIU", "SRM", "SRR" -> List.of("Appointment");
            case "DFT" -> List.of("ChargeItem", "PaymentReconciliation");
            case "BAR" -> List.of("Account", "Condition", "Procedure");
            case "REF" -> List.of("ServiceRequest");
            case "RRI" -> List.of("Task");
            case "MDM" -> List.of("DocumentReference");
            case "ORM", "OMG" -> List.of("ServiceRequest");
            case "ORU" -> List.of("DiagnosticReport", "Observation");
            default -> throw new IllegalArgumentException("Nothing is known of " + type);
        };
    }

    /** MSH-10, found without a parser of anybody's; empty where there is none. */
    private static String controlId(String message) {
        int header = message.indexOf("MSH");
        if (header < 0 || message.length() <= header + 3) {
            return "";
        }
        String[] fields = message.substring(header)
                .split("\r", 2)[0]
                .split(Pattern.quote(message.substring(header + 3, header + 4)), -1);
        return fields.length > 9 ? fields[9] : "";
    }
}

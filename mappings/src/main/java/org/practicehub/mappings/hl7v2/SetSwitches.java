package org.practicehub.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The escapes {@code \Cxxyy\} and {@code \Mxxyyzz\}, which name the ISO 2022 sequence that switches to another character
 * set within a field (HL7 section 2.7.4). What stands behind a switch to a multi-byte set is read in that set.
 */
final class SetSwitches {

    private static final Charset ISO_2022 = Charset.forName("ISO-2022-JP-2");
    private static final Pattern SWITCH = Pattern.compile("[CM][0-9A-Fa-f]{4}([0-9A-Fa-f]{2})?");

    private SetSwitches() {}

    /** Whether an escape sequence switches to another set. */
    static boolean isOne(String sequence) {
        return SWITCH.matcher(sequence).matches();
    }

    /** The text behind the switch, read in the set switched to; as it stands where that gives nothing. */
    static String follow(String sequence, String text) {
        if (sequence.startsWith("C")) {
            return text;
        }
        byte[] set = HexFormat.of().parseHex(sequence.substring(1));
        byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(1 + set.length + body.length);
        bytes.put((byte) 0x1B).put(set).put(body).flip();
        try {
            return ISO_2022.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notInThatSet) {
            return text;
        }
    }
}

package org.practicehub.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The escapes {@code \Cxxyy\} and {@code \Mxxyyzz\}, which name the ISO 2022 sequence that switches to another character
 * set within a field (HL7 section 2.7.4). What stands behind a switch to a multi-byte set is read in that set.
 */
final class SetSwitches {

    private static final Charset ISO_2022 = Charset.forName("ISO-2022-JP-2");

    private SetSwitches() {}

    static String follow(String raw, char escape) {
        if (raw.indexOf(escape + "C") < 0 && raw.indexOf(escape + "M") < 0) {
            return raw;
        }
        String e = Pattern.quote(String.valueOf(escape));
        Matcher switches = Pattern.compile(e + "([CM])((?:[0-9A-Fa-f]{2}){2,3})" + e + "([^" + e + "]*)")
                .matcher(raw);
        return switches.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1).equals("C") ? found.group(3) : read(found.group(2), found.group(3))));
    }

    /** The text read in the set switched to; as it stands where that gives nothing. */
    private static String read(String sequence, String text) {
        byte[] set = HexFormat.of().parseHex(sequence);
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

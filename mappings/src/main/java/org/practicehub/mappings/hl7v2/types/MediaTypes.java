package org.practicehub.mappings.hl7v2.types;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.terms.CodeTable;

/**
 * What kind of data something is: as the sender says, in whichever of HL7's ways, and as its first bytes say. Word and PDF
 * files that call themselves pictures are mistakes, or worse.
 */
final class MediaTypes {

    static final String TEXT = "text/plain";

    private static final CodeTable BY_SUBTYPE = CodeTable.named("media-types");
    private static final String WORD_2007 = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /** The bytes that a file of the type begins with, as Latin-1; of several beginnings each has a line. */
    private static final Map<String, String> BEGINNINGS = beginnings();

    private static final int DICOM_PREAMBLE = 128;
    private static final int LOOKED_AT = 1024;

    private MediaTypes() {}

    private static Map<String, String> beginnings() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("%PDF-", "application/pdf");
        types.put("{\\rtf", "application/rtf");
        types.put("\u00FF\u00D8\u00FF", "image/jpeg");
        types.put("\u0089PNG\r\n\u001A\n", "image/png");
        types.put("GIF8", "image/gif");
        types.put("II*\0", "image/tiff");
        types.put("MM\0*", "image/tiff");
        types.put("\u00D0\u00CF\u0011\u00E0", "application/msword");
        types.put("PK\u0003\u0004", WORD_2007);
        return types;
    }

    /**
     * ED-2 and ED-3, RP-3 and RP-4 → the media type; empty for one that is not taken here. Either may hold it all
     * ({@code application/pdf}), and the first may be a code of table 0191 that says little.
     */
    static Optional<String> said(Field type, Field subtype) {
        String text = subtype.value().or(type::value).orElse("").toLowerCase(Locale.ROOT);
        String name = text.substring(text.indexOf('/') + 1);
        int parameters = name.indexOf(';');
        return BY_SUBTYPE
                .find((parameters < 0 ? name : name.substring(0, parameters)).strip())
                .map(CodeTable.Entry::code);
    }

    /** Whether the data can be of the type. */
    static boolean isPossible(String type, byte[] data) {
        Optional<String> seen = seen(data);
        return seen.map(type::equals).orElseGet(() -> isWords(type) && isText(data));
    }

    /** What the data says it is; empty for text, which says nothing. */
    static Optional<String> seen(byte[] data) {
        String start = new String(data, 0, Math.min(data.length, LOOKED_AT), ISO_8859_1);
        if (start.startsWith("DICM", DICOM_PREAMBLE)) {
            return Optional.of("application/dicom");
        }
        return BEGINNINGS.entrySet().stream()
                .filter(beginning -> start.startsWith(beginning.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isWords(String type) {
        return type.startsWith("text/") || type.equals("application/xml") || type.equals("application/json");
    }

    private static boolean isText(byte[] data) {
        for (int i = 0; i < Math.min(data.length, LOOKED_AT); i++) {
            if (data[i] == 0) {
                return false;
            }
        }
        return true;
    }
}

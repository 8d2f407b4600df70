package org.practicehub.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/**
 * Bytes to text (G2). The header is ASCII whatever follows, so MSH-18 can be read before the rest is decoded; only UTF-16
 * and UTF-32 must be recognised by their shape. No byte ever becomes U+FFFD: what is not text in the announced set is read
 * as windows-1252, with a warning.
 */
final class Decoding {

    /** The message from its MSH on, and the character set it turned out to be in. */
    record Text(String text, Charset charset, Optional<Problem> warning) {}

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Place MSH_18 = new Place("MSH", 1, 18, 0, 0, 0);
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Decoding() {}

    static Optional<Text> of(byte[] frame, Charset fallback) {
        Optional<Charset> wide = wide(frame);
        if (wide.isPresent()) {
            return wide(frame, wide.get());
        }
        byte[] bytes = startsWith(frame, UTF_8_MARK) ? Arrays.copyOfRange(frame, 3, frame.length) : frame;
        String header = fromHeader(Reader.bytewise(bytes)).orElse("");
        if (header.isEmpty()) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(bytes, bytes.length - header.length(), bytes.length);
        Text text = bytes != frame
                ? decode(body, StandardCharsets.UTF_8, "The text begins with a UTF-8 mark but is not UTF-8")
                : decode(body, announced(header), fallback);
        return Optional.of(new Text(tidy(text.text()), text.charset(), text.warning()));
    }

    private static Optional<Text> wide(byte[] frame, Charset charset) {
        String exact = strictly(frame, charset);
        Optional<Problem> warning = exact != null
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        Code.TEXT_ENCODING,
                        MSH_18,
                        "Not all of the text is " + charset.name() + "; what could not be read was left out."));
        String text = exact != null ? exact : new String(frame, charset).replace("\uFFFD", "");
        return fromHeader(tidy(text)).map(tidy -> new Text(tidy, charset, warning));
    }

    private static Text decode(byte[] body, String announced, Charset fallback) {
        if (announced.isEmpty()) {
            return decode(body, fallback, "MSH-18 names no character set and the text is not " + fallback.name());
        }
        // An unknown name is refused by Acceptance; until then the header must still be legible.
        Charset charset = CharacterSets.byHl7Name(announced).orElse(fallback);
        return decode(body, charset, "The text is not in the character set that MSH-18 names");
    }

    private static Text decode(byte[] body, Charset charset, String otherwise) {
        String exact = strictly(body, charset);
        if (exact != null) {
            return new Text(exact, charset, Optional.empty());
        }
        boolean ascii = charset.equals(StandardCharsets.US_ASCII);
        String utf8 = ascii ? strictly(body, StandardCharsets.UTF_8) : null;
        if (utf8 != null) {
            return new Text(utf8, StandardCharsets.UTF_8, Optional.of(assumed(otherwise, StandardCharsets.UTF_8)));
        }
        String western = strictly(body, WINDOWS_1252);
        // Five bytes mean nothing in windows-1252; Latin-1 gives them the control characters they are there.
        String text = western != null ? western : new String(body, StandardCharsets.ISO_8859_1);
        return new Text(text, WINDOWS_1252, Optional.of(assumed(otherwise, WINDOWS_1252)));
    }

    private static Problem assumed(String why, Charset instead) {
        return Problem.warning(Code.TEXT_ENCODING, MSH_18, why + "; it was read as " + instead.name() + ".");
    }

    private static @Nullable String strictly(byte[] body, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** MSH-18, its first repetition; MSH-1 is the separator itself, so MSH-18 is the 17th part after the name. */
    private static String announced(String header) {
        return Delimiters.of(header)
                .map(by -> {
                    String line = header.lines().findFirst().orElse("");
                    String[] parts = line.split(java.util.regex.Pattern.quote(String.valueOf(by.field())), 20);
                    String set = parts.length > 17 ? parts[17] : "";
                    int end = set.indexOf(by.repetition());
                    return (end < 0 ? set : set.substring(0, end)).strip();
                })
                .filter(set -> !Presence.isNull(set))
                .orElse("");
    }

    /** From the first MSH at the beginning of a line; a frame may begin with framing bytes, blank lines or debris (G1). */
    private static Optional<String> fromHeader(String text) {
        for (int at = text.indexOf("MSH"); at >= 0; at = text.indexOf("MSH", at + 1)) {
            if ((at == 0 || text.charAt(at - 1) <= ' ' || text.charAt(at - 1) == '\uFEFF')
                    && Delimiters.of(text.substring(at, Math.min(text.length(), at + 12)))
                            .isPresent()) {
                return Optional.of(text.substring(at));
            }
        }
        return Optional.empty();
    }

    /** Without the framing bytes at the end and without the mark and NUL characters that no field can hold. */
    private static String tidy(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(0, end).replace("\0", "").replace("\uFEFF", "");
    }

    /** UTF-16 or UTF-32, when the bytes have that shape. */
    static Optional<Charset> wide(byte[] frame) {
        int[] b = new int[4];
        for (int i = 0; i < 4; i++) {
            b[i] = i < frame.length ? frame[i] & 0xFF : -1;
        }
        boolean little32 =
                (b[0] == 0xFF && b[1] == 0xFE && b[2] == 0 && b[3] == 0) || (begins(b[0]) && b[1] == 0 && b[2] == 0);
        boolean big32 = b[0] == 0 && b[1] == 0 && ((b[2] == 0xFE && b[3] == 0xFF) || (b[2] == 0 && begins(b[3])));
        if (little32 || big32) {
            return Optional.of(Charset.forName(little32 ? "UTF-32LE" : "UTF-32BE"));
        }
        boolean little16 = (b[0] == 0xFF && b[1] == 0xFE) || (begins(b[0]) && b[1] == 0 && b[2] > 0);
        boolean big16 = (b[0] == 0xFE && b[1] == 0xFF) || (b[0] == 0 && begins(b[1]) && b[2] == 0);
        if (little16 || big16) {
            return Optional.of(little16 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
        }
        return Optional.empty();
    }

    /** MSH, BHS, FHS. */
    private static boolean begins(int letter) {
        return letter == 'M' || letter == 'B' || letter == 'F';
    }

    static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }
}

package org.practicehub.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.practicehub.mappings.terms.Csv;

/** A part of ISO 8859 that table 0211 names and the JDK lacks: ASCII below, a table of 96 characters above. */
final class EightBit extends Charset {

    private static final int UPPER = 0xA0;
    private static final Map<String, Charset> ALL =
            Csv.resource("/org/practicehub/mappings/tables/eight-bit.csv").rows().stream()
                    .map(row -> new EightBit(row.get("charset"), characters(row.get("upper"))))
                    .collect(Collectors.toUnmodifiableMap(Charset::name, charset -> charset));

    private final char[] upper;

    private EightBit(String name, char[] upper) {
        super(name, null);
        this.upper = upper;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    static Charset named(String name) {
        return ALL.getOrDefault(name, java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public boolean contains(Charset other) {
        return other.name().equals("US-ASCII") || other.equals(this);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    int b = in.get() & 0xFF;
                    out.put(b < UPPER ? (char) b : upper[b - UPPER]);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1, 1) {
            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    int code = code(in.get());
                    if (code < 0) {
                        in.position(in.position() - 1);
                        return CoderResult.unmappableForLength(1);
                    }
                    out.put((byte) code);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    private int code(char c) {
        if (c < UPPER) {
            return c;
        }
        for (int i = 0; i < upper.length; i++) {
            if (upper[i] == c) {
                return UPPER + i;
            }
        }
        return -1;
    }

    private static char[] characters(String hexadecimal) {
        int[] codes = Arrays.stream(hexadecimal.split(" "))
                .mapToInt(code -> Integer.parseInt(code, 16))
                .toArray();
        return new String(codes, 0, codes.length).toCharArray();
    }
}

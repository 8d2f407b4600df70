package org.practicehub.mappings.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.hl7v2.Batches.Batch;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/** Bytes to batches: line by line, because FHS, BHS, MSH, BTS and FTS each begin one. */
final class BatchReader {

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String text;
    private final Charset charset;
    private final boolean marked;
    private final List<Batch> batches = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();

    private @Nullable Message fileHeader;
    private @Nullable Message batchHeader;
    private @Nullable Problem batchProblem;
    private @Nullable Problem fileProblem;
    private int messageStart = -1;
    private boolean open;
    private char separator = Delimiters.USUAL.field();

    private BatchReader(byte[] bytes) {
        // Byte by byte, unless a character takes several: the messages say themselves what they are written in.
        this.charset = Decoding.wide(bytes).orElse(StandardCharsets.ISO_8859_1);
        this.marked = Decoding.startsWith(bytes, UTF_8_MARK);
        this.text = new String(bytes, charset);
    }

    static Optional<Batches> read(byte[] bytes) {
        BatchReader reader = new BatchReader(bytes);
        reader.lines();
        Batches all = new Batches(
                Optional.ofNullable(reader.fileHeader), reader.batches, Optional.ofNullable(reader.fileProblem));
        boolean surrounded = all.header().isPresent()
                || all.all().stream().anyMatch(batch -> batch.header().isPresent());
        return surrounded || all.size() > 1 ? Optional.of(all) : Optional.empty();
    }

    private void lines() {
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
                end++;
            }
            line(start, end);
            start = end + 1;
        }
        closeMessage(text.length());
        closeBatch();
    }

    private void line(int start, int end) {
        int from = start;
        // Framing bytes, and at the very beginning a mark, may stand before a segment (G1).
        while (from < end && (text.charAt(from) < ' ' || (from < UTF_8_MARK.length && isMark(text.charAt(from))))) {
            from++;
        }
        if (from == end || (messageStart >= 0 && "FBM".indexOf(text.charAt(from)) < 0)) {
            return;
        }
        String line = text.substring(from, end);
        if (isHeader(line, "FHS")) {
            closeMessage(start);
            closeBatch();
            fileHeader = header(line);
        } else if (isHeader(line, "BHS")) {
            closeMessage(start);
            closeBatch();
            batchHeader = header(line);
            open = true;
        } else if (isHeader(line, "MSH")) {
            closeMessage(start);
            messageStart = from;
            open = true;
            separator = line.charAt(3);
        } else if (isTrailer(line, "BTS")) {
            closeMessage(start);
            batchProblem = counted(line, "BTS", batches.size() + 1, messages.size(), "messages")
                    .orElse(batchProblem);
            closeBatch();
        } else if (isTrailer(line, "FTS")) {
            closeMessage(start);
            closeBatch();
            fileProblem = counted(line, "FTS", 1, batches.size(), "batches").orElse(null);
        } else if (messageStart < 0 && open && !line.isBlank()) {
            batchProblem = Problem.warning(
                    Code.SEGMENT_SEQUENCE,
                    Place.of("BHS"),
                    "Something stands in the batch that belongs to no message; it was passed over.");
        }
    }

    private static boolean isMark(char c) {
        return c == '\uFEFF' || c == '\u00EF' || c == '\u00BB' || c == '\u00BF';
    }

    /** The second delimiter must be one too: {@code MSH-3} in a text begins no message. */
    private static boolean isHeader(String line, String name) {
        return line.startsWith(name)
                && line.length() > 4
                && Delimiters.usable(line.charAt(3))
                && Delimiters.usable(line.charAt(4));
    }

    private boolean isTrailer(String line, String name) {
        return (fileHeader != null || batchHeader != null)
                && line.startsWith(name)
                && (line.strip().length() == 3 || line.charAt(3) == separator);
    }

    private Message header(String line) {
        separator = line.charAt(3);
        return new Message(Delimiters.of(line).orElse(Delimiters.USUAL), charset, List.of(line.stripTrailing()));
    }

    private Optional<Problem> counted(String line, String name, int which, int found, String what) {
        String said = line.length() > 4 ? line.substring(4).split("[" + separator + "\\s]", 2)[0] : "";
        if (said.isEmpty() || said.equals(Integer.toString(found))) {
            return Optional.empty();
        }
        return Optional.of(Problem.warning(
                Code.CONTRADICTION,
                new Place(name, which, 1, 1, 0, 0),
                said.matches("[0-9]{1,9}")
                        ? name + "-1 says " + Integer.parseInt(said) + " " + what + ", and there are " + found + "."
                        : name + "-1 is no number of " + what + "."));
    }

    private void closeMessage(int end) {
        if (messageStart >= 0) {
            byte[] own = text.substring(messageStart, end).getBytes(charset);
            messages.add(marked ? marked(own) : own);
            messageStart = -1;
        }
    }

    /** The mark at the beginning of a file says what all of it is written in. */
    private static byte[] marked(byte[] message) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(UTF_8_MARK);
        all.writeBytes(message);
        return all.toByteArray();
    }

    private void closeBatch() {
        if (open) {
            batches.add(new Batch(
                    Optional.ofNullable(batchHeader), List.copyOf(messages), Optional.ofNullable(batchProblem)));
        }
        open = false;
        messages.clear();
        batchHeader = null;
        batchProblem = null;
    }
}

package org.practicehub.mappings.hl7v2.types;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Attachment;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;

/** ED and RP to Attachment: data that a message carries, and data that it points at. */
public final class Attachments {

    /** More decoded bytes than this are not a document of a practice: a frame of 16 MB holds no more (10 MiB). */
    public static final int MOST = 10 * 1024 * 1024;

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>\\\\]{1,2000}", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Attachments() {}

    /** What became of a value. */
    public sealed interface Result {
        /** An attachment. */
        record Taken(Attachment attachment) implements Result {}

        /** There is nothing in it. */
        record Empty() implements Result {}

        /** It cannot be taken, and without it the document is another: a person decides. */
        record Refused(Problem problem) implements Result {}
    }

    /** ED → Attachment with the data decoded. It is what it says it is, or it is refused. */
    public static Result encapsulated(Field ed, Source source) {
        Field sent = ed.component(5);
        if (!sent.isPresent()) {
            source.warn(Code.REQUIRED_MISSING, sent, "The document is announced, and its data are missing.");
            return new Result.Empty();
        }
        Optional<byte[]> decoded = decoded(sent, ed.component(4)); // ED-4, ED-5
        if (decoded.isEmpty()) {
            return refused(Code.DATA_TYPE, sent, "The data are not in the encoding that is given for them.");
        }
        byte[] data = decoded.get();
        if (data.length > MOST) {
            return refused(Code.DATA_TYPE, sent, "The document is too large; 10 MiB are the most.");
        }
        boolean silent = !ed.component(2).isPresent() && !ed.component(3).isPresent();
        Optional<String> type =
                silent ? MediaTypes.seen(data) : MediaTypes.said(ed.component(2), ed.component(3)); // ED-2, ED-3
        if (type.isEmpty()) {
            return refused(Code.TABLE_VALUE, ed.component(3), "Documents of this type are not taken here.");
        }
        if (!MediaTypes.isPossible(type.get(), data)) {
            return refused(Code.CONTRADICTION, sent, "The data are not of the type that is given for them.");
        }
        return new Result.Taken(
                new Attachment().setContentType(type.get()).setData(data).setSize(data.length));
    }

    /** RP → Attachment with the address. What is no address of the web is kept in words: nobody can be sent there. */
    public static Result pointer(Field rp, Source source) {
        // As running text, because senders leave the ampersands of an address as they are.
        String pointer = rp.component(1).runningText();
        if (pointer.isEmpty()) {
            return new Result.Empty();
        }
        Attachment attachment = new Attachment();
        MediaTypes.said(rp.component(3), rp.component(4)).ifPresent(attachment::setContentType); // RP-3, RP-4
        if (ADDRESS.matcher(pointer).matches()) {
            attachment.setUrl(pointer); // RP-1
        } else {
            source.warn(
                    Code.DATA_TYPE, rp.component(1), "This is no web address; it was kept as the document's title.");
            attachment.setTitle(pointer); // RP-1
        }
        return new Result.Taken(attachment);
    }

    /** A text → Attachment in UTF-8. */
    public static Attachment text(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return new Attachment()
                .setContentType(MediaTypes.TEXT + ";charset=UTF-8")
                .setData(data)
                .setSize(data.length);
    }

    /** A code of table 0191 or a media type → the media type; empty where it tells none. */
    public static Optional<String> mediaType(Field id) {
        return MediaTypes.said(id, id);
    }

    /** ED-5 by ED-4 (table 0299): base 64, two digits a byte, or as it is. Lines may be broken anywhere. */
    private static Optional<byte[]> decoded(Field data, Field encoding) {
        String text = data.runningText();
        try {
            return switch (encoding.text().toLowerCase(Locale.ROOT)) {
                case "", "base64" ->
                    Optional.of(Base64.getDecoder().decode(SPACE.matcher(text).replaceAll("")));
                case "hex" ->
                    Optional.of(HexFormat.of().parseHex(SPACE.matcher(text).replaceAll("")));
                case "a" -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Result refused(Code code, Field at, String why) {
        return new Result.Refused(Problem.error(code, at.place(), why));
    }
}

package org.practicehub.routes.transport;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.strategy.GenericFileProcessStrategySupport;
import org.apache.camel.support.ExchangeHelper;
import org.practicehub.mappings.feed.Folder.After;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.inbound.Heard;

/**
 * When a file is taken, and what becomes of it. It is taken when two looks have found it the same, by its own length and time and no
 * clock of ours: whoever writes it may be slow, and on another machine. Afterwards its answers are put into {@code done} under its
 * name with {@code .ack}, and then it goes there itself; what is no HL7 goes into {@code failed}, with the reason beside it.
 */
final class FileSettlement<T> extends GenericFileProcessStrategySupport<T> {
    private static final int MOST_REMEMBERED = 10_000;

    private final After after;
    private final long largest;
    private final Map<String, Look> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Look> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Look(long length, long modified) {}

    /**
     * For one folder.
     *
     * @param largest a file of more bytes is set aside unread
     */
    FileSettlement(After after, long largest) {
        this.after = after;
        this.largest = largest;
    }

    @Override
    public boolean begin(
            GenericFileOperations<T> operations,
            GenericFileEndpoint<T> endpoint,
            Exchange exchange,
            GenericFile<T> file) {
        Look now = new Look(file.getFileLength(), file.getLastModified());
        if (!now.equals(seen.put(file.getAbsoluteFilePath(), now))) {
            return false;
        }
        if (now.length() > largest) {
            setAside(operations, exchange, file, "The file has more than " + largest + " bytes.");
            return false;
        }
        return true;
    }

    @Override
    public void commit(
            GenericFileOperations<T> operations,
            GenericFileEndpoint<T> endpoint,
            Exchange exchange,
            GenericFile<T> file)
            throws Exception {
        super.commit(operations, endpoint, exchange, file);
        Heard heard = FileReader.heard(exchange);
        if (heard.unreadable().isPresent()) {
            setAside(
                    operations,
                    exchange,
                    file,
                    heard.unreadable().map(Problem::text).orElseThrow());
            return;
        }
        String done = beside(operations, file, "done");
        heard.answer().ifPresent(answer -> write(operations, exchange, done, name(file) + ".ack", answer));
        if (after == After.DELETE) {
            delete(operations, file);
        } else {
            move(operations, file, done);
        }
    }

    private void setAside(GenericFileOperations<T> operations, Exchange exchange, GenericFile<T> file, String why) {
        String failed = beside(operations, file, "failed");
        write(operations, exchange, failed, name(file) + ".reason", (why + "\n").getBytes(StandardCharsets.UTF_8));
        move(operations, file, failed);
    }

    private String beside(GenericFileOperations<T> operations, GenericFile<T> file, String name) {
        String path = file.getAbsoluteFilePath();
        String folder = path.substring(0, path.length() - name(file).length()) + name;
        operations.buildDirectory(folder, file.isAbsolute());
        return folder;
    }

    private static String name(GenericFile<?> file) {
        return file.getFileNameOnly();
    }

    /** Under another name first: whoever waits for it sees all of it or nothing. */
    private void write(
            GenericFileOperations<T> operations, Exchange exchange, String folder, String name, byte[] text) {
        Exchange report = ExchangeHelper.createCopy(exchange, false);
        report.getMessage().setBody(text);
        String hidden = folder + "/." + name;
        operations.storeFile(hidden, report, text.length);
        rename(operations, hidden, folder + "/" + name);
    }

    private void move(GenericFileOperations<T> operations, GenericFile<T> file, String folder) {
        rename(operations, file.getAbsoluteFilePath(), folder + "/" + name(file));
        seen.remove(file.getAbsoluteFilePath());
    }

    private void delete(GenericFileOperations<T> operations, GenericFile<T> file) {
        if (!operations.deleteFile(file.getAbsoluteFilePath())) {
            throw new CannotListen("A file that was read cannot be deleted.");
        }
        seen.remove(file.getAbsoluteFilePath());
    }

    /** What is there under the name already is of a file that was read before, and in the journal. */
    private void rename(GenericFileOperations<T> operations, String from, String to) {
        if (operations.existsFile(to)) {
            operations.deleteFile(to);
        }
        if (!operations.renameFile(from, to)) {
            throw new CannotListen("A file that was read cannot be moved.");
        }
    }
}

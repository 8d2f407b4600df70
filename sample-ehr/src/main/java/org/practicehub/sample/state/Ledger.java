package org.practicehub.sample.state;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.practicehub.sample.table.BadTable;

/**
 * An append-only file. What belongs together is written at once and ends with a line that seals it, so that a process
 * killed half-way leaves either all of it or a tail that the next start cuts off.
 */
final class Ledger implements Closeable {

    private static final String SEAL = "end\t";

    private final Path file;
    private final FileChannel lockFile;
    private FileOutputStream out;

    private Ledger(Path file, FileChannel lockFile) throws IOException {
        this.file = file;
        this.lockFile = lockFile;
        this.out = new FileOutputStream(file.toFile(), true);
    }

    /** Opens the ledger in a folder, made if need be, and hands over each sealed group of entries in order. */
    static Ledger open(Path folder, Consumer<List<Entry>> replay) {
        try {
            Files.createDirectories(folder);
            FileChannel lockFile = lock(folder);
            Path file = folder.resolve("ehr.ledger");
            if (Files.exists(file)) {
                byte[] bytes = Files.readAllBytes(file);
                cut(file, bytes.length, replay(bytes, replay));
            }
            return new Ledger(file, lockFile);
        } catch (IOException e) {
            throw new BadTable("cannot keep the state in " + folder + ": " + e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("ehr.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Somebody in this process has it.
        }
        channel.close();
        throw new BadTable("another sample EHR is running with the state in " + folder);
    }

    /** Replays the sealed groups and returns where the last of them ends. */
    private static int replay(byte[] bytes, Consumer<List<Entry>> replay) {
        int sealed = 0;
        boolean broken = false;
        List<Entry> group = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
            if (line.startsWith(SEAL)) {
                broken |= !line.equals(seal(bytes, sealed, start));
                if (!broken) {
                    replay.accept(List.copyOf(group));
                    sealed = i + 1;
                    group.clear();
                }
            } else if (!broken) {
                group.add(Entry.parse(line));
            }
            start = i + 1;
        }
        if (broken) {
            // A torn tail has no seal. A seal that does not fit means that somebody changed the file.
            throw new BadTable("the ledger was damaged after byte " + sealed + "; move its folder away to start anew");
        }
        return sealed;
    }

    private static void cut(Path file, int length, int sealed) throws IOException {
        if (sealed < length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(sealed);
            }
        }
    }

    private static String seal(byte[] bytes, int from, int to) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, to - from);
        return SEAL + Long.toHexString(sum.getValue());
    }

    private static byte[] group(List<Entry> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.line()).append('\n'));
        byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
        lines.append(seal(body, 0, body.length)).append('\n');
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a group of entries. It is safe from a killed process once this returns; not from a power cut, by choice. */
    void append(List<Entry> entries) {
        try {
            out.write(group(entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the file anew with the given entries, in one step: it is either the old file or the new one. */
    void rewrite(List<Entry> entries) {
        Path fresh = file.resolveSibling("ehr.ledger.new");
        try {
            Files.write(fresh, group(entries));
            out.close();
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            out = new FileOutputStream(file.toFile(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

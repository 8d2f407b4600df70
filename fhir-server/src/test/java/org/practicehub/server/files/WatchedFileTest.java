package org.practicehub.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file that a practice edits is taken on. */
class WatchedFileTest {
    @TempDir
    private Path folder;

    private Path path;
    private WatchedFile file;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("a file.yaml");
        Files.writeString(path, "one");
        file = new WatchedFile(path);
    }

    @Test
    void aChangeIsTakenOnceItIsTheSameInTwoLooks() throws IOException {
        assertThat(file.text()).isEqualTo("one");
        assertThat(file.look()).isEmpty();

        Files.writeString(path, "tw");
        assertThat(file.look()).isEmpty();
        Files.writeString(path, "two");
        assertThat(file.look()).isEmpty();
        assertThat(file.look()).contains("two");
        assertThat(file.look()).isEmpty();
        assertThat(file.text()).isEqualTo("two");
    }

    @Test
    void whatIsGoneGoesOnHolding() throws IOException {
        Files.delete(path);
        assertThat(file.look()).isEmpty();
        assertThat(file.look()).isEmpty();
        assertThat(file.text()).isEqualTo("one");

        Files.writeString(path, "two");
        assertThat(file.look()).isEmpty();
        assertThat(file.look()).contains("two");
    }

    @Test
    void whatCouldNotBeTakenOnForNowIsTakenAgain() throws IOException {
        Files.writeString(path, "two");
        file.look();
        assertThat(file.look()).contains("two");
        file.again();
        assertThat(file.look()).contains("two");
    }

    @Test
    void aFileThatIsNotThereYetIsEmpty() throws IOException {
        Path later = folder.resolve("later.yaml");
        WatchedFile none = new WatchedFile(later);
        assertThat(none.text()).isEmpty();
        Files.writeString(later, "one");
        assertThat(none.look()).isEmpty();
        assertThat(none.look()).contains("one");
    }
}

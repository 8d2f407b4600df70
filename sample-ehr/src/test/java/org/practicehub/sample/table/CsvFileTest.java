package org.practicehub.sample.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    @TempDir
    Path folder;

    @Test
    void readsQuotesCommasAndLineBreaksInsideACell() throws IOException {
        List<Row> rows = read("name,note\r\n\"Lee, Ann\",\"says \"\"hi\"\"\nand goes\"\r\nRay,\r\n");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).text("name")).isEqualTo("Lee, Ann");
        assertThat(rows.get(0).text("note")).isEqualTo("says \"hi\"\nand goes");
        assertThat(rows.get(1).text("note")).isEmpty();
        assertThat(rows.get(1).place()).isEqualTo("people.csv line 4");
    }

    @Test
    void skipsAByteOrderMarkAndTheCommentBeforeTheHeader() throws IOException {
        assertThat(read("\uFEFF# who they are, \"quoted\"\n# and more\nname\nAnn\n"))
                .extracting(row -> row.text("name"))
                .containsExactly("Ann");
    }

    @Test
    void takesAHashInARowForWhatItIs() throws IOException {
        assertThat(read("street\n#2 Lake Court\n"))
                .extracting(row -> row.text("street"))
                .containsExactly("#2 Lake Court");
    }

    @Test
    void namesFileAndLineOfWhatIsWrong() {
        assertThatThrownBy(() -> read("name,note\nAnn\n"))
                .isInstanceOf(BadTable.class)
                .hasMessage("people.csv line 2: 1 cells under 2 columns");
        assertThatThrownBy(() -> read("name\n\"Ann\n")).hasMessage("people.csv line 2: a quote is never closed");
        assertThatThrownBy(() -> read("name\n\"Ann\"x\n")).hasMessageContaining("line 2: text after a closing quote");
        assertThatThrownBy(() -> CsvFile.read(write("name\nAnn\n"), "mrn"))
                .hasMessage("people.csv: there is no column mrn in the header");
        assertThatThrownBy(() -> CsvFile.read(folder.resolve("nobody.csv"))).hasMessageContaining("there is no file");
    }

    @Test
    void doesNotRepeatWhatACellHolds() throws IOException {
        Row row = read("birth_date\n13.5.1984\n").get(0);

        assertThatThrownBy(() -> row.date("birth_date"))
                .hasMessage("people.csv line 2: birth_date is not a date like 2026-11-23");
        assertThatThrownBy(() -> row.number("birth_date")).hasMessageNotContaining("1984");
    }

    private List<Row> read(String text) throws IOException {
        return CsvFile.read(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("people.csv"), text);
    }
}

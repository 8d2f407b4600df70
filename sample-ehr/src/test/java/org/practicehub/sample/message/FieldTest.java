package org.practicehub.sample.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTest {

    @Test
    void escapesEveryDelimiterOnce() {
        assertThat(Field.text("a|b^c~d\\e&f\rg").encoded()).isEqualTo("a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f\\.br\\g");
    }

    @Test
    void leavesOutTheEmptyComponentsAtTheEndOnly() {
        assertThat(Field.of("a", "", "b", "", "").encoded()).isEqualTo("a^^b");
        assertThat(Field.of("", "", "").encoded()).isEmpty();
        assertThat(Field.of(Field.text("20"), Field.parts("min", "", "UCUM")).encoded())
                .isEqualTo("20^min&&UCUM");
    }

    @Test
    void leavesOutRepetitionsThatSayNothing() {
        assertThat(Field.repeat(List.of(Field.EMPTY, Field.of("a"), Field.EMPTY, Field.of("b")))
                        .encoded())
                .isEqualTo("a~b");
    }

    @Test
    void doesNotTakeAnEscapedDelimiterForAnEmptyComponent() {
        assertThat(Field.of("50 ^", "").encoded()).isEqualTo("50 \\S\\");
    }

    @Test
    void sendsATelephoneNumberItCannotSplitAsItIs() {
        assertThat(DataTypes.phone("847-555-0142", "PRN", "CP").encoded())
                .isEqualTo("(847)555-0142^PRN^CP^^1^847^5550142");
        assertThat(DataTypes.phone("+44 20 7946 0000", "PRN", "PH").encoded()).isEqualTo("+44 20 7946 0000^PRN^PH");
    }

    @Test
    void countsFieldsFromOneAndEndsAfterTheLastOneFilled() {
        assertThat(new Segment("PV1").set(2, "O").set(5, "").set(4, "R").toString())
                .isEqualTo("PV1||O||R");
    }
}

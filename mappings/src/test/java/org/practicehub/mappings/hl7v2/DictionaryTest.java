package org.practicehub.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryTest {

    @Test
    void knowsWhatSegmentsAndFieldsAreCalled() {
        assertThat(Dictionary.segmentName("PID")).contains("Patient Identification");
        assertThat(Dictionary.fieldName("PID-5")).contains("Patient Name");
        assertThat(Dictionary.fieldName("SCH", 25)).contains("Filler Status Code");
    }

    @Test
    void knowsNothingOfWhatSendersMakeUp() {
        assertThat(Dictionary.segmentName("ZPD")).isEmpty();
        assertThat(Dictionary.fieldName("PID-99")).isEmpty();
    }
}

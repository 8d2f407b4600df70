package org.practicehub.mappings.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NameUuidTest {

    @Test
    void isOfVersionFiveAndAlwaysTheSame() {
        UUID id = UUID.fromString(NameUuid.of("Patient", "urn:oid:2.999.10.1|100234"));

        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).hasToString("3a9c7648-a750-5f99-a34e-50e9ae55dfc6");
    }

    @Test
    void tellsNamesApartThatRunTogether() {
        assertThat(NameUuid.of("a", "bc")).isNotEqualTo(NameUuid.of("ab", "c"));
    }
}

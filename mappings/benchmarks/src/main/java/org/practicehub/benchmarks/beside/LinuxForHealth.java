package org.practicehub.benchmarks.beside;

import ca.uhn.hl7v2.HL7Exception;
import io.github.linuxforhealth.hl7.ConverterOptions;
import io.github.linuxforhealth.hl7.HL7ToFHIRConverter;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Bundle;

/** The hl7v2-fhir-converter of LinuxForHealth as it is published, from bytes to its Bundle, which it need not write as JSON. */
final class LinuxForHealth implements Contender {
    private final HL7ToFHIRConverter converter = new HL7ToFHIRConverter();

    @Override
    public Outcome take(Sample sample) {
        try {
            String text = new String(sample.bytes(), StandardCharsets.UTF_8);
            Bundle bundle = converter.convertToBundle(text, ConverterOptions.SIMPLE_OPTIONS, null);
            return Outcome.made(sample, bundle.getEntry().stream().map(entry -> entry.getResource()
                    .fhirType()));
        } catch (UnsupportedOperationException e) {
            return Outcome.refused("type not supported");
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof HL7Exception) {
                return Outcome.refused("cannot be parsed");
            }
            throw e;
        }
    }
}

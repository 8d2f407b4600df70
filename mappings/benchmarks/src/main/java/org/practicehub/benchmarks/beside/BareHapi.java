package org.practicehub.benchmarks.beside;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.ModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** HAPI HL7v2, which only parses: no FHIR comes of it. Its default validation is off, which would refuse many more. */
final class BareHapi implements Contender {
    private final PipeParser parser;

    BareHapi(ModelClassFactory structures) {
        DefaultHapiContext hapi = new DefaultHapiContext(structures);
        hapi.setValidationContext(ValidationContextFactory.noValidation());
        // Observations of types that 2.8.1 has given up, such as CE, and of none, are read as text and not refused.
        hapi.getParserConfiguration().setInvalidObx2Type("ST");
        hapi.getParserConfiguration().setDefaultObx2Type("ST");
        this.parser = hapi.getPipeParser();
    }

    @Override
    public Outcome take(Sample sample) throws Exception {
        try {
            Message message = parser.parse(new String(sample.bytes(), StandardCharsets.UTF_8));
            String id = Terser.get((Segment) message.get("MSH"), 10, 0, 1, 1);
            return sample.controlId().equals(Objects.requireNonNullElse(id, ""))
                    ? Outcome.made()
                    : Outcome.failed("MSH-10 is another");
        } catch (HL7Exception e) {
            return Outcome.refused(e.getError().name());
        }
    }
}

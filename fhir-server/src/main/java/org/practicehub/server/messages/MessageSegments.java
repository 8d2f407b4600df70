package org.practicehub.server.messages;

import java.nio.charset.Charset;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.hl7v2.Segment;

/** A message laid open for a person: segments with their names, and each field that says something with its own. */
final class MessageSegments {
    private MessageSegments() {}

    static Parameters of(byte[] bytes, Charset fallback) {
        Parameters parameters = new Parameters();
        if (Message.read(bytes, fallback) instanceof Reading.Read read) {
            parameters
                    .addParameter()
                    .setName("text")
                    .setValue(new StringType(read.message().text()));
            List<Segment> segments = read.message().segments();
            for (int i = 0; i < segments.size(); i++) {
                add(parameters.addParameter().setName("segment"), segments.get(i), i + 1);
            }
        } else {
            // Not a message, but somebody has to see what came instead.
            parameters.addParameter().setName("text").setValue(new StringType(new String(bytes, fallback)));
        }
        return parameters;
    }

    private static void add(ParametersParameterComponent out, Segment segment, int line) {
        out.addPart().setName("id").setValue(new CodeType(segment.name()));
        Dictionary.segmentName(segment.name())
                .ifPresent(name -> out.addPart().setName("name").setValue(new StringType(name)));
        out.addPart().setName("line").setValue(new IntegerType(line));
        for (int n = 1; n <= segment.size(); n++) {
            Field field = segment.field(n);
            if (!field.raw().isEmpty()) {
                add(out.addPart().setName("field"), segment.name() + "-" + n, field);
            }
        }
    }

    private static void add(ParametersParameterComponent out, String position, Field field) {
        out.addPart().setName("position").setValue(new StringType(position));
        Dictionary.fieldName(position)
                .ifPresent(name -> out.addPart().setName("name").setValue(new StringType(name)));
        out.addPart().setName("value").setValue(new StringType(field.raw()));
    }
}

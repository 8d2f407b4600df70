package org.practicehub.server.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Events as JSON with one way to write each: names in order, no white space. */
final class Canonical {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n]]");
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(String.class, new Clean()))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Canonical() {}

    static String write(Event event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written down", e);
        }
    }

    static Event read(String body) {
        try {
            return JSON.readValue(body, Event.class);
        } catch (JsonProcessingException e) {
            // Its text may quote the record.
            throw new IllegalStateException("a record of the audit trail is no event");
        }
    }

    /** Line ends stay. PostgreSQL's JSON refuses U+0000, and halves of characters have no UTF-8: neither may keep an event from being kept. */
    private static final class Clean extends StdScalarSerializer<String> {
        private static final long serialVersionUID = 1L;

        Clean() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            byte[] utf8 = CONTROL.matcher(text).replaceAll(" ").getBytes(StandardCharsets.UTF_8);
            out.writeString(new String(utf8, StandardCharsets.UTF_8));
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, String text) {
            return text.isEmpty();
        }
    }
}

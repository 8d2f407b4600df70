package org.practicehub.server.smart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an app is told about where it was opened (SMART App Launch 2.2, "Launch context arrives with your access_token").
 *
 * @param patient id of the patient
 * @param encounter id of a visit of that patient
 * @param intent what the person wants to do there, in words that the two apps agreed on
 * @param fhirContext further resources, each by {@code reference}, {@code canonical} or {@code identifier}
 * @param inside whether the app opens beside a screen that shows who the patient is, so that it need not
 * @param launched whether the app was opened from a screen of the hub, and not by itself
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LaunchContext(
        @Nullable String patient,
        @Nullable String encounter,
        @Nullable String intent,
        List<Map<String, Object>> fhirContext,
        boolean inside,
        boolean launched) {
    static final LaunchContext NONE = new LaunchContext(null, null, null, List.of(), false, false);

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway") // Jackson leaves out what the JSON does not have.
    LaunchContext {
        fhirContext = fhirContext == null ? List.of() : List.copyOf(fhirContext);
    }

    LaunchContext withPatient(String id) {
        return new LaunchContext(id, encounter, intent, fhirContext, inside, launched);
    }

    LaunchContext withEncounter(@Nullable String id) {
        return new LaunchContext(patient, id, intent, fhirContext, inside, launched);
    }

    /** Without an encounter that the app may not be told, or a patient. */
    LaunchContext only(boolean withPatient, boolean withEncounter) {
        return new LaunchContext(
                withPatient ? patient : null, withEncounter ? encounter : null, intent, fhirContext, inside, launched);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a launch context cannot be written", e);
        }
    }

    static LaunchContext of(String json) {
        try {
            return JSON.readValue(json, LaunchContext.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a launch context cannot be read", e);
        }
    }

    /** As a token response and an introspection carry it; what is not in context is left out. */
    Map<String, Object> answer(Optional<String> style) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Optional.ofNullable(patient).ifPresent(id -> answer.put("patient", id));
        Optional.ofNullable(encounter).ifPresent(id -> answer.put("encounter", id));
        Optional.ofNullable(intent).ifPresent(text -> answer.put("intent", text));
        if (!fhirContext.isEmpty()) {
            answer.put("fhirContext", fhirContext);
        }
        if (patient != null) {
            answer.put("need_patient_banner", !inside);
        }
        style.ifPresent(url -> answer.put("smart_style_url", url));
        return answer;
    }
}

package org.practicehub.server.smart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.Secrets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * How the hub looks, for apps that are opened from it (SMART App Launch 2.2, "Styling"). Its address carries a hash of what it
 * says, so that other content has another address, as the standard asks.
 */
@RestController
final class Style {
    /** Sizes and colours of the hub's own pages; names as the standard has them. */
    private static final Map<String, String> OURS = Map.of(
            "color_background", "#eef3f2",
            "color_error", "#a61b1b",
            "color_highlight", "#0f6b7e",
            "color_modal_backdrop", "",
            "color_success", "#1d6b3f",
            "color_text", "#1f2423",
            "dim_border_radius", "7px",
            "dim_font_size", "16px",
            "dim_spacing_size", "16px",
            "font_family_body", "Inter, 'Segoe UI', system-ui, sans-serif");

    private final String text;
    private final String version;
    private final BaseUrl base;

    Style(SmartSettings settings, ObjectMapper json, BaseUrl base) {
        Map<String, String> all = new TreeMap<>(OURS);
        all.put("font_family_heading", "Inter, 'Segoe UI', system-ui, sans-serif");
        all.putAll(settings.style());
        all.values().removeIf(String::isEmpty);
        try {
            this.text = json.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        this.version = Secrets.hashText(text).substring(0, 16);
        this.base = base;
    }

    /** The value of smart_style_url. */
    String address() {
        return base.at("/smart/style/" + version + ".json");
    }

    @GetMapping("/smart/style/{name}.json")
    ResponseEntity<String> show(@PathVariable String name) {
        return name.equals(version)
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(365))
                                .cachePublic()
                                .immutable())
                        .body(text)
                : ResponseEntity.status(HttpStatus.NOT_FOUND).build();
    }
}

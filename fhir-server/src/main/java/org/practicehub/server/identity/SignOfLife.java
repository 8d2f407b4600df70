package org.practicehub.server.identity;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Where a screen says that somebody uses it. What a screen fetches by itself is no sign of life: a browser that nobody sits
 * before ends its session after the idle time, however busy its live view is.
 */
@Controller
class SignOfLife {
    /** 204 while there is a session, and it begins its idle time anew; 401 when there is none. */
    @GetMapping("/session")
    ResponseEntity<Void> heard() {
        return ResponseEntity.noContent().build();
    }
}

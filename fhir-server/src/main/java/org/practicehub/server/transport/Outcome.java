package org.practicehub.server.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A refusal in FHIR's words, from before HAPI has seen the request. */
final class Outcome {
    private Outcome() {}

    /**
     * An OperationOutcome with one issue.
     *
     * @param code of the value set issue-type
     * @param text a sentence of ours: nothing of the request
     */
    static void write(HttpServletResponse response, String code, String text) throws IOException {
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getWriter()
                .write("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + code
                        + "\",\"diagnostics\":\"" + text + "\"}]}");
    }
}

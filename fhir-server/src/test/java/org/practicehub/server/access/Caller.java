package org.practicehub.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** Somebody with a token, who asks for the same thing in each way there is: directly, by POST _search, and in a batch. */
record Caller(TestHub hub, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What came of it: the status, and the body's resource. */
    record Answer(int status, JsonNode body) {
        int entries() {
            return body.path("entry").size();
        }

        boolean tells(String text) {
            return body.toString().contains(text);
        }
    }

    /** The same read or search in each of its ways. */
    List<Answer> ask(String url) {
        return url.contains("?") && !url.contains("/")
                ? List.of(get(url), post(url), inBatch(url))
                : List.of(get(url), inBatch(url));
    }

    Answer get(String url) {
        return send(request(url).GET());
    }

    Answer get(String url, Map<String, String> headers) {
        HttpRequest.Builder request = request(url).GET();
        headers.forEach(request::header);
        return send(request);
    }

    private Answer post(String url) {
        String[] halves = url.split("\\?", 2);
        return send(request(halves[0] + "/_search")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(halves[1])));
    }

    Answer inBatch(String url) {
        return batch("{\"request\":{\"method\":\"GET\",\"url\":\"" + url + "\"}}");
    }

    /** The answer to one entry of a batch; to the whole, if that is refused. */
    Answer batch(String entry) {
        Answer whole = write(
                "POST", "", "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[" + entry + "]}", Map.of());
        if (whole.status() != 200) {
            return whole;
        }
        JsonNode first = whole.body().path("entry").path(0);
        int status = Integer.parseInt(
                first.path("response").path("status").asText("0").substring(0, 3));
        return new Answer(status, first.path("resource"));
    }

    Answer create(String json) {
        return write("POST", type(json), json, Map.of());
    }

    Answer update(String url, String json) {
        return write("PUT", url, json, Map.of());
    }

    /** A create or update directly and as an entry. */
    List<Answer> writeBothWays(String method, String url, String json) {
        String fullUrl = method.equals("PUT") ? hub.fhir() + "/" + url : "urn:uuid:" + UUID.randomUUID();
        String entry = "{\"fullUrl\":\"%s\",\"resource\":%s,\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}"
                .formatted(fullUrl, json, method, url);
        return List.of(write(method, url, json, Map.of()), batch(entry));
    }

    Answer write(String method, String url, String json, Map<String, String> headers) {
        HttpRequest.Builder request = request(url)
                .header(
                        "Content-Type",
                        method.equals("PATCH") ? "application/json-patch+json" : "application/fhir+json")
                .method(method, BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(request);
    }

    Answer delete(String url) {
        return send(request(url).DELETE());
    }

    private HttpRequest.Builder request(String url) {
        String address = url.startsWith("http") ? url : hub.fhir() + (url.isEmpty() ? "" : "/" + url);
        return HttpRequest.newBuilder(URI.create(address.replace("|", "%7C")))
                .header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> answer = Tokens.send(HTTP, request);
        try {
            return new Answer(answer.statusCode(), JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body()));
        } catch (java.io.IOException e) {
            return new Answer(answer.statusCode(), JSON.getNodeFactory().textNode(answer.body()));
        }
    }

    private static String type(String json) {
        try {
            return JSON.readTree(json).path("resourceType").asText();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

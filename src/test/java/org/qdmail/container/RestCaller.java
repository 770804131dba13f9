// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A caller of the service over HTTP: the JDK's client, and nothing of ours. */
final class RestCaller {
    private final URI base;
    private final List<String> headers;

    private RestCaller(URI base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    static RestCaller of(URI application) {
        return new RestCaller(application.resolve("mail/v1/"), List.of());
    }

    RestCaller with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new RestCaller(base, more);
    }

    RestCaller as(String user, String password) {
        String pair = user + ':' + password;
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return with("Authorization", "Basic " + encoded);
    }

    Reply post(String path, String json) throws IOException, InterruptedException {
        return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Reply post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return call(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    Reply get(String path) throws IOException, InterruptedException {
        return call(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        for (int at = 0; at < headers.size(); at += 2) request.header(headers.get(at), headers.get(at + 1));
        return request;
    }

    Reply call(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = Http.CLIENT.send(request.build(), Answers.octets());
        return new Reply(response);
    }

    /** What the server answered. */
    record Reply(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        byte[] octets() {
            return response.body();
        }

        String text() {
            return new String(octets(), StandardCharsets.UTF_8);
        }

        JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(text()))) {
                return reader.readObject();
            }
        }

        /** Status, number and pointer of each fault, such as {@code 422 MAIL-0210 #/to/0}. */
        String problem() {
            StringBuilder told = new StringBuilder().append(status());
            if (!header("Content-Type").startsWith("application/problem+json")) return told + " without problem";
            JsonObject json = json();
            if (json.getInt("status") != status()) return told + " but " + json.getInt("status");
            if (json.containsKey("faults")) {
                json.getJsonArray("faults").getValuesAs(JsonObject.class).forEach(fault -> told.append(' ')
                        .append(fault.getString("number"))
                        .append(fault.containsKey("pointer") ? " " + fault.getString("pointer") : ""));
            }
            return told.toString();
        }
    }
}

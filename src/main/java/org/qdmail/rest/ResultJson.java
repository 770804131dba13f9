package org.qdmail.rest;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.ServerReply;
import org.qdmail.message.EncryptionWish;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;
import org.qdmail.rest.Answer.Sent;

/** The shape of a result. The words of servers and the names of hosts are for administrators. */
final class ResultJson {
    private final boolean forAdmin;

    ResultJson(boolean forAdmin) {
        this.forAdmin = forAdmin;
    }

    JsonObject list(List<Sent> results) {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        results.forEach(sent -> messages.add(result(sent)));
        return Json.createObjectBuilder().add("messages", messages).build();
    }

    JsonObject result(Sent sent) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", sent.result().id())
                .add("messageId", sent.result().messageId())
                .add("at", sent.at().toString());
        if (forAdmin && !sent.caller().isEmpty()) json.add("caller", sent.caller());
        Wishes wishes = sent.result().wishes();
        json.add("signed", wishes.signature().map(SignatureWish::signed).orElse(false));
        json.add(
                "encrypted",
                wishes.encryption()
                        .filter(wish -> wish == EncryptionWish.ENCRYPTED)
                        .isPresent());
        json.add(
                "priority",
                wishes.priority()
                        .flatMap(PriorityWish::level)
                        .<JsonValue>map(level -> Json.createValue(level.name()))
                        .orElse(JsonValue.NULL));
        JsonArrayBuilder warnings = Json.createArrayBuilder();
        if (forAdmin) sent.result().warnings().forEach(warnings::add);
        JsonArrayBuilder recipients = Json.createArrayBuilder();
        sent.result().outcomes().forEach(outcome -> recipients.add(recipient(outcome)));
        return json.add("warnings", warnings).add("recipients", recipients).build();
    }

    private JsonObjectBuilder recipient(Outcome outcome) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("address", outcome.recipient().toString())
                .add("state", outcome.state().name())
                .add("receipt", outcome.receipt().name());
        outcome.way().ifPresent(way -> json.add("way", way.name()));
        outcome.number().ifPresent(number -> json.add("number", number));
        outcome.reply().ifPresent(reply -> json.add("reply", reply(reply)));
        if (forAdmin) outcome.host().ifPresent(host -> json.add("host", host));
        return json;
    }

    JsonObjectBuilder reply(ServerReply reply) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("code", reply.code());
        reply.enhancedStatus().ifPresent(status -> json.add("enhanced", status));
        if (forAdmin) json.add("text", reply.text());
        return json;
    }
}

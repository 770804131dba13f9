package org.qdmail.rest;

/** The requests that the OpenAPI document shows; a test posts each of them. */
final class Examples {
    static final String SENT =
            """
            {"from": "Shop <shop@example.com>",
             "to": ["Taro <taro@example.jp>", {"address": "Bob <bob@example.com>", "reportOn": ["SUCCESS"]}],
             "subject": "Invoice 42", "text": "Attached.", "html": "<p>Attached. <img src='cid:logo'></p>",
             "priority": "HIGH", "receipt": {"kinds": ["DELIVERY"], "on": ["SUCCESS", "FAILURE"]}, "signed": false,
             "encrypted": false,
             "headers": {"X-Order": "42"},
             "inline": [{"cid": "logo", "type": "image/png", "content": "iVBORw0KGgo="}],
             "attachments": [{"name": "invoice-42.pdf", "type": "application/pdf", "content": "JVBERi0xLjcK"}]}
            """;
    static final String UNREADABLE = "{\"to\": [\"taro@example.jp\"], \"txt\": \"x\"}";
    static final String NOT_ALLOWED = "{\"to\": [\"somebody@elsewhere.example\"], \"text\": \"x\"}";
    static final String INVALID = "{\"to\": [\"not an address\"], \"subject\": \"x\"}";

    private Examples() {}
}

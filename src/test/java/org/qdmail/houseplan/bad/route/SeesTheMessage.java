package org.qdmail.houseplan.bad.route;

import org.qdmail.houseplan.bad.message.AMessage;

final class SeesTheMessage {
    AMessage message = new AMessage();
}

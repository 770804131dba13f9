package org.qdmail.houseplan.bad.failure;

import org.qdmail.houseplan.bad.octets.WayBack;

final class RoundAndRound {
    WayBack back = new WayBack();
}

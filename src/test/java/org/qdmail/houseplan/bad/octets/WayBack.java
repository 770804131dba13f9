package org.qdmail.houseplan.bad.octets;

import org.qdmail.houseplan.bad.failure.WayOut;

public final class WayBack {
    WayOut out = new WayOut();
}

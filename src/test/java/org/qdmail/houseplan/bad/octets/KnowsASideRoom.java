package org.qdmail.houseplan.bad.octets;

import org.qdmail.houseplan.bad.address.AnAddress;

final class KnowsASideRoom {
    AnAddress address = new AnAddress();
}

package org.qdmail.houseplan.bad.octets;

import com.ongres.scram.client.ScramClient;

final class UsesScram {
    Class<?> scram = ScramClient.class;
}

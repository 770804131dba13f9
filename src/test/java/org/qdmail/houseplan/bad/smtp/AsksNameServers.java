package org.qdmail.houseplan.bad.smtp;

import org.xbill.DNS.SimpleResolver;

final class AsksNameServers {
    Class<?> resolver = SimpleResolver.class;
}

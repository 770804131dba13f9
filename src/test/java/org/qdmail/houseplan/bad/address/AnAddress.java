package org.qdmail.houseplan.bad.address;

public final class AnAddress {}

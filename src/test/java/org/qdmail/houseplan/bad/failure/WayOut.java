package org.qdmail.houseplan.bad.failure;

public final class WayOut {}

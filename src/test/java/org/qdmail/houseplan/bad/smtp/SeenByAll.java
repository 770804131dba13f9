package org.qdmail.houseplan.bad.smtp;

public final class SeenByAll {}

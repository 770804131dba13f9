package org.qdmail.houseplan.bad.message;

public final class AMessage {}

package org.qdmail.houseplan.bad.attic;

final class InNoRoom {}

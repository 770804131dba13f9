package org.qdmail.houseplan.bad.unmarked;

final class UnmarkedPackage {}

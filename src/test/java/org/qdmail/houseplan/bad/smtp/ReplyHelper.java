package org.qdmail.houseplan.bad.smtp;

final class ReplyHelper {}

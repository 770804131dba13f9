package org.qdmail.houseplan.bad.smtp;

class OpenToAll {}

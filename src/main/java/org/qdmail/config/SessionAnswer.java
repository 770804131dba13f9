package org.qdmail.config;

/** What a look-up of a mail session found. */
public sealed interface SessionAnswer permits SessionValues, NoSession {}

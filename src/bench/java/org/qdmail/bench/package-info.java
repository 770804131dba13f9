/** Measures the component beside other senders, on loopback: {@code mvn -Pbench verify}. */
package org.qdmail.bench;

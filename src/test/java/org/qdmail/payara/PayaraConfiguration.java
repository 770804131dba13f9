// SPDX-License-Identifier: Apache-2.0
package org.qdmail.payara;

import java.io.File;
import java.util.List;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says about the server. */
public final class PayaraConfiguration implements ContainerConfiguration {
    private File jar = new File("");
    private File log = new File("");
    private int httpPort;
    private String options = "";

    public void setJar(String file) {
        jar = new File(file);
    }

    public void setLog(String file) {
        log = new File(file);
    }

    public void setHttpPort(int port) {
        httpPort = port;
    }

    public void setOptions(String words) {
        options = words;
    }

    File jar() {
        return jar;
    }

    File log() {
        return log;
    }

    int httpPort() {
        return httpPort;
    }

    List<String> options() {
        return List.of(options.strip().split("\\s+"));
    }

    @Override
    public void validate() throws ConfigurationException {
        if (!jar.isFile()) throw new ConfigurationException(jar + " is not there");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.payara;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/**
 * One Payara Micro on loopback for all tests. The adapter that Payara offers starts a server for each archive, takes a
 * refused archive for a deployed one, and sends the requests to the address of the machine.
 */
public final class PayaraContainer implements DeployableContainer<PayaraConfiguration> {
    private PayaraConfiguration configuration = new PayaraConfiguration();
    private @Nullable MicroProcess server;

    @Override
    public Class<PayaraConfiguration> getConfigurationClass() {
        return PayaraConfiguration.class;
    }

    @Override
    public void setup(PayaraConfiguration read) {
        configuration = read;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public void start() throws LifecycleException {
        try {
            server = MicroProcess.start(configuration);
        } catch (IOException failure) {
            throw new LifecycleException("Payara Micro does not start: see " + configuration.log(), failure);
        }
    }

    @Override
    public void stop() {
        if (server != null) server.close();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String name = nameOf(archive);
        ask("deploy " + name + ' ' + written(archive));
        HTTPContext address = new HTTPContext("127.0.0.1", configuration.httpPort());
        address.add(new Servlet("ArquillianServletRunnerEE9", name));
        return new ProtocolMetaData().addContext(address);
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        ask("undeploy " + nameOf(archive));
    }

    private void ask(String order) throws DeploymentException {
        if (server == null) throw new DeploymentException("Payara Micro is not running");
        String answer = server.answerTo(order);
        if (!answer.equals("done")) {
            throw new DeploymentException(order + ": " + answer + "; see " + configuration.log());
        }
    }

    private static String nameOf(Archive<?> archive) {
        return archive.getName().replaceFirst("\\.war$", "");
    }

    private Path written(Archive<?> archive) throws DeploymentException {
        try {
            File file = Files.createTempDirectory(configuration.log().toPath().getParent(), "archive")
                    .resolve(archive.getName())
                    .toFile();
            archive.as(ZipExporter.class).exportTo(file);
            return file.toPath();
        } catch (IOException failure) {
            throw new DeploymentException(archive.getName(), failure);
        }
    }
}

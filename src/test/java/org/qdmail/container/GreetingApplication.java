package org.qdmail.container;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Names no class, so that the server publishes every resource that it finds in the archive, in libraries as well. */
@ApplicationPath("api")
public class GreetingApplication extends Application {}

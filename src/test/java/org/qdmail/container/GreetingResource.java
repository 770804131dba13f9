package org.qdmail.container;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of the application's own. */
@Path("greeting")
public class GreetingResource {
    @GET
    public String greet() {
        return "hello";
    }
}

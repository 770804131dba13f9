package org.qdmail.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.qdmail.pipeline.Inventory;

/** Shows what the mailers rest on to the rooms that watch them. */
@Dependent
class ApplicationInventory {
    @Produces
    @Singleton
    Inventory inventory(ApplicationMailers mailers) {
        return mailers.inventory();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

final class Sleeps {
    void pause() throws InterruptedException {
        Thread.sleep(1);
    }
}

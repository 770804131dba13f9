// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

final class AsksTheThread {
    ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

final class PrintsStackTrace {
    void show(Exception failure) {
        failure.printStackTrace();
    }
}

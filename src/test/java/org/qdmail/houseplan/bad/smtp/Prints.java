// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

final class Prints {
    void show(String text) {
        System.out.println(text);
    }
}

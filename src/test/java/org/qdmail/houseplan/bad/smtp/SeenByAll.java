// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

public final class SeenByAll {}

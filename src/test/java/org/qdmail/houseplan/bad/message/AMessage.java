// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.message;

public final class AMessage {}

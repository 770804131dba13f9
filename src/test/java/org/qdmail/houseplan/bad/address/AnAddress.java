// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.address;

public final class AnAddress {}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.attic;

final class InNoRoom {}

// SPDX-License-Identifier: Apache-2.0
/** The house plan of docs/architecture.md as rules that fail the build. */
package org.qdmail.houseplan;

// SPDX-License-Identifier: Apache-2.0
/** How Arquillian starts Payara Micro and deploys into it; used by the profile of that name. */
@NullMarked
package org.qdmail.payara;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests of the service over HTTP that need no server. */
package org.qdmail.rest;

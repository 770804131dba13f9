/** The house plan of docs/architecture.md as rules that fail the build. */
package org.qdmail.houseplan;

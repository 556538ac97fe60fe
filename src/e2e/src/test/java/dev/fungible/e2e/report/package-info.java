/** What people are told, on a real API server. */
@NullMarked
package dev.fungible.e2e.report;

import org.jspecify.annotations.NullMarked;
